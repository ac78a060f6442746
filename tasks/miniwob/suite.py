"""The suite of MiniWoB++: its tasks, by their names."""

from __future__ import annotations

from ..checks import Equals
from ..suite import Suite
from ..task import Limits, MiniwobScreen, MiniwobTask
from .pages import names

NAME = "miniwob"
LIMITS = Limits(max_steps=10, max_seconds=120)
"""Ten actions, as in BrowserGym."""


def suite() -> Suite:
    """All tasks, sorted by name. Raises UsageError when the package is not installed."""
    return Suite(
        name=NAME,
        description="MiniWoB++: small pages whose instruction is given in words; a seed makes another one of each.",
        tasks=tuple(map(task, names())),
    )


def task(name: str) -> MiniwobTask:
    """Done when the page gives a reward above zero."""
    return MiniwobTask(
        id=name,
        screen=MiniwobScreen(miniwob=name),
        checks=(Equals(at=("success",), equals=True),),
        limits=LIMITS,
    )
