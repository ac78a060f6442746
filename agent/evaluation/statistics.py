"""How much a number of episodes says: intervals, chances over several tries, differences between two runs.

Episodes of one task are alike, so tasks are drawn and not episodes: two seeds of a task are less than two tasks.
Nothing here depends on the order in which episodes came.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DRAWS = 10_000
CONFIDENCE = 0.95
_SEED = 20_260_601
_AT_ONCE = 2_000_000
_SUMS = 200_000
"""Different sums that are counted one by one before a random sample of them has to do."""
_PARTS = 7_207_200
"""Parts of a score in which differences are counted; 1 to 16 and 100 divide it, so that three thirds are one."""


class Estimate(NamedTuple):
    """A mean and the ends of its 95 % interval."""

    mean: float
    low: float
    high: float


def mean_with_interval(
    scores: Sequence[float], tasks: Sequence[Hashable] | None = None, within: tuple[float, float] = (0.0, 1.0)
) -> Estimate:
    """The mean of scores that lie ``within``, with a percentile bootstrap over the tasks they belong to.

    Without ``tasks`` each score is a task of its own. Where all tasks are equal a bootstrap sees no doubt, which would
    make "3 of 3" certain: then what was never seen is taken to be as frequent as the draw allows, at the worst or best
    score. Raises ValueError for no scores at all.
    """
    if not scores:
        raise ValueError("there is no mean of nothing")
    groups = _grouped(scores, tasks or range(len(scores)))
    mean = math.fsum(scores) / len(scores)
    sums = np.array([math.fsum(group) for group in groups])
    counts = np.array([len(group) for group in groups], dtype=float)
    each = sums / counts
    if np.ptp(each) < 1e-12:
        unseen = 1 - ((1 - CONFIDENCE) / 2) ** (1 / len(groups))
        low, high = (mean * (1 - unseen) + end * unseen for end in within)
    else:
        ends = (1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2
        low, high = (float(end) for end in np.quantile(_drawn(sums, counts), ends))
    return Estimate(mean, min(low, mean), max(high, mean))


def pass_at_k(passed: int, tries: int, k: int) -> float:
    """The chance that one of ``k`` of the tries passes, drawn without putting back: unbiased, unlike 1 - (1 - p)^k.

    Raises ValueError unless 1 <= k <= tries and 0 <= passed <= tries.
    """
    if not (1 <= k <= tries and 0 <= passed <= tries):
        raise ValueError(f"{passed} of {tries} passed: no {k} of them can be drawn")
    return 1 - math.comb(tries - passed, k) / math.comb(tries, k)


def pass_at_each_k(passed: Sequence[bool], tasks: Sequence[Hashable]) -> dict[int, Estimate]:
    """``pass_at_k`` as a mean over tasks, for each k up to the tries that every task has had."""
    groups = _grouped([float(one) for one in passed], tasks)
    most = min(map(len, groups), default=0)
    return {
        k: mean_with_interval([pass_at_k(round(sum(group)), len(group), k) for group in groups])
        for k in range(1, most + 1)
    }


class Difference(NamedTuple):
    """How much better the second run is: the mean over pairs with its interval, and how likely chance alone is."""

    pairs: int
    better: int
    worse: int
    change: Estimate
    p: float


def compare(first: Mapping[tuple[str, int], float], second: Mapping[tuple[str, int], float]) -> Difference:
    """A paired comparison over the (task, seed) pairs that both have; scores are 0 to 1.

    Raises ValueError when they share none.
    """
    shared = sorted(first.keys() & second.keys())
    differences = [second[pair] - first[pair] for pair in shared]
    tasks = [task for task, _ in shared]
    change = mean_with_interval(differences, tasks, within=(-1.0, 1.0))
    better, worse = sum(one > 0 for one in differences), sum(one < 0 for one in differences)
    return Difference(len(shared), better, worse, change, sign_flip_p(map(math.fsum, _grouped(differences, tasks))))


def sign_flip_p(differences: Iterable[float]) -> float:
    """The two-sided p of a permutation test: how often as much as this comes of random signs alone.

    For differences of 0 and 1 this is the exact McNemar test. Exact, too, for others of which few sums are different;
    else by a sample with a fixed seed.
    """
    parts = sorted(filter(None, (round(one * _PARTS) for one in differences)))
    seen = abs(sum(parts))
    ways: dict[int, float] = {0: 1.0}
    for part in parts:
        flipped: dict[int, float] = {}
        for total, share in ways.items():
            for end in (total - part, total + part):
                flipped[end] = flipped.get(end, 0.0) + share / 2
        ways = flipped
        if len(ways) > _SUMS:
            return _sampled_p(np.array(parts, dtype=float), seen)
    return min(1.0, math.fsum(share for total, share in ways.items() if abs(total) >= seen))


def _sampled_p(parts: NDArray[np.float64], seen: int) -> float:
    signs = np.random.default_rng(_SEED).integers(0, 2, (DRAWS, len(parts))) * 2 - 1
    return float((np.sum(np.abs(signs @ parts) >= seen) + 1) / (DRAWS + 1))


def _grouped(scores: Sequence[float], tasks: Iterable[Hashable]) -> list[tuple[float, ...]]:
    """The scores of each task, in an order that depends on the scores alone."""
    groups: dict[Hashable, list[float]] = {}
    for score, task in zip(scores, tasks, strict=True):
        groups.setdefault(task, []).append(score)
    return sorted(tuple(sorted(group)) for group in groups.values())


def _drawn(sums: NDArray[np.float64], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean in each of ``DRAWS`` samples of as many tasks, drawn with putting back."""
    rng = np.random.default_rng(_SEED)
    size = len(sums)
    rows = max(1, _AT_ONCE // size)
    means: list[NDArray[np.float64]] = []
    for start in range(0, DRAWS, rows):
        drawn = rng.integers(0, size, (min(rows, DRAWS - start), size))
        means.append(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1))
    return np.concatenate(means)
