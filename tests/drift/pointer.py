"""What stands in for a vision model when there are no weights: it points at what it is told to be the truth.

It is asked as any served model is (pictures and words over HTTP) and answers with a box. Which place is right it does
not see: the page says where the thing is that the person acted on when the chore was shown. So it tells what replay
makes of a right answer, and how often it asks; it tells nothing of models.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from eyehand.agent.dialect.grounding import Found
from eyehand.agent.models.refining import closer
from eyehand.env.keeper import Lease
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box

from ..agent.served.server import Asked

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ASKED_FOR = re.compile(r"Locate ('.*'|\".*\") on this screenshot")


class Pointer:
    """A brain for ``tests.agent.served.server.ModelServer`` that knows the page of the run in ``folder``.

    ``places`` are CSS selectors by the words of a target.
    """

    def __init__(self, folder: Path, places: Mapping[str, str]) -> None:
        self._folder = folder
        self._places = places
        self._seen: tuple[Frame, Box] | None = None
        self.words: list[str] = []
        """What was asked for, each target once however often it was looked at."""

    def __call__(self, asked: Asked) -> str:
        located = _ASKED_FOR.search(asked.last)
        if located is None:
            return "Nothing."
        words, frame = ast.literal_eval(located[1]), asked.images[-1]
        area = self._closer(frame)
        if area is None:
            self.words.append(words)
            box = self._box(self._places[words], frame) if words in self._places else None
            self._seen = (frame, box) if box else None
            return _said([box] if box else [], Box(0, 0, frame.width, frame.height), words)
        assert self._seen is not None
        return _said([self._seen[1]], area, words)

    def _closer(self, frame: Frame) -> Box | None:
        """The part of the frame before that this one shows at twice its size; None when it is a whole screen."""
        if self._seen is None:
            return None
        whole, box = self._seen
        area = closer(Found(box, box.center, ""), whole)
        twice = area is not None and (frame.width, frame.height) == (2 * area.width, 2 * area.height)
        return area if twice else None

    def _box(self, selector: str, frame: Frame) -> Box | None:
        """Where the thing is now, in pixels of the frame; None when it cannot be seen."""
        from playwright.sync_api import sync_playwright

        lease = Lease.read(self._folder)
        assert lease is not None
        with sync_playwright() as driver:
            browser = driver.chromium.connect_over_cdp(lease.address, no_defaults=True)
            return _on_screen(browser, selector, frame)


def _on_screen(browser: Browser, selector: str, frame: Frame) -> Box | None:
    page = browser.contexts[0].pages[0]
    there = page.locator(selector).locator("visible=true")
    if there.count() != 1:
        return None
    place = there.bounding_box()
    scale = frame.width / page.evaluate("innerWidth")
    if place is None:
        return None
    sides = (place["x"], place["y"], place["x"] + place["width"], place["y"] + place["height"])
    box = Box(*(round(side * scale) for side in sides))
    return box if Box(0, 0, frame.width, frame.height).contains(box.center) else None


def _said(boxes: list[Box], area: Box, words: str) -> str:
    """Boxes on a grid of 1000 over the area that a picture shows, as models of this kind answer."""
    wide, high = 1000 / area.width, 1000 / area.height
    each = [
        [
            round((box.x0 - area.x0) * wide),
            round((box.y0 - area.y0) * high),
            round((box.x1 - area.x0) * wide),
            round((box.y1 - area.y0) * high),
        ]
        for box in boxes
    ]
    return "```json\n" + json.dumps([{"bbox_2d": box, "label": words} for box in each]) + "\n```"
