"""What choosing key frames costs beside decoding, or SSIM: ``python -m tests.benchmarks.keyframes`` prints tables.

``--write`` puts the table into docs/results/keyframes.md.

The recordings are drawn by `tests/tools/recordings.py` (seeded): 1920x1080 at 30 frames a second, a page every half a
minute, on it toasts, menus, focus moves, hints, dialogs, typing and scrolling, of which the shortest are to be seen for
0.2 s, and over all of it a caret, a pointer, a clock and a spinner. *Decode* takes each frame out of OpenCV without
converting it (`grab`), *read* as an array, *choose* is `eyehand frames` without writing pictures, *frames* all of it. A
codec that cannot be encoded where this runs is said to have no row. *SSIM* is the loop of the field's tutorials: each
frame read, made grey, compared with the one before by scikit-image (`structural_similarity`), and kept when 1 - SSIM is
above 0.1; it runs on the first part of a recording only, and its time is a frame's share of that times the number of
frames. All are processor seconds of this process in one run; decoding and choosing take turns, five seconds of the
recording each, so that what else the machine does slows down both alike. An event is *found* when a key frame lies
within it.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import cv2
from rich import box
from rich.console import Console
from rich.table import Table
from skimage.metrics import structural_similarity

from eyehand.agent.frames.extracting import extract
from eyehand.tools.video.cells import Cells, cells_of, differing
from eyehand.tools.video.decoding import Video
from eyehand.tools.video.keyframes import Selector

from ..tools.recordings import Script, work

PAGE = Path(__file__).parents[2] / "docs" / "results" / "keyframes.md"
PLACE = Path(tempfile.gettempdir()) / "eyehand-recordings"
INTRODUCTION = """# What choosing key frames costs

Made by `python -m tests.benchmarks.keyframes --write` on {today}, on {cores} cores that others used as well.
{about}

"""


@dataclass(frozen=True, slots=True)
class Row:
    """Processor seconds of one recording, and what was found in it."""

    name: str
    frames: int
    decode_s: float
    read_s: float
    choose_s: float
    all_s: float
    ssim_s: float
    events: int
    found: int
    key_frames: int
    ssim_events: int
    ssim_found: int
    ssim_key_frames: int


CODECS = (("mp4", "mp4v", "MPEG-4"), ("webm", "VP80", "VP8"), ("webm", "VP90", "VP9"), ("mp4", "avc1", "H.264"))
"""How a file's name ends, what OpenCV calls a codec, what people call it."""
TURN_S = 5.0


def drawn(script: Script, name: str, codec: str) -> Path:
    """The recording as a file, drawn once and kept in the temporary folder."""
    path = PLACE / name
    if not path.exists():
        PLACE.mkdir(exist_ok=True)
        script.write(path.with_stem(f"{path.stem}-unfinished"), codec).rename(path)
    return path


def spent_s(work: Callable[[], object]) -> float:
    began_s = time.process_time()
    work()
    return time.process_time() - began_s


def read(path: Path) -> None:
    capture = cv2.VideoCapture(str(path))
    while capture.read()[0]:
        pass


def decode(path: Path) -> Iterator[float]:
    """The time of each frame."""
    capture = cv2.VideoCapture(str(path))
    while capture.grab():
        yield capture.get(cv2.CAP_PROP_POS_MSEC) / 1000


def choose(path: Path) -> Iterator[tuple[float, float | None]]:
    """The time of each look, and that of the key frame that was found by it."""
    video = Video(path)
    selector: Selector[Cells, None] = Selector(differing)
    for look in video.looks(lambda: selector.lively):
        frame = selector.look(look.time_s, cells_of(look.pixels), None, look.since_s)
        yield look.time_s, frame and frame.time_s
    last = selector.finish(video.end_s)
    yield video.end_s, last and last.time_s


def in_turns(path: Path) -> tuple[float, float, list[float]]:
    """Processor seconds of decoding, those of choosing, and the times of the key frames."""
    decoding, choosing = decode(path), choose(path)
    decode_s = choose_s = 0.0
    found_s: list[float | None] = []
    turn_s, at_s = 0.0, 0.0
    while at_s >= turn_s:  # else the recording is over
        turn_s += TURN_S
        began_s = time.process_time()
        next((at_s for at_s in decoding if at_s >= turn_s), None)
        between_s = time.process_time()
        for at_s, found in choosing:
            found_s.append(found)
            if at_s >= turn_s:
                break
        decode_s, choose_s = decode_s + between_s - began_s, choose_s + time.process_time() - between_s
    return decode_s, choose_s, [time_s for time_s in found_s if time_s is not None]


def by_ssim(path: Path, until_s: float) -> tuple[list[float], int]:
    """The times that the tutorials' loop keeps up to a time, and how many frames it looked at."""
    capture = cv2.VideoCapture(str(path))
    before, kept_s, count = None, [0.0], 0
    while True:
        done, frame = capture.read()
        time_s = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
        if not done or time_s >= until_s:
            return kept_s, count
        grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
        if before is not None and 1 - structural_similarity(before, grey) > 0.1:
            kept_s.append(time_s)
        before, count = grey, count + 1


def measure(codec: tuple[str, str, str], seconds: float, ssim_seconds: float) -> Row:
    """One recording. Raises OSError when it cannot be encoded here."""
    script = work(seconds)
    path = drawn(script, f"{codec[1]}-{seconds:.0f}.{codec[0]}", codec[1])
    frames = len(Video(path).times_s)
    decode_s, choose_s, chosen_s = in_turns(path)
    read_s = spent_s(lambda: read(path))
    with tempfile.TemporaryDirectory() as folder:
        all_s = spent_s(lambda: extract(path, Path(folder) / "frames", 1 << 20))
    began_s = time.process_time()
    kept_s, looked = by_ssim(path, ssim_seconds)
    ssim_s = (time.process_time() - began_s) / looked * frames
    early = Script(events=[event for event in script.events if event.end_s < ssim_seconds])
    return Row(
        name=f"{seconds:.0f} s, {codec[2]}",
        frames=frames,
        decode_s=decode_s,
        read_s=read_s,
        choose_s=choose_s,
        all_s=all_s,
        ssim_s=ssim_s,
        events=len(script.events),
        found=len(script.events) - len(script.missed(chosen_s)),
        key_frames=len(chosen_s),
        ssim_events=len(early.events),
        ssim_found=len(early.events) - len(early.missed(kept_s)),
        ssim_key_frames=len(kept_s),
    )


def show(console: Console, rows: list[Row], missing: list[str], ssim_seconds: float) -> None:
    costs = Table(box=box.MARKDOWN)
    for column in (
        *("recording", "frames", "decode", "read", "choose", "frames", "choose / decode", "choose / read"),
        *("SSIM", "SSIM / choose", "SSIM / all but decoding"),
    ):
        costs.add_column(column, justify="left" if column == "recording" else "right")
    for row in rows:
        costs.add_row(
            *(row.name, f"{row.frames:,}", f"{row.decode_s:.1f} s", f"{row.read_s:.1f} s", f"{row.choose_s:.1f} s"),
            *(f"{row.all_s:.1f} s", f"{row.choose_s / row.decode_s:.2f}", f"{row.choose_s / row.read_s:.2f}"),
            *(f"{row.ssim_s:,.0f} s", f"{row.ssim_s / row.choose_s:.0f}"),
            f"{(row.ssim_s - row.read_s) / max(0.01, row.choose_s - row.decode_s):,.0f}",
        )
    console.print(costs)
    for name in missing:
        console.print(f"{name} has no row: OpenCV has no encoder for it here.")
    console.print("Goals: choose / decode at most 1.25; SSIM / choose at least 50; every event found.\n")
    found = Table(box=box.MARKDOWN)
    for column in (
        "recording",
        "events",
        "found",
        "key frames",
        f"events until {ssim_seconds:.0f} s",
        "by SSIM",
        "kept by SSIM",
    ):
        found.add_column(column, justify="left" if column == "recording" else "right")
    for row in rows:
        numbers = (row.events, row.found, row.key_frames, row.ssim_events, row.ssim_found, row.ssim_key_frames)
        found.add_row(row.name, *(str(number) for number in numbers))
    console.print(found)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="write docs/results/keyframes.md")
    asked.add_argument("--seconds", type=float, default=600.0, metavar="S", help="of the MPEG-4 recording")
    asked.add_argument("--others-seconds", type=float, default=60.0, metavar="S", help="of the others; 0: none")
    asked.add_argument("--ssim-seconds", type=float, default=12.0, metavar="S", help="what SSIM is shown of each")
    arguments = asked.parse_args()
    rows: list[Row] = []
    missing: list[str] = []
    for codec in CODECS:
        seconds = arguments.seconds if codec == CODECS[0] else arguments.others_seconds
        try:
            if seconds:
                rows.append(measure(codec, seconds, arguments.ssim_seconds))
                print(rows[-1], flush=True)
        except OSError as error:
            missing.append(codec[2])
            print(error)
    console = Console(record=True, width=180)
    show(console, rows, missing, arguments.ssim_seconds)
    if arguments.write:
        about = (__doc__ or "").partition("\n\n")[2].partition("\n\n")[2]
        introduction = INTRODUCTION.format(today=date.today(), cores=os.cpu_count(), about=about.strip())
        PAGE.write_text(introduction + console.export_text(), "utf-8")


if __name__ == "__main__":
    main()
