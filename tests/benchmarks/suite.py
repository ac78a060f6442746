"""What the embedded agent achieves on a suite of tasks/suites, judged by what applications remember and show.

``python tests/benchmarks/suite.py web`` (or ``desktop``, ``faults``, ``memory``) prints a line for each task while it
runs, then the totals; ``--only id,id`` runs some of them, ``--keep DIR`` leaves their run folders there, ``--write``
puts the table into docs/results/web-suite.md. The exit code is 1 when a run called itself a success that was none.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eyehand.agent.evaluation.executor import Order
from eyehand.agent.evaluation.watched import Worker
from eyehand.agent.settings import load as settings
from eyehand.tasks.checks import Verdict
from eyehand.tasks.suite import SUITES, load
from eyehand.tasks.task import Task

ROOT = Path(__file__).parent.parent.parent
PAGES = ROOT / "docs" / "results"
TITLES = {name: f"The {name} suite with the embedded agent" for name in ("web", "desktop", "faults", "memory")}
PROVED = {"faults": "test_trials.py", "memory": "test_trials.py"}
JUDGED = {
    "web": ["*Score* is what the applications remember;"],
    "desktop": [
        "*Score* is by what was saved, what the accessibility tree tells, and what applications wrote down of their",
        "settings;",
    ],
    "faults": [
        "*Score* is what the application remembers; what cannot be done is right when nothing else was done and the",
        "run said `infeasible`; `failure` is not enough. Six instructions were shortened to plain steps after a first",
        "run, in which the agent had stopped at their words, before the trap;",
    ],
    "memory": ["The code is another one in each run. *Score* is whether the first answer was the code;"],
}


@dataclass(frozen=True)
class Result:
    """How a run ended, by its own word and by the checks; seconds from the start of the browser to the verdict."""

    task: Task
    outcome: str
    verified_by: str
    reason: str
    verdict: Verdict
    steps: int
    seconds: float

    @property
    def false_success(self) -> bool:
        return self.outcome == "success" and self.verdict.score < 1

    @property
    def line(self) -> str:
        """One line that says enough to go on: what was claimed, or what is missing."""
        why = (
            self.verdict.reason if self.outcome in ("success", "unverified") and not self.verdict.score else self.reason
        )
        mark = "FALSE" if self.false_success else "ok" if self.verdict.score else "-"
        return (
            f"{self.task.id:24} {mark:5} {self.outcome:10} {self.verified_by:8} {self.steps:3} steps "
            f"{self.seconds:6.1f} s  {'' if self.verdict.score and self.outcome == 'success' else why[:160]}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description="Run a suite with the embedded agent.")
    parser.add_argument("suite", choices=sorted(TITLES))
    parser.add_argument("--only", default="", help="ids of tasks, with commas between")
    parser.add_argument("--keep", type=Path, help="a folder for the run folders")
    parser.add_argument("--write", action="store_true", help="write docs/results/SUITE-suite.md")
    arguments = parser.parse_args()
    tasks = load(SUITES / f"{arguments.suite}.yaml").only([name for name in arguments.only.split(",") if name])
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(Worker()) as worker:
        for task in tasks:
            results.append(attempt(task, (arguments.keep or Path(folder)).absolute() / task.id, worker))
            print(results[-1].line, flush=True)
    print("\n".join(["", *totals(results)]))
    if arguments.write:
        (PAGES / f"{arguments.suite}-suite.md").write_text(page(arguments.suite, results), encoding="utf-8")
    return 1 if any(result.false_success for result in results) else 0


def attempt(task: Task, folder: Path, worker: Worker) -> Result:
    """Run a task as `eyehand eval` does; one that raised has the outcome "error" and is counted."""
    chosen = settings(flags={"model": "embedded"})
    result = worker.run(Order(task=task, seed=0, folder=folder, settings=chosen), folder).result
    verdict = Verdict(result.score, result.reason)
    return Result(task, result.outcome, result.verified_by, result.reason, verdict, result.steps, result.seconds)


def totals(results: Sequence[Result]) -> list[str]:
    done = sum(result.verdict.score for result in results)
    proved = sum(1 for result in results if result.outcome == "success" and result.verdict.score == 1)
    outcomes = ", ".join(f"{count} {name}" for name, count in Counter(r.outcome for r in results).most_common())
    return [
        f"{done:.0f} of {len(results)} tasks done ({100 * done / len(results):.0f} %), {proved} of them known to be",
        f"outcomes: {outcomes}",
        f"false successes: {sum(result.false_success for result in results)}",
        f"seconds per task: median {statistics.median(r.seconds for r in results):.1f}, "
        f"most {max(r.seconds for r in results):.1f}; steps: median {statistics.median(r.steps for r in results):.0f}",
    ]


def page(suite: str, results: Sequence[Result]) -> str:
    tags = Counter(tag for result in results for tag in result.task.tags)
    done = Counter(tag for result in results if result.verdict.score for tag in result.task.tags)
    lines = [
        f"# {TITLES[suite]}",
        "",
        f"Made by `python tests/benchmarks/suite.py {suite} --write` on {date.today()},",
        "on two CPU cores, without a GPU.",
        *([] if suite == "faults" else ["The instructions were fixed before they were first measured."]),
        "Each task has a solution that scores 1, and",
        f"doing nothing scores 0 (`tests/tasks/{PROVED.get(suite, f'test_{suite}_suite.py')}`).",
        *JUDGED[suite],
        "*outcome* and *verified by* are what the run said of itself.",
        "",
        *[f"- {line}" for line in totals(results)],
        "",
        "| kind | done | of |",
        "|---|---|---|",
        *[
            f"| {tag} | {done[tag]} | {count} |"
            for tag, count in sorted(tags.items(), key=lambda item: (-item[1], item[0]))
        ],
        "",
        "| task | outcome | verified by | score | steps | seconds | where it ended |",
        "|---|---|---|---|---|---|---|",
        *[row(result) for result in results],
    ]
    return "\n".join(lines) + "\n"


def row(result: Result) -> str:
    good = result.outcome == "success" and result.verdict.score == 1
    why = "" if good else result.reason if result.outcome != "success" else result.verdict.reason
    words = " ".join(why.split()).replace("|", "\\|")
    return (
        f"| {result.task.id} | {result.outcome} | {result.verified_by} | {result.verdict.score:.0f} | {result.steps} "
        f"| {result.seconds:.1f} | {words if len(words) <= 140 else words[:139] + '…'} |"
    )


if __name__ == "__main__":
    sys.exit(main())
