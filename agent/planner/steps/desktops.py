"""Steps that only a desktop knows: an application, a window, a file to save."""

from __future__ import annotations

import re

from ....tools.actions import FocusWindow, Launch, Press, Type, Wait
from ..plan import Cursor, Front, SaveAs, StartApp
from .moves import Do, GiveUp, Move, Next, do
from .view import View

_SAVE_AS, _SAVE = ("Control", "Shift", "s"), ("Control", "s")
_ASKS = re.compile(r"\b(?:save|speichern|enregistrer|guardar)\b|保存|另存", re.IGNORECASE)
"""What the title of a dialog says that asks for a file's name."""
_PATIENCE = 5


def with_window(step: StartApp | Front, cursor: Cursor, view: View) -> Move:
    """Start an application, or bring a window to the front; the screen says whether it worked."""
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


def save_as(step: SaveAs, cursor: Cursor, view: View) -> Move:
    """Ask for the dialog that saves under a name (one shortcut, else the other), give it the name, see it close."""
    if view.fate == "failed":
        return GiveUp(f"{step.name} could not be saved: {view.error}")
    asking = [title for title in view.windows if _ASKS.search(title) and title.casefold() != step.name.casefold()]
    match cursor.phase:
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
