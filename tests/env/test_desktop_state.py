"""What checks may ask of a desktop: files, windows, what applications say that they show."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from eyehand.env.desktop import DesktopEnv
from eyehand.tools.actions import Click, Launch, Press, Type
from eyehand.tools.errors import EnvError

Make = Callable[..., DesktopEnv]


def test_files_windows_and_things_are_told(desktop_env: Make, tmp_path: Path) -> None:
    home = tmp_path / "run" / "home"
    home.mkdir(parents=True)
    (home / "note.txt").write_text("from before", encoding="utf-8")
    (home / ".hidden").write_text("x", encoding="utf-8")
    env = desktop_env(app="mousepad note.txt")
    env.reset()
    env.step(Press(keys=("Control", "End")))
    env.step(Type(text=" and after"))
    env.step(Launch(app="calculator"))
    env.step(Type(text="12*34"))
    env.step(Press(keys=("Enter",)))
    env.observe()
    state = env.probe().state()
    assert state["files"] == {"note.txt": "from before"}
    assert len(state["windows"]) == 2
    shown = {(thing["application"], thing["text"]) for thing in state["things"]}
    assert ("mousepad", "from before and after") in shown
    assert any(application == "galculator" and "408" in text for application, text in shown)
    assert any(thing["role"] == "menu" and thing["name"] == "File" for thing in state["things"])
    env.close()
    with pytest.raises(EnvError, match="closed"):
        env.probe()


def test_processes_are_those_of_this_desktop_and_no_others(desktop_env: Make, tmp_path: Path) -> None:
    other, ours = desktop_env(folder=tmp_path / "other", app="galculator"), desktop_env(app="xterm")
    other.reset()
    ours.reset()
    ours.step(Type(text="sleep 1000\n"))
    until_s = time.monotonic() + 10
    ours.watch(lambda: "sleep" in processes(ours) or time.monotonic() > until_s)
    found = processes(ours)
    assert {"Xvfb", "openbox", "dbus-daemon", "xterm", "sleep"} <= set(found) and "galculator" not in found
    assert "galculator" in processes(other)
    os.kill(found["sleep"], signal.SIGKILL)
    ours.watch(lambda: "sleep" not in processes(ours) or time.monotonic() > until_s)
    assert "sleep" not in processes(ours)
    theirs = desktop_env(folder=tmp_path / "theirs", display=str(other.display))
    theirs.reset()
    assert set(processes(theirs)) == {"Galculator"}


def processes(env: DesktopEnv) -> dict[str, int]:
    return {process["name"]: process["pid"] for process in env.probe().state()["processes"]}


def test_settings_and_folders_are_told(desktop_env: Make, tmp_path: Path) -> None:
    home = tmp_path / "run" / "home"
    (home / "Archive" / ".git").mkdir(parents=True)
    env = desktop_env(app="lxappearance")
    env.reset()
    state = env.probe().state()
    assert state["folders"] == ["Archive"]
    assert state["settings"]["libreoffice/4/user/registrymodifications.xcu"].startswith("<?xml")
    [button] = [thing for thing in state["things"] if (thing["role"], thing["name"]) == ("push button", "Close")]
    x0, y0, x1, y1 = button["place"]
    env.step(Click(at=((x0 + x1) // 2, (y0 + y1) // 2)))
    assert env.observe().windows == ()


@pytest.mark.long
def test_a_spreadsheet_is_read_cell_by_cell(desktop_env: Make, tmp_path: Path) -> None:
    env = desktop_env(app="the spreadsheet")
    assert env.reset().frame.pixels[300:600].std() > 5  # it is drawn
    env.step(Type(text="Name\tAge\nAda\t=6*6\n"))
    env.observe()
    env.step(Press(keys=("Control", "s")))
    env.observe()
    for action in (Press(keys=("Control", "a")), Type(text="people.ods"), Press(keys=("Enter",))):
        env.step(action)
        env.observe()
    until_s = time.monotonic() + 20
    env.watch(lambda: env.probe().files().get("people.ods") is not None or time.monotonic() > until_s)
    assert env.probe().files().get("people.ods") == [["Name", "Age"], ["Ada", "36"]]
