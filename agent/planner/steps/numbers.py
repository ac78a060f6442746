"""Clicks the numbers on the screen in their order."""

from __future__ import annotations

import re

from ....tools.actions import Click
from ....tools.geometry import Box
from ..plan import Cursor
from ..searches import ClickInOrder
from .moves import Move, Next, do
from .seeking import seek
from .view import View

_NUMBER = re.compile(r"[-−–]?\d+(?:\.\d+)?")


def click_in_order(step: ClickInOrder, cursor: Cursor, view: View) -> Move:
    """The numbers that could be read when the step began, one after the other."""
    done = cursor.times + 1 if cursor.phase == "number" else 0
    found = sorted(_numbers(view.begun(Cursor(cursor.step))), key=lambda each: each[0], reverse=not step.rising)
    if not found:
        return seek(cursor, view, "numbers")
    if done >= len(found):
        return Next()
    value, box = found[done]
    return do(cursor, "number", Click(at=box.center), f"click the number {value:g}")


def _numbers(view: View) -> list[tuple[float, Box]]:
    """The numbers that stand alone, also lone digits that are seen as pictures."""
    texts = [(line.text.strip(), line.box) for line in view.eye.read(view.frame)]
    texts += [(view.eye.spell(view.frame, c.box), c.box) for c in view.scene.controls if c.kind == "icon"]
    plain = [(re.sub("[−–]", "-", text), box) for text, box in texts if _NUMBER.fullmatch(text)]
    return [(float(text), box) for text, box in plain]
