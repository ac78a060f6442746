"""Steps that only a desktop knows: an application, a window, a file to save."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from ....tools.actions import FocusWindow, Launch, Press, Type, Wait
from ....tools.desktop.applications import is_application, trouble
from ....tools.eye.scene import Line
from ..plan import ClickOn, Cursor, Fill, Front, SaveAs, StartApp, TabTo
from .asking import read
from .forms import fill
from .moves import Do, GiveUp, Move, Next, do
from .pointing import go_to_tab, point_at
from .view import FILLABLE, View

_SAVE_AS, _SAVE = ("Control", "Shift", "s"), ("Control", "s")
_ASKS = re.compile(
    r"(?:save|export|speichern|exportieren|enregistrer|exporter|guardar|exportar)\b|保存|另存|导出", re.IGNORECASE
)
_OF_APPLICATION = re.compile(" [-–—] ")
"""What the title of a dialog begins with that asks for a file's name; what a document's title has before its program."""
_RESULT = re.compile(r"\b(?:result|answer|output|value|sum|product|total)\b|结果|答案|得数", re.IGNORECASE)
_PATIENCE = 5


def with_window(step: StartApp | Front, cursor: Cursor, view: View) -> Move:
    """Start an application, or bring a window to the front; on a page a window can only be a tab."""
    if not view.on_desktop:
        if isinstance(step, Front):
            return go_to_tab(TabTo(f"{step.title} window"), cursor, view)
        return GiveUp(f"a browser starts no application {step.app!r}; that needs --desktop")
    if isinstance(step, StartApp):
        action, words = Launch(app=step.app), f"start {step.app}"
    else:
        action, words = FocusWindow(title=step.title), f"bring the window {step.title!r} to the front"
    if cursor.phase == "done":
        if view.fate == "failed":
            return GiveUp(view.error)
        if view.fate == "done" or (view.fate == "unknown" and view.moved):
            return Next()
    return do(cursor, "done", action, words)


def open_or_click(step: ClickOn, cursor: Cursor, view: View) -> Move:
    """A click; on a desktop what names an application, and is not written on the screen, is started."""
    if cursor.phase == "launched" and view.fate != "not_sent":
        return GiveUp(view.error) if view.fate == "failed" else Next()
    opens = step.button == "left" and step.count == 1 and cursor.phase in ("start", "launched") and view.on_desktop
    if opens and is_application(step.target) and "exact" not in view.locate(step.target).how:
        return do(cursor, "launched", Launch(app=step.target), f"start {step.target}")
    saves = view.on_desktop and step.target == "Save" and step.button == "left" and step.count == 1
    if saves and (cursor.phase == "saved" or view.locate("the Save button").status == "not_found"):
        return _save(cursor, view)
    move = point_at(step, cursor, view)
    missing = view.on_desktop and view.locate(step.target).status == "not_found"
    if missing and (isinstance(move, GiveUp) or not view.windows):
        return GiveUp(f"{step.target} is not on the screen, and {trouble(step.target)}")
    return move


def _save(cursor: Cursor, view: View) -> Move:
    """What "save it" means where no button says so."""
    if cursor.phase == "saved" and view.fate != "not_sent":
        return GiveUp(view.error) if view.fate == "failed" else Next()
    return do(cursor, "saved", Press(keys=_SAVE), "press Control+S")


def fill_in(step: Fill, cursor: Cursor, view: View) -> Move:
    """Fill a field; on a desktop "in the text editor" names the window to type into, which is started if need be."""
    if cursor.phase not in ("front", "launched", "written"):
        named = view.on_desktop and cursor.phase == "start" and step.field and is_application(step.field)
        if named and not view.controls(step.field, FILLABLE):
            return do(cursor, "front", FocusWindow(title=step.field), f"bring {step.field} to the front")
        return fill(step, cursor, view)
    if cursor.phase == "front" and view.fate == "failed":
        return do(cursor, "launched", Launch(app=step.field), f"start {step.field}")
    if view.fate == "failed":
        return GiveUp(f"{step.field}: {view.error}")
    if cursor.phase == "written" and view.fate != "not_sent":
        return Next()
    return do(cursor, "written", Type(text=step.text), f"type {step.text!r} into {step.field}")


def read_out(what: str, cursor: Cursor, view: View) -> Move:
    """Read a value; on a desktop "the result" may stand there without a name: it is what the last input changed."""
    move = read(what, cursor, view)
    if isinstance(move, Next) or not view.on_desktop or not _RESULT.search(what) or view.before is None:
        return move
    known = {(line.text, line.box) for line in view.eye.read(view.before)}
    new = [line for line in view.eye.read(view.frame) if (line.text, line.box) not in known]
    numbers = [line for line in new if re.search(r"\d", line.text)]
    biggest = max(numbers, key=lambda line: line.box.height, default=None)
    return Next(_row_of(biggest, new)) if biggest else move


def _row_of(line: Line, lines: Sequence[Line]) -> str:
    """What is written on one row with a line; the digits of a big display are read one by one."""
    height = line.box.height
    row = [other for other in lines if abs(other.box.center.y - line.box.center.y) < height / 2]
    row.sort(key=lambda other: other.box.x0)
    text = row[0].text
    for before, other in itertools.pairwise(row):
        text += ("" if other.box.x0 - before.box.x1 < height / 2 else " ") + other.text
    return text


def save_as(step: SaveAs, cursor: Cursor, view: View) -> Move:
    """Ask for the dialog that saves under a name (one shortcut, else the other), give it the name, see it close."""
    if not view.on_desktop:
        return GiveUp(f"a page has no dialog that saves it as {step.name}; that needs --desktop")
    if view.fate == "failed":
        return GiveUp(f"{step.name} could not be saved: {view.error}")
    asking = [title for title in view.windows if _ASKS.match(title) and not _OF_APPLICATION.search(title)]
    match cursor.phase:
        case "start" if asking and asking[-1] == view.windows[-1]:
            return do(cursor, "all", Press(keys=("Control", "a")), f"mark the name that {asking[-1]!r} suggests")
        case "start":
            return do(cursor, "save-as", Press(keys=_SAVE_AS), "press Control+Shift+S")
        case "save-as" | "save" if asking:
            return do(cursor, "all", Press(keys=("Control", "a")), f"mark the name that {asking[-1]!r} suggests")
        case "save-as":
            return do(cursor, "save", Press(keys=_SAVE), "press Control+S")
        case "save":
            return GiveUp(f"no dialog opened that asks for a name for {step.name}")
        case "all":
            return do(cursor, "named", Type(text=step.name), f"type {step.name}")
        case "named":
            return do(cursor, "confirmed", Press(keys=("Enter",)), "press Enter")
        case _ if not asking:
            return Next()
        case _:
            return _wait(step, cursor, view, asking[-1])


def _wait(step: SaveAs, cursor: Cursor, view: View, asking: str) -> Do | GiveUp:
    """The dialog is still open: it needs a moment, or it asks something else."""
    if cursor.phase == "wait" and cursor.times + 1 >= _PATIENCE:
        others = [title for title in view.windows if title != asking]
        return GiveUp(f"the dialog {asking!r} did not close after {step.name}; open are also: {', '.join(others)}")
    return do(cursor, "wait", Wait(seconds=0.3), f"wait for the dialog {asking!r} to close")
