"""Runs what an evaluation has left to run, until every episode has its result."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...tasks.suite import Suite
from ...tools.errors import EnvError
from ..settings import Settings
from .executor import Ended, Executor, Order
from .results import Evaluation, Result

RETRIES = 2
"""How often an episode is tried again in one go when the environment was in its way."""
LEAST_FREE = 2 << 20
"""Bytes; with less on the disk, what fails fails because of that."""


@dataclass(frozen=True, slots=True)
class Told:
    """An episode has ended; ``again`` when it will be tried once more. ``left`` are those that have no result yet."""

    result: Result
    again: bool
    left: int


def evaluate(
    evaluation: Evaluation,
    suite: Suite,
    settings: Settings,
    executor: Executor,
    out: Path,
    listener: Callable[[Told], None] = lambda told: None,
) -> None:
    """Run the episodes that have no result in ``out``, or one with an error; the others stay as they are.

    Raises EnvError when the disk is full or no process can be had; what has ended is kept.
    """
    left: list[Order] = _left(evaluation, suite, settings, out)
    for tries_left in range(RETRIES, -1, -1):
        tried: list[Order] = left
        left = []
        for done, (order, ended) in enumerate(executor.each(tried), 1):
            again = ended.again and tries_left > 0
            if ended.result.error is not None:
                _heed_disk(ended.result.error, out)
            if again:
                left.append(order.model_copy(update={"retries": order.retries + 1}))
            else:
                _kept(order, ended)
            listener(Told(ended.result, again, len(tried) - done + len(left)))


def _left(evaluation: Evaluation, suite: Suite, settings: Settings, out: Path) -> list[Order]:
    """What has to be run: episodes without a result, and those that could not be judged, counted as a retry."""
    tasks = {task.id: task for task in suite.tasks}
    orders: list[Order] = []
    for episode in evaluation.episodes:
        folder = episode.folder(out)
        before = Result.read(folder)
        if before is None or before.outcome == "error":
            retries = 0 if before is None else before.retries + 1
            task = tasks[episode.task]
            orders.append(Order(task=task, seed=episode.seed, folder=folder, settings=settings, retries=retries))
    return orders


def _kept(order: Order, ended: Ended) -> None:
    """The result of an episode that could not write one itself."""
    if Result.read(order.folder) is None:
        order.folder.mkdir(parents=True, exist_ok=True)
        ended.result.write(order.folder)


def _heed_disk(error: str, out: Path) -> None:
    """Raises EnvError when the disk is full: everything that follows would fail for that."""
    free = shutil.disk_usage(out).free
    if free < LEAST_FREE:
        raise EnvError(
            f"the disk of {str(out)!r} is full ({free >> 10} KB are free): {error}; what has ended is kept: make room, "
            "then give the same command again"
        )
