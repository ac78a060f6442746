"""The suite of MiniWoB++: each task with a number of seeds."""

from __future__ import annotations

from collections.abc import Sequence

from ..checks import Equals
from ..suite import Suite
from ..task import Limits, MiniwobScreen, MiniwobTask
from .pages import names

LIMITS = Limits(max_steps=10, max_seconds=120)
"""Ten actions, as in BrowserGym."""


def suite(seeds: Sequence[int]) -> Suite:
    """All tasks, each with all seeds, sorted by name. Raises UsageError when the package is not installed."""
    return Suite(
        name="miniwob",
        description=f"MiniWoB++: small pages whose instruction is given in words, with {len(seeds)} seeds each.",
        tasks=tuple(task(name, seed) for name in names() for seed in seeds),
    )


def task(name: str, seed: int) -> MiniwobTask:
    """One episode: done when the page gives a reward above zero."""
    return MiniwobTask(
        id=f"{name}-seed-{seed}",
        screen=MiniwobScreen(miniwob=name, seed=seed),
        checks=(Equals(at=("success",), equals=True),),
        limits=LIMITS,
        tags=(name,),
    )
