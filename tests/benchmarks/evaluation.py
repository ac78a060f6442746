"""What `eyehand eval` adds to its episodes: how many a minute, beside a bare Playwright loop over the same pages.

``python -m tests.benchmarks.evaluation`` does the solutions of some tasks of the web suite with Playwright alone, which
is the limit: nothing looks, nothing decides. Then it evaluates those tasks with one and with two workers. ``--tasks N``
says how many, ``--write`` puts the table into docs/results/evaluation.md.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

from eyehand.agent.evaluation.executor import Order
from eyehand.agent.evaluation.processes import Processes
from eyehand.agent.evaluation.results import Result
from eyehand.agent.settings import load as settings
from eyehand.tasks.checks import judge
from eyehand.tasks.suite import find, load
from eyehand.tasks.task import WebTask
from eyehand.tasks.web.solution import solve
from eyehand.tasks.web.stage import staged
from eyehand.tools.browser.chromium import find_chromium

PAGE = Path(__file__).parents[2] / "docs" / "results" / "evaluation.md"
COMMAND = "python -m tests.benchmarks.evaluation"
PATIENCE_S = 10.0


@dataclass(frozen=True)
class Row:
    """``episodes`` that took ``seconds`` together; ``overhead_s`` is the median of what the harness added to each."""

    what: str
    episodes: int
    seconds: float
    done: int
    overhead_s: float | None = None

    def cells(self) -> list[str]:
        overhead = "" if self.overhead_s is None else f"{self.overhead_s:.2f}"
        per_minute = f"{60 * self.episodes / self.seconds:.1f}"
        return [self.what, str(self.episodes), str(self.done), f"{self.seconds:.1f}", per_minute, overhead]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=12, metavar="N")
    parser.add_argument("--write", action="store_true", help="write docs/results/evaluation.md")
    arguments = parser.parse_args()
    every = [task for task in load(find("web")).tasks if isinstance(task, WebTask)]
    tasks = every[:: max(1, len(every) // arguments.tasks)][: arguments.tasks]
    rows = [bare(tasks), evaluated(tasks, 1), evaluated(tasks, 2)]
    lines = table(rows)
    print("\n".join(lines))
    if arguments.write:
        PAGE.write_text("\n".join(page(lines)) + "\n", encoding="utf-8")


def bare(tasks: Sequence[WebTask]) -> Row:
    """One browser, a page of its own for each task: its solution, judged by the same checks."""
    began_s, done = time.monotonic(), 0
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=arguments)
        for task in tasks:
            with (
                tempfile.TemporaryDirectory() as folder,
                staged(task, Path(folder)) as stage,
                browser.new_context(viewport={"width": 1280, "height": 800}) as context,
            ):
                context.set_default_timeout(1000 * PATIENCE_S)
                page = context.new_page()
                page.goto(stage.url)
                answer = solve((*task.setup, *task.solution), page, stage.folder)
                done += judge(task.checks, stage, answer, PATIENCE_S).score == 1
        browser.close()
    return Row("Playwright alone, solutions, one browser", len(tasks), time.monotonic() - began_s, done)


def evaluated(tasks: Sequence[WebTask], workers: int) -> Row:
    """The embedded agent, each episode in a process of its own with a browser of its own."""
    chosen = settings(flags={"model": "embedded"})
    with tempfile.TemporaryDirectory() as folder, closing(Processes(workers)) as executor:
        orders = [Order(task=task, seed=0, folder=Path(folder) / task.id, settings=chosen) for task in tasks]
        began_s = time.monotonic()
        results: list[Result] = [ended.result for _, ended in executor.each(orders)]
        seconds = time.monotonic() - began_s
    overhead_s = statistics.median(result.overhead_s for result in results)
    done = sum(result.score == 1 for result in results)
    return Row(f"eyehand eval, embedded, --workers {workers}", len(results), seconds, done, overhead_s)


def table(rows: Sequence[Row]) -> list[str]:
    head = ["what", "episodes", "done", "seconds", "episodes a minute", "overhead of an episode, s"]
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *(row.cells() for row in rows))]


def page(lines: Sequence[str]) -> list[str]:
    return [
        "# What an evaluation adds to its episodes",
        "",
        f"Made by `{COMMAND} --write` on {date.today()}, on two CPU cores, without a GPU.",
        "",
        "*Overhead* is the median of `overhead_s`: starting the process, laying out files, closing the screen. Nothing",
        "in the harness waits for a fixed time.",
        "",
        *lines,
    ]


if __name__ == "__main__":
    main()
