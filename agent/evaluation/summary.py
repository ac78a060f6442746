"""What results come to: of all episodes, of those with a tag, of each task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean, median
from typing import Any

import numpy as np

from ...tools.errors import UsageError
from .outcome_files import Outcomes
from .results import Result
from .statistics import Difference, Estimate, compare, mean_with_interval, pass_at_each_k


@dataclass(frozen=True, slots=True)
class Group:
    """Episodes counted together. One that broke is among them, with score 0; a missing one is not.

    ``success`` is the share that passed. ``steps`` and ``seconds`` are medians over all; ``steps_ratio`` and
    ``seconds_ratio`` are medians of what the passed ones took, in parts of what the task's own solution takes; None
    where that is not known. ``reward`` is the mean of what a foreign benchmark gave.
    """

    name: str
    tasks: int
    episodes: int
    success: Estimate
    score: Estimate
    reward: float | None
    broke: int
    false_successes: int
    steps: float
    seconds: float
    steps_ratio: float | None
    seconds_ratio: float | None
    tokens: int
    cost: float | None

    def as_json(self) -> dict[str, Any]:
        return {
            "tasks": self.tasks,
            "episodes": self.episodes,
            "success_rate": self.success.mean,
            "ci95": [self.success.low, self.success.high],
            "score": self.score.mean,
            "score_ci95": [self.score.low, self.score.high],
            "reward": self.reward,
            "errors": self.broke,
            "false_successes": self.false_successes,
            "steps": self.steps,
            "seconds": self.seconds,
            "steps_ratio": self.steps_ratio,
            "seconds_ratio": self.seconds_ratio,
            "tokens": self.tokens,
            "cost": self.cost,
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """An evaluation in numbers. ``groups`` are the tags, the frequent ones first; an episode is in each of its own.

    ``stages`` are the median and the 90th percentile, over episodes, of the seconds that a stage takes in a step;
    ``pass_at_k`` is empty where no task was tried twice.
    """

    outcomes: Outcomes
    whole: Group
    groups: tuple[Group, ...]
    tasks: tuple[Group, ...]
    pass_at_k: dict[int, Estimate]
    stages: dict[str, tuple[float, float]]

    @property
    def bounds(self) -> tuple[float, float]:
        """The success rate if all missing episodes failed, and if all passed."""
        passed = sum(result.passed for result in self.outcomes.results)
        missing = len(self.outcomes.missing)
        planned = len(self.outcomes.results) + missing
        return passed / planned, (passed + missing) / planned


def summarise(outcomes: Outcomes) -> Summary | None:
    """None when no episode has a result."""
    results = outcomes.results
    if not results:
        return None
    tags: dict[str, list[Result]] = {}
    for result in results:
        for tag in dict.fromkeys(result.tags):
            tags.setdefault(tag, []).append(result)
    groups = [_group(tag, some) for tag, some in sorted(tags.items(), key=lambda item: (-len(item[1]), item[0]))]
    by_task = sorted(results, key=lambda result: result.task)
    tasks = [_group(task, list(some)) for task, some in groupby(by_task, key=lambda result: result.task)]
    pass_at_k = pass_at_each_k([result.passed for result in results], [result.task for result in results])
    return Summary(
        outcomes,
        _group("all", results),
        tuple(groups),
        tuple(tasks),
        pass_at_k if len(pass_at_k) > 1 else {},
        _stages(results),
    )


def difference(first: Outcomes, second: Outcomes) -> Difference:
    """How the second run did over the episodes that both have.

    Raises UsageError when they are of different suites, or have no episode in common.
    """
    suites = first.evaluation.suite, second.evaluation.suite
    if suites[0] != suites[1]:
        raise UsageError(
            f"{str(first.folder)!r} is of the suite {suites[0]!r} and {str(second.folder)!r} of {suites[1]!r}: "
            "only runs of the same suite can be compared"
        )
    if not first.scores.keys() & second.scores.keys():
        raise UsageError(
            f"{str(first.folder)!r} and {str(second.folder)!r} have no task and seed in common "
            "that both have a result of: there is nothing to compare"
        )
    return compare(first.scores, second.scores)


def _group(name: str, results: Sequence[Result]) -> Group:
    tasks = [result.task for result in results]
    rewards = [result.reward for result in results if result.reward is not None]
    costs = [result.cost for result in results if result.cost is not None]
    solved = [(one, one.solution) for one in results if one.passed and one.solution]
    return Group(
        name=name,
        tasks=len(set(tasks)),
        episodes=len(results),
        success=mean_with_interval([float(result.passed) for result in results], tasks),
        score=mean_with_interval([result.score for result in results], tasks),
        reward=fmean(rewards) if rewards else None,
        broke=sum(result.broke for result in results),
        false_successes=sum(result.false_success for result in results),
        steps=median(result.steps for result in results),
        seconds=median(result.seconds for result in results),
        steps_ratio=_median(one.steps / best.steps for one, best in solved if best.steps),
        seconds_ratio=_median(one.seconds / best.seconds for one, best in solved if best.seconds),
        tokens=sum(result.tokens.prompt + result.tokens.completion for result in results),
        cost=sum(costs) if costs else None,
    )


def _median(numbers: Iterable[float]) -> float | None:
    there = list(numbers)
    return median(there) if there else None


def _stages(results: Iterable[Result]) -> dict[str, tuple[float, float]]:
    found: dict[str, list[float]] = {}
    for result in results:
        for name, seconds in result.stages.items():
            if result.steps:
                found.setdefault(name, []).append(seconds / result.steps)
    return {name: (median(each), float(np.quantile(each, 0.9))) for name, each in found.items()}
