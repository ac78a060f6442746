"""Setting a slider: drag its knob to where the value should be, look at the value, correct, then by arrow keys."""

from __future__ import annotations

import re

from ....tools.actions import Drag, Press
from ....tools.eye.scene import Control
from ....tools.geometry import Point
from ..plan import Cursor, Fill
from .moves import GiveUp, Move, Next, do
from .view import View

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_CLOSE = 0.02  # of a slider's way: as near as its knob can be seen when no value stands beside it
_MOST_KEYS = 40


def slide(step: Fill, slider: Control, cursor: Cursor, view: View) -> Move:
    """Drag once by the scale that can be guessed, once by the scale that was seen, then go on by keys."""
    name = f"the slider {step.field!r}"
    wanted, shown = _number(step.text), _number(slider.value or _lone(slider, view))
    if wanted is None or slider.level is None:
        return GiveUp(f"{name} takes a number, not {step.text!r}")
    aim = _aim(wanted, slider, cursor, view, step.field)
    if shown == wanted or (shown is None and abs(slider.level - aim) <= _CLOSE):
        return Next()
    knob, end = _at(slider, slider.level), _at(slider, min(1.0, max(0.0, aim)))
    if cursor.phase not in ("slide", "adjust", "key"):
        return do(cursor, "slide", Drag(start=knob, end=end), f"drag {name} to {step.text}", name)
    if shown is None:
        return GiveUp(f"{name} cannot be set to {step.text}: its knob stays at {slider.level:.0%}")
    if cursor.phase == "slide" and knob != end:
        return do(cursor, "adjust", Drag(start=knob, end=end), f"drag {name} on: it shows {slider.value}", name)
    before = view.eye.find_control(view.before, step.field, frozenset({"slider"})) if view.before else ()
    passed = cursor.phase == "key" and before and _passed(_number(before[0].value), shown, wanted)
    if passed or (cursor.phase == "key" and cursor.times + 1 >= _MOST_KEYS):
        return GiveUp(f"{name} shows {slider.value}; it cannot be set to {step.text}")
    key = "ArrowRight" if shown < wanted else "ArrowLeft"
    return do(cursor, "key", Press(keys=(key,)), f"move {name} by a key: it shows {slider.value}", name)


def _lone(slider: Control, view: View) -> str:
    """A digit that stands alone beside a slider, where it is seen as a picture."""
    box = slider.box
    near = [
        control.box
        for control in view.scene.controls
        if control.kind == "icon" and 0 <= control.box.x0 - box.x1 < 3 * box.height
        and abs(control.box.center.y - box.center.y) < box.height / 2
    ]  # fmt: skip
    return view.eye.spell(view.frame, near[0]) if near else ""


def _aim(wanted: float, slider: Control, cursor: Cursor, view: View, label: str) -> float:
    """Where the knob should be, 0 to 1: by the two positions seen, by one and a scale from 0, or of a hundred."""
    level, shown = slider.level or 0.0, _number(slider.value)
    first = view.begun(cursor).controls(label, frozenset({"slider"}))
    if shown is not None and len(first) == 1 and first[0].level is not None:
        start, began = first[0].level, _number(first[0].value)
        if began is not None and began != shown and abs(start - level) > _CLOSE:
            return level + (wanted - shown) * (level - start) / (shown - began)
    if shown and level > _CLOSE and wanted <= shown / level * 1.05:
        return level * wanted / shown
    return wanted / 100


def _at(slider: Control, level: float) -> Point:
    inset = slider.box.height / 2  # half a knob
    return Point(round(slider.box.x0 + inset + level * (slider.box.width - 2 * inset)), slider.box.center.y)


def _number(text: str) -> float | None:
    match = _NUMBER.search(text)
    return float(match[0].replace(",", ".")) if match else None


def _passed(before: float | None, now: float, wanted: float) -> bool:
    """Whether a key went past the wanted value: the slider's steps do not meet it."""
    return before is not None and (before - wanted) * (now - wanted) < 0
