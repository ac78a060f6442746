"""A virtual desktop outlives its runner for the time of its lease, and nothing outlives both."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eyehand.env.desktop import DesktopEnv
from eyehand.env.keeper import Lease
from eyehand.tools.actions import Press, Type
from eyehand.tools.errors import EnvError

Make = Callable[..., DesktopEnv]
RUNNER = """
    import sys, time
    from pathlib import Path
    from eyehand.env.desktop import DesktopEnv
    from eyehand.tools.actions import Type

    env = DesktopEnv(Path(sys.argv[1]), clock=time.monotonic, lease_s=float(sys.argv[2]), app="mousepad")
    try:
        env.reset()
        env.step(Type(text="half a wor"))
        print(env.observe().title, flush=True)
        env.watch(lambda: False)
    finally:
        env.close()
        print("closed", flush=True)
"""
STARTED = subprocess.Popen[str]


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Callable[..., STARTED]]:
    """Starts a process that types half a word into an editor and waits; ended after the test."""
    started: list[STARTED] = []

    def start(lease_s: float = 600) -> STARTED:
        words = [sys.executable, "-c", textwrap.dedent(RUNNER), str(tmp_path / "run"), str(lease_s)]
        process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "*Untitled 1 - Mousepad\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
    lease = Lease.read(tmp_path / "run")
    if lease is not None and lease.keeper is not None:
        lease.keeper.signal(signal.SIGTERM)


def profile_of(folder: Path) -> str:
    lease = Lease.read(folder)
    assert lease is not None and lease.profile is not None
    return lease.profile


def alive_in(profile: str) -> list[str]:
    """The processes that live in this profile: on their command line, or in their environment."""
    found: list[str] = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            words = (entry / "cmdline").read_bytes(), (entry / "environ").read_bytes()
        except OSError:
            continue
        if state not in "ZX" and any(profile.encode() in each for each in words):
            found.append(words[0].replace(b"\0", b" ").decode())
    return found


def gone(profile: str, within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if not alive_in(profile) and not Path(profile).exists():
            return True
        time.sleep(0.02)
    return False


def test_close_leaves_nothing_but_what_was_saved(desktop_env: Make, tmp_path: Path) -> None:
    env = desktop_env(app="mousepad")
    env.reset()
    env.step(Type(text="kept"))
    for action in (Press(keys=("Control", "s")), Press(keys=("Control", "a")), Type(text="note.txt")):
        env.step(action)
        env.observe()
    env.step(Press(keys=("Enter",)))
    until_s = time.monotonic() + 10
    env.watch(lambda: (tmp_path / "run" / "home" / "note.txt").exists() or time.monotonic() > until_s)
    profile = profile_of(tmp_path / "run")
    assert len(alive_in(profile)) >= 5
    env.close()
    env.close()
    assert not alive_in(profile) and not Path(profile).exists()
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["home"]
    assert (tmp_path / "run" / "home" / "note.txt").read_text(encoding="utf-8") == "kept"
    with pytest.raises(EnvError, match="closed"):
        env.observe()


def test_attaches_again_after_kill_9(runner: Callable[..., STARTED], desktop_env: Make, tmp_path: Path) -> None:
    process = runner()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    env = desktop_env(resumed=True)
    seen = env.reset()
    assert seen.title == "*Untitled 1 - Mousepad"
    assert seen.notes == ("attached again to the display that was left open",)
    env.step(Type(text="d"))
    profile = profile_of(tmp_path / "run")
    env.close()
    assert not alive_in(profile) and not Path(profile).exists()


def test_two_runners_do_not_share_it(runner: Callable[..., STARTED], desktop_env: Make) -> None:
    process = runner()
    with pytest.raises(EnvError, match=f"still driven by process {process.pid}"):
        desktop_env(resumed=True).reset()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_ctrl_c_nor_a_lease(
    runner: Callable[..., STARTED], how: signal.Signals, tmp_path: Path
) -> None:
    process = runner(lease_s=0.5 if how is signal.SIGKILL else 600)
    profile = profile_of(tmp_path / "run")
    assert alive_in(profile)
    os.kill(process.pid, how)
    process.wait()
    assert gone(profile, 5)
    assert not (tmp_path / "run" / "lease.json").exists()


def test_nothing_outlives_its_keeper(runner: Callable[..., STARTED], tmp_path: Path) -> None:
    runner()
    lease = Lease.read(tmp_path / "run")
    assert lease is not None and lease.keeper is not None
    lease.keeper.signal(signal.SIGKILL)
    deadline = time.monotonic() + 5
    while alive_in(str(lease.profile)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive_in(str(lease.profile))


@pytest.mark.long
def test_twenty_in_a_row_and_two_at_once_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tempfile.mkdtemp(prefix="eyehand-")  # the path of a socket has no room for a long one
    monkeypatch.setattr(tempfile, "tempdir", temporary)
    servers: dict[str, int] = {}
    profiles: list[str] = []
    trouble: list[BaseException] = []

    def episode(name: str, app: str) -> None:
        env = DesktopEnv(tmp_path / name, clock=time.monotonic, app=app)
        try:
            assert len(env.reset().windows) == 1
            env.step(Type(text=f"{name} 東"))
            env.observe()
            processes = {process["name"]: process["pid"] for process in env.probe().state()["processes"]}
            servers[f"{env.display} of {name}"] = processes["Xvfb"]
            profiles.append(profile_of(tmp_path / name))
        except BaseException as error:
            trouble.append(error)
        finally:
            env.close()

    apps = ("mousepad", "ristretto", "pcmanfm", "xterm", "galculator")
    for number in range(20):
        episode(f"row-{number}", apps[number % len(apps)])
    at_once = [threading.Thread(target=episode, args=(f"beside-{number}", "mousepad")) for number in range(2)]
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join()
    assert trouble == [] and len(set(profiles)) == len(servers) == 22
    assert [one for profile in profiles for one in alive_in(profile)] == []
    assert os.listdir(temporary) == []
    assert all(let_go(name.split()[0], pid) for name, pid in servers.items()), servers
    os.rmdir(temporary)


def let_go(display: str, server: int) -> bool:
    """Whether a display comes free of this X server: another's may stand there by now, or be about to come or go."""
    deadline_s = time.monotonic() + 10
    while holds(display, server) and time.monotonic() < deadline_s:
        time.sleep(0.1)
    return not holds(display, server)


def holds(display: str, server: int) -> bool:
    """Whether a display is still locked by this X server, or nobody's socket still stands there."""
    try:
        return int(Path(f"/tmp/.X{display[1:]}-lock").read_text(encoding="ascii")) == server
    except FileNotFoundError:
        return Path(f"/tmp/.X11-unix/X{display[1:]}").exists()
