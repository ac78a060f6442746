"""What choosing key frames costs beside decoding, or SSIM: ``python -m tests.benchmarks.keyframes`` prints tables.

``--write`` puts the table into docs/results/keyframes.md.

The recordings are drawn by `tests/tools/recordings.py` (seeded): 1920x1080 at 30 frames a second, a page every half a
minute, on it toasts, menus, focus moves, hints, dialogs, typing and scrolling, of which the shortest are to be seen for
0.2 s, and over all of it a caret, a pointer, a clock and a spinner. *Decode* takes each frame out of OpenCV without
converting it (`grab`), *read* as an array, *choose* is `eyehand frames` without writing pictures, *frames* all of it.
*SSIM* is the loop of the field's tutorials: each frame read, made grey, compared with the one before by scikit-image
(`structural_similarity`), and kept when 1 - SSIM is above 0.1; it runs on the first part of a recording only, and its
time is a frame's share of that times the number of frames. All are processor seconds of this process, one after the
other in one run. An event is *found* when a key frame lies within it.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
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
from eyehand.tools.video.stills import Pixels

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


def decode(path: Path) -> None:
    capture = cv2.VideoCapture(str(path))
    while capture.grab():
        pass


def read(path: Path) -> None:
    capture = cv2.VideoCapture(str(path))
    while capture.read()[0]:
        pass


def choose(path: Path) -> list[float]:
    """The times of the key frames."""
    video = Video(path)
    selector: Selector[Cells, Pixels] = Selector(differing)
    times_s: list[float] = []
    for look in video.looks(lambda: selector.lively):
        if frame := selector.look(look.time_s, cells_of(look.pixels), look.pixels, look.since_s):
            times_s.append(frame.time_s)
    last = selector.finish(video.end_s)
    return [*times_s, last.time_s] if last else times_s


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


def measure(name: str, codec: str, seconds: float, ssim_seconds: float) -> Row:
    script = work(seconds)
    path = drawn(script, name, codec)
    frames = len(Video(path).times_s)
    decode_s, read_s = spent_s(lambda: decode(path)), spent_s(lambda: read(path))
    began_s = time.process_time()
    chosen_s = choose(path)
    choose_s = time.process_time() - began_s
    with tempfile.TemporaryDirectory() as folder:
        all_s = spent_s(lambda: extract(path, Path(folder) / "frames", 1 << 20))
    began_s = time.process_time()
    kept_s, looked = by_ssim(path, ssim_seconds)
    ssim_s = (time.process_time() - began_s) / looked * frames
    early = Script(events=[event for event in script.events if event.end_s < ssim_seconds])
    return Row(
        name=f"{seconds:.0f} s, {codec}",
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


def show(console: Console, rows: list[Row], ssim_seconds: float) -> None:
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
    asked.add_argument("--vp8-seconds", type=float, default=60.0, metavar="S", help="of the VP8 recording; 0: none")
    asked.add_argument("--ssim-seconds", type=float, default=12.0, metavar="S", help="what SSIM is shown of each")
    arguments = asked.parse_args()
    rows: list[Row] = []
    for name, codec, seconds in (("mp4", "mp4v", arguments.seconds), ("webm", "VP80", arguments.vp8_seconds)):
        if seconds:
            rows.append(measure(f"work-{seconds:.0f}.{name}", codec, seconds, arguments.ssim_seconds))
            print(rows[-1])
    console = Console(record=True, width=180)
    show(console, rows, arguments.ssim_seconds)
    if arguments.write:
        about = (__doc__ or "").partition("\n\n")[2].partition("\n\n")[2]
        introduction = INTRODUCTION.format(today=date.today(), cores=os.cpu_count(), about=about.strip())
        PAGE.write_text(introduction + console.export_text(), "utf-8")


if __name__ == "__main__":
    main()
