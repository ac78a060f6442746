"""What episodes took, beside what the tasks' own solutions took."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from ...tools.errors import UsageError
from .outcome_files import Outcomes
from .proving import ORACLE
from .results import Shortest


def beside_oracle(outcomes: Outcomes, oracle: Outcomes) -> Outcomes:
    """The same outcomes, each with the seconds that the oracle took for its task, where it did it.

    What they were made by are then the commands of both.
    Raises UsageError when the second folder is none of the oracle, or one of another suite.
    """
    ours, theirs = outcomes.evaluation, oracle.evaluation
    if theirs.model != ORACLE:
        raise UsageError(
            f"{str(oracle.folder)!r} holds what {theirs.model} did, not the oracle: "
            f"`eyehand eval {ours.suite} --model {ORACLE} --out DIR` makes such a folder"
        )
    if ours.suite != theirs.suite or ours.settings.get("suite_sha256") != theirs.settings.get("suite_sha256"):
        raise UsageError(
            f"{str(oracle.folder)!r} is of the suite {theirs.suite!r}, or of another text of it; the solutions of "
            f"{ours.suite!r} as {str(outcomes.folder)!r} has it were expected"
        )
    took: dict[str, list[float]] = {}
    for result in oracle.results:
        if result.passed:
            took.setdefault(result.task, []).append(result.seconds)
    best = {
        result.task: Shortest(steps=result.solution.steps, seconds=median(took[result.task]))
        for result in oracle.results
        if result.solution and result.task in took
    }
    timed = (one.model_copy(update={"solution": best.get(one.task, one.solution)}) for one in outcomes.results)
    return replace(outcomes, evaluation=ours.made_with(theirs), results=tuple(timed))
