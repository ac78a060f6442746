"""What the embedded agent achieves on MiniWoB++: pixels only, the instruction as text, ten actions at most.

``python tests/benchmarks/miniwob.py`` runs 125 tasks with one seed each and prints a line for each episode, then the
totals. ``--tasks NAME,NAME`` runs some of them, ``--seeds 5`` more seeds, ``--first-seed 100`` others than those that
are published, ``--keep DIR`` leaves the run folders there, ``--write`` puts a table into docs/results/miniwob.md.
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
from eyehand.tasks.miniwob.pages import names
from eyehand.tasks.miniwob.server import Play
from eyehand.tasks.miniwob.stage import SCALE, VIEWPORT, staged
from eyehand.tasks.miniwob.suite import suite
from eyehand.tasks.task import MiniwobTask

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "results" / "miniwob.md"


@dataclass(frozen=True)
class Result:
    """How an episode ended; ``seconds`` from the start of the browser to its end."""

    task: MiniwobTask
    outcome: str
    reason: str
    play: Play
    steps: int
    seconds: float

    @property
    def done(self) -> bool:
        return self.play.raw > 0

    @property
    def line(self) -> str:
        mark = "ok" if self.done else "-"
        return (
            f"{self.task.id:36} {mark:2} {self.play.raw:5.2f} {self.play.reward:5.2f} {self.outcome:10} "
            f"{self.steps:2} steps {self.seconds:5.1f} s  {self.play.instruction!r}: {self.reason[:160]}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description="Run MiniWoB++ with the embedded agent.")
    parser.add_argument("--tasks", default="", help="names of tasks, with commas between")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for the run folders")
    parser.add_argument("--write", action="store_true", help="write docs/results/miniwob.md")
    arguments = parser.parse_args()
    seeds = range(arguments.first_seed, arguments.first_seed + arguments.seeds)
    wanted = {name for name in arguments.tasks.split(",") if name} or set(names())
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder:
        for task in suite(seeds).tasks:
            assert isinstance(task, MiniwobTask)
            if task.screen.miniwob in wanted:
                results.append(attempt(task, (arguments.keep or Path(folder)).absolute() / task.id))
                print(results[-1].line, flush=True)
    print("\n".join(["", *totals(results)]))
    if arguments.write:
        PAGE.write_text(page(results), encoding="utf-8")
    return 0


def attempt(task: MiniwobTask, folder: Path) -> Result:
    """Run an episode in a folder of its own; one that raised has the outcome "error" and is counted."""
    began_s = time.monotonic()
    flags = {
        "model": "embedded",
        "browser.viewport": VIEWPORT,
        "browser.scale": SCALE,
        "limits.max_steps": task.limits.max_steps,
        "limits.max_seconds": task.limits.max_seconds,
    }
    folder.mkdir(parents=True)
    with staged(task.screen.miniwob, task.screen.seed) as stage:
        try:
            episode = start_browser(stage.url, folder, settings(flags=flags), reads_along=False)
            with contextlib.closing(episode.open()):
                episode.over = stage.over
                outcome = episode.run(stage.instruction)
        except Exception as error:
            traceback.print_exc()
            return Result(task, "error", repr(error), stage.play, 0, time.monotonic() - began_s)
        seconds = time.monotonic() - began_s
        return Result(task, outcome.outcome, outcome.reason, stage.play, outcome.steps, seconds)


def totals(results: Sequence[Result]) -> list[str]:
    done, count = sum(result.done for result in results), len(results)
    claimed = sum(result.outcome == "success" and not result.done for result in results)
    return [
        f"{done} of {count} episodes done ({100 * done / count:.1f} %)",
        f"mean reward after the time taken: {statistics.mean(result.play.reward for result in results):.3f}",
        "outcomes: " + ", ".join(f"{n} {name}" for name, n in Counter(r.outcome for r in results).most_common()),
        f"successes that were none: {claimed}",
        f"seconds per episode: median {statistics.median(r.seconds for r in results):.1f}, "
        f"most {max(r.seconds for r in results):.1f}; steps: median {statistics.median(r.steps for r in results):.0f}",
    ]


def page(results: Sequence[Result]) -> str:
    tasks = sorted({result.task.screen.miniwob for result in results})
    lines = [
        "# MiniWoB++ with the embedded agent",
        "",
        f"Made by `python {' '.join(['tests/benchmarks/miniwob.py', *sys.argv[1:]])}` on {date.today()},",
        "on two CPU cores, without a GPU. Pixels only; the instruction is told as text and is not in the picture; ten",
        "actions at most. *Done* is a raw reward above zero, *reward* what the time that was taken leaves of it.",
        "",
        *[f"- {line}" for line in totals(results)],
        "",
        "| task | done | of | reward | steps | seconds | where the others ended |",
        "|---|---|---|---|---|---|---|",
        *[row(task, [result for result in results if result.task.screen.miniwob == task]) for task in tasks],
    ]
    return "\n".join(lines) + "\n"


def row(task: str, results: Sequence[Result]) -> str:
    missed = Counter(" ".join(result.reason.split()) for result in results if not result.done)
    why = missed.most_common(1)[0][0].replace("|", "\\|") if missed else ""
    return (
        f"| {task} | {sum(result.done for result in results)} | {len(results)} "
        f"| {statistics.mean(result.play.reward for result in results):.2f} "
        f"| {statistics.median(result.steps for result in results):.0f} "
        f"| {statistics.median(result.seconds for result in results):.1f} | {why[:140]} |"
    )


if __name__ == "__main__":
    sys.exit(main())
