"""Where a MiniWoB++ task takes place: its page served, and what the page told so far."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from ...tools.errors import EnvError
from .server import MiniwobServer, Play

VIEWPORT = (332, 214)
"""Width and height of the page in CSS pixels, as in BrowserGym; the task itself takes 160 × 210 of them."""
SCALE = 2.0
"""Device pixels per CSS pixel: a screen of high resolution, on which letters of 10 px can be read."""
START_S = 20.0


@dataclass(frozen=True, slots=True)
class MiniwobStage:
    """A task's address and what came of it. Implements ``checks.Probe``."""

    server: MiniwobServer

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def instruction(self) -> str:
        """What the page asks for. Raises EnvError when it did not begin: it must have been opened in a browser."""
        words = self.server.instruction(START_S)
        if words is None:
            raise EnvError(f"{self.url} did not begin within {START_S:g} s; it must be opened in a browser first")
        return words

    @property
    def play(self) -> Play:
        return self.server.play

    def over(self) -> bool:
        """Whether the task has ended, well or not: what is done afterwards counts for nothing."""
        return self.play.over

    def state(self) -> Any:
        """The facts of ``Play``, and under "success" whether the task gave anything at all."""
        return {**asdict(self.play), "success": self.play.raw > 0}


@contextmanager
def staged(name: str, seed: int) -> Generator[MiniwobStage]:
    """Serve a task on a free loopback port while the block runs. Raises UsageError when it is not installed."""
    with MiniwobServer(name, seed) as server:
        yield MiniwobStage(server)
