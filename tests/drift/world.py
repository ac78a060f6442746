"""An application behind its proxy, as one drift has it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .applications import Running, Truth
from .chore import Chore, Parameters, Verdict
from .drifts import Drift
from .proxy import Proxy


@dataclass(frozen=True)
class World:
    """What a run of a chore meets; ``url`` is where it begins."""

    chore: Chore
    drift: Drift
    url: str
    before: Truth
    running: Running
    proxy: Proxy

    def judge(self, parameters: Parameters | None = None) -> Verdict:
        """What was done up to now, by the application's own memory and by what was sent to it."""
        after = self.running.truth()
        return self.chore.judge(self.before, after, parameters or self.chore.parameters, self.proxy.writes)


@contextmanager
def opened(chore: Chore, drift: Drift, folder: Path, seed: int = 0) -> Iterator[World]:
    """The application as when it is new, in an empty folder, while the ``with`` block runs.

    The same seed brings the same chances (the delays of a slow network).
    """
    exchanges = drift.exchanges(chore, random.Random(seed))
    with chore.application.start(folder, drift.data) as running, Proxy(running.url, exchanges) as proxy:
        yield World(chore, drift, proxy.url + chore.path, running.truth(), running, proxy)
