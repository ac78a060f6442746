"""Choosing one of several: radio buttons, drop-downs, fields that suggest, or the option itself."""

from __future__ import annotations

from ....tools.actions import Click, Press, Type
from ....tools.change import changed_in
from ....tools.eye.scene import Control, Line
from ..plan import Choose, ClickOn, Cursor, Tick
from .forms import one, tick
from .moves import GiveUp, Move, Next, do
from .pointing import point_at
from .seeking import SEEKING, seek
from .values import shows
from .view import View

_BOXES = frozenset({"dropdown"})
_SUGGESTING = frozenset({"field"})


def choose(step: Choose, cursor: Cursor, view: View) -> Move:
    """Tick a radio button of that name, or open the drop-down, click the option and see that it is shown.

    An option that does not take is tried once more from the keyboard.
    """
    if cursor.phase in ("start", "tick", *SEEKING):
        radios = view.controls(step.option, frozenset({"radio"}))
        if len(radios) == 1:
            return tick(Tick(step.option, True), cursor, view)
    if cursor.phase in ("open", "suggest"):
        return _pick(step, cursor, view)
    if cursor.phase in ("done", "quiet", "again"):
        return point_at(ClickOn(step.option, "left", 1), cursor, view)
    box = _box(step, cursor, view)
    if not isinstance(box, Control):
        return box
    name = f"the drop-down {step.field or box.label!r}"
    if shows(box.value, step.option) or (not step.field and not box.value and shows(box.label, step.option)):
        return Next()
    if view.fate == "done" and cursor.phase != "start":
        match cursor.phase:
            case "spell" | "respell":
                then = "pick" if cursor.phase == "spell" else "take"
                return do(cursor, then, Press(keys=("Enter",)), f"take {step.option!r} in {name}", name)
            case "reopen":
                return do(cursor, "respell", Type(text=step.option), f"find {step.option!r} in {name} by typing", name)
            case "pick":
                return do(cursor, "reopen", Click(at=box.box.center), f"open {name} once more", name)
            case "take":
                return GiveUp(f"{name} shows {box.value!r} after {step.option!r} was chosen; is it among its options?")
            case _:
                pass
    if box.kind == "field":
        if cursor.phase == "into" and view.fate == "done":
            return do(cursor, "suggest", Type(text=step.option), f"type {step.option!r} into {name}", name)
        return do(cursor, "into", Click(at=box.box.center), f"click {name}", name)
    return do(cursor, "open", Click(at=box.box.center), f"open {name}", name)


def _pick(step: Choose, cursor: Cursor, view: View) -> Move:
    """The list is open, or should be: click the option, or spell it when the list is not to be seen."""
    option = _option(step.option, view)
    name = f"the drop-down {step.field!r}" if step.field else "the drop-down"
    if option:
        words = f"click the option {step.option!r}"
        return do(cursor, "pick", Click(at=option.box.center), words, f"the option {step.option!r}")
    if view.fate != "done":
        return choose(step, Cursor(cursor.step, turn=cursor.turn, inner=cursor.inner), view)
    if cursor.phase == "suggest":
        return do(cursor, "pick", Press(keys=("Enter",)), f"take {step.option!r} in {name}", name)
    return do(cursor, "spell", Type(text=step.option), f"find {step.option!r} in {name} by typing", name)


def _box(step: Choose, cursor: Cursor, view: View) -> Control | Move:
    """The drop-down that is meant; else a field that suggests; else a click on the option where it stands."""
    if step.field:
        found = view.controls(step.field, _BOXES) or view.controls(step.field, _SUGGESTING)
        if not found and view.locate(step.option).status == "found":
            return point_at(ClickOn(step.option, "left", 1), cursor, view)
        return one(view, step.field, _BOXES | _SUGGESTING, cursor, f"the drop-down {step.field!r}")
    every = [control for control in view.scene.controls if control.kind == "dropdown" and not control.covered]
    showing = [control for control in every if shows(control.value, step.option)]
    if len(every) == 1 or len(showing) == 1:
        return (showing or every)[0]
    if view.locate(step.option).status == "found":
        return point_at(ClickOn(step.option, "left", 1), cursor, view)
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
