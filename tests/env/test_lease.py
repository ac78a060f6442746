"""A browser outlives its runner for the time of its lease, and nothing outlives both."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from eyehand.env.browser import BrowserEnv
from eyehand.env.keeper import Lease, Process
from eyehand.tools.actions import Click, Navigate, Type
from eyehand.tools.browser.chromium import find_chromium, launch_command
from eyehand.tools.errors import EnvError, UsageError
from eyehand.tools.geometry import Point

Make = Callable[..., BrowserEnv]
RUNNER = """
    import sys, time
    from pathlib import Path
    from eyehand.env.browser import BrowserEnv
    from eyehand.tools.actions import Click, Type
    from eyehand.tools.geometry import Point

    env = BrowserEnv(sys.argv[1], Path(sys.argv[2]), clock=time.monotonic, lease_s=float(sys.argv[3]))
    try:
        env.reset()
        click = int(sys.argv[4])
        env.step(Click(at=Point(100, click)) if click else Type(text="half a wor"))
        print(env.observe().title, flush=True)
        env.watch(lambda: False)
    finally:
        env.close()
        print("closed", flush=True)
"""


@pytest.fixture
def runner(page_server: str, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a process that fills in half a form and waits; ended after the test."""
    started: list[subprocess.Popen[str]] = []

    def start(lease_s: float = 600, page: str = "form.html", click: int = 0) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                textwrap.dedent(RUNNER),
                f"{page_server}/{page}",
                str(tmp_path / "run"),
                str(lease_s),
                str(click),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == ("dialogs\n" if click else "value:half a wor\n")
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
    lease = Lease.read(tmp_path / "run")
    if lease is not None and lease.keeper is not None:
        lease.keeper.signal(signal.SIGTERM)


def alive_of(profile: str) -> list[int]:
    """The processes that have this profile folder on their command line."""
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes()
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if profile.encode() in words and state not in "ZX":
                found.append(int(entry.name))
    return found


def gone(profile: str, within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if not alive_of(profile) and not Path(profile).exists():
            return True
        time.sleep(0.02)
    return False


def lease_of(folder: Path) -> Lease:
    lease = Lease.read(folder)
    assert lease is not None and lease.profile is not None
    return lease


def test_close_leaves_nothing(browser_env: Make, page_server: str, tmp_path: Path) -> None:
    env = browser_env(f"{page_server}/form.html")
    env.reset()
    lease = lease_of(tmp_path / "run")
    profile = str(lease.profile)
    assert lease.screen is not None and lease.screen.pid in alive_of(profile)
    assert not profile.startswith(str(tmp_path))
    began = time.monotonic()
    env.close()
    env.close()
    assert time.monotonic() - began < 5
    assert not alive_of(profile) and not Path(profile).exists()
    assert list((tmp_path / "run").iterdir()) == []
    with pytest.raises(EnvError, match="closed"):
        env.observe()


def test_attaches_again_after_kill_9(
    runner: Callable[..., subprocess.Popen[str]], browser_env: Make, page_server: str, tmp_path: Path
) -> None:
    process = runner()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    profile = str(lease_of(tmp_path / "run").profile)
    env = browser_env(f"{page_server}/form.html")
    seen = env.reset()
    assert seen.title == "value:half a wor"
    assert seen.notes == ("attached again to the browser that was left open",)
    assert lease_of(tmp_path / "run").runner.pid == os.getpid()
    env.step(Type(text="d"))
    assert env.observe().title == "value:half a word"
    time.sleep(0.5)  # the keeper has seen the new runner, or not
    assert env.observe().title == "value:half a word"
    env.close()
    assert gone(profile, 1)


def test_attaches_to_the_tab_that_was_current(
    runner: Callable[..., subprocess.Popen[str]], browser_env: Make, page_server: str
) -> None:
    first = browser_env(f"{page_server}/tabs.html")
    first.reset()
    first.step(Click(at=Point(100, 40)))
    assert first.observe().title == "points"
    again = browser_env(f"{page_server}/tabs.html")  # as if the first were gone: it is the same process
    assert again.reset().title == "points"


def test_dialog_that_was_open_when_the_runner_died(
    runner: Callable[..., subprocess.Popen[str]], browser_env: Make, page_server: str, tmp_path: Path
) -> None:
    process = runner(page="dialogs.html", click=40)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    env = browser_env(f"{page_server}/dialogs.html")
    seen = env.reset()
    assert seen.notes == (
        "a dialog that was open was dismissed",
        "attached again to the browser that was left open",
    )
    assert (seen.dialog, seen.title) == (None, "confirm:false")


def test_reset_begins_anew(browser_env: Make, page_server: str, tmp_path: Path) -> None:
    env = browser_env(f"{page_server}/form.html")
    env.reset()
    env.step(Type(text="old"))
    first = lease_of(tmp_path / "run").profile
    again = env.reset()
    assert (again.title, again.notes) == ("stored: cookie:", ())
    assert lease_of(tmp_path / "run").profile != first


def test_a_run_has_one_driver(
    runner: Callable[..., subprocess.Popen[str]], browser_env: Make, page_server: str
) -> None:
    process = runner()
    with pytest.raises(EnvError, match=f"still driven by process {process.pid}"):
        browser_env(f"{page_server}/form.html").reset()
    assert process.poll() is None


def test_lease_runs_out(runner: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    process = runner(lease_s=2)
    profile = str(lease_of(tmp_path / "run").profile)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    time.sleep(1)
    assert alive_of(profile), "the lease is not over"
    assert gone(profile, 5)
    assert not (tmp_path / "run" / "lease.json").exists()


def test_ctrl_c_leaves_nothing(runner: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    process = runner()
    profile = str(lease_of(tmp_path / "run").profile)
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the whole group
    output, _ = process.communicate(timeout=10)
    assert "closed" in output and process.returncode not in (0, -9)
    assert time.monotonic() - began < 6
    assert gone(profile, 1)


def test_keeper_killed_takes_the_browser_along(browser_env: Make, page_server: str, tmp_path: Path) -> None:
    env = browser_env(f"{page_server}/form.html")
    env.reset()
    lease = lease_of(tmp_path / "run")
    assert lease.keeper is not None
    lease.keeper.signal(signal.SIGKILL)
    deadline = time.monotonic() + 3
    while alive_of(str(lease.profile)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive_of(str(lease.profile))
    with pytest.raises(EnvError, match="the browser is gone"):
        env.observe()
    env.close()
    assert not Path(str(lease.profile)).exists()


def test_dead_browser_is_opened_again_with_its_profile(browser_env: Make, page_server: str, tmp_path: Path) -> None:
    env = browser_env(f"{page_server}/form.html")
    env.reset()
    lease = lease_of(tmp_path / "run")
    assert lease.screen is not None
    os.kill(lease.screen.pid, signal.SIGKILL)
    with pytest.raises(EnvError, match="the browser is gone"):
        env.observe()
    url = f"{page_server}/points.html"
    again = browser_env(f"{page_server}/form.html", last_url=url)
    seen = again.reset()
    assert (seen.url, seen.notes) == (url, (f"the browser was gone; it was opened again at {url}",))
    assert lease_of(tmp_path / "run").profile == lease.profile


def test_the_scale_is_the_browsers_own(browser_env: Make, page_server: str, tmp_path: Path) -> None:
    """Where it was but emulated, a click in the moment of a screenshot went to half its place."""
    env = browser_env(f"{page_server}/points.html", scale=2.0)
    env.reset()
    with sync_playwright() as playwright:
        browser = playwright.chromium.connect_over_cdp(lease_of(tmp_path / "run").address)
        tab = browser.contexts[0].new_page()
        assert tab.evaluate("devicePixelRatio") == 2
        tab.close()


@pytest.mark.parametrize("how", ["killed", *(pytest.param(how, marks=pytest.mark.long) for how in ("page", "closed"))])
def test_browser_gone_is_an_env_error(how: str, browser_env: Make, page_server: str, tmp_path: Path) -> None:
    env = browser_env(f"{page_server}/tabs.html")
    env.reset()
    lease = lease_of(tmp_path / "run")
    browser = lease.screen
    assert browser is not None
    if how == "killed":
        os.kill(browser.pid, signal.SIGKILL)
    elif how == "page":
        kill_renderers(browser.pid)
    else:
        address = lease.address.removeprefix("ws://").partition("/")[0]
        urllib.request.urlopen(f"http://{address}/json/close/{lease.target}", timeout=5).close()
    with pytest.raises(EnvError, match="the browser is gone"):
        for _ in range(3):
            env.observe()
    with pytest.raises(EnvError, match="the browser is gone"):
        env.step(Click(at=Point(9, 9)))
    with pytest.raises(EnvError, match="the browser is gone"):
        env.watch(lambda: True)


def kill_renderers(browser: int) -> None:
    """What an out-of-memory killer does to a page."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes()
                group = int((entry / "stat").read_text().rpartition(")")[2].split()[2])
            except OSError:
                continue
            if b"--type=renderer" in words and group == browser:
                os.kill(int(entry.name), signal.SIGKILL)


def test_unreachable_address_starts_nothing(browser_env: Make, nobody: str, tmp_path: Path) -> None:
    with pytest.raises(EnvError, match=r"cannot be opened: net::ERR_CONNECTION_REFUSED; check the address"):
        browser_env(nobody).reset()
    assert not (tmp_path / "run" / "lease.json").exists()


def test_profile_is_kept_and_reused(browser_env: Make, page_server: str, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    for stored in ("", "Ada"):
        env = browser_env(f"{page_server}/form.html", profile=profile)
        assert env.reset().title == f"stored:{stored} cookie:"
        env.step(Navigate(url=f"{page_server}/store.html"))
        assert env.observe().title == "kept"
        env.close()
        assert profile.is_dir()


def test_storage_state(browser_env: Make, page_server: str, tmp_path: Path) -> None:
    cookie = {"name": "session", "value": "42", "domain": "127.0.0.1", "path": "/", "expires": -1}
    cookie |= {"httpOnly": False, "secure": False, "sameSite": "Lax"}
    origin = {"origin": page_server, "localStorage": [{"name": "who", "value": "Ada"}]}
    state = tmp_path / "state.json"
    state.write_text(json.dumps({"cookies": [cookie], "origins": [origin]}), encoding="utf-8")
    seen = browser_env(f"{page_server}/form.html", storage_state=state).reset()
    assert (seen.title, seen.notes) == ("stored:Ada cookie:session=42", ())


@pytest.mark.parametrize("words", [None, "not json", '{"cookies": [{"name": 1}]}', "[]"])
def test_bad_storage_state(words: str | None, browser_env: Make, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    if words is not None:
        state.write_text(words, encoding="utf-8")
    with pytest.raises(UsageError, match=r"state\.json"):
        browser_env(storage_state=state).reset()


def test_bad_options(browser_env: Make, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--cdp nine: an address"):
        browser_env(cdp="nine")
    with pytest.raises(UsageError, match="neither --profile nor --cdp"):
        browser_env(profile=tmp_path, storage_state=tmp_path)
    with pytest.raises(UsageError, match="whole address"):
        browser_env("javascript:alert(1)")


def test_no_chromium(browser_env: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EYEHAND_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(EnvError, match=r"eyehand doctor.*playwright install chromium"):
        browser_env().reset()


def test_chromium_that_does_not_start(browser_env: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho no display >&2\nexit 3\n", encoding="ascii")
    broken.chmod(0o755)
    monkeypatch.setenv("EYEHAND_CHROMIUM", str(broken))
    with pytest.raises(EnvError, match="ended at once with code 3: no display"):
        browser_env().reset()
    assert not (tmp_path / "run" / "lease.json").exists()


@pytest.fixture
def somebodys_chrome(page_server: str, tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A browser that is already running, with one tab open: its DevTools address and process."""
    executable = find_chromium()
    assert executable is not None
    profile = tmp_path / "somebody"
    command = launch_command(executable, profile, headed=False, viewport=(800, 600))
    process = subprocess.Popen(
        [*command[:-1], f"{page_server}/form.html"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    port = profile / "DevToolsActivePort"
    while not port.exists() or len(port.read_text().split()) < 2:
        assert process.poll() is None
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port.read_text().split()[0]}", process
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_cdp_opens_a_tab_and_leaves_the_rest(
    somebodys_chrome: tuple[str, subprocess.Popen[bytes]], browser_env: Make, page_server: str, tmp_path: Path
) -> None:
    cdp, process = somebodys_chrome
    env = browser_env(f"{page_server}/tabs.html", cdp=cdp)
    assert env.reset().title == "tabs"
    env.step(Click(at=Point(100, 40)))
    opened = env.observe()
    assert opened.title == "points" and len(opened.notes) == 1
    dead = Process(pid=2**22 - 1, start=1)  # as if that runner had been killed
    lease = Lease.read(tmp_path / "run")
    assert lease is not None and lease.keeper is None
    Lease(lease.address, dead, target=lease.target).write(tmp_path / "run")
    again = browser_env(f"{page_server}/tabs.html", cdp=cdp)
    assert (again.reset().title, again.accepts) == ("points", env.accepts)
    again.close()
    env.close()
    assert process.poll() is None
    assert len(page_urls(cdp)) == 3  # theirs, ours, and what ours opened
    assert not (tmp_path / "run" / "lease.json").exists()


def page_urls(cdp: str) -> list[str]:
    with urllib.request.urlopen(f"{cdp}/json/list", timeout=5) as answer:
        return [page["url"] for page in json.load(answer) if page["type"] == "page"]


def test_cdp_where_nobody_is(browser_env: Make, nobody: str, tmp_path: Path) -> None:
    with pytest.raises(EnvError, match=f"no browser answers at {nobody}"):
        browser_env(cdp=nobody).reset()
    assert not (tmp_path / "run" / "lease.json").exists()


@pytest.mark.parametrize(("code", "told"), [("raise SystemExit(3)", 3), ("import os; os.kill(os.getpid(), 9)", -9)])
def test_how_a_process_ended_is_told_until_its_parent_asks(code: str, told: int) -> None:
    child = subprocess.Popen([sys.executable, "-c", code])
    process = Process.of(child.pid)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not process.alive() and process.exit_code() == told
    child.wait()
    assert process.exit_code() is None
    assert Process.of(os.getpid()).exit_code() is None
