"""What it costs to watch and record a screen on which nothing happens: ``python -m tests.benchmarks.recorder``.

``--write`` puts the table into docs/results/recorder.md.

Shares of one core, by processor time, while an environment watches its screen as it does while a model thinks, once
with the recorder of a run and once without one. *Screen* are the processes of the browser or of the display with its
applications, watched and left alone. At rest means that at most a caret blinks; the page with a spinner paints sixty
times a second, for comparison. The goal is less than 3 % of a core for all that is ours.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from eyehand.env.base import Env
from eyehand.env.browser import BrowserEnv
from eyehand.env.desktop import DesktopEnv
from eyehand.env.desktop_state import descendants
from eyehand.env.lease import Lease
from eyehand.env.recorder import Recorder
from eyehand.tools.actions import Click
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Point

PAGE = Path(__file__).parents[2] / "docs" / "results" / "recorder.md"
SIZE = (1280, 800)
STYLE = "<style>body{margin:0;font:20px sans-serif}@keyframes t{to{transform:rotate(360deg)}}</style>"
FIELD = "<input autofocus style='position:absolute;left:40px;top:40px'>"
SPINNER = (
    "<div style='position:absolute;left:600px;top:400px;width:40px;height:40px;border:8px solid #c00;"
    "border-left-color:#fff;border-radius:50%;animation:t 0.7s linear infinite'></div>"
)
PAGES = {"page": "<h1>Nothing happens here</h1>", "page with a caret": FIELD, "page with a spinner": SPINNER}
DESKTOPS = {"desktop": None, "desktop with a caret": "xterm -bc"}
INTRODUCTION = """# What recording costs while nothing happens

Made by `python -m tests.benchmarks.recorder --write` on {today}, on {cores} cores that others used as well.
{about}

"""


@dataclass(frozen=True, slots=True)
class Row:
    """Shares of a core, 0 to 1, and how much the video grew, in bytes a minute."""

    screen: str
    recorded: float
    watched: float
    screen_watched: float
    screen_alone: float
    grown: float


class Handing:
    """Hands frames on to a recorder, when there is one."""

    def __init__(self) -> None:
        self.recorder: Recorder | None = None

    def __call__(self, frame: Frame) -> None:
        if self.recorder is not None:
            self.recorder.add(frame)


def spent_s(pids: list[int]) -> float:
    """Processor seconds of processes so far."""
    ticks = 0
    for pid in pids:
        with suppress(OSError):
            words = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
            ticks += int(words[11]) + int(words[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def shares(folder: Path, seconds: float, work: Callable[[float], None]) -> tuple[float, float]:
    """Of a core: what this process takes while it works until a time, and what the screen's processes take."""
    lease = Lease.read(folder)
    assert lease is not None and lease.keeper is not None
    pids = list(descendants(lease.keeper.pid))
    began_s, ours_s, theirs_s = time.monotonic(), time.process_time(), spent_s(pids)
    work(began_s + seconds)
    passed_s = time.monotonic() - began_s
    return (time.process_time() - ours_s) / passed_s, (spent_s(pids) - theirs_s) / passed_s


def measure(name: str, env: Env, handing: Handing, folder: Path, seconds: float) -> Row:
    """A screen with a recorder, without one, and left alone."""
    env.reset()
    if isinstance(env, BrowserEnv):
        env.step(Click(at=Point(100, 50)))  # into the field; a window that was just opened has the keyboard already
        env.observe()

    def watch(until_s: float) -> None:
        env.watch(lambda: time.monotonic() >= until_s)

    watch(time.monotonic() + 2)
    handing.recorder = recorder = Recorder(folder / "video.webm", SIZE)
    recorded, screen_watched = shares(folder, seconds, watch)
    recorder.close()
    handing.recorder = None
    grown = (folder / "video.webm").stat().st_size / seconds * 60
    watched, _ = shares(folder, seconds, watch)
    _, alone = shares(folder, seconds, lambda until_s: time.sleep(max(0.0, until_s - time.monotonic())))
    return Row(name, recorded, watched, screen_watched, alone, grown)


def measure_all(seconds: float) -> list[Row]:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as place:
        for number, (name, body) in enumerate([*PAGES.items(), *DESKTOPS.items()]):
            folder = Path(place) / str(number)
            folder.mkdir()
            handing = Handing()
            if name in PAGES:
                (folder / "page.html").write_text(f"<!doctype html>{STYLE}{body}", "utf-8")
                url = (folder / "page.html").as_uri()
                env: Env = BrowserEnv(url, folder, clock=time.monotonic, viewport=SIZE, on_frame=handing)
            else:
                env = DesktopEnv(folder, clock=time.monotonic, size=SIZE, app=body, on_frame=handing)
            try:
                rows.append(measure(name, env, handing, folder, seconds))
            finally:
                env.close()
            print(rows[-1])
    return rows


def show(console: Console, rows: list[Row]) -> None:
    table = Table(box=box.MARKDOWN)
    for column in ("at rest", "watch and record", "watch only", "screen, watched", "screen, alone", "video a minute"):
        table.add_column(column, justify="left" if column == "at rest" else "right")
    for row in rows:
        parts = (row.recorded, row.watched, row.screen_watched, row.screen_alone)
        table.add_row(row.screen, *(f"{part:.1%}" for part in parts), f"{row.grown / 1000:,.0f} KB")
    console.print(table)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="write docs/results/recorder.md")
    asked.add_argument("--seconds", type=float, default=20.0, metavar="S", help="of each of three turns")
    arguments = asked.parse_args()
    rows = measure_all(arguments.seconds)
    console = Console(record=True, width=140)
    show(console, rows)
    if arguments.write:
        about = (__doc__ or "").partition("\n\n")[2].partition("\n\n")[2]
        introduction = INTRODUCTION.format(today=date.today(), cores=os.cpu_count(), about=about.strip())
        PAGE.write_text(introduction + console.export_text(), "utf-8")


if __name__ == "__main__":
    main()
