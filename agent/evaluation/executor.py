"""Where episodes run: the protocol of what places them on processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from ...tasks.task import Task
from ..settings import Settings
from .results import Result


class Order(BaseModel):
    """One episode that is to be run; as JSON it can be sent to another machine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: Task
    seed: int
    folder: Path
    """Where it is left on the machine that ordered it."""
    settings: Settings
    retries: int = 0
    """How often it was tried before."""

    @property
    def name(self) -> str:
        return f"{self.task.id}/{self.seed}"

    def lost(self, why: str) -> Result:
        """The result of an episode of which nothing else is known."""
        return Result(
            score=0.0,
            task=self.task.id,
            seed=self.seed,
            tags=self.task.tags,
            reason=why,
            outcome="error",
            error=why,
            retries=self.retries,
        )


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of an order. ``again`` is whether the environment, not the agent, was in the way."""

    result: Result
    again: bool = False


class Executor(Protocol):
    """Runs each episode in a process of its own, at most ``workers`` at once."""

    @property
    def workers(self) -> int: ...

    def each(self, orders: Sequence[Order]) -> Iterator[tuple[Order, Ended]]:
        """Run them all; each comes back once, as it ends, with its folder filled and nothing of it still running.

        An episode whose process was killed or took too long comes back with an error. Raises EnvError when no process
        can be had at all.
        """
        ...

    def close(self) -> None:
        """End what still runs; at once."""
        ...
