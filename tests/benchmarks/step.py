"""What a step costs beside its parts: ``make bench`` (or ``python tests/benchmarks/step.py``) prints a table.

Step minus capture, input, settle and model is the overhead of the loop: writing the trajectory, the checkpoint, the
guard. Capture and input stand beside bare Playwright on the same page, in the same run.
"""

from __future__ import annotations

import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eyehand.agent.models.scripted import Scripted
from eyehand.agent.settings import load
from eyehand.agent.start import start_browser
from eyehand.env.events import Observed, Receipt, Replied
from eyehand.env.trajectory import Trajectory
from eyehand.tasks.apps.expenses.server import ExpensesServer
from eyehand.tools.actions import Act, Click, Done, Wait
from eyehand.tools.browser.chromium import find_chromium
from eyehand.tools.geometry import Point

STEPS = 40
FIELDS = (Point(640, 213), Point(467, 298), Point(640, 490))
"""Three fields of the page by turns, so that each click changes something: the guard stops what leads nowhere."""


def main() -> None:
    with ExpensesServer() as app, tempfile.TemporaryDirectory() as folder:
        url = f"{app.url}new"
        into = [Act(action=Click(at=FIELDS[n % len(FIELDS)])) for n in range(STEPS)]
        clicks = stages(url, Path(folder) / "clicks", into)
        still = stages(url, Path(folder) / "still", [Act(action=Wait(seconds=0))] * STEPS)
        bare = bare_playwright(url)
    table = Table("what", "eyehand, ms (median)", "beside it, ms (median)", "goal")
    table.add_row("step minus capture, input, settle, model", ms(clicks["rest"]), "", "≤ 60")
    table.add_row("capture (1280x800, PNG)", ms(clicks["capture"]), f"{ms(bare['shot'])} page.screenshot", "")
    table.add_row("input (a click)", ms(clicks["act"]), f"{ms(bare['click'])} page.mouse.click", "")
    table.add_row("settle on a static page", ms(still["settle"]), "", "≤ 250")
    table.add_row("settle after a click into a field", ms(clicks["settle"]), "", "")
    table.add_row("eyehand --help", ms(help_times()), f"{ms(python_times())} python -c pass", "≤ 400")
    Console(width=110).print(table)


def stages(url: str, folder: Path, acts: list[Act]) -> dict[str, list[float]]:
    """Run scripted actions through the real loop; seconds of each stage of each step, read from the trajectory."""
    folder.mkdir()
    episode = start_browser(url, folder, load(flags={"model": "embedded", "limits.max_steps": STEPS + 5}))
    episode.decider = Scripted([*acts, Done(status="failure", reason="the end")])
    try:
        outcome = episode.run("benchmark")
    finally:
        episode.close()
    found: dict[str, list[float]] = {"rest": [], "capture": [], "act": [], "settle": []}
    events = Trajectory.read(folder).events
    seen = [event for event in events if isinstance(event, Observed)]
    said = {event.step: event.seconds for event in events if isinstance(event, Replied)}
    sent = {event.step: event.seconds for event in events if isinstance(event, Receipt)}
    for before, after in itertools.pairwise(seen):
        whole = after.time_s - before.time_s
        parts = sum(after.stages.values()) + said[before.step] + sent[before.step]
        found["rest"].append(whole - parts)
        found["act"].append(sent[before.step])
        found["capture"].append(after.stages["capture"])
        found["settle"].append(after.stages["settle"])
    assert outcome.reason == "the end", outcome
    return found


def bare_playwright(url: str) -> dict[str, list[float]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(url)
        found = {
            "shot": timed(lambda: page.screenshot(), STEPS),
            "click": timed(lambda: page.mouse.click(640, 105), STEPS),
        }
        browser.close()
    return found


def help_times() -> list[float]:
    words = [str(Path(sys.executable).with_name("eyehand")), "--help"]
    return timed(lambda: subprocess.run(words, capture_output=True, check=True), 7)


def python_times() -> list[float]:
    return timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 7)


def timed(work: Callable[[], object], times: int) -> list[float]:
    found: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found


def ms(seconds: list[float]) -> str:
    return f"{1000 * statistics.median(seconds):.0f}"


if __name__ == "__main__":
    main()
