"""A day in the calendar that a field opens."""

from __future__ import annotations

import re

from ....tools.actions import Click
from ....tools.eye.scene import Line
from ....tools.geometry import Box, Point
from ..plan import Cursor
from ..searches import PickDay
from .kinds import of_kind
from .moves import GiveUp, Move, Next, do
from .seeking import seek
from .view import FILLABLE, View

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*\s*(\d{{4}})", re.IGNORECASE)


def pick_day(step: PickDay, cursor: Cursor, view: View) -> Move:
    """Open the field's calendar, turn its pages to the month, click the day."""
    if cursor.phase == "day" and view.fate == "done":
        return Next()
    year, month, day = (int(part) for part in step.day.split("-"))
    lines = view.eye.read(view.frame)
    head = next(((line, match) for line in lines if (match := _MONTH.search(line.text))), None)
    if head is None:
        if cursor.phase == "calendar":
            return GiveUp(f"no calendar opened for {step.field!r}")
        fields = view.controls(step.field, FILLABLE) or of_kind(view.scene, "field", FILLABLE)
        if len(fields) != 1:
            return seek(cursor, view, f"the field {step.field!r}")
        return do(cursor, "calendar", Click(at=fields[0].box.center), f"open the calendar of {step.field!r}")
    line, match = head
    off = 12 * (year - int(match[2])) + month - (_MONTHS.index(match[1][:3].lower()) + 1)
    if off:
        box = _turn(line, view, forward=off > 0)
        return do(cursor, "turn", Click(at=box), f"turn the calendar {'on' if off > 0 else 'back'}: {match[0]}")
    days = [each for each in _days(view, line) if each[0] == day]
    if not days:
        return GiveUp(f"the day {day} cannot be read in the calendar")
    return do(cursor, "day", Click(at=days[0][1].center), f"click the day {day}")


def _turn(head: Line, view: View, *, forward: bool) -> Point:
    """The arrow right or left of a calendar's head."""
    row = [c.box for c in view.scene.controls if c.kind in ("icon", "button", "link") and abs(c.box.center.y - head.box.center.y) < 1.5 * head.box.height]  # fmt: skip
    side = [box for box in row if (box.x0 > head.box.x1 if forward else box.x1 < head.box.x0)]
    if side:
        box = max(side, key=lambda each: each.x1) if forward else min(side, key=lambda each: each.x0)
        return box.center
    lines = [line.box for line in view.eye.read(view.frame) if line.box.y0 > head.box.y1]
    edge = max((box.x1 for box in lines), default=head.box.x1) if forward else min((box.x0 for box in lines), default=0)
    return Point(edge - head.box.height // 2 if forward else edge + head.box.height // 2, head.box.center.y)


def _days(view: View, head: Line) -> list[tuple[int, Box]]:
    """The numbers below a calendar's head with their places; in a line of several each has its share."""
    found: list[tuple[int, Box]] = []
    for line in view.eye.read(view.frame):
        if line.box.y0 < head.box.y1:
            continue
        for match in re.finditer(r"\d{1,2}", line.text):
            share = line.box.width / max(1, len(line.text))
            x0 = round(line.box.x0 + match.start() * share)
            found.append((int(match[0]), Box(x0, line.box.y0, round(x0 + len(match[0]) * share), line.box.y1)))
    return found
