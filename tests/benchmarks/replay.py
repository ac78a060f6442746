"""How fast a script is replayed, beside the same steps in raw Playwright: ``python -m tests.benchmarks.replay``.

``--write`` puts the table into docs/results/replay.md.

The embedded model fills the form of Expenses once; the run is compiled, and the script exported as a Playwright program
with the same waits and expectations: that is the limit. Both are run in turns against the same server, in browsers of
their own that are open already; what is compared is the time of the steps.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

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
INTRODUCTION = """# Replay beside raw Playwright

Made by `python -m tests.benchmarks.replay --write` on {today}: seconds per step of one chore (a form of Expenses,
{steps} steps), {runs} runs of each in turns, on {cores} cores. {note}

"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--note", default="", help="said in the page, like how busy the machine was")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        with ExpensesServer(latency_s=0.0) as app:
            script = _script(app, Path(folder))
        steps = len(load_script(script).steps)
        ours: list[float] = []
        raw: list[float] = []
        rungs: dict[str, int] = {}
        for n in range(arguments.runs):
            with ExpensesServer(latency_s=0.0) as app:  # two rows alike would be told apart by nothing
                result = run_script(script, load(flags={"model": "embedded"}), start=f"{app.url}new",
                                    out=Path(folder) / f"replay-{n}")  # fmt: skip
            if result.outcome != "success":
                raise SystemExit(f"the replay halted: {result.reason}")
            ours.append(sum(step.seconds for step in result.steps) / steps)
            for step in result.steps:
                rungs[step.rung] = rungs.get(step.rung, 0) + 1
            with ExpensesServer(latency_s=0.0) as app:
                raw.append(_raw(script, app, Path(folder)) / steps)
    table = Table(box=box.MARKDOWN)
    for head in ("", "median s/step", "fastest", "slowest"):
        table.add_column(head, justify="left" if not head else "right")
    for name, seconds in (("raw Playwright, exported", raw), ("eyehand replay", ours)):
        table.add_row(name, *(f"{value:.3f}" for value in (statistics.median(seconds), min(seconds), max(seconds))))
    more = (statistics.median(ours) - statistics.median(raw)) * 1000
    verdict = f"Replay takes {more:.0f} ms more a step (goal: at most 150). Rungs: " + ", ".join(
        f"{rung} {count}" for rung, count in sorted(rungs.items())
    )
    console = Console(width=110)
    console.print(table)
    console.print(verdict)
    if arguments.write:
        with Path(PAGE).open("w", encoding="utf-8") as file:
            head = INTRODUCTION.format(today=date.today(), steps=steps, runs=arguments.runs, cores=os.cpu_count(),
                                       note=arguments.note)  # fmt: skip
            file.write(head)
            Console(file=file, width=110).print(table)
            file.write(f"\n{verdict}.\n")


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


def _raw(script: Path, app: ExpensesServer, folder: Path) -> float:
    values = {name: one.default for name, one in load_script(script).parameters.items()}
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(folder / "expense.py"), f"{app.url}new", json.dumps(values)],
        env={**os.environ, "EXECUTABLE": str(find_chromium())}, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return float(done.stdout)


if __name__ == "__main__":
    main()
