"""Pages rendered by a real Chromium, with the boxes of their elements from the DOM as the truth."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box

PAGES = Path(__file__).parents[1] / "pages"
_BOXES = """() => Object.fromEntries([...document.querySelectorAll('[id]')].map(e => {
  const r = e.getBoundingClientRect(); return [e.id, [r.x, r.y, r.right, r.bottom]] }))"""


@dataclass(frozen=True)
class Shot:
    """A frame and the true box of each element that has an id, in frame pixels."""

    frame: Frame
    truth: dict[str, Box]


@contextmanager
def rendered(name: str, *, style: str = "", scale: float = 1, zoom: float = 1, height: int = 800) -> Iterator[Page]:
    """A page of tests/pages at 1280 logical pixels; ``style`` is a class of the root element."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": height}, device_scale_factor=scale)
        page.goto((PAGES / name).as_uri())
        page.evaluate("([c, z]) => { document.documentElement.className = c; document.body.style.zoom = z }", [style, zoom])
        yield page
        browser.close()


def shoot(page: Page, scale: float = 1) -> Shot:
    boxes: dict[str, list[float]] = page.evaluate(_BOXES)
    truth = {key: Box(*(round(value * scale) for value in box)) for key, box in boxes.items()}
    return Shot(Frame.decode(page.screenshot(), scale=scale), truth)
