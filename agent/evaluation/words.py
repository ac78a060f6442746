"""Results in words and in rows of text: the same in a terminal, in Markdown and on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from statistics import median

from ..words import plain
from .outcome_files import Outcomes
from .results import Result
from .statistics import Difference, Estimate
from .summary import Group, Summary, difference

LISTED = 12
"""Episodes of a kind that are named; the others are counted."""

_COLUMNS: tuple[tuple[str, Callable[[Group], str | None]], ...] = (
    ("done", lambda group: percent(group.success)),
    ("of", lambda group: f"{group.episodes}"),
    ("score", lambda group: None if group.score == group.success else f"{group.score.mean:.3f}"),
    ("reward", lambda group: None if group.reward is None else f"{group.reward:.3f}"),
    ("broke", lambda group: f"{group.broke}" if group.broke else None),
    ("false", lambda group: f"{group.false_successes}" if group.false_successes else None),
    ("steps", lambda group: f"{group.steps:g}{_times(group.steps_ratio)}"),
    ("seconds", lambda group: f"{group.seconds:.1f}{_times(group.seconds_ratio)}"),
    ("tokens", lambda group: f"{group.tokens:,}" if group.tokens else None),
    ("cost", lambda group: None if group.cost is None else f"{group.cost:.4g}"),
)
_BARE: tuple[str, Callable[[Group], str | None]] = ("done", lambda group: f"{100 * group.success.mean:.0f} %")


def rows(first: str, groups: Sequence[Group], *, intervals: bool = True) -> list[list[str]]:
    """A table as text, its head first; columns in which no group has anything are left out."""
    told = _COLUMNS if intervals else (_BARE, *_COLUMNS[1:])
    columns = [(name, [tell(group) for group in groups]) for name, tell in told]
    kept = [(name, cells) for name, cells in columns if any(cell is not None for cell in cells)]
    head = [first, *(name for name, _ in kept)]
    return [head, *([group.name, *(cells[n] or "-" for _, cells in kept)] for n, group in enumerate(groups))]


def legend(summary: Summary) -> str:
    """What the columns mean, as far as that is not plain."""
    told = ["done: the share of episodes in which all checks hold, and its 95 % interval over tasks"]
    told += ["broke: ended by an error and counted as not done"] if summary.whole.broke else []
    told += ["false: called a success that was none"] if summary.whole.false_successes else []
    told += ["steps and seconds: medians"]
    if summary.whole.steps_ratio is not None:
        told += ["×: times what the task's own solution takes, of those done"]
    return "; ".join(told) + "."


def heading(outcomes: Outcomes) -> str:
    """What was run, with whom and when."""
    about = outcomes.evaluation
    began = datetime.fromtimestamp(about.started_unix_s, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"{about.suite} (version {about.suite_version}) · {about.model} · {began} · eyehand {about.eyehand}"


def facts(summary: Summary) -> Iterator[str]:
    """Sentences about the whole, the one first that must not be overlooked."""
    outcomes, whole = summary.outcomes, summary.whole
    if outcomes.missing:
        low, high = summary.bounds
        planned = len(outcomes.results) + len(outcomes.missing)
        yield (
            f"unfinished: {len(outcomes.missing)} of {counted(planned, 'episode')} without a result, "
            f"and in no number below; with them, {100 * low:.0f} to {100 * high:.0f} % would be done"
        )
    yield (
        f"{counted(whole.episodes, 'episode')} of {counted(whole.tasks, 'task')}, {percent(whole.success)} done; "
        "the interval is of 95 %, over tasks"
    )
    yield f"ended with: {endings(outcomes.results)}"
    if whole.broke:
        yield f"{whole.broke} broke, which counts as not done"
    if whole.false_successes:
        yield f"{counted(whole.false_successes, 'false success')}: called a success that was none"
    if retried := sum(result.retries for result in outcomes.results):
        yield f"{counted(retried, 'retry')} after errors of the environment"
    if summary.pass_at_k:
        tries = ", ".join(f"{k}: {percent(estimate)}" for k, estimate in summary.pass_at_k.items())
        yield f"done at least once in so many tries: {tries}"
    yield from _oracle(outcomes)
    yield from _costs(summary)
    if outcomes.strange:
        yield f"not in the plan, and not counted: {_listed(outcomes.strange)}"


def endings(results: Sequence[Result]) -> str:
    """How runs ended by their own word, the frequent ways first: ``3 success by implied, 1 failure``."""
    found = Counter(
        one.outcome if one.verified_by == "none" else f"{one.outcome} by {one.verified_by}" for one in results
    )
    return ", ".join(f"{count} {name}" for name, count in found.most_common())


def _oracle(outcomes: Outcomes) -> Iterator[str]:
    """What the tasks' own solutions took, where that is known of any."""
    took = {one.task: one.solution.seconds for one in outcomes.results if one.solution and one.solution.seconds}
    if took:
        unknown = dict.fromkeys(one.task for one in outcomes.results if one.task not in took)
        without = f"; not known of {_listed(list(unknown))}" if unknown else ""
        yield (
            f"the tasks' own solutions, by the oracle: {median(took.values()):.1f} s "
            f"(median of {counted(len(took), 'task')}){without}"
        )


def _costs(summary: Summary) -> Iterator[str]:
    results = summary.outcomes.results
    overhead = median(result.overhead_s for result in results)
    yield f"{sum(result.seconds for result in results):.0f} s in all; {overhead:.2f} s of overhead an episode (median)"
    if summary.stages:
        stages = ", ".join(f"{name} {half:.2f} ({most:.2f})" for name, (half, most) in summary.stages.items())
        yield f"seconds a step, median (90th percentile): {stages}"
    if calls := sum(result.model_calls for result in results):
        prompt = sum(result.tokens.prompt for result in results)
        cached = sum(result.tokens.cached for result in results)
        completion = sum(result.tokens.completion for result in results)
        sent = f"{prompt:,} tokens sent, {cached:,} of them cached"
        yield f"{counted(calls, 'model call')}; {sent}; {completion:,} received"


def named(outcomes: Outcomes) -> Iterator[tuple[str, list[str]]]:
    """Episodes that need a look, each kind with its list: the false successes, those that broke, the missing ones."""
    false = [f"{_name(one.task, one.seed)}: {one.reason}" for one in outcomes.results if one.false_success]
    broke = [f"{_name(one.task, one.seed)}: {one.error or one.reason}" for one in outcomes.results if one.broke]
    missing = [f"{_name(one.planned.task, one.planned.seed)}: {one.why}" for one in outcomes.missing]
    for kind, lines in (("false success", false), ("broke", broke), ("missing", missing)):
        if lines:
            more = [f"and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
            yield kind, [plain(line, 200) for line in lines[:LISTED]] + more


def comparison(first: Outcomes, second: Outcomes) -> Iterator[str]:
    """Sentences about the second run against the first, over the episodes that both have.

    Raises UsageError when they cannot be compared.
    """
    found = difference(first, second)
    yield f"against {heading(first)}"
    if first.evaluation.suite_version != second.evaluation.suite_version:
        yield "the suite has another version there: a task of the same name may be another one"
    yield (
        f"{counted(found.pairs, 'episode')} in both: {found.better} better, {found.worse} worse; "
        f"{_points(found)}, p = {_p(found.p)} (paired permutation test over tasks)"
    )
    both = [one for one in first.results if one.passed and second.scores.get((one.task, one.seed)) == 1]
    if both:
        other = {(one.task, one.seed): one for one in second.results}
        pairs = [(one, other[one.task, one.seed]) for one in both]
        steps = median(old.steps for old, _ in pairs), median(new.steps for _, new in pairs)
        seconds = median(old.seconds for old, _ in pairs), median(new.seconds for _, new in pairs)
        yield (
            f"done in both, {len(pairs)}: {steps[0]:g} → {steps[1]:g} steps, "
            f"{seconds[0]:.1f} → {seconds[1]:.1f} seconds (medians)"
        )
    left = len(first.results) + len(second.results) - 2 * found.pairs
    if left:
        yield f"left out for want of a counterpart: {counted(left, 'result')}"
    for word, sign in (("better", 1), ("worse", -1)):
        changed = [
            _name(*pair)
            for pair, score in second.scores.items()
            if pair in first.scores and sign * (score - first.scores[pair]) > 0
        ]
        if changed:
            yield f"{word}: {_listed(changed)}"


def percent(estimate: Estimate) -> str:
    return f"{100 * estimate.mean:.0f} % ({100 * estimate.low:.0f}–{100 * estimate.high:.0f})"


def counted(number: int, word: str) -> str:
    """``1 task``, ``2 retries``."""
    many = f"{word[:-1]}ies" if word.endswith("ry") else f"{word}es" if word.endswith("s") else f"{word}s"
    return f"{number:,} {word if number == 1 else many}"


def _points(found: Difference) -> str:
    mean, low, high = (100 * one for one in found.change)
    return f"{mean:+.1f} points ({low:+.1f} to {high:+.1f})"


def _p(p: float) -> str:
    return f"{p:.3f}" if p >= 0.001 else "less than 0.001"


def _times(ratio: float | None) -> str:
    return "" if ratio is None else f" ({ratio:.1f}×)"


def _name(task: str, seed: int) -> str:
    return f"{task}/{seed}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more
