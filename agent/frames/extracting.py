"""The key frames of a video as pictures in a folder."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...tools.errors import EnvError, UsageError
from .budget import SCALES, Still, fit, least, tokens

if TYPE_CHECKING:
    from ...tools.video.decoding import Video
    from ...tools.video.keyframes import KeyFrame
    from ...tools.video.stills import Pixels

_NAME = re.compile(r"\d{4,}-\d+\.\d{3}s\.jpg")


@dataclass(frozen=True, slots=True)
class Picture:
    """A key frame: its time in the video, its file, the share of the screen that differs from the one before."""

    time_s: float
    path: Path
    change: float


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was taken out of a video; ``notes`` are sentences about what is missing or smaller than it was."""

    frames: tuple[Picture, ...]
    tokens: int
    notes: tuple[str, ...]


def extract(path: Path, folder: Path, budget: int) -> Extracted:
    """Write the key frames of a video into a folder, as many as ``budget`` tokens of Qwen3-VL hold, in order of time.

    Pictures are named by number and time. Other files in the folder stay as they are; when it does not work out,
    nothing is added to them. Raises UsageError when the video cannot be read, the budget holds no frame or the folder
    holds an earlier extraction, EnvError when the folder cannot be written to.
    """
    from ...tools.video.decoding import Video

    if folder.is_dir() and any(_NAME.fullmatch(file.name) for file in folder.iterdir()):
        raise UsageError(f"{str(folder)!r} holds frames already; name another folder with -o, or delete them")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{str(folder)!r} is a file; name a folder for the frames with -o")
    video = Video(path)
    with _new_files(folder) as place:
        stills, dropped = _take_out(video, place, budget)
        kept = fit(stills, budget)
        pictures = tuple(_put(place, folder, number, still) for number, still in enumerate(kept))
    return Extracted(pictures, tokens(kept), tuple(_notes(video, kept, dropped + len(stills) - len(kept))))


@contextmanager
def _new_files(folder: Path) -> Generator[Path]:
    """A place beside the frames for those that are not chosen yet; gone at the end, and the folder, if it is empty."""
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".frames-", dir=folder) as place:
            yield Path(place)
    except OSError as error:
        raise EnvError(
            f"cannot write frames into {str(folder)!r}: {error.strerror or error}; free some space or name another "
            "folder with -o"
        ) from None
    finally:
        if made:
            with suppress(OSError):
                folder.rmdir()


def _take_out(video: Video, place: Path, budget: int) -> tuple[list[Still], int]:
    """The key frames, each as a file of its number, and how many were left out on the way.

    They are left out as soon as it is sure that the budget cannot hold all, so that a long film fills no disk.
    """
    from ...tools.video.cells import Cells, cells_of, differing
    from ...tools.video.keyframes import Selector
    from ...tools.video.stills import jpeg_of

    selector: Selector[Cells, Pixels] = Selector(differing)
    stills: list[Still] = []
    total = dropped = 0

    def found() -> Iterator[KeyFrame[Pixels]]:
        for look in video.looks(lambda: selector.lively):
            if frame := selector.look(look.time_s, cells_of(look.pixels), look.pixels, look.since_s):
                yield frame
        if frame := selector.finish(video.end_s):
            yield frame

    for number, frame in enumerate(found()):
        height, width = frame.picture.shape[:2]
        still = Still(number, frame.time_s, frame.change, frame.why, width, height)
        _file(place, still).write_bytes(jpeg_of(frame.picture))
        stills.append(still)
        total += _cost(still, video)
        while total > budget and len(stills) > 2:
            gone = stills.pop(least(stills))
            _file(place, gone).unlink()
            total -= gone.least_tokens
            dropped += 1
    return stills, dropped


def _cost(still: Still, video: Video) -> int:
    """Tokens of the smallest picture of a frame. Raises UsageError for a shape that no model takes."""
    try:
        return still.least_tokens
    except ValueError as error:
        raise UsageError(f"{video.name}: {error}; crop it") from None


def _put(place: Path, folder: Path, number: int, still: Still) -> Picture:
    """Move a picture to where it stays, in the size that it is sent in."""
    from ...tools.video.stills import resized

    file = _file(place, still)
    if still.scale > 1:
        file.write_bytes(resized(file.read_bytes(), still.size))
    path = folder / f"{number:04d}-{still.time_s:.3f}s.jpg"
    file.replace(path)
    return Picture(still.time_s, path, still.change)


def _file(place: Path, still: Still) -> Path:
    return place / f"{still.number}.jpg"


def _notes(video: Video, kept: list[Still], left_out: int) -> Iterator[str]:
    if missing := video.missing():
        yield missing
    if left_out:
        yield f"{left_out} key frames that tell least were left out; a larger --budget holds them"
    for scale in sorted({still.scale for still in kept} - {SCALES[0]}):
        count = sum(still.scale == scale for still in kept)
        yield f"{count} of {len(kept)} frames are at 1/{scale} of their width and height, to fit the budget"
