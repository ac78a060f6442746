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
        stills, dropped = _choose(video, budget)
        kept = fit(stills, budget)
        paths = _write(video, kept, place)
        pictures = tuple(
            Picture(still.time_s, path.replace(folder / path.name), still.change)
            for still, path in zip(kept, paths, strict=True)
        )
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


def _choose(video: Video, budget: int) -> tuple[list[Still], int]:
    """The key frames, and how many were left out on the way: as soon as it is sure that the budget cannot hold all."""
    from ...tools.video.cells import Cells, cells_of, differing
    from ...tools.video.decoding import Look
    from ...tools.video.keyframes import Selector

    selector: Selector[Cells, Look] = Selector(differing)
    stills: list[Still] = []
    total = dropped = 0

    def found() -> Iterator[KeyFrame[Look]]:
        for look in video.looks(lambda: selector.lively):
            if frame := selector.look(look.time_s, cells_of(look.grey), look, look.since_s):
                yield frame
        if frame := selector.finish(video.end_s):
            yield frame

    for frame in found():
        height, width = frame.picture.grey.shape
        still = Still(frame.picture.number, frame.time_s, frame.change, frame.why, width, height)
        stills.append(still)
        total += _cost(still, video)
        while total > budget and len(stills) > 2:
            total -= stills.pop(least(stills)).least_tokens
            dropped += 1
    return stills, dropped


def _cost(still: Still, video: Video) -> int:
    """Tokens of the smallest picture of a frame. Raises UsageError for a shape that no model takes."""
    try:
        return still.least_tokens
    except ValueError as error:
        raise UsageError(f"{video.name}: {error}; crop it") from None


def _write(video: Video, kept: list[Still], place: Path) -> list[Path]:
    """The frames as files, in the size that they are sent in. Raises UsageError when one cannot be decoded again."""
    from ...tools.video.stills import jpeg_of

    paths: list[Path] = []
    pictures = video.pictures([still.number for still in kept])
    for place_in_order, still in enumerate(kept):
        found = next(pictures, None)
        if found is None or found[0] != still.number:
            raise UsageError(f"{video.name} changed while it was read: its frame at {still.time_s:.3f} s is gone")
        paths.append(place / f"{place_in_order:04d}-{still.time_s:.3f}s.jpg")
        paths[-1].write_bytes(jpeg_of(found[1], still.size))
    return paths


def _notes(video: Video, kept: list[Still], left_out: int) -> Iterator[str]:
    if missing := video.missing():
        yield missing
    if left_out:
        yield f"{left_out} key frames that tell least were left out; a larger --budget holds them"
    for scale in sorted({still.scale for still in kept} - {SCALES[0]}):
        count = sum(still.scale == scale for still in kept)
        yield f"{count} of {len(kept)} frames are at 1/{scale} of their width and height, to fit the budget"
