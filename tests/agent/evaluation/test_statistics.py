"""What numbers of episodes say: against counting all possibilities, and against chance itself."""

from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eyehand.agent.evaluation.statistics import (
    compare,
    mean_with_interval,
    pass_at_each_k,
    pass_at_k,
    sign_flip_p,
)

SCORES = st.sampled_from([0.0, 1.0, 0.5, 0.25]) | st.floats(0, 1)
EPISODES = st.lists(st.tuples(SCORES, st.integers(0, 8)), min_size=1, max_size=30)


@given(EPISODES, st.randoms(use_true_random=False))
def test_an_interval_holds_the_mean_and_does_not_depend_on_the_order(
    episodes: list[tuple[float, int]], chance: random.Random
) -> None:
    found = mean_with_interval(*zip(*episodes, strict=True))
    assert 0 <= found.low <= found.mean <= found.high <= 1 + 1e-12
    assert found.mean == pytest.approx(sum(score for score, _ in episodes) / len(episodes))
    assert found.high - found.low > 0, "nothing that was drawn is certain"
    names = chance.sample("abcdefghi", 9)
    mixed = [(score, names[task]) for score, task in chance.sample(episodes, len(episodes))]
    assert mean_with_interval(*zip(*mixed, strict=True)) == found


@pytest.mark.parametrize("score", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("tasks", [1, 3, 100])
def test_where_all_are_equal_what_was_never_seen_may_still_be_there(score: float, tasks: int) -> None:
    found = mean_with_interval([score] * tasks)
    unseen = 1 - 0.025 ** (1 / tasks)  # (1 - unseen) ** tasks: so likely is it not to be seen
    assert found == pytest.approx((score, score * (1 - unseen), score * (1 - unseen) + unseen))


def test_one_episode_says_little_and_none_nothing() -> None:
    assert mean_with_interval([1.0]) == pytest.approx((1.0, 0.025, 1.0))
    with pytest.raises(ValueError, match="no mean of nothing"):
        mean_with_interval([])


def test_seeds_of_one_task_are_no_tasks_of_their_own() -> None:
    scores = [1.0, 0.0] * 10
    apart = mean_with_interval(scores)
    alike = mean_with_interval(scores, [n % 2 for n in range(20)])  # the odd task always fails
    same = mean_with_interval(scores, ["one"] * 20)
    assert apart.mean == alike.mean == same.mean == 0.5
    assert apart.high - apart.low < 0.5 < alike.high - alike.low
    assert same.high - same.low > 0.9


def test_an_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    chance = random.Random(1)
    held = 0
    for _ in range(200):
        found = mean_with_interval([float(chance.random() < 0.7) for _ in range(40)])
        held += found.low <= 0.7 <= found.high
    assert held >= 180


@given(st.integers(1, 7), st.data())
def test_pass_at_k_is_the_share_of_all_draws_with_a_pass(tries: int, data: st.DataObject) -> None:
    passed = data.draw(st.integers(0, tries))
    k = data.draw(st.integers(1, tries))
    draws = list(itertools.combinations([True] * passed + [False] * (tries - passed), k))
    assert pass_at_k(passed, tries, k) == pytest.approx(sum(map(any, draws)) / len(draws))


@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=4), min_size=1, max_size=6))
def test_pass_at_k_of_a_suite_is_the_mean_over_tasks_and_grows_with_k(tries: list[list[bool]]) -> None:
    passed = [one for task in tries for one in task]
    found = pass_at_each_k(passed, [number for number, task in enumerate(tries) for _ in task])
    assert list(found) == list(range(1, min(map(len, tries)) + 1))
    assert found[1].mean == pytest.approx(sum(sum(task) / len(task) for task in tries) / len(tries))
    means = [one.mean for one in found.values()]
    assert means == sorted(means)
    if found.keys() >= {4}:
        assert found[4].mean == pytest.approx(sum(map(any, tries)) / len(tries))


@pytest.mark.parametrize(("passed", "tries", "k"), [(0, 3, 4), (0, 3, 0), (4, 3, 1), (-1, 3, 1)])
def test_what_cannot_be_drawn_is_refused(passed: int, tries: int, k: int) -> None:
    with pytest.raises(ValueError, match="can be drawn"):
        pass_at_k(passed, tries, k)


@given(st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.25, 1 / 3, 1.0]), max_size=9))
def test_the_permutation_test_counts_every_sign(differences: list[float]) -> None:
    seen = abs(sum(differences))
    flips = itertools.product((-1, 1), repeat=len(differences))
    sums = [abs(sum(sign * one for sign, one in zip(signs, differences, strict=True))) for signs in flips]
    expected = sum(one >= seen - 1e-4 for one in sums) / len(sums)
    assert sign_flip_p(differences) == pytest.approx(expected)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20))
def test_for_done_and_not_done_it_is_the_exact_mcnemar_test(better: int, worse: int, same: int) -> None:
    n, least = better + worse, min(better, worse)
    expected = min(1.0, 2 * sum(math.comb(n, k) for k in range(least + 1)) / 2**n)
    assert sign_flip_p([1.0] * better + [-1.0] * worse + [0.0] * same) == pytest.approx(expected)


def test_many_different_differences_are_judged_by_a_sample() -> None:
    chance = random.Random(2)
    noise = [chance.uniform(-1, 1) for _ in range(60)]
    assert sign_flip_p([one - sum(noise) / 60 for one in noise]) > 0.9
    assert sign_flip_p([one + 0.6 for one in noise]) < 0.001


def test_two_runs_are_compared_over_what_both_have() -> None:
    first = {("a", 1): 0.0, ("b", 1): 1.0, ("c", 1): 0.0, ("only", 1): 1.0}
    second = {("a", 1): 1.0, ("b", 1): 1.0, ("c", 1): 1.0, ("a", 2): 0.0}
    found = compare(first, second)
    assert (found.pairs, found.better, found.worse) == (3, 2, 0)
    assert found.change.mean == pytest.approx(2 / 3)
    assert found.p == 0.5
    back = compare(second, first)
    assert (back.better, back.worse, back.p) == (0, 2, 0.5)
    assert back.change == pytest.approx((-found.change.mean, -found.change.high, -found.change.low), abs=0.02)


def test_seeds_of_one_task_are_one_witness() -> None:
    seeds = range(10)
    first = {("a", seed): 0.0 for seed in seeds}
    assert compare(first, {("a", seed): 1.0 for seed in seeds}).p == 1.0
    first = {(str(seed), 0): 0.0 for seed in seeds}
    assert compare(first, {(str(seed), 0): 1.0 for seed in seeds}).p == pytest.approx(2 / 2**10)


def test_two_runs_without_a_common_episode_are_not_compared() -> None:
    with pytest.raises(ValueError, match="no mean of nothing"):
        compare({("a", 1): 1.0}, {("a", 2): 1.0})
