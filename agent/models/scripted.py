"""A decider that says what it was told to: for tests, demonstrations and oracles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...tools.actions import Act, Done
from ...tools.errors import FormatError
from ..history import History
from ..protocols import Reply

Line = Act | Done | str | Callable[[History], Act | Done]
"""A decision, a function that makes one from the history, or text that is no decision (an unusable reply)."""


class Scripted:
    """Replies with one line after the other, counted by its own replies in the history; then it is done.

    Which line is next follows from the history alone, so a resumed run goes on where it stopped.
    """

    def __init__(self, lines: Sequence[Line], name: str = "scripted") -> None:
        self._lines = tuple(lines)
        self.name = name

    def decide(self, history: History) -> Reply:
        said = len(history.current().replies)
        if said >= len(self._lines):
            return Reply(text="done", decision=Done(status="success", reason="the script ended"))
        line = self._lines[said]
        if isinstance(line, str):
            raise FormatError(f"{line!r} is no decision; a decision was expected", line)
        decision = line(history) if callable(line) else line
        return Reply(text=decision.model_dump_json(), decision=decision)
