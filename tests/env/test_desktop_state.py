"""What checks may ask of a desktop: files, windows, what applications say that they show."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from eyehand.env.desktop import DesktopEnv
from eyehand.tools.actions import Launch, Press, Type
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
