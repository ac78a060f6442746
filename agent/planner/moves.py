"""What a planner can do next in a step: act, go on to the next step, or give up with a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...tools.actions import Act, Action, Scroll, Wait
from ...tools.eye.location import Location
from ...tools.geometry import Point
from .plan import Cursor
from .view import View

SEEK_NOTCHES = 6
"""How far one look further down goes: most of an 800 px screen, with some overlap."""
MAX_LOOKS = 30
SEEKING = ("seek-wait", "seek-top", "seek-down")


@dataclass(frozen=True, slots=True)
class Do:
    """Act, and be at this cursor afterwards; ``words`` say it to a person."""

    act: Act
    cursor: Cursor
    words: str


@dataclass(frozen=True, slots=True)
class Next:
    """This step is done; ``answer`` is what it read."""

    answer: str | None = None


@dataclass(frozen=True, slots=True)
class GiveUp:
    """This step cannot be done, and why."""

    reason: str


Move = Do | Next | GiveUp


def do(cursor: Cursor, phase: str, action: Action, words: str, target: str | None = None) -> Do:
    """An act that enters a phase; entering the same phase again is counted."""
    times = cursor.times + 1 if cursor.phase == phase else 0
    return Do(Act(action=action, target=target), replace(cursor, phase=phase, times=times), words)


def seek(cursor: Cursor, view: View, what: str) -> Move:
    """Look for something that is not on the screen: wait a moment, then from the top of the page to its end."""
    middle = Point(view.frame.width // 2, view.frame.height // 2)
    match cursor.phase:
        case "seek-wait":
            return do(cursor, "seek-top", Scroll(at=middle, dy_notches=-100), f"look for {what} from the top")
        case "seek-down" if not view.moved or cursor.times >= MAX_LOOKS:
            return GiveUp(f"{what} is not on this page")
        case "seek-top" | "seek-down":
            return do(cursor, "seek-down", Scroll(at=middle, dy_notches=SEEK_NOTCHES), f"look for {what} further down")
        case _:
            return do(cursor, "seek-wait", Wait(seconds=1.0), f"{what} cannot be seen yet: wait a moment")


def unsure(location: Location, what: str) -> GiveUp:
    """More than one thing may be meant."""
    return GiveUp(
        f"{len(location.candidates)} things on the screen may be {what}; say which: "
        f"'the second {what}', or {what} 'in the row of …'"
    )
