"""How recordings end, and what is left of those that end badly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from eyehand.env.events import Intent, Receipt
from eyehand.env.keeper import Lease
from eyehand.env.trajectory import Trajectory
from eyehand.tools.actions import Click
from eyehand.tools.browser.chromium import find_chromium, launch_command
from eyehand.tools.errors import EnvError
from eyehand.tools.geometry import Point

from ...tree import ROOT
from .person import PATIENCE_S, center, press_at, recorded, recording


def started(folder: Path, url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.env.recording.person", str(folder), url]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ})


def clicked(folder: Path) -> None:
    """Somebody comes, clicks Save twice at different times, and waits until both are written."""
    deadline_s = time.monotonic() + PATIENCE_S
    while (lease := Lease.read(folder)) is None or not (folder / "trajectory.jsonl").exists():
        assert time.monotonic() < deadline_s
        time.sleep(0.05)
    with sync_playwright() as driver:
        page = driver.chromium.connect_over_cdp(lease.address, no_defaults=True).contexts[0].pages[0]
        page.wait_for_selector("#save")
        while len([event for event in Trajectory.read(folder).events if isinstance(event, Receipt)]) < 2:
            assert time.monotonic() < deadline_s
            press_at(page, "#save")
            page.wait_for_timeout(1500)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_what_was_done_before_a_kill_or_ctrl_c_can_be_read(number: int, page_server: str, tmp_path: Path) -> None:
    folder = tmp_path / "task"
    process = started(folder, f"{page_server}/task.html")
    try:
        clicked(folder)
        process.send_signal(number)
        said, _ = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()
    trajectory = Trajectory.read(folder)
    clicks = [event for event in trajectory.events if isinstance(event, Intent)]
    assert len(clicks) >= 2
    assert all(click.element is not None and click.element.role == "button" for click in clicks)
    if number == signal.SIGKILL:
        assert trajectory.outcome is None
    else:
        assert trajectory.outcome is not None and trajectory.outcome.reason == "the person pressed Ctrl-C"
        assert "the person pressed Ctrl-C" in said


def test_an_address_at_which_nobody_answers_leaves_nothing(nobody: str, tmp_path: Path) -> None:
    folder = tmp_path / "task"
    folder.mkdir()
    with pytest.raises(EnvError, match="cannot be opened"):
        recording(folder, nobody, lambda event: None).run()
    assert list(folder.iterdir()) == []


def test_a_browser_that_is_killed_ends_the_recording_with_what_was_done(page_server: str, tmp_path: Path) -> None:
    with recorded(tmp_path / "task", f"{page_server}/task.html") as one:
        press_at(one.page, "#save")
        one.count(1)
        lease = Lease.read(one.folder)
        assert lease is not None and lease.screen is not None
        lease.screen.signal(signal.SIGKILL)
        one.thread.join(PATIENCE_S)
    assert one.error is None
    trajectory = Trajectory.read(one.folder)
    assert trajectory.outcome is not None and trajectory.outcome.outcome == "error"
    assert [step.intent.action.kind for step in trajectory.steps() if step.intent] == ["click"]


@pytest.fixture
def somebodys_chrome(page_server: str, tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A browser that is already running with one tab open: its DevTools address, its process."""
    executable, profile = find_chromium(), tmp_path / "somebody"
    assert executable is not None
    command = launch_command(executable, profile, headed=False, viewport=(900, 600))
    process = subprocess.Popen(
        [*command[:-1], f"{page_server}/form.html"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    port, deadline_s = profile / "DevToolsActivePort", time.monotonic() + PATIENCE_S
    while not port.exists() or len(port.read_text().split()) < 2:
        assert process.poll() is None and time.monotonic() < deadline_s
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port.read_text().split()[0]}", process
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_in_somebodys_browser_one_tab_is_recorded_and_the_rest_left_alone(
    somebodys_chrome: tuple[str, subprocess.Popen[bytes]], page_server: str, tmp_path: Path
) -> None:
    cdp, process = somebodys_chrome
    with recorded(tmp_path / "task", f"{page_server}/task.html", cdp=cdp) as one:
        [theirs] = [page for page in one.context.pages if page.url.endswith("/form.html")]
        theirs.bring_to_front()
        theirs.keyboard.press("Tab")
        theirs.keyboard.type("a secret of theirs")
        one.page.bring_to_front()
        press_at(one.page, "#save")
        one.count(1)
        one.page.close()  # the tab that is recorded is the last one of the recording
        one.thread.join(PATIENCE_S)
        assert [page.url for page in one.context.pages] == [theirs.url]
    assert one.error is None and process.poll() is None
    trajectory = Trajectory.read(one.folder)
    assert trajectory.outcome is not None and trajectory.outcome.outcome == "success"
    [click] = one.intents
    assert click.element is not None and click.element.name == "Save"
    assert "theirs" not in (one.folder / "trajectory.jsonl").read_text(encoding="utf-8")
    assert not (one.folder / "lease.json").exists()


@pytest.mark.parametrize("scale", [2.0])
def test_places_are_device_pixels_at_any_scale(scale: float, page_server: str, tmp_path: Path) -> None:
    with recorded(tmp_path / "task", f"{page_server}/task.html", scale=scale) as one:
        at = center(one.page, "#save")
        one.page.mouse.click(at.x, at.y)
        one.count(1)
        one.finish()
    [click] = one.intents
    assert click.action == Click(at=Point(round(at.x * scale), round(at.y * scale)))
    assert click.element is not None and click.element.box.contains(Point(at.x * 2, at.y * 2))
    assert (one.seen[0].frame.width, one.seen[0].frame.scale) == (2000, scale)
