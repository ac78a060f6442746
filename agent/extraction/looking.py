"""Looks at a screen as long as an extraction needs: a list that goes on below is scrolled to its end."""

from __future__ import annotations

from typing import Any

from ...tools.actions import Act, Done, Scroll
from ...tools.change import changed
from ...tools.errors import ActionError
from ...tools.eye.eye import Eye
from ...tools.frames import Frame
from ...tools.geometry import Point
from ..history import History
from ..protocols import Reply
from .face import extract
from .wanted import row_model, wanted_of

_NOTCHES = 3
"""A look further down shows more than half of what was there before, so that rows can be joined."""
MOST_LOOKS = 40


class Looking:
    """A decider that scrolls, and nothing else; what it has seen is in the history, it keeps nothing itself."""

    name = "embedded"

    def __init__(self, eye: Eye, model: Any, words: str) -> None:
        self._eye, self._model, self._words = eye, model, words
        self._has_rows = row_model(model) is not None or any(field.rows for field in wanted_of(model))

    def decide(self, history: History) -> Reply:
        frames = frames_in(history)
        end = len(frames) > MOST_LOOKS or (len(frames) > 1 and not changed(frames[-2], frames[-1]))
        if not end and (self._has_rows or self._is_missing(frames)):
            middle = Point(frames[-1].width // 2, frames[-1].height // 2)
            act = Act(action=Scroll(at=middle, dy_notches=_NOTCHES))
            return Reply(text="look for more further down", decision=act)
        done = Done(status="success", reason=f"{len(frames)} pictures were looked at")
        return Reply(text=f"success: {done.reason}", decision=done)

    def _is_missing(self, frames: list[Frame]) -> bool:
        try:
            extract(frames, self._model, self._words, self._eye)
        except ActionError:
            return True
        return False


def frames_in(history: History) -> list[Frame]:
    """The settled pictures since the last instruction, oldest first."""
    return [screen.open() for screen in history.current().screens]
