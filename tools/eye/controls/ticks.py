"""Marks that are check boxes, radio buttons and switches, with the words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...geometry import Box
from ..scene import Control, ControlKind, Line
from ..shapes.ink import crop
from ..shapes.marks import Mark
from .draft import Draft
from .icons import name_icons
from .labels import words_beside
from .panels import find_photos
from .view import View, font_px

_KINDS: dict[str, ControlKind] = {"square": "checkbox", "circle": "radio", "pill": "toggle"}
_CLOSE = 0.95  # font sizes: the words of a box stand this close, or further if there is nothing more on the row
_NEXT_CELL = 10.0
_BUTTON = 1.2  # font sizes: smaller ones are no buttons
_RIM = 0.12  # of a frame's height: its border
_SURE = 0.6
_TICKED = frozenset({"check", "close", "minus", "stop", "ban"})


def without_framed_pictures(view: View) -> View:
    """The view without the marks that are small buttons: a frame around a picture that is no tick."""
    large = [
        mark for mark in view.marks if mark.kind == "square" and mark.on and mark.box.height >= _BUTTON * view.size
    ]
    inside = [crop(view.pixels, mark.box.grow(-max(2, round(_RIM * mark.box.height)))) for mark in large]
    shown = zip(large, name_icons(inside), strict=True)
    framed = [mark for mark, icons in shown if icons and icons[0].confidence > _SURE and icons[0].name not in _TICKED]
    return replace(view, marks=tuple(mark for mark in view.marks if mark not in framed))


def find_ticks(view: View, lines: Sequence[Line], known: Sequence[Box], leftward: bool) -> list[Draft]:
    """Every mark with its words; one without words only where it is sure to be a mark, labelled "".

    A mark in a box of ``known`` is something else.
    """
    elsewhere = [*(box.grow(3) for box in known), *find_photos(view)]
    marks = [mark for mark in view.marks if not any(box.has_center_of(mark.box) for box in elsewhere)]
    beside = [(mark, words_beside(mark.box, list(lines), view.size, leftward)) for mark in marks]
    found: list[Draft] = []
    for mark, line in beside:
        if line is not None and mark.kind != "pill" and _in_a_table(view, mark, line, lines):
            line = None
        if line is None and not (mark.sure and _is_alone(view, mark)):
            continue
        label, label_box = (line.text, line.box) if line else ("", None)
        control = Control(_KINDS[mark.kind], mark.box, label, checked=mark.on, label_box=label_box)
        found.append(Draft(control, words=(line,) if line else ()))
    return found


def _in_a_table(view: View, mark: Mark, line: Line, lines: Sequence[Line]) -> bool:
    """Whether the words beside a mark are those of another cell: away from it, with like marks above or below."""
    font = max(view.size, font_px(line.text, line.box))
    if max(line.box.x0 - mark.box.x1, mark.box.x0 - line.box.x1) < _CLOSE * font:
        return False
    column = [other for other in view.marks if other is not mark and abs(other.box.x0 - mark.box.x0) <= 2]
    further = [other for other in lines if _follows(other.box, mark.box, line.box, view.size)]
    return bool(column and further)


def _follows(box: Box, mark: Box, line: Box, size: float) -> bool:
    away = box.x0 - line.x1 if line.x0 > mark.x0 else line.x0 - box.x1
    return box.y0 < mark.center.y < box.y1 and 0 < away < _NEXT_CELL * size


def _is_alone(view: View, mark: Mark) -> bool:
    """Whether a mark without words is no letter or part of a picture: nothing is close on its row."""
    reach = max(3, round(0.3 * view.size))
    box = Box(mark.box.x0 - reach, mark.box.y0, mark.box.x1 + reach, mark.box.y1)
    return not any(line.box.common_area(box) > 0 for line in view.lines)
