"""The voice of a model in this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from ....env.events import Cost
from ....tools.errors import EnvError
from ..description import Description
from ..messages import Message, pictures_in
from ..wire import Said
from .engine import engine_of
from .fits import require_fit


class InProcess:
    """What one run asks of the model; the weights, and what is cached of its conversations, are shared."""

    def __init__(self, described: Description, source: str) -> None:
        self.engine = engine_of(described, source)
        self._deadline_s = described.deadline_s
        self._closed = threading.Event()

    def fetch(self) -> None:
        """The weights onto this machine, whole; they are loaded later. Raises UsageError and EnvError."""
        require_fit(self.engine.described)
        _ = self.engine.reader  # fetches what is missing

    def say(self, messages: list[Message]) -> Said:
        """Raises UsageError when there are no such weights, EnvError when there is no reply."""
        return self.engine.say(messages, self._check())

    def say_all(self, asked: Sequence[list[Message]]) -> list[Said]:
        """Together."""
        return self.engine.say_all(asked, self._check())

    def cost(self, messages: Sequence[Message]) -> Cost:
        """Exact. Raises EnvError for a picture that the model refuses."""
        return Cost(tokens=self.engine.reader.count(messages), pictures=len(pictures_in(messages)))

    @property
    def context_tokens(self) -> int:
        """That of the description, which memory is reserved for."""
        return self.engine.described.context_tokens

    def close(self) -> None:
        """Stop at the next token, from any thread."""
        self._closed.set()

    def _check(self) -> _Patience:
        return _Patience(self._closed, self._deadline_s)


class _Patience:
    """Begins when it is first called: loading does not count."""

    def __init__(self, closed: threading.Event, deadline_s: float) -> None:
        self._closed, self._deadline_s = closed, deadline_s
        self._ends: float | None = None

    def __call__(self) -> None:
        now = time.monotonic()
        self._ends = self._ends or now + self._deadline_s
        if self._closed.is_set():
            raise EnvError("the run ended while the model was asked")
        if now >= self._ends:
            raise EnvError(
                f"the model did not finish its reply in {self._deadline_s:g} s; raise deadline_s in its file"
            )
