"""kill -9 at random moments, then resume: what was typed is still there, and the server counts one submit."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from eyehand.agent.settings import load
from eyehand.agent.start import new_folder, resume, start_browser
from eyehand.env.events import Instructed, Intent, Observed, Receipt, Resumed
from eyehand.env.trajectory import FILE, Trajectory
from eyehand.tasks.apps.expenses.server import ExpensesServer
from eyehand.tools.actions import Type
from eyehand.tools.errors import UsageError

from .conftest import HEADLINE, command

SEED = 20261122
FIELDS = {"Taxi to the airport": "description", "42.50": "amount"}


def test_resume_after_kill(app: ExpensesServer, tmp_path: Path) -> None:
    """Right after the intent to press Save was written: it may have been sent, or not. The rest is in the long test."""
    check_resume(app, tmp_path / "run", "click Save", 2, 0.01)


def moments() -> Iterator[tuple[str, int, float]]:
    """Some moments: a text in the trajectory, how many lines later, and how many seconds after that."""
    chance = random.Random(SEED)
    for _ in range(7):
        yield '"observation"', chance.randrange(30), chance.uniform(0, 0.5)
    for _ in range(6):  # where it matters most: around the press of Save
        yield "click Save", chance.randrange(4), chance.uniform(0, 0.4)


@pytest.mark.long
@pytest.mark.parametrize(("mark", "lines", "seconds"), list(moments()))
def test_resume_after_kill_at_random_moments(
    app: ExpensesServer, tmp_path: Path, mark: str, lines: int, seconds: float
) -> None:
    check_resume(app, tmp_path / "run", mark, lines, seconds)


def check_resume(app: ExpensesServer, folder: Path, mark: str, lines: int, seconds: float) -> None:
    words = command("run", HEADLINE, "--browser", f"{app.url}new", "--out", folder)
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for_lines(folder / FILE, mark, lines, process)
    time.sleep(seconds)
    process.kill()
    process.wait()
    cut = Trajectory.read(folder)
    if cut.outcome is None:
        assert_typed_values_are_there(folder, cut)
        resumed = subprocess.run(command("resume", folder, "--json"), capture_output=True, text=True, timeout=180)
        assert resumed.returncode == 0, resumed.stderr
        assert json.loads(resumed.stdout)["outcome"] == "success"
        assert_attached_again(Trajectory.read(folder))
    assert app.submits == 1
    booked = app.expenses[0]
    assert (booked.description, str(booked.amount), booked.category) == ("Taxi to the airport", "42.50", "Travel")
    assert booked.paid_by_me


def wait_for_lines(path: Path, mark: str, more: int, process: subprocess.Popen[bytes]) -> None:
    """Until so many lines follow the first one with the mark, or the run has ended by itself."""
    end = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < end:
        lines = path.read_text(errors="replace").splitlines() if path.exists() else []
        first = next((number for number, line in enumerate(lines) if mark in line), None)
        if first is not None and len(lines) > first + more:
            return
        time.sleep(0.005)


def assert_typed_values_are_there(folder: Path, cut: Trajectory) -> None:
    """In the browser that nobody drives now, as far as the trajectory says that they were typed."""
    receipts = {event.step for event in cut.events if isinstance(event, Receipt)}
    sent = [event for event in cut.events if isinstance(event, Intent) and event.step in receipts]
    typed = [event.action.text for event in sent if isinstance(event.action, Type)]
    lease = json.loads((folder / "lease.json").read_text())
    look = (
        "import sys, json\nfrom playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p:\n"
        "    page = p.chromium.connect_over_cdp(sys.argv[1]).contexts[0].pages[-1]\n"
        "    values = page.evaluate('[...document.querySelectorAll(\"input\")].map(i => i.value)')\n"
        "    print(json.dumps([page.url, values]))\n"
    )
    said = subprocess.run([sys.executable, "-c", look, lease["address"]], capture_output=True, text=True, timeout=60)
    assert said.returncode == 0, said.stderr
    url, values = json.loads(said.stdout)
    if url.endswith("/new"):
        assert set(typed) - {"Travel"} <= set(values)


def assert_attached_again(kept: Trajectory) -> None:
    """The browser that was left open was used; nothing was opened again."""
    events = list(kept.events)
    at = next(number for number, event in enumerate(events) if isinstance(event, Resumed))
    first = next(event for event in events[at:] if isinstance(event, Observed))
    assert any("attached again" in note for note in first.notes)


def test_what_has_ended_is_not_resumed(tmp_path: Path) -> None:
    from eyehand.agent.start import resume
    from eyehand.env.events import Header, Instructed, Outcome
    from eyehand.env.trajectory import TrajectoryWriter
    from eyehand.tools.secrets import Secrets

    header = Header(
        run="r", created_at="", started_unix_s=0, eyehand="0", model="embedded", screen={"browser": {}}, limits={}
    )
    with TrajectoryWriter(tmp_path, Secrets()) as writer:
        writer.write(header)
        with pytest.raises(UsageError, match="no instruction"):
            resume(tmp_path)
        writer.write(Instructed(time_s=0, text="x"))
        writer.write(Outcome(time_s=1, outcome="success", reason="done", steps=1, seconds=1))
    with pytest.raises(UsageError, match="nothing to resume"):
        resume(tmp_path)


def test_time_goes_on_although_the_clock_of_the_system_was_set_back(tmp_path: Path) -> None:
    run = start_browser("about:blank", new_folder(tmp_path / "run", "set back"), load(flags={"model": "embedded"}))
    run.emit(Instructed(time_s=7.0, text="wait"))
    run.close()
    path = run.folder / FILE
    header, rest = path.read_text("utf-8").split("\n", 1)
    started = {**json.loads(header), "started_unix_s": time.time() + 1000}
    path.write_text(json.dumps(started) + "\n" + rest, "utf-8")
    again = resume(run.folder)
    assert again.clock() >= 7.0
    again.close()
