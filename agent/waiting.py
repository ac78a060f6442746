"""Waits until a text can be read, or can be read no more, for as long as is said."""

from __future__ import annotations

from ..tools.actions import Act, Done, Wait
from ..tools.eye.eye import Eye
from .history import History
from .planner.steps.view import View
from .protocols import Reply

_LOOKS = 60
"""How many looks a long wait is parted into, at most: each is a step, and those are counted."""


class Waiting:
    """A decider that waits, and nothing else; since when, the pictures in the history say."""

    name = "embedded"

    def __init__(self, eye: Eye, text: str, *, gone: bool, within_s: float) -> None:
        self._eye, self._text, self._gone, self._within_s = eye, text, gone, within_s

    def decide(self, history: History) -> Reply:
        view, screens = View.of(history, self._eye), history.current().screens
        there = view.sees(self._text) if self._gone else view.saw(self._text)
        there = there or view.locate(self._text).status == "found"
        if there is not self._gone:
            return _end(Done(status="success", reason=f"{self._text!r} is {'gone' if self._gone else 'there'}"))
        waited_s = screens[-1].time_s - screens[0].time_s
        if waited_s >= self._within_s:
            left = "could still be read" if self._gone else "could not be read"
            return _end(Done(status="failure", reason=f"{self._text!r} {left} after {waited_s:.0f} s"))
        seconds = min(max(1.0, self._within_s / _LOOKS), max(0.1, self._within_s - waited_s))
        return Reply(text=f"wait for {self._text!r}", decision=Act(action=Wait(seconds=seconds)))


def _end(done: Done) -> Reply:
    return Reply(text=f"{done.status}: {done.reason}", decision=done)
