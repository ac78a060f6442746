"""Filling a form: text into fields, options of drop-downs, ticks."""

from __future__ import annotations

import re
from dataclasses import replace

from ...tools.actions import Click, Press, Type
from ...tools.change import changed_in
from ...tools.eye.scene import Control, Line
from ...tools.geometry import Point
from .moves import SEEKING, GiveUp, Move, Next, do, seek
from .plan import Choose, Cursor, Fill, Tick
from .reading import text_in
from .values import date_text, dates_in, shows
from .view import FILLABLE, TICKABLE, View

_PLACEHOLDER = re.compile(r"\{[A-Za-z_]\w*\}")


def one(view: View, label: str, kinds: frozenset[str], cursor: Cursor, what: str) -> Control | Move:
    """The one control of this label, or the move that looks for it or gives up."""
    found = view.controls(label, kinds)
    if len(found) > 1:
        return GiveUp(f"{len(found)} things on the screen are called {label!r} equally well; say which is meant")
    return next(iter(found), None) or seek(cursor, view, what)


def fill(step: Fill, cursor: Cursor, view: View) -> Move:
    """Click the field, type, and see that the field shows it; a second time by selecting everything first."""
    if not step.field:
        sent = cursor.phase == "type" and view.fate != "not_sent"
        return Next() if sent else do(cursor, "type", Type(text=step.text), f"type {step.text!r}")
    if cursor.phase in ("focus", "refocus", "select") and view.fate == "done":
        return _type(step, cursor, view)
    field = _same_field(step, cursor, view) or one(view, step.field, FILLABLE, cursor, f"the field {step.field!r}")
    if not isinstance(field, Control):
        return field
    if field.kind == "dropdown":
        return choose(Choose(step.text, step.field), cursor, view)
    if cursor.phase in ("type", "retype") and view.fate == "failed":
        return GiveUp(f"typing into {step.field!r} failed: {view.error}")
    if _filled(field, step, cursor, view):
        return Next()
    name = f"the field {step.field!r}"
    if cursor.phase == "retype" and view.fate == "done":
        return GiveUp(f"{name} shows {field.value!r} after {step.text!r} was typed twice")
    again = field.value or not step.text or cursor.phase not in ("start", "focus", *SEEKING)
    action = Click(at=_inside(field, view))
    return do(cursor, "refocus" if again else "focus", action, f"click {name}", name)


def _same_field(step: Fill, cursor: Cursor, view: View) -> Control | None:
    """The field that was typed into, by its place: one that is named by its placeholder has just lost its name."""
    if cursor.phase != "type" or view.before is None or view.controls(step.field, FILLABLE):
        return None
    named = view.eye.find_control(view.before, step.field, FILLABLE)
    return replace(named[0], value=view.text_in(named[0].box)) if len(named) == 1 else None


def _type(step: Fill, cursor: Cursor, view: View) -> Move:
    """The field has the focus: select what is in it, or type. An open selection may hide it from the eye."""
    name = f"the field {step.field!r}"
    text = _text_for(step, view)
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
    if _PLACEHOLDER.search(step.text):  # a secret: only that something arrived can be seen
        return typed and view.before is not None and changed_in(view.before, view.frame, field.box)
    return shows(field.value, step.text) or (typed and shows(view.text_in(field.box), step.text))


def _text_for(step: Fill, view: View) -> str:
    """What to type: a date is written the way that its field shows dates."""
    if not dates_in(step.text):
        return step.text
    fields = view.controls(step.field, FILLABLE)
    shown = view.text_in(fields[0].box) if fields else ""
    if not fields and view.before is not None:
        before = view.eye.find_control(view.before, step.field, FILLABLE)
        shown = text_in(view.eye, view.before, before[0].box) if before else ""
    return date_text(step.text, shown) or step.text


def _inside(field: Control, view: View) -> Point:
    """Where to click a field: its middle, but the first part of a date."""
    for line in view.eye.read(view.frame, field.box):
        if date_text("2000-01-02", line.text):
            return Point(line.box.x0 + max(2, line.box.height // 2), line.box.center.y)
    return field.box.center


def choose(step: Choose, cursor: Cursor, view: View) -> Move:
    """Tick a radio button of that name, or open the drop-down, click the option and see that it is shown."""
    if cursor.phase in ("start", "tick"):
        radios = view.controls(step.option, frozenset({"radio"}))
        if len(radios) == 1:
            return tick(Tick(step.option, True), cursor, view)
    if cursor.phase == "open":
        return _pick(step, cursor, view)
    box = _dropdown(step, cursor, view)
    if not isinstance(box, Control):
        return box
    name = f"the drop-down {step.field or box.label!r}"
    if shows(box.value, step.option):
        return Next()
    if cursor.phase == "spell" and view.fate == "done":
        return do(cursor, "pick", Press(keys=("Enter",)), f"take {step.option!r} in {name}", name)
    if cursor.phase == "pick" and view.fate == "done":
        return GiveUp(f"{name} shows {box.value!r} after {step.option!r} was chosen; is it among its options?")
    return do(cursor, "open", Click(at=box.box.center), f"open {name}", name)


def _pick(step: Choose, cursor: Cursor, view: View) -> Move:
    """The list is open, or should be: click the option, or spell it when the list is not to be seen."""
    option = _option(step.option, view)
    if option:
        words = f"click the option {step.option!r}"
        return do(cursor, "pick", Click(at=option.box.center), words, f"the option {step.option!r}")
    if view.fate == "done":
        name = f"the drop-down {step.field!r}" if step.field else "the drop-down"
        return do(cursor, "spell", Type(text=step.option), f"find {step.option!r} in {name} by typing", name)
    return choose(step, Cursor(cursor.step), view)


def _dropdown(step: Choose, cursor: Cursor, view: View) -> Control | Move:
    kinds = frozenset({"dropdown"})
    if step.field:
        return one(view, step.field, kinds, cursor, f"the drop-down {step.field!r}")
    every = [control for control in view.eye.see(view.frame).controls if control.kind == "dropdown"]
    if len(every) == 1:
        return every[0]
    if not every:
        return seek(cursor, view, f"a drop-down or option {step.option!r}")
    return GiveUp(f"there are {len(every)} drop-downs; say which: choose {step.option!r} in …")


def _option(option: str, view: View) -> Line | None:
    """The line of an open list that reads like the option: one that has just appeared, the topmost of equals."""
    lines = [line for line in view.eye.read(view.frame) if shows(line.text.lstrip("✓√ "), option)]
    if view.before is not None:
        before = view.before
        lines = [line for line in lines if changed_in(before, view.frame, line.box)]
    return min(lines, key=lambda line: line.box.y0, default=None)


def tick(step: Tick, cursor: Cursor, view: View) -> Move:
    """Click the box unless it is as wanted already, and see that it is."""
    what = f"the box {step.label!r}"
    box = one(view, step.label, TICKABLE, cursor, what)
    if not isinstance(box, Control):
        return box
    if box.checked == step.on:
        return Next()
    if cursor.phase == "tick" and view.fate == "done" and cursor.times >= 1:
        return GiveUp(f"{what} stays {'unticked' if step.on else 'ticked'} after two clicks")
    return do(cursor, "tick", Click(at=box.box.center), f"{'tick' if step.on else 'untick'} {what}", what)
