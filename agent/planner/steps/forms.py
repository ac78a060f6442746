"""Filling a form: text into fields, boxes to tick."""

from __future__ import annotations

import re
from dataclasses import replace

from ....tools.actions import Click, Press, Type
from ....tools.change import changed_in
from ....tools.eye.scene import Control
from ....tools.geometry import Point
from ..plan import Append, Choose, Cursor, Fill, Replace, Tick
from .moves import GiveUp, Move, Next, do
from .obstacles import clear_way
from .seeking import SEEKING, seek
from .sliders import slide
from .values import date_text, dates_in, shows
from .view import FILLABLE, TICKABLE, View

_TIME = re.compile(r"\d{1,2}:\d{2} ?[AP]M", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{[A-Za-z_]\w*\}")
HIDDEN = re.compile(r"password|passcode|passphrase|\bpin\b|secret|密码|口令", re.IGNORECASE)


def one(view: View, label: str, kinds: frozenset[str], cursor: Cursor, what: str) -> Control | Move:
    """The one control of this label, or the move that looks for it, clears the way to it, or gives up."""
    found = view.controls(label, kinds)
    if len(found) > 1:
        return GiveUp(f"{len(found)} things on the screen are called {label!r} equally well; say which is meant")
    if not found:
        return seek(cursor, view, what)
    way = clear_way(cursor, view) if found[0].covered else None
    return way or found[0]


def fill(step: Fill, cursor: Cursor, view: View) -> Move:
    """Click the field, type, and see that the field shows it; a second time by selecting everything first."""
    if not step.field:
        sent = cursor.phase == "type" and view.fate != "not_sent"
        return Next() if sent else do(cursor, "type", Type(text=step.text), f"type {step.text!r}")
    if cursor.phase in ("focus", "refocus", "select") and view.fate == "done":
        return _type(step, cursor, view)
    name = f"the field {step.field!r}"
    field = _same_field(step, cursor, view) or one(view, step.field, FILLABLE, cursor, name)
    if not isinstance(field, Control):
        return tick(Tick(step.text, True), cursor, view) if _is_radio(step, cursor, view) else field
    if field.kind == "slider":
        return slide(step, field, cursor, view)
    if field.kind == "dropdown":
        from .options import choose

        return choose(Choose(step.text, step.field), cursor, view)
    if cursor.phase in ("type", "retype") and view.fate == "failed":
        return GiveUp(f"typing into {step.field!r} failed: {view.error}")
    if _filled(field, step, cursor, view):
        return Next(note=_reformatted(field, step))
    if cursor.phase == "retype" and view.fate == "done":
        return GiveUp(f"{name} shows {field.value!r} after {step.text!r} was typed twice")
    if not field.enabled and cursor.phase in ("start", *SEEKING):
        return GiveUp(f"{name} is disabled: it takes no text")
    again = field.value or not step.text or cursor.phase not in ("start", "focus", *SEEKING)
    action = Click(at=_inside(field, view))
    return do(cursor, "refocus" if again else "focus", action, f"click {name}", name)


def _is_radio(step: Fill, cursor: Cursor, view: View) -> bool:
    """Whether "Payment: Cash" means the radio button Cash: no field is called Payment."""
    return cursor.phase in ("start", "tick") and len(view.controls(step.text, frozenset({"radio"}))) == 1


def _same_field(step: Fill, cursor: Cursor, view: View) -> Control | None:
    """The field that was typed into, by its place: one that is named by its placeholder has just lost its name."""
    if cursor.phase not in ("type", "retype") or view.before is None or view.controls(step.field, FILLABLE):
        return None
    named = view.begun(cursor).controls(step.field, FILLABLE)
    return replace(named[0], value=view.text_in(named[0].box)) if len(named) == 1 else None


def _type(step: Fill, cursor: Cursor, view: View) -> Move:
    """The field has the focus: select what is in it, or type. An open selection may hide it from the eye."""
    name = f"the field {step.field!r}"
    text = _text_for(step, cursor, view)
    match cursor.phase:
        case "refocus":
            return do(cursor, "select", Press(keys=("Control", "a")), f"select what is in {name}", name)
        case "select" if not step.text:
            return do(cursor, "retype", Press(keys=("Backspace",)), f"clear {name}", name)
        case phase:
            then = "type" if phase == "focus" else "retype"
            return do(cursor, then, Type(text=text), f"type {text!r} into {name}", name)


def _filled(field: Control, step: Fill, cursor: Cursor, view: View) -> bool:
    typed = cursor.phase in ("type", "retype") and view.fate == "done"
    if _PLACEHOLDER.search(step.text) or HIDDEN.search(step.field):  # only that something arrived can be seen
        return typed and view.before is not None and changed_in(view.before, view.frame, field.box)
    if shows(field.value, step.text) or (typed and shows(view.text_in(field.box), step.text)):
        return True
    if typed and (begun := view.begun(cursor).controls(step.field, FILLABLE)) and len(begun) == 1:
        old = begun[0].value  # still behind the text: that of the button beside the field
        if old and shows(field.value, f"{step.text} {old}"):
            return True
    return typed and _is_illegible(field, step.text, view)


def _is_illegible(field: Control, text: str, view: View) -> bool:
    """Whether a field shows something new that is no letter or digit to the eye: dots, or what was not made out."""
    if not text or re.search(r"\w", view.text_in(field.box)) or view.before is None:
        return False
    inner = field.box.grow(-max(4, field.box.height // 6))
    part = view.frame.pixels[inner.y0 : inner.y1, inner.x0 : inner.x1].astype(int)
    if not part.size:
        return False
    ink = abs(part - part[-1, -1]).max(axis=2) > 90
    columns = ink.any(axis=0).nonzero()[0]
    if not columns.size or columns[-1] - columns[0] < 5:
        return False  # no more than a caret
    return changed_in(view.before, view.frame, field.box)


def _reformatted(field: Control, step: Fill) -> str:
    """What to say when the field writes the value in its own way: "1234.5" as "1,234.50"."""
    plain, wanted = "".join(field.value.split()), "".join(step.text.split())
    same = not plain or plain.casefold() == wanted.casefold() or not any(letter.isdigit() for letter in wanted)
    return "" if same else f"the field {step.field!r} shows {field.value!r}"


def _text_for(step: Fill, cursor: Cursor, view: View) -> str:
    """What to type: a date is written the way that its field shows dates, read before it was clicked if it can be.

    Once it has the focus, an open selection may keep its text from being read.
    """
    if _TIME.fullmatch(step.text) and any(
        icon.name == "clock" and field.box.has_center_of(each.box)
        for field in view.begun(cursor).controls(step.field, FILLABLE)
        for each in view.begun(cursor).scene.controls
        for icon in each.icons[:1]
    ):
        return step.text.replace(" ", "")  # a blank would open the field's picker
    if not dates_in(step.text):
        return step.text
    frames = (view.begun(cursor).frame, view.before, view.frame)
    for seen in (replace(view, frame=frame) for frame in frames if frame is not None):
        for field in seen.controls(step.field, FILLABLE):
            written = date_text(step.text, seen.text_in(field.box))
            if written is not None:
                return written
    return step.text


def _inside(field: Control, view: View) -> Point:
    """Where to click a field: its middle, but the first part of a date, and beside the arrows of a spin box."""
    for line in view.eye.read(view.frame, field.box):
        if date_text("2000-01-02", line.text):
            return Point(line.box.x0 + max(2, line.box.height // 2), line.box.center.y)
    return field.box.center


def append(step: Append, cursor: Cursor, view: View) -> Move:
    """Click the field, go to its end and type; when it does not show, fill it anew with both texts."""
    begun = view.begun(cursor).controls(step.field, FILLABLE)
    old = begun[0].value if len(begun) == 1 else ""
    whole = Fill(step.field, old + step.text)
    if cursor.phase in ("refocus", "select", "retype"):
        return fill(whole, cursor, view)
    name = f"the field {step.field!r}"
    if cursor.phase == "focus" and view.fate == "done":
        return do(cursor, "end", Press(keys=("Control", "End")), f"go to the end of {name}", name)
    if cursor.phase == "end" and view.fate == "done":
        return do(cursor, "type", Type(text=step.text), f"type {step.text!r} behind what is in {name}", name)
    field = one(view, step.field, FILLABLE, cursor, name)
    if not isinstance(field, Control):
        return field
    if cursor.phase == "type" and view.fate == "done":
        return Next() if shows(field.value, whole.text) else fill(whole, cursor, view)
    return do(cursor, "focus", Click(at=_inside(field, view)), f"click {name}", name)


def replace_in(step: Replace, cursor: Cursor, view: View) -> Move:
    """Fill the field with its own text, one part of it replaced; without the old part the field is filled anew."""
    begun = view.begun(cursor).controls(step.field, FILLABLE)
    if len(begun) != 1:
        found = one(view, step.field, FILLABLE, cursor, f"the field {step.field!r}")
        return found if not isinstance(found, Control) else GiveUp(f"{step.field!r} cannot be made out")
    value = begun[0].value
    text = re.sub(re.escape(step.old), lambda _: step.new, value, flags=re.IGNORECASE)
    if text == value:
        return Next() if step.new and step.new in value else GiveUp(f"{step.field!r} shows {value!r}: no {step.old!r}")
    return fill(Fill(step.field, text), cursor, view)


def tick(step: Tick, cursor: Cursor, view: View) -> Move:
    """Click the box unless it is as wanted already, and see that it is; a second time by its words."""
    what = f"the box {step.label!r}"
    box = one(view, step.label, TICKABLE, cursor, what)
    if not isinstance(box, Control):
        return box
    if box.checked == step.on:
        return Next()
    if not box.enabled:
        return GiveUp(f"{what} is disabled: it cannot be {'ticked' if step.on else 'unticked'}")
    clicked = cursor.phase == "tick" and view.fate == "done"
    if clicked and cursor.times >= 1:
        return GiveUp(f"{what} stays {'unticked' if step.on else 'ticked'} after two clicks")
    at = box.label_box.center if clicked and box.label_box else box.box.center
    return do(cursor, "tick", Click(at=at), f"{'tick' if step.on else 'untick'} {what}", what)
