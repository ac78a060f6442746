"""The narrow seams between the loop and whoever thinks. (``Locator`` lives beside the eye.)

No session appears here: an implementation reuses the longest prefix of the history that it has cached.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from ..env.events import Usage
from ..tools.actions import Decision
from ..tools.errors import FormatError
from .history import History, Part


class Reply(BaseModel):
    """What a decider said, word for word, and the decision in it."""

    model_config = ConfigDict(frozen=True)

    text: str
    decision: Decision
    usage: Usage = Usage()


class Answer(BaseModel):
    """What an answerer read; ``text`` is None when the parts do not show it."""

    model_config = ConfigDict(frozen=True)

    text: str | None
    usage: Usage = Usage()


class Unusable(FormatError):
    """A reply that holds no decision, and what it cost."""

    def __init__(self, message: str, reply: str, usage: Usage) -> None:
        super().__init__(message, reply)
        self.usage = usage


class Decider(Protocol):
    """Says what to do next. Called in a worker thread; never touches the screen."""

    @property
    def name(self) -> str: ...

    def decide(self, history: History) -> Reply:
        """Raises FormatError when nothing usable was said, EnvError when the model is unavailable."""
        ...


class Answerer(Protocol):
    """Answers a question from what was seen."""

    def answer(self, parts: Sequence[Part], question: str) -> Answer:
        """Raises FormatError when nothing usable was said, EnvError when whoever answers is unavailable."""
        ...
