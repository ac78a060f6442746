"""How long the eye takes to see, beside RapidOCR reading everything: ``python -m tests.benchmarks.eye_speed``.

``--write`` puts the tables into docs/results/eye-speed.md.

Both read the same four dense pages at 1280x800 in the same run, by turns. RapidOCR is tuned as for a screen: no
turning of lines, narrow strips, nothing enlarged, two threads. The eye's times are the whole of ``Eye.see`` and
``Eye.locate``, decoding of the PNG included.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page, sync_playwright
from rich import box
from rich.console import Console
from rich.table import Table

from eyehand.tools.browser.chromium import find_chromium
from eyehand.tools.eye.eye import Eye
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box

from ..dom_text import Read, Shown, shown_on

PAGE = Path(__file__).parents[2] / "docs" / "results" / "eye-speed.md"
INTRODUCTION = """# How fast the eye is

Made by `python -m tests.benchmarks.eye_speed --write` on {today}, on two CPU cores, without a GPU. Four dense pages at
1280x800, by turns with RapidOCR reading everything (tuned for screens: no turning of lines, narrow strips, nothing
enlarged, two threads). *new frame* is a page that was never seen, *field* the same page after a field of 88x24 pixels
changed, *menu* after a menu of 312x297 opened over it, *other words* one more `locate` on a frame that was seen. Goals:
1.5 s, 0.25 s, 0.8 s and 50 ms. The second table is what was read of what the page says.

"""
SPEED = ("page", "strings", "RapidOCR", "new frame", "of it", "menu", "field", "other words, ms")
WORDS = ("page", "RapidOCR lines", "words", "the eye's lines", "words")
PAGES = sorted((Path(__file__).parents[1] / "pages").glob("dense_*.html"))
FIELD = """value => {
  const entry = document.getElementById('bench') ?? document.body.appendChild(document.createElement('input'))
  entry.id = 'bench'
  entry.value = value
  entry.style = `position: fixed; left: 1180px; top: 770px; width: 88px; height: 24px; box-sizing: border-box;
    border: 1px solid #888; background: #fff; color: #111; font: 13px Arial; padding: 0 6px`
}"""
MENU = """() => {
  const menu = document.body.appendChild(document.createElement('div'))
  menu.style = `position: fixed; left: 520px; top: 240px; width: 312px; height: 297px; box-sizing: border-box;
    border: 1px solid #999; background: #fff; color: #111; font: 14px/24px Arial; padding: 4px 14px`
  menu.innerHTML = ['Undo', 'Redo', 'Cut', 'Copy', 'Paste', 'Select all', 'Find and replace', 'Insert row above',
    'Insert row below', 'Move to folder', 'Rename', 'Print'].map(words => `<div>${words}</div>`).join('')
}"""


@dataclass(frozen=True)
class Screens:
    """A page, then one field of it with another value, then a menu over it; and the words on the first."""

    name: str
    first: bytes
    field: bytes
    menu: bytes
    shown: list[Shown]


@dataclass
class Times:
    """Seconds by the clock and of the processor, one of each per repetition."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, work: Callable[[], Any]) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)
        return result

    def __str__(self) -> str:
        return f"{statistics.median(self.wall):.2f} / {statistics.median(self.cpu):.2f}"


class RapidOcr:
    """The package's own engine, with the settings that cost it least on screens."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Det.limit_type": "max",
                "Det.limit_side_len": 1280,
                "Rec.rec_img_shape": [3, 48, 48],
                "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            }
        )

    def read(self, data: bytes) -> list[Read]:
        result: Any = self._engine(np.ascontiguousarray(Frame.decode(data).pixels[:, :, ::-1]), use_cls=False)
        corners = np.asarray(result.boxes, np.intp)
        boxes = [Box(*low, *high) for low, high in zip(corners.min(1).tolist(), corners.max(1).tolist(), strict=True)]
        return list(zip(result.txts, boxes, strict=True))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--repeat", type=int, default=5, help="repetitions; the median is printed")
    asked.add_argument("--write", action="store_true", help="write docs/results/eye-speed.md")
    arguments = asked.parse_args()
    repeat = arguments.repeat
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        screens = [shoot(page, path) for path in PAGES]
        browser.close()
    speed = Table(*SPEED, box=box.MARKDOWN)
    words = Table(*WORDS, box=box.MARKDOWN)
    rapid = RapidOcr()
    rapid.read(screens[0].first)
    Eye().see(Frame.decode(screens[0].first))
    for screen in screens:
        row, read = measure(screen, rapid, repeat)
        speed.add_row(screen.name, str(len(screen.shown)), *row)
        words.add_row(screen.name, *read)
    console = Console(width=110, record=True)
    console.print(
        f"Seconds by the clock / of the processor, median of {repeat}; load at the end {os.getloadavg()[0]:.1f}."
    )
    console.print(speed, words)
    if arguments.write:
        PAGE.write_text(INTRODUCTION.format(today=date.today()) + console.export_text(), encoding="utf-8")


def shoot(page: Page, path: Path) -> Screens:
    page.goto(path.as_uri())
    page.evaluate(FIELD, "12")
    first, shown = page.screenshot(), shown_on(page)
    page.evaluate(FIELD, "480")
    changed = page.screenshot()
    page.evaluate(MENU)
    return Screens(path.stem.removeprefix("dense_"), first, changed, page.screenshot(), shown)


def measure(screen: Screens, rapid: RapidOcr, repeat: int) -> tuple[list[str], list[str]]:
    """The cells of both tables, after the name of the page."""
    theirs, new, menu, other, located = (Times() for _ in range(5))
    seen_by_rapid: list[Read] = []
    seen: list[Read] = []
    for number in range(repeat):
        seen_by_rapid = theirs.add(lambda: rapid.read(screen.first))
        eye = Eye()
        scene = new.add(lambda eye=eye: eye.see(Frame.decode(screen.first)))
        other.add(lambda eye=eye: eye.see(Frame.decode(screen.field)))
        menu.add(lambda eye=eye: eye.see(Frame.decode(screen.menu)))
        frame = Frame.decode(screen.first)
        located.add(lambda eye=eye, words=f"the {number}th Save button", frame=frame: eye.locate(frame, words))
        seen = [(line.text, line.box) for line in scene.lines]
    ratio = statistics.median(new.cpu) / statistics.median(theirs.cpu)
    times = [str(theirs), str(new), f"{ratio:.0%}", str(menu), str(other)]
    return [*times, f"{1000 * statistics.median(located.wall):.0f}"], [
        *recall(screen, seen_by_rapid),
        *recall(screen, seen),
    ]


def recall(screen: Screens, read: list[Read]) -> tuple[str, str]:
    """The part of the lines, and of the words, that were read as they stand on the page."""
    lines = sum(line.was_read(read) for line in screen.shown) / len(screen.shown)
    words = sum(line.words_read(read) for line in screen.shown) / sum(len(line.text.split()) for line in screen.shown)
    return f"{lines:.3f}", f"{words:.3f}"


if __name__ == "__main__":
    main()
