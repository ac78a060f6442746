"""One step of a plan, advanced by one move, from what can be seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import assert_never

from ...tools.actions import Action, AnswerDialog, Back, Click, Drag, Navigate, Press, Reload, Scroll, Upload, Wait
from ...tools.actions import Move as MoveTo
from ...tools.geometry import Box, Point
from .forms import choose, fill, tick
from .moves import Do, GiveUp, Move, Next, do, seek, unsure
from .plan import (
    AnswerWith,
    Attach,
    Choose,
    ClickOn,
    Cursor,
    DragTo,
    Fill,
    GoBack,
    Hover,
    Keys,
    Open,
    Pause,
    PlanStep,
    Read,
    Refresh,
    ScrollBy,
    ScrollTo,
    See,
    Tick,
)
from .reading import read_value
from .view import View

PATIENCE = 6
"""How many seconds a text that is expected may take to appear."""


def advance(step: PlanStep, cursor: Cursor, view: View) -> Move:
    """The next move of a step. An open dialog of the browser comes first: nothing else can be done."""
    move = _advance(step, cursor, view)
    if view.dialog is None or not isinstance(move, Do) or isinstance(move.act.action, AnswerDialog):
        return move
    if view.dialog.startswith("alert"):
        return do(replace(cursor), cursor.phase, AnswerDialog(accept=True), f"close the dialog ({view.dialog})")
    return GiveUp(
        f"the browser asks ({view.dialog}) and the instruction does not say what to answer; "
        "add 'accept the dialog' or 'dismiss the dialog'"
    )


def _advance(step: PlanStep, cursor: Cursor, view: View) -> Move:
    match step:
        case Fill():
            return fill(step, cursor, view)
        case Choose():
            return choose(step, cursor, view)
        case Tick():
            return tick(step, cursor, view)
        case ClickOn() | Hover():
            return _point_at(step, cursor, view)
        case DragTo():
            return _drag(step, cursor, view)
        case ScrollTo(target=target):
            return Next() if view.locate(target).status == "found" else seek(cursor, view, target)
        case See(text=text):
            return _see(text, cursor, view)
        case Read(what=what):
            return _read(what, cursor, view)
        case Attach():
            return _attach(step, cursor, view)
        case AnswerWith():
            return _answer(step, cursor, view)
        case Keys() | ScrollBy() | Open() | GoBack() | Refresh() | Pause():
            return _once(step, cursor, view)
        case _:
            assert_never(step)


def _point_at(step: ClickOn | Hover, cursor: Cursor, view: View) -> Move:
    if cursor.phase == "done" and view.fate == "failed":
        return GiveUp(f"{step.target} could not be clicked: {view.error}")
    if cursor.phase == "done" and view.fate == "done":
        return Next()
    place = view.locate(step.target)
    if cursor.phase == "done" and view.fate == "unknown" and _happened(place.box, view):
        return Next()
    if place.status == "ambiguous":
        return unsure(place, step.target)
    if place.point is None:
        return seek(cursor, view, step.target)
    if isinstance(step, Hover):
        return do(cursor, "done", MoveTo(at=place.point), f"hover over {step.target}", step.target)
    button = "right" if step.button == "right" else "left"
    action = Click(at=place.point, button=button, count=step.count)
    return do(cursor, "done", action, f"click {step.target} ({place.how})", step.target)


def _happened(box: Box | None, view: View) -> bool:
    """Whether a click that may have been sent shows: its target is gone, or something beside it changed."""
    return box is None or view.moved_outside(box)


def _drag(step: DragTo, cursor: Cursor, view: View) -> Move:
    if cursor.phase == "done" and (view.fate == "done" or (view.fate == "unknown" and view.moved)):
        return Next()
    places = [view.locate(step.start), view.locate(step.end)]
    for place, words in zip(places, (step.start, step.end), strict=True):
        if place.status == "ambiguous":
            return unsure(place, words)
        if place.point is None:
            return GiveUp(f"{words} cannot be seen; both ends of a drag must be on the screen")
    start, end = (place.point or Point(0, 0) for place in places)
    return do(cursor, "done", Drag(start=start, end=end), f"drag {step.start} to {step.end}", step.end)


def _see(text: str, cursor: Cursor, view: View) -> Move:
    if view.saw(text):
        return Next()
    if cursor.phase == "wait" and cursor.times >= PATIENCE - 1:
        return GiveUp(f"{text!r} did not appear within {PATIENCE} s")
    return do(cursor, "wait", Wait(seconds=1.0), f"wait for {text!r} to appear")


def _read(what: str, cursor: Cursor, view: View) -> Move:
    value = read_value(view.eye, view.frame, what)
    return Next(value) if value is not None else seek(cursor, view, f"a value for {what!r}")


def _attach(step: Attach, cursor: Cursor, view: View) -> Move:
    if cursor.phase == "given" and view.fate == "done":
        return Next()
    if view.fate == "failed":
        return GiveUp(f"{step.path} could not be given to the page: {view.error}")
    if view.chooser:
        return do(cursor, "given", Upload(paths=(Path(step.path),)), f"give {step.path} to the page")
    if cursor.phase == "chooser":
        return GiveUp(f"no file chooser opened for {step.path}; say what opens it: upload {step.path} to …")
    target = step.target or "the Choose File button"
    place = view.locate(target)
    if place.point is None:
        return unsure(place, target) if place.status == "ambiguous" else seek(cursor, view, target)
    return do(cursor, "chooser", Click(at=place.point), f"click {target}", target)


def _answer(step: AnswerWith, cursor: Cursor, view: View) -> Move:
    if cursor.phase == "answered" and view.dialog is None:
        return Next()
    if view.dialog is not None:
        action = AnswerDialog(accept=step.accept, text=step.text)
        return do(cursor, "answered", action, f"{'accept' if step.accept else 'dismiss'} the dialog ({view.dialog})")
    if cursor.phase == "wait" and cursor.times >= 2:
        return GiveUp("no dialog of the browser opened")
    return do(cursor, "wait", Wait(seconds=1.0), "wait for the dialog")


def _once(step: Keys | ScrollBy | Open | GoBack | Refresh | Pause, cursor: Cursor, view: View) -> Move:
    """A step that is one action and shows nothing that could be checked."""
    action, words = _plain(step, view)
    if cursor.phase == "done":
        if view.fate == "failed":
            return GiveUp(f"{words}: {view.error}")
        if view.fate == "done" or (view.fate == "unknown" and (view.moved or not isinstance(step, Open))):
            return Next()
    return do(cursor, "done", action, words)


def _plain(step: Keys | ScrollBy | Open | GoBack | Refresh | Pause, view: View) -> tuple[Action, str]:
    match step:
        case Keys(keys=keys):
            return Press(keys=keys), "press " + "+".join(keys)
        case ScrollBy(notches=notches):
            middle = Point(view.frame.width // 2, view.frame.height // 2)
            return Scroll(at=middle, dy_notches=notches), f"scroll {'down' if notches > 0 else 'up'}"
        case Open(url=url):
            return Navigate(url=url), f"open {url}"
        case GoBack():
            return Back(), "go back"
        case Refresh():
            return Reload(), "load the page again"
        case Pause(seconds=seconds):
            return Wait(seconds=seconds), f"wait {seconds:g} s"
