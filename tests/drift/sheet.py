"""Pictures of every drift, for eyes: ``python -m tests.drift.sheet FOLDER [--chore NAME] [--drift NAME]``.

A person does each chore under each drift. FOLDER gets a picture for each chore, with the list, the form and the end of
each drift side by side, and the verdicts are printed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from eyehand.tools.browser.chromium import find_chromium

from .chore import Chore
from .chores import CHORES
from .drifts import DRIFTS, NONE, Drift
from .person import Person, Stuck
from .world import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TILE = (480, 320)


class Photographer(Person):
    """Takes a picture before each click."""

    def __init__(self, *given: object, folder: Path, **named: float) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self._folder = folder
        self.shots: list[tuple[str, Path]] = []

    def _place(self, selector: str) -> tuple[float, float]:
        place = super()._place(selector)
        self.shoot(selector)
        return place

    def shoot(self, what: str) -> None:
        path = self._folder / f"{len(self.shots)}.png"
        self.page.screenshot(path=path)
        self.shots.append((what, path))


def run(browser: Browser, chore: Chore, drift: Drift, folder: Path) -> tuple[str, list[Path]]:
    """One line about what became of it, with four pictures: the list, the form, before and after the last click."""
    width, height = drift.viewport
    patience_s = 12.0 if drift.kind == "fault" else 30.0
    start_s = time.monotonic()
    with opened(chore, drift, folder / "app") as world:
        page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=drift.scale)
        person = Photographer(
            page, look_s=0.8 if drift.name == "late overlay" else 0.0, patience_s=patience_s, folder=folder
        )
        said = "read the confirmation"
        try:
            page.goto(world.url)
            chore.person(person, chore.parameters)
        except Stuck as stuck:
            said = str(stuck)
        person.shoot("end")
        page.close()
        verdict = world.judge()
    line = f"{drift.kind:10} {drift.name:34} {verdict.outcome:8} {time.monotonic() - start_s:5.1f} s  {said[:70]}"
    if verdict.outcome not in drift.allowed:
        line += f"  !! {verdict.reason}"
    places = [0, min(5, len(person.shots) - 1), max(0, len(person.shots) - 2), len(person.shots) - 1]
    return line, [person.shots[place][1] for place in places]


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--chore", default="")
    parser.add_argument("--drift", default="")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    drifts = [drift for drift in (NONE, *DRIFTS) if given.drift in drift.name]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=["--no-sandbox"])
        for chore in (chore for chore in CHORES if given.chore in chore.name):
            print(f"\n{chore.name}", flush=True)
            fitting = [drift for drift in drifts if drift.fits(chore)]
            sheet = Image.new("RGB", (4 * TILE[0], len(fitting) * (TILE[1] + 20)), "white")
            for row, drift in enumerate(fitting):
                folder = Path(scratch) / f"{chore.name} {row}"
                folder.mkdir()
                line, shots = run(browser, chore, drift, folder)
                print(line, flush=True)
                ImageDraw.Draw(sheet).text((4, row * (TILE[1] + 20) + 4), drift.name, "black")
                for column, shot in enumerate(shots):
                    with Image.open(shot) as picture:
                        sheet.paste(picture.convert("RGB").resize(TILE), (column * TILE[0], row * (TILE[1] + 20) + 20))
            sheet.save(given.folder / f"{chore.name}.png")


if __name__ == "__main__":
    main()
