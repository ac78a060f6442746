"""One question to an OpenAI-compatible server, answered within a deadline.

Each try runs on a thread of its own that nobody has to wait for, so that neither a server that drips nor one that hangs
outlasts the deadline or a Ctrl-C.
"""

from __future__ import annotations

import os
import queue
import random
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from ...tools.errors import EnvError
from .description import Sampling
from .wire import Said, Server, TryAgain

T = TypeVar("T")
TRIES = 5
KEYS = ("EYEHAND_API_KEY", "OPENAI_API_KEY", "DASHSCOPE_API_KEY")
"""Environment variables that may hold the key, the first that is set counts."""
_FIRST_WAIT_S, _MOST_WAIT_S = 0.5, 20.0
_POLL_S = 0.1


class Exchange:
    """A model on a server, and how long a reply may take, in seconds."""

    def __init__(self, base_url: str, model_id: str, sampling: Sampling, deadline_s: float) -> None:
        self.model_id = model_id
        self._sampling, self._deadline_s = sampling, deadline_s
        key = next((os.environ[name] for name in KEYS if os.environ.get(name)), "")
        self._server = Server(base_url, key)
        self._closed = threading.Event()

    def ask(self, messages: list[dict[str, Any]], max_tokens: int) -> Said:
        """The reply. Raises EnvError when there is none in time, or the server refuses."""
        return self._tried(lambda gone: self._server.reply(self.model_id, messages, self._sampling, max_tokens, gone))

    def context_tokens(self) -> int | None:
        """The longest context of the model on this server; None when the server does not say.

        Raises EnvError when nobody answers, or the server has no such model.
        """
        served = self._tried(lambda gone: self._server.served())
        if served and self.model_id not in served:
            names = ", ".join(sorted(served)[:10])
            raise EnvError(f"{self._server.base_url} serves no {self.model_id!r}; it has: {names}")
        return served.get(self.model_id)

    def close(self) -> None:
        """Whoever waits for a reply stops waiting. May be called from any thread."""
        self._closed.set()

    def _tried(self, work: Callable[[threading.Event], T]) -> T:
        ends = time.monotonic() + self._deadline_s
        for number in range(1, TRIES + 1):
            try:
                return self._once(work, ends)
            except TryAgain as error:
                wait = error.after_s or min(_MOST_WAIT_S, _FIRST_WAIT_S * 2 ** (number - 1)) * random.uniform(0.8, 1.2)
                if number == TRIES or time.monotonic() + wait >= ends:
                    raise EnvError(f"{error} ({number} {'try' if number == 1 else 'tries'})") from None
                if self._closed.wait(wait):
                    break
        raise EnvError("the run ended while the model was asked")

    def _once(self, work: Callable[[threading.Event], T], ends: float) -> T:
        results: queue.SimpleQueue[T | Exception] = queue.SimpleQueue()
        gone = threading.Event()

        def run() -> None:
            try:
                results.put(work(gone))
            except Exception as error:
                results.put(error)

        threading.Thread(target=run, name="model", daemon=True).start()
        try:
            while not self._closed.is_set():
                try:
                    result = results.get(timeout=max(0.0, min(_POLL_S, ends - time.monotonic())))
                except queue.Empty:
                    if time.monotonic() >= ends:
                        late = f"{self._server.base_url} did not finish its reply in {self._deadline_s:g} s"
                        raise EnvError(f"{late}; raise deadline_s in the model's file if it is only slow") from None
                    continue
                if isinstance(result, Exception):
                    raise result
                return result
            raise EnvError("the run ended while the model was asked")
        finally:
            gone.set()
