"""What a planner can do next in a step: act, go on to the next step, or give up with a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ....tools.actions import Act, Action
from ....tools.eye.location import Location
from ..plan import Cursor


@dataclass(frozen=True, slots=True)
class Do:
    """Act, and be at this cursor afterwards; ``words`` say it to a person."""

    act: Act
    cursor: Cursor
    words: str


@dataclass(frozen=True, slots=True)
class Next:
    """This step is done; ``answer`` is what it read, ``note`` what a person should know about it."""

    answer: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class GiveUp:
    """This step cannot be done, and why."""

    reason: str


Move = Do | Next | GiveUp


def do(cursor: Cursor, phase: str, action: Action, words: str, target: str | None = None) -> Do:
    """An act that enters a phase; entering the same phase again is counted."""
    times = cursor.times + 1 if cursor.phase == phase else 0
    return Do(Act(action=action, target=target), replace(cursor, phase=phase, times=times), words)


def unsure(location: Location, what: str) -> GiveUp:
    """More than one thing may be meant."""
    return GiveUp(
        f"{len(location.candidates)} things on the screen may be {what}; say which: "
        f"'the second {what}', or {what} 'in the row of …'"
    )
