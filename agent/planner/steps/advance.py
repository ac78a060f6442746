"""One step of a plan, advanced by one move, from what can be seen."""

from __future__ import annotations

from pathlib import Path

from ....tools.actions import Action, AnswerDialog, Back, Click, Navigate, Press, Reload, Scroll, Upload, Wait
from ....tools.geometry import Box, Point
from ..plan import (
    AnswerWith,
    Append,
    Attach,
    Choose,
    ClickOn,
    CopyTo,
    Count,
    Cursor,
    DragTo,
    Fill,
    ForEach,
    Front,
    GoBack,
    Gone,
    Hover,
    IfSee,
    Keys,
    Menu,
    Open,
    Pause,
    PlanStep,
    Read,
    Refresh,
    Replace,
    SaveAs,
    ScrollBy,
    ScrollTo,
    See,
    StartApp,
    TabTo,
    Tick,
)
from ..searches import (
    ClickIn,
    ClickInOrder,
    ClickResult,
    ClickValue,
    FillFrom,
    PickDay,
    ScrollIn,
    Suggest,
    Uncover,
    Unfold,
    WriteAt,
)
from .asking import copy, count, gone, see
from .calendars import pick_day
from .desktops import fill_in, open_or_click, read_out, save_as, with_window
from .drawing.advance import draw
from .entries import click_in
from .forms import append, replace_in, tick
from .loops import for_each, if_seen
from .moves import Do, GiveUp, Move, Next, do, unsure
from .numbers import click_in_order
from .options import choose
from .pointing import drag, go_to_tab, menu, point_at
from .searching import click_result, click_value, uncover, unfold
from .seeking import seek
from .view import View
from .writing import fill_from, scroll_in, suggest, write_at


def advance(step: PlanStep, cursor: Cursor, view: View) -> Move:
    """The next move of a step. An open dialog of the browser comes first: nothing else can be done."""
    move = _advance(step, cursor, view)
    if view.dialog is None or not isinstance(move, Do) or isinstance(move.act.action, AnswerDialog):
        return move
    if view.dialog.startswith("alert"):
        return do(cursor, cursor.phase, AnswerDialog(accept=True), f"close the dialog ({view.dialog})")
    return GiveUp(
        f"the browser asks ({view.dialog}) and the instruction does not say what to answer; "
        "add 'accept the dialog' or 'dismiss the dialog'"
    )


def _advance(step: PlanStep, cursor: Cursor, view: View) -> Move:  # noqa: C901 - one case a step
    match step:
        case Fill():
            return fill_in(step, cursor, view)
        case Append():
            return append(step, cursor, view)
        case Replace():
            return replace_in(step, cursor, view)
        case CopyTo():
            return copy(step, cursor, view)
        case Choose():
            return choose(step, cursor, view)
        case Tick():
            return tick(step, cursor, view)
        case ClickOn():
            return open_or_click(step, cursor, view)
        case Hover():
            return point_at(step, cursor, view)
        case Menu():
            return menu(step, cursor, view)
        case TabTo():
            return go_to_tab(step, cursor, view)
        case DragTo():
            return drag(step, cursor, view)
        case ScrollTo(target=target):
            return Next() if view.locate(target).status == "found" else seek(cursor, view, target)
        case See(text=text):
            return see(text, cursor, view)
        case Gone(text=text):
            return gone(text, cursor, view)
        case Read(what=what):
            return read_out(what, cursor, view)
        case Count(what=what):
            return count(what, cursor, view)
        case Attach():
            return _attach(step, cursor, view)
        case AnswerWith():
            return _answer(step, cursor, view)
        case ForEach():
            return for_each(step, cursor, view, advance)
        case IfSee():
            return if_seen(step, cursor, view, advance)
        case StartApp() | Front():
            return with_window(step, cursor, view)
        case SaveAs():
            return save_as(step, cursor, view)
        case Uncover():
            return uncover(step, cursor, view)
        case Unfold():
            return unfold(cursor, view)
        case FillFrom():
            return fill_from(cursor, view)
        case Suggest():
            return suggest(step, cursor, view)
        case PickDay():
            return pick_day(step, cursor, view)
        case ScrollIn():
            return scroll_in(step, cursor, view)
        case ClickInOrder():
            return click_in_order(step, cursor, view)
        case ClickIn():
            return click_in(step, cursor, view)
        case ClickValue():
            return click_value(step, cursor, view)
        case ClickResult():
            return click_result(step, cursor, view)
        case WriteAt():
            return write_at(step, cursor, view)
        case Keys() | ScrollBy() | Open() | GoBack() | Refresh() | Pause():
            return _once(step, cursor, view)
        case _:
            return draw(step, cursor, view)


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
    """Answer a dialog of the browser; one that the page draws itself is answered by its own button."""
    if cursor.phase == "answered" and view.dialog is None:
        return Next()
    verb = "accept" if step.accept else "dismiss"
    if view.dialog is not None:
        action = AnswerDialog(accept=step.accept, text=step.text)
        return do(cursor, "answered", action, f"{verb} the dialog ({view.dialog})")
    drawn = [(region.box, f"the dialog {region.title!r}") for region in view.scene.regions if region.kind == "dialog"]
    if view.on_desktop and (step.text or not drawn):  # it is a window of its own
        drawn = [(Box(0, 0, view.frame.width, view.frame.height), "the dialog"), *drawn]
    names = (step.text,) if step.text else _YES if step.accept else _NO
    for name in names:
        for box, called in reversed(drawn):
            place = view.eye.locate(view.frame, f"the {name!r} button" if step.text else f"the {name} button", box)
            if place.point is not None:
                return do(cursor, "answered", Click(at=place.point), f"{verb} {called}: click {name}")
    if cursor.phase == "wait" and cursor.times >= 2:
        named = f"button {step.text!r}" if step.text else f"button to {verb} it"
        return GiveUp(f"the dialog has no {named}" if drawn else "no dialog opened")
    return do(cursor, "wait", Wait(seconds=1.0), "wait for the dialog")


_YES = ("OK", "Yes", "Confirm", "Delete", "Remove", "Continue", "Accept", "Save", "确定", "确认", "是")
_NO = ("Cancel", "No", "Dismiss", "Close", "Keep", "取消", "否", "关闭")


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
