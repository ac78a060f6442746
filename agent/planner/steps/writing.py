"""Writing into a form by what it shows: from a table beside it, from what is suggested, where no frame is drawn."""

from __future__ import annotations

import re
from dataclasses import replace

from ....tools.actions import Click, Scroll, Type, Wait
from ....tools.eye.scene import Line
from ....tools.geometry import Box, Point
from ..plan import Cursor, Fill
from ..searches import ScrollIn, Suggest, WriteAt
from .forms import fill
from .kinds import of_kind
from .moves import GiveUp, Move, Next, do
from .seeking import seek
from .view import FILLABLE, View


def fill_from(cursor: Cursor, view: View) -> Move:
    """Fill the first field that is still empty, with what stands beside its name in the table."""
    begun = view.begun(Cursor(cursor.step))
    names = [
        c.label.strip(" :") for c in begun.scene.controls if c.kind == "field" and not c.value and c.label.strip(" :")
    ]
    index = max(cursor.inner, 0)
    while index < len(names):
        value = _beside(names[index], begun)
        if value is None:
            return GiveUp(f"no value for {names[index]!r} can be read")
        move = fill(Fill(names[index], value), replace(cursor, turn=0, inner=index), view)
        if not isinstance(move, Next):
            return move
        index += 1
        cursor = Cursor(cursor.step, turn=0, inner=index)
    return Next() if names else GiveUp("no empty field with a name can be seen")


def _beside(name: str, view: View) -> str | None:
    """The text right of the name where it stands without a field beside it."""
    lines = view.eye.read(view.frame)
    for line in lines:
        if line.text.strip(" :").casefold() != name.casefold():
            continue
        row = [other for other in lines if other is not line and other.box.x0 >= line.box.x1 and abs(other.box.center.y - line.box.center.y) < line.box.height / 2]  # fmt: skip
        if row:
            return min(row, key=lambda other: other.box.x0).text
    return None


def suggest(step: Suggest, cursor: Cursor, view: View) -> Move:
    """Type the beginning, then click the suggestion that fits; arrows and Enter would take any."""
    if cursor.phase == "pick" and view.fate == "done":
        return Next()
    if cursor.phase in ("type", "wait"):
        fitting = [line for line in view.eye.read(view.frame) if _fits(line, step, view)]
        if fitting:
            return do(cursor, "pick", Click(at=fitting[0].box.center), f"take the suggestion {fitting[0].text!r}")
        if cursor.phase == "wait":
            return GiveUp(f"nothing that begins with {step.start!r} is suggested")
        return do(cursor, "wait", Wait(seconds=1.0), "wait for suggestions")
    if cursor.phase == "focus":
        return do(cursor, "type", Type(text=step.start), f"type {step.start!r}")
    fields = view.controls(step.field, FILLABLE) or of_kind(view.scene, "field", FILLABLE)
    if len(fields) != 1:
        return seek(cursor, view, f"the field {step.field!r}")
    return do(cursor, "focus", Click(at=fields[0].box.center), f"click the field {step.field!r}")


def _fits(line: Line, step: Suggest, view: View) -> bool:
    text = line.text.strip().casefold()
    inside = any(c.kind == "field" and c.box.has_center_of(line.box) for c in view.scene.controls)
    return not inside and text.startswith(step.start.casefold()) and text.endswith(step.end.casefold())


def scroll_in(step: ScrollIn, cursor: Cursor, view: View) -> Move:
    """Turn the wheel over the box, far enough for any text."""
    if cursor.phase == "scrolled":
        return Next()
    box = _text_box(view)
    if box is None:
        return seek(cursor, view, step.target)
    return do(cursor, "scrolled", Scroll(at=box.center, dy_notches=step.notches), f"scroll in {step.target}")


def _text_box(view: View) -> Box | None:
    """The box with the longest text: the lines of the screen that are not buttons or single-line fields."""
    areas = [c for c in view.scene.controls if c.kind == "field" and c.box.height > 50]
    if areas:
        return max(areas, key=lambda control: control.box.area).box
    lines = [c.box for c in view.scene.controls if c.kind == "text"]
    return None if not lines else Box(min(b.x0 for b in lines), min(b.y0 for b in lines), max(b.x1 for b in lines), max(b.y1 for b in lines))  # fmt: skip


def write_at(step: WriteAt, cursor: Cursor, view: View) -> Move:
    """Click behind the name, or into the free space below all text, type, and see the text."""
    if cursor.phase == "write" and view.fate == "done":
        return Next() if view.sees(step.text) else GiveUp(f"{step.text!r} cannot be seen after it was typed")
    if cursor.phase == "focus" and view.fate == "done":
        return do(cursor, "write", Type(text=step.text), f"type {step.text!r}")
    lines = view.eye.read(view.frame)
    named = [line for line in lines if re.match(rf"{re.escape(step.name)}\s*:", line.text, re.IGNORECASE)]
    if (step.name and not named) or not lines:
        return seek(cursor, view, f"the field {step.name!r}")
    if step.name:
        box = named[0].box
        at = Point(box.x1 + 2 * box.height, box.center.y)
    else:
        low = max(lines, key=lambda line: line.box.y1).box
        marks = [c.box.y0 for c in view.scene.controls if c.kind == "icon" and c.box.y0 > low.y1]
        at = Point((min(line.box.x0 for line in lines) + max(line.box.x1 for line in lines)) // 2, (low.y1 + max(marks, default=view.frame.height)) // 2)  # fmt: skip
    return do(cursor, "focus", Click(at=at), f"click the field {step.name or 'for the text'!r}")
