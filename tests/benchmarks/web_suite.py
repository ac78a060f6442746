"""What the embedded agent achieves on tasks/suites/web.yaml, judged by what the applications remember.

``python tests/benchmarks/web_suite.py`` prints a line for each task while it runs, then the totals; ``--only id,id``
runs some of them, ``--keep DIR`` leaves their run folders there, ``--write`` puts the table into
docs/results/web-suite.md. The exit code is 1 when a run called itself a success that was none.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eyehand.agent.settings import load as settings
from eyehand.agent.start import start_browser
from eyehand.env.events import Outcome
from eyehand.tasks.checks import Verdict, judge
from eyehand.tasks.stage import Stage, staged
from eyehand.tasks.suite import SUITES, load
from eyehand.tasks.task import Task

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "results" / "web-suite.md"
PATIENCE_S = 2.0


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
    parser = argparse.ArgumentParser(description="Run the web suite with the embedded agent.")
    parser.add_argument("--only", default="", help="ids of tasks, with commas between")
    parser.add_argument("--keep", type=Path, help="a folder for the run folders")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    arguments = parser.parse_args()
    tasks = load(SUITES / "web.yaml").only([name for name in arguments.only.split(",") if name])
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder:
        for task in tasks:
            results.append(attempt(task, (arguments.keep or Path(folder)).absolute() / task.id))
            print(results[-1].line, flush=True)
    print("\n".join(["", *totals(results)]))
    if arguments.write:
        PAGE.write_text(page(results), encoding="utf-8")
    return 1 if any(result.false_success for result in results) else 0


def attempt(task: Task, folder: Path) -> Result:
    """Run a task in a folder of its own; one that raised has the outcome "error" and is counted."""
    folder.mkdir(parents=True, exist_ok=True)
    began_s = time.monotonic()
    with staged(task, folder) as stage, contextlib.chdir(folder):
        try:
            outcome, verdict = run(task, stage)
        except Exception as error:
            traceback.print_exc()
            return Result(task, "error", "none", repr(error), Verdict(0, "it raised"), 0, time.monotonic() - began_s)
    seconds = time.monotonic() - began_s
    return Result(task, outcome.outcome, outcome.verified_by, outcome.reason, verdict, outcome.steps, seconds)


def run(task: Task, stage: Stage) -> tuple[Outcome, Verdict]:
    limits = {"limits.max_steps": task.limits.max_steps, "limits.max_seconds": task.limits.max_seconds}
    folder = stage.folder / "run"
    folder.mkdir()
    episode = start_browser(stage.url, folder, settings(flags={"model": "embedded", **limits}))
    try:
        outcome = episode.run(task.instruction)
        return outcome, judge(task.checks, stage, outcome.answer, PATIENCE_S)
    finally:
        episode.close()


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


def page(results: Sequence[Result]) -> str:
    tags = Counter(tag for result in results for tag in result.task.tags)
    done = Counter(tag for result in results if result.verdict.score for tag in result.task.tags)
    lines = [
        "# The web suite with the embedded agent",
        "",
        f"Made by `python tests/benchmarks/web_suite.py --write` on {date.today()}, on two CPU cores, without a GPU.",
        "The instructions were fixed before they were first measured. Each task has a solution that scores 1, and",
        "doing nothing scores 0 (`tests/tasks/test_web_suite.py`). *Score* is what the applications remember;",
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
