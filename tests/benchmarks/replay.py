"""How fast a script is replayed, beside other programs at the same chore: ``python -m tests.benchmarks.replay``.

``--write`` puts the table into docs/results/replay.md.

The embedded model fills the form of Expenses once; the run is compiled, and the script exported as a Playwright program
with the same waits and expectations: that is the limit. openadapt-flow records, compiles and replays the same chore
where ``--openadapt`` names the Python of an environment that has it; without the option its row says so. It is no
dependency of eyehand::

    python -m venv FOLDER && FOLDER/bin/python -m pip install "openadapt-flow[browser]==2.4.0"
    python -m tests.benchmarks.replay --openadapt FOLDER/bin/python

All are run in turns, each against a fresh server, in browsers of their own that are open already; what is compared is
the time of the steps. Each counts its own steps (a field is one of ours, and a click and a text of openadapt-flow), so
the time of the whole chore stands beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from eyehand.agent.compiling.compiler import compiled
from eyehand.agent.interchange import playwright_python
from eyehand.agent.replaying.running import run_script
from eyehand.agent.screen import browser
from eyehand.agent.script.script import load as load_script
from eyehand.agent.settings import load
from eyehand.env.trajectory import Trajectory
from eyehand.tasks.apps.expenses.server import ExpensesServer
from eyehand.tools.browser.chromium import find_chromium
from eyehand.tools.eye.eye import Eye

FILLED = ("Taxi to the airport", "42.50", "Travel", True)
PAGE = Path(__file__).parents[2] / "docs" / "results" / "replay.md"
DRIVER = """
import importlib.util, json, os, sys, time
from playwright.sync_api import sync_playwright
spec = importlib.util.spec_from_file_location("program", sys.argv[1])
program = importlib.util.module_from_spec(spec)
spec.loader.exec_module(program)
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=os.environ["EXECUTABLE"], chromium_sandbox=os.geteuid() != 0)
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(sys.argv[2])
    began = time.monotonic()
    program.steps(context, page, json.loads(sys.argv[3]))
    print(time.monotonic() - began)
    browser.close()
"""
OPENADAPT = Path(__file__).with_name("replay_openadapt.py")
INTRODUCTION = """# Replay beside raw Playwright and openadapt-flow

Made by `python -m tests.benchmarks.replay --write` on {today}: seconds per step of one chore (a form of Expenses),
{runs} runs of each in turns, on {cores} cores. Each counts its own steps: a field is one of ours, and a click and a
text of openadapt-flow. {note}

"""


@dataclass(slots=True)
class Row:
    """The replays by one program: ``seconds`` holds the time of all steps, one entry a run."""

    name: str
    steps: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def per_step(self) -> float:
        """Median seconds per step."""
        return self.chore / self.steps

    @property
    def chore(self) -> float:
        """Median seconds of the whole chore."""
        return statistics.median(self.seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--openadapt", metavar="PYTHON", help="the Python of an environment with openadapt-flow")
    parser.add_argument("--note", default="", help="said in the page, like how busy the machine was")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    raw, ours, theirs = Row("raw Playwright, exported"), Row("eyehand replay"), Row("openadapt-flow")
    rungs: Counter[str] = Counter()
    with TemporaryDirectory() as name:
        folder = Path(name)
        with _chore() as app:
            script = _script(app, folder)
        raw.steps = ours.steps = len(load_script(script).steps)
        if arguments.openadapt:
            with _chore() as app:
                _openadapt(arguments.openadapt, "record", app, folder)
        for n in range(arguments.runs):
            with _chore() as app:
                ours.seconds.append(_replay(script, app, folder / f"replay-{n}", rungs))
            with _chore() as app:
                raw.seconds.append(_raw(script, app, folder))
            if arguments.openadapt:
                with _chore() as app:
                    told = _openadapt(arguments.openadapt, "replay", app, folder, str(folder / f"openadapt-{n}"))
                theirs.name, theirs.steps = f"openadapt-flow {told['version']}", told["steps"]
                theirs.seconds.append(told["seconds"])
    table, verdict = _table([raw, ours, theirs]), _verdict(raw, ours, theirs, rungs)
    console = Console(width=110)
    console.print(table)
    console.print(verdict)
    if arguments.write:
        with Path(PAGE).open("w", encoding="utf-8") as file:
            head = INTRODUCTION.format(today=date.today(), runs=arguments.runs, cores=os.cpu_count(),
                                       note=arguments.note)  # fmt: skip
            file.write(head)
            Console(file=file, width=110).print(table)
            file.write(f"\n{verdict}\n")


def _table(rows: list[Row]) -> Table:
    table = Table(box=box.MARKDOWN)
    for head in ("", "steps", "median s/step", "fastest", "slowest", "median s/chore"):
        table.add_column(head, justify="right" if head else "left")
    for row in rows:
        if not row.seconds:
            table.add_row(row.name, "", "not installed")
            continue
        values = (row.per_step, min(row.seconds) / row.steps, max(row.seconds) / row.steps)
        table.add_row(row.name, str(row.steps), *(f"{value:.3f}" for value in values), f"{row.chore:.2f}")
    return table


def _verdict(raw: Row, ours: Row, theirs: Row, rungs: Counter[str]) -> str:
    more_ms = (ours.per_step - raw.per_step) * 1000
    said = f"Replay takes {more_ms:.0f} ms more a step than raw Playwright (goal: at most 150)."
    if theirs.seconds:
        said += (
            f" It takes {ours.per_step / theirs.per_step:.2f} of the time of openadapt-flow per step (goal: at most"
            f" 0.25), and {ours.chore / theirs.chore:.2f} for the chore."
        )
    return f"{said} Rungs: {', '.join(f'{rung} {count}' for rung, count in sorted(rungs.items()))}."


@contextmanager
def _chore() -> Iterator[ExpensesServer]:
    """A fresh server, as two rows alike would be told apart by nothing; who used it must have saved the expense."""
    with ExpensesServer(latency_s=0.0) as app:
        yield app
    saved = app.expenses[0]
    filled = (saved.description, str(saved.amount), saved.category, saved.paid_by_me)
    if app.submits != 1 or filled != FILLED:
        raise SystemExit(f"{app.submits} expenses were saved, the newest {filled}; expected one, {FILLED}")


def _script(app: ExpensesServer, folder: Path) -> Path:
    with browser(f"{app.url}new", out=folder / "run", model="embedded") as screen:
        screen.type("Taxi to the airport", into="Description")
        screen.type("42.50", into="Amount")
        screen.select("Travel", of="Category")
        screen.tick("Paid by me")
        screen.click("the Save button")
    script = folder / "expense.yaml"
    compiled(Trajectory.read(folder / "run"), Eye(), "expense").write(script)
    (folder / "expense.py").write_text(playwright_python.export(script)[0], encoding="utf-8")
    return script


def _replay(script: Path, app: ExpensesServer, out: Path, rungs: Counter[str]) -> float:
    result = run_script(script, load(flags={"model": "embedded"}), start=f"{app.url}new", out=out)
    if result.outcome != "success":
        raise SystemExit(f"the replay halted: {result.reason}")
    rungs.update(step.rung for step in result.steps)
    return sum(step.seconds for step in result.steps)


def _raw(script: Path, app: ExpensesServer, folder: Path) -> float:
    values = {name: one.default for name, one in load_script(script).parameters.items()}
    driver = [sys.executable, "-c", DRIVER, str(folder / "expense.py"), f"{app.url}new", json.dumps(values)]
    return float(_printed(driver, "the exported Playwright script"))


def _openadapt(python: str, work: str, app: ExpensesServer, folder: Path, *run: str) -> dict[str, Any]:
    driver = [python, str(OPENADAPT), work, f"{app.url}new", str(folder / "openadapt"), *run]
    printed = _printed(driver, f"openadapt-flow, which had to {work} the chore,")
    told: dict[str, Any] = json.loads(printed)
    if not told["success"]:
        raise SystemExit(f"the replay by openadapt-flow halted: {told['reason']}")
    return told


def _printed(driver: list[str], who: str) -> str:
    environment = {**os.environ, "EXECUTABLE": str(find_chromium())}
    done = subprocess.run(driver, env=environment, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise SystemExit(f"{who} failed in {driver[0]}:\n{done.stderr[-2000:]}")
    return done.stdout.splitlines()[-1]


if __name__ == "__main__":
    main()
