"""The suite of BrowserGym tasks that are named on the command line."""

from __future__ import annotations

from ...tools.errors import UsageError
from ..checks import Equals
from ..suite import Suite
from ..task import BrowserGymScreen, BrowserGymTask, Limits
from .installed import MISSING, is_installed, module

PREFIX = "browsergym:"
NAMESPACE = "browsergym/"
LIMITS = Limits(max_steps=1000, max_seconds=24 * 3600)
"""Theirs have none of their own: those of the settings hold."""


def suite(words: str) -> Suite:
    """``browsergym:`` with names behind it, commas between: a task, or what begins the ids of many.

    ``miniwob.click-test`` is in the module ``browsergym.miniwob``; for another one, gymnasium writes ``MODULE:NAME``.
    Raises UsageError when BrowserGym, a module or a task is missing.
    """
    if not is_installed():
        raise UsageError(MISSING)
    found: dict[str, BrowserGymTask] = {}
    for name in filter(None, map(str.strip, words.removeprefix(PREFIX).split(","))):
        found |= {task.id: task for task in _named(name)}
    if not found:
        raise UsageError(f"{words}: ids of tasks were expected, as in browsergym:miniwob.click-test")
    return Suite(
        name="browsergym", description="Tasks of BrowserGym, judged by their own code.", tasks=tuple(found.values())
    )


def task(name: str, registered_by: str) -> BrowserGymTask:
    """Done when its rewards come to 1."""
    return BrowserGymTask(
        id=name,
        screen=BrowserGymScreen(browsergym=name, module=registered_by),
        checks=(Equals(at=("success",), equals=True),),
        limits=LIMITS,
    )


def _named(words: str) -> list[BrowserGymTask]:
    written, _, name = words.rpartition(":")
    registered_by = written or _module_of(name)
    module(registered_by)
    ids = [id.removeprefix(NAMESPACE) for id in module("gymnasium").registry if id.startswith(NAMESPACE)]
    chosen = [id for id in ids if id == name or id.startswith(f"{name}.")]
    if not chosen:
        raise UsageError(
            f"{registered_by!r} registers no task {name!r} with BrowserGym; it has {', '.join(sorted(ids)[:5])} …"
        )
    return [task(id, registered_by) for id in chosen]


def _module_of(name: str) -> str:
    """The module of one of BrowserGym's own suites."""
    return "browsergym.core" if name == "openended" else f"browsergym.{name.partition('.')[0]}"
