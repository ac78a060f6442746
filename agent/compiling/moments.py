"""The moments of a run: each input that was sent, with what was seen before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...env.events import Event, Observed, Picture
from ...tools.actions import Act, Action
from ...tools.elements import Element
from ..words import Turn, chapters

_IDLE = frozenset({"wait", "recall"})


@dataclass(frozen=True, slots=True)
class Moment:
    """One input.

    ``said`` is what it was meant for, in the words of who decided, "" when there are none. ``after`` is what was seen
    from then on, up to and with the screen on which the next input was decided.
    """

    number: int
    action: Action
    element: Element | None
    said: str
    before: Observed
    after: tuple[Observed, ...] = ()

    @property
    def later(self) -> Picture | None:
        """The screen when it was done; None when the run was cut off before it was looked at."""
        return self.after[-1].frame if self.after else None


def moments(events: Sequence[Event]) -> tuple[Moment, ...]:
    """The inputs of a run in order, without those that were refused and those that only waited."""
    found: list[Moment] = []
    for turn in (turn for chapter in chapters(events) for turn in chapter.turns):
        if found:
            found[-1] = replace(found[-1], after=(*found[-1].after, turn.observed))
        if moment := _moment(turn):
            found.append(moment)
    return tuple(found)


def _moment(turn: Turn) -> Moment | None:
    if turn.intent is None or turn.receipt is None or turn.receipt.error or turn.intent.action.kind in _IDLE:
        return None
    said = turn.decision.target if isinstance(turn.decision, Act) else None
    return Moment(turn.number, turn.intent.action, turn.intent.element, said or "", turn.observed)
