"""Bad input gets a clear word and loses nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from eyehand.agent.episode import Episode
from eyehand.agent.models.scripted import Scripted
from eyehand.env.trajectory import Trajectory
from eyehand.tasks.apps.expenses.server import ExpensesServer
from eyehand.tools.actions import Act, Wait

from .conftest import HEADLINE, Said, command

Run = Callable[..., Said]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "  ", "--browser", "about:blank"), "empty"),
        (("run", "x" * 10_001, "--browser", "about:blank"), "10001 characters"),
        (("run", "press Save"), "--browser"),
        (("run", "press Save", "--browser", "gopher://x"), "gopher"),
        (("run", "press Save", "--browser", "about:blank", "--max-steps", "0"), "max_steps"),
        (("run", "press Save", "--browser", "about:blank", "--viewport", "big"), "1280x800"),
        (("run", "press Save", "--browser", "about:blank", "--model", "gpt-7"), "embedded"),
        (("run", "press Save", "--browser", "about:blank", "--secret", "pw=hunter2"), "NAME=@"),
        (("run", "press Save", "--browser", "about:blank", "--storage-state", "none.json"), "none.json"),
        (("run", "press", "Save", "--browser", "about:blank"), "quote the instruction"),
        (("resume", "nowhere"), "no run folder"),
        (("show", "nowhere"), "no run folder"),
        (("locate", "none.png", "the Save button"), "none.png"),
    ],
)
def test_usage_is_one_line_and_two(eyehand: Run, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = eyehand(*words)
    assert done.code == 2
    assert said in done.err and "Traceback" not in done.err
    assert "hunter2" not in done.err
    assert not list(tmp_path.glob("runs/*/*")), "nothing began, so nothing is left"


def test_locate_on_pictures_that_are_none(eyehand: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "text.png").write_text("hello")
    Image.new("L", (60_000, 1_000)).save(tmp_path / "huge.png")
    Image.new("RGB", (1, 1)).save(tmp_path / "dot.png")
    for name, words in (("empty.png", "0 bytes"), ("text.png", "not a picture"), ("huge.png", "60000x1000")):
        done = eyehand("locate", name, "Save")
        assert (done.code, words in done.err) == (2, True), done
    done = eyehand("locate", "dot.png", "Save")
    assert (done.code, done.result["status"], done.result["point"]) == (1, "not_found", None)


def test_locate_finds(eyehand: Run, tmp_path: Path, app: ExpensesServer) -> None:
    run = eyehand("run", "wait 0 seconds", "--browser", f"{app.url}new", "--out", "r")
    assert run.code == 1
    done = eyehand("locate", "r/frames/0000.png", "the Save button")
    assert (done.code, done.result["status"]) == (0, "found")
    assert list(done.result) == ["status", "point", "box", "confidence", "how", "candidates"]
    x0, y0, x1, y1 = done.result["box"]
    assert x0 < done.result["point"][0] < x1 and y0 < done.result["point"][1] < y1


def test_an_unreachable_page(eyehand: Run, nobody: str, tmp_path: Path) -> None:
    done = eyehand("run", "press Save", "--browser", nobody, "--json", "--out", "r")
    assert (done.code, done.result["outcome"]) == (3, "error")
    assert nobody in done.result["reason"] and "Traceback" not in done.err
    assert Trajectory.read(tmp_path / "r").outcome is not None


def test_no_chromium(eyehand: Run) -> None:
    done = eyehand("run", "press Save", "--browser", "about:blank", "--json", EYEHAND_CHROMIUM="/nowhere/chromium")
    assert (done.code, done.result["outcome"]) == (3, "error")
    assert "eyehand doctor" in done.result["reason"]
    doctor = eyehand("doctor", EYEHAND_CHROMIUM="/nowhere/chromium")
    assert doctor.code == 3 and "apt-get install -y chromium" in doctor.out
    assert re.search(r"Text index.*SQLite \d+\.\d+.* with FTS5", doctor.out)


@pytest.mark.alone
def test_a_page_that_never_stops_painting(eyehand: Run, page_server: str) -> None:
    done = eyehand("run", "wait 0 seconds", "--browser", f"{page_server}/moving.html", "--json", "--out", "r")
    assert done.result["outcome"] == "unverified"
    assert done.result["seconds"] < 40


def test_a_crashed_browser_is_an_error_and_the_trajectory_stays(
    episode: Callable[..., Episode], app: ExpensesServer
) -> None:
    def crash(history: object) -> Act:
        lease = json.loads((run.folder / "lease.json").read_text())
        os.killpg(lease["screen"]["pid"], signal.SIGKILL)
        return Act(action=Wait(seconds=1))

    run = episode(app.url, Scripted([Act(action=Wait(seconds=0)), crash]))
    outcome = run.run("look, then crash")
    assert outcome.outcome == "error" and "browser" in outcome.reason
    kept = Trajectory.read(run.folder)
    assert kept.outcome == outcome and len(kept.steps()) == 2


def test_a_full_disk_ends_the_run_and_keeps_what_was_written(tmp_path: Path, app: ExpensesServer) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small], capture_output=True).returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        done = subprocess.run(
            command("run", HEADLINE, "--browser", f"{app.url}new", "--json", "--out", small / "r"),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 3, done.stderr
        result = json.loads(done.stdout)
        assert result["outcome"] == "error" and "No space left" in result["reason"]
        assert "Traceback" not in done.stderr
        kept = Trajectory.read(small / "r")
        assert len(kept.steps()) >= 1
    finally:
        subprocess.run(["umount", "-l", small], check=True)
        shutil.rmtree(small, ignore_errors=True)


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.long)])
def test_ctrl_c_stops_keeps_the_run_and_ends_the_browser(
    tmp_path: Path, app: ExpensesServer, number: signal.Signals
) -> None:
    folder = tmp_path / "r"
    process = subprocess.Popen(
        command("run", "wait 60 seconds", "--browser", app.url, "--json", "--out", folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    lease = wait_for(lambda: json.loads((folder / "lease.json").read_text()))
    wait_for(lambda: "intent" in (folder / "trajectory.jsonl").read_text())
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert json.loads(out)["outcome"] == "stopped" and "Traceback" not in err
    kept = Trajectory.read(folder).outcome
    assert kept is not None and kept.outcome == "stopped"
    browser = lease["screen"]["pid"]
    wait_for(lambda: not Path(f"/proc/{browser}").exists())
    assert (folder / "report.html").exists() and (folder / "video.webm").exists()


def wait_for(get: Callable[[], Any], seconds: float = 40) -> Any:
    """The first true value of a function that may fail for a while."""
    end = time.monotonic() + seconds
    while True:
        try:
            if value := get():
                return value
        except (OSError, ValueError):
            pass
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
