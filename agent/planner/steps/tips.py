"""Learning what the tools of a bar are called, by holding the pointer over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ....tools.actions import Act, Wait
from ....tools.actions import Move as MoveTo
from ....tools.eye.scene import Control
from ....tools.eye.tooltips import NamedPicture, look_of, told, tools_to_ask
from ..plan import Cursor
from .moves import Do, Move
from .told import write_told
from .view import View

MOST = 24
"""Tools that are pointed at in one step at most."""
_SILENT = 4  # tools without a tooltip, after which none is expected
_POINT, _WAIT = "tip", "tip-wait"
LEARNING = (_POINT, _WAIT)
"""The phases of learning: nothing of the step itself has happened yet."""
_APPEARS_S = 0.8
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_NO_TOOL = re.compile(
    r"\b(?:field|box|checkbox|radio|tab|row|column|cell|slider|drop-?down|link|text|list|table|menu)\b|框|行|列|表|链接|菜单",
    re.IGNORECASE,
)


def learn(target: str, cursor: Cursor, view: View) -> tuple[View, Do | None, str]:
    """The view that knows what was told last, the next tool to point at, and a line that keeps what was told.

    Only on a desktop, for a target that may be a tool; with no tool to point at when it was found, or enough were.
    """
    if not view.on_desktop or _NO_TOOL.search(target):
        return view, None, ""
    start = view.begun(cursor)
    asked = tools_to_ask(start.scene, start.frame, _ARTICLE.sub("", target))
    line = ""
    if cursor.phase in LEARNING and view.fate == "done" and (tool := _first_unasked(asked, view, start)) is not None:
        name = told(start.frame, view.frame, tool.box, view.eye.read)
        if name is None and cursor.phase == _POINT:
            wait = Do(Act(action=Wait(seconds=_APPEARS_S)), replace(cursor, phase=_WAIT), "wait for its tooltip")
            return view, wait, ""
        looks = (look_of(start.frame, tool.box), look_of(view.frame, tool.box))
        picture = NamedPicture(tool.box, looks, name or "")
        view, line = replace(view, told=(*view.told, picture)), write_told(picture)
    return view, _next(target, cursor, view, start, asked), line


def noted(move: Move, line: str) -> Move:
    """A move whose words keep what was told."""
    return replace(move, words=f"{move.words}\n{line}") if isinstance(move, Do) and line else move


def _next(target: str, cursor: Cursor, view: View, start: View, asked: Sequence[Control]) -> Do | None:
    """Point at the first tool of which nothing was told."""
    times = cursor.times if cursor.phase in LEARNING else 0
    if times >= MOST or view.locate(target).status != "not_found":
        return None
    here = [picture for picture in view.told if picture.holds(start.frame)]
    if len(here) >= _SILENT and not any(picture.name for picture in here):
        return None
    tool = _first_unasked(asked, view, start)
    if tool is None:
        return None
    at = tool.box.center
    words = f"point at the tool at ({at.x}, {at.y}) to learn what it is called"
    return Do(Act(action=MoveTo(at=at)), replace(cursor, phase=_POINT, times=times + 1), words)


def _first_unasked(asked: Sequence[Control], view: View, start: View) -> Control | None:
    """The first tool of which nothing was told since it looks as it does."""
    known = {picture.box for picture in view.told if picture.holds(start.frame)}
    return next((tool for tool in asked if tool.box not in known), None)
