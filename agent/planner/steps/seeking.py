"""Looking for what is not on the screen yet."""

from __future__ import annotations

import re

from ....tools.actions import Scroll, Wait
from ....tools.geometry import Point
from ..plan import Cursor
from .moves import GiveUp, Move, do
from .obstacles import CLEAR, clear_way
from .view import View

SEEK_NOTCHES = 6
"""How far one look further down goes: most of an 800 px screen, with some overlap."""
MAX_LOOKS = 30
SEEKING = ("seek-wait", "seek-top", "seek-down", CLEAR)
"""The phases in which nothing of the step itself has happened yet."""


def seek(cursor: Cursor, view: View, what: str) -> Move:
    """Look for something that is not on the screen: clear the way, wait a moment, then from the top to the end."""
    way = clear_way(cursor, view)
    if way is not None:
        return way
    middle = _amid(view)
    match cursor.phase:
        case "seek-wait":
            return do(cursor, "seek-top", Scroll(at=middle, dy_notches=-100), f"look for {what} from the top")
        case "seek-down" if not view.moved or cursor.times >= MAX_LOOKS or _is_endless(view):
            return GiveUp(f"{what} is not on this page")
        case "seek-top" | "seek-down":
            return do(
                cursor, "seek-down", Scroll(at=middle, dy_notches=_notches(view)), f"look for {what} further down"
            )
        case _:
            return do(cursor, "seek-wait", Wait(seconds=1.0), f"{what} cannot be seen yet: wait a moment")


def _amid(view: View) -> Point:
    """Where the wheel is turned: the middle of the screen, or of what can be read when that is far from there."""
    middle = Point(view.frame.width // 2, view.frame.height // 2)
    lines = [line.box for line in view.eye.read(view.frame)]
    if not lines or any(box.x0 <= middle.x <= box.x1 for box in lines):
        return middle
    x0, x1 = min(box.x0 for box in lines), max(box.x1 for box in lines)
    y0, y1 = min(box.y0 for box in lines), max(box.y1 for box in lines)
    return Point((x0 + x1) // 2, (y0 + y1) // 2)


def _notches(view: View) -> int:
    """One look further down: less on a screen that is lower."""
    return max(1, min(SEEK_NOTCHES, round(SEEK_NOTCHES * view.frame.height / view.frame.scale / 800)))


def _is_endless(view: View) -> bool:
    """Whether a desktop shows no new words, only other numbers: the empty rows of a spreadsheet have no end."""
    if not view.on_desktop or view.before is None:
        return False
    now, before = (
        {word for line in view.eye.read(frame) for word in _words(line.text)} for frame in (view.frame, view.before)
    )
    return now <= before


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())
