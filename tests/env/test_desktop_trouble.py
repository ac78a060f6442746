"""What may get in the way on a desktop: a screen lock, a dialog that keeps the focus."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from Xlib import X, Xatom
from Xlib.display import Display

from eyehand.env.desktop import DesktopEnv
from eyehand.tools.actions import Click, FocusWindow, Press, Type
from eyehand.tools.errors import EnvError

Make = Callable[..., DesktopEnv]


@contextmanager
def locked(name: str, *, keyboard: bool = True, wm_class: str | None = None) -> Iterator[None]:
    """Lie over a display as a screen lock does: past the window manager, and with the keyboard."""
    display = Display(name)
    screen = display.screen()
    size = screen.width_in_pixels, screen.height_in_pixels
    window = screen.root.create_window(
        0, 0, *size, 0, screen.root_depth, override_redirect=True, background_pixel=screen.black_pixel
    )
    try:
        if wm_class:
            window.set_wm_class(wm_class, wm_class)
        window.map()
        window.configure(stack_mode=X.Above)
        display.sync()
        if keyboard:
            assert window.grab_keyboard(True, X.GrabModeAsync, X.GrabModeAsync, X.CurrentTime) == X.GrabSuccess
        yield
    finally:
        display.close()


@pytest.mark.parametrize(("keyboard", "wm_class"), [(True, None), (False, "i3lock")])
def test_a_locked_screen_is_said_and_nothing_is_typed_into_it(
    desktop_env: Make, tmp_path: Path, keyboard: bool, wm_class: str | None
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("", encoding="utf-8")
    env = desktop_env(app=f"mousepad {note}")
    env.reset()
    display = str(env.display)
    real = desktop_env(folder=tmp_path / "real", display=display)
    said = f"the screen {display} is locked .*; unlock it"
    with locked(display, keyboard=keyboard, wm_class=wm_class):
        for use in (env.observe, lambda: env.step(Type(text="secret")), real.reset):
            with pytest.raises(EnvError, match=said):
                use()
        assert f"{display} is locked" in doctor(display)["Real display"]
    env.step(Type(text="seen"))
    env.step(Press(keys=("Control", "s")))
    env.observe()
    assert note.read_text(encoding="utf-8") == "seen"
    assert doctor(display)["Real display"] == display


def test_xscreensaver_says_itself_that_it_locks(desktop_env: Make) -> None:
    env = desktop_env()
    env.reset()
    person = Display(str(env.display))
    atoms = [person.intern_atom(name) for name in ("LOCK", "BLANK")]
    status = person.intern_atom("_SCREENSAVER_STATUS")
    person.screen().root.change_property(status, Xatom.INTEGER, 32, [atoms[0], 0, 0])
    person.sync()
    with pytest.raises(EnvError, match="is locked \\(xscreensaver\\)"):
        env.observe()
    person.screen().root.change_property(status, Xatom.INTEGER, 32, [atoms[1], 0, 0])
    person.sync()
    env.observe()
    person.close()


def test_a_full_screen_and_an_open_menu_are_no_lock(desktop_env: Make) -> None:
    env = desktop_env(app="mousepad")
    env.reset()
    env.step(Press(keys=("F11",)))
    env.observe()
    env.step(Press(keys=("F10",)))
    env.observe()
    env.step(Press(keys=("Escape",)))
    with locked(str(env.display), keyboard=False):  # a picture over everything that leaves the keyboard alone
        env.observe()
    assert env.observe().title == "Untitled 1 - Mousepad"


def test_a_dialog_that_keeps_the_focus_is_told_and_can_be_answered(desktop_env: Make) -> None:
    env = desktop_env(app="mousepad")
    env.reset()
    for action in (Type(text="x"), Press(keys=("Alt", "F4"))):
        env.step(action)
        seen = env.observe()
    assert seen.title == "Save Changes" and "a window opened: 'Save Changes'" in seen.notes
    env.step(Type(text="lost"))
    env.step(FocusWindow(title="Mousepad"))
    assert env.observe().title == "Save Changes"
    [button] = [thing for thing in env.probe().state()["things"] if thing["name"] == "Cancel"]
    x0, y0, x1, y1 = button["place"]
    env.step(Click(at=((x0 + x1) // 2, (y0 + y1) // 2)))
    answered = env.observe()
    assert answered.title == "*Untitled 1 - Mousepad" and "a window closed: 'Save Changes'" in answered.notes
    assert "x" in [thing["text"] for thing in env.probe().state()["things"]]


def doctor(display: str) -> dict[str, str]:
    """What the doctor finds on a display, by name."""
    env = {**os.environ, "DISPLAY": display}
    command = [sys.executable, "-m", "eyehand.agent", "doctor", "--json"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=120, env=env)
    return {finding["name"]: finding["found"] for finding in json.loads(said.stdout)["findings"]}
