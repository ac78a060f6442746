"""A virtual desktop with real applications: windows, stillness, trouble."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from eyehand.env import applications
from eyehand.env.desktop import DesktopEnv
from eyehand.env.keeper import Lease, children
from eyehand.tools.actions import Click, FocusWindow, Launch, Move, Navigate, Press, Type, Wait
from eyehand.tools.desktop.x11 import MOTION, Connection
from eyehand.tools.errors import ActionError, EnvError, UsageError
from eyehand.tools.geometry import Point

Make = Callable[..., DesktopEnv]
SPINNER = "xterm -T spinner -e sh -c 'while :; do printf \"\\\\r$((i=i+1))\"; sleep 0.05; done'"


def x_server(folder: Path) -> int:
    """The process number of the X server of a run."""
    lease = Lease.read(folder)
    assert lease is not None and lease.screen is not None
    [server] = [
        pid
        for pid in children(lease.screen.pid)
        if b"Xvfb" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]
    ]
    return server


def test_applications_open_and_their_windows_are_told(desktop_env: Make) -> None:
    env = desktop_env(app="the text editor")
    first = env.reset()
    assert first.title == "Untitled 1 - Mousepad" and first.windows == ("Untitled 1 - Mousepad",)
    assert first.url is None and first.frame.pixels.std() > 10
    env.step(Launch(app="calculator"))
    second = env.observe()
    assert second.title == "galculator" and len(second.windows) == 2
    assert "a window opened: 'galculator'" in second.notes
    env.step(FocusWindow(title="text editor"))
    assert env.observe().title == "Untitled 1 - Mousepad"
    env.step(Type(text="x"))
    env.step(Press(keys=("Control", "s")))
    asked = env.observe()
    assert asked.title == "Save As" and "a window opened: 'Save As'" in asked.notes
    with pytest.raises(ActionError, match="no window is called 'Nowhere'; open are: "):
        env.step(FocusWindow(title="Nowhere"))
    with pytest.raises(ActionError, match="that is for browsers"):
        env.step(Navigate(url="http://127.0.0.1/"))


def test_a_missing_application_is_said_with_its_package(desktop_env: Make, tmp_path: Path) -> None:
    env = desktop_env()
    env.reset()
    with pytest.raises(
        ActionError, match="'gimp' is not installed; Debian's package gimp has it: sudo apt-get install"
    ):
        env.step(Launch(app="gimp"))
    with pytest.raises(ActionError, match="no application or command is called that"):
        env.step(Launch(app="the frobnicator"))
    env.close()
    with pytest.raises(EnvError, match="'gimp' is not installed"):
        desktop_env(app="gimp").reset()
    assert not (tmp_path / "run" / "lease.json").exists()


def test_a_window_that_never_opens_is_said(desktop_env: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    env = desktop_env()
    env.reset()
    with pytest.raises(ActionError, match="sh ended at once with code 3: broken"):
        env.step(Launch(app="sh -c 'echo broken >&2; exit 3'"))
    monkeypatch.setattr(applications, "WINDOW_S", 1.0)
    with pytest.raises(ActionError, match="sleep was started, but no window of it opened within 1 s"):
        env.step(Launch(app="sleep 60"))


def test_a_blinking_caret_does_not_hold_it_up(desktop_env: Make) -> None:
    env = desktop_env(app="mousepad")
    env.reset()
    for _ in range(3):
        assert env.observe().stages["settle"] < 2.5


def test_a_window_that_opened_since_the_look_is_noticed_where_it_is(desktop_env: Make) -> None:
    env = desktop_env()
    first = env.reset()
    here, there = Point(80, 80), Point(first.frame.width - 40, first.frame.height - 40)
    assert not env.repainted(here)
    env.step(Launch(app="xterm -geometry 30x10+0+0"))
    assert env.repainted(here) and not env.repainted(there)
    env.observe()
    assert not env.repainted(here)


def test_what_never_stops_is_said_with_its_place(desktop_env: Make) -> None:
    env = desktop_env(app=SPINNER)
    env.reset()
    env.step(Wait(seconds=1.0))
    [moving] = [note for note in env.observe().notes if note.startswith("still moving")]
    assert re.fullmatch(r"still moving: a part around \(\d+, \d+\)", moving)


def test_a_display_that_dies_is_an_env_error(desktop_env: Make, tmp_path: Path) -> None:
    env = desktop_env(app="mousepad")
    env.reset()
    os.kill(x_server(tmp_path / "run"), signal.SIGKILL)
    for use in (env.observe, lambda: env.step(Type(text="a")), lambda: env.watch(lambda: False)):
        with pytest.raises(EnvError, match="gone"):
            use()
    env.close()
    with pytest.raises(EnvError, match="gone, and its applications with it"):
        desktop_env(resumed=True).reset()


def test_another_resolution_is_seen_and_pointed_at(desktop_env: Make) -> None:
    env = desktop_env(app="mousepad")
    env.reset()
    display = str(env.display)
    mode = ["800x600", "40", "800", "840", "968", "1056", "600", "601", "605", "628"]
    for words in (
        ["--newmode", *mode],
        ["--addmode", "screen", "800x600"],
        ["--output", "screen", "--mode", "800x600"],
    ):
        subprocess.run(["xrandr", "-display", display, *words], check=True)
    seen = env.observe()
    assert (seen.frame.width, seen.frame.height) == (800, 600)
    assert seen.frame.pixels.shape == (600, 800, 3)
    assert "the screen is now 800x600 pixels" in seen.notes
    env.step(Move(at=Point(790, 590)))
    with closing(Connection(display)) as person:
        assert person.pointer == (790, 590)
    with pytest.raises(ActionError, match="outside the 800x600 frame"):
        env.step(Click(at=Point(900, 100)))


def test_the_corner_stops_it_when_a_person_went_there(desktop_env: Make) -> None:
    env = desktop_env()
    env.reset()
    env.step(Move(at=Point(0, 0)))
    env.step(Type(text="a"))
    env.step(Move(at=Point(50, 50)))
    with closing(Connection(str(env.display))) as person:
        person.fake(MOTION, x=0, y=0)
    with pytest.raises(KeyboardInterrupt, match="top-left corner"):
        env.step(Type(text="a"))


def test_two_clicks_are_no_double_click(desktop_env: Make, tmp_path: Path) -> None:
    """A double click would mark the word, and the x would replace it."""
    note = tmp_path / "note.txt"
    note.write_text("wordwordword", encoding="utf-8")
    env = desktop_env(app=f"mousepad {note}")
    pixels = env.reset().frame.pixels[200:260, 320:960]
    rows, columns = (pixels.max(axis=2) < 80).nonzero()
    at = Point(320 + int(columns.mean()), 200 + int(rows.mean()))
    for action in (Click(at=at), Click(at=at), Type(text="x"), Press(keys=("Control", "s"))):
        env.step(action)
    env.step(Wait(seconds=0.5))
    assert re.fullmatch("w.*x.*d", note.read_text(encoding="utf-8")) and len(note.read_text(encoding="utf-8")) == 13


def test_a_real_display_is_used_and_left_alone(desktop_env: Make, tmp_path: Path) -> None:
    theirs = desktop_env(folder=tmp_path / "theirs", app="mousepad")
    theirs.reset()
    ours = desktop_env(folder=tmp_path / "ours", display=str(theirs.display))
    seen = ours.reset()
    assert seen.windows == ("Untitled 1 - Mousepad",)
    ours.step(Launch(app="galculator"))
    ours.close()
    assert not (tmp_path / "ours" / "lease.json").exists()
    assert set(theirs.observe().windows) == {"Untitled 1 - Mousepad", "galculator"}


def test_a_monitor_is_a_picture_of_its_own(desktop_env: Make) -> None:
    command = ["Xvfb", "-displayfd", "1", "+xinerama", "-nolisten", "tcp", "-noreset"]
    screens = ["-screen", "0", "640x480x24", "-screen", "1", "800x600x24"]
    with subprocess.Popen([*command, *screens], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        display = ":" + server.stdout.readline().decode().strip()
        try:
            for monitor, size in ((0, (800, 600)), (1, (640, 480))):
                env = desktop_env(display=display, monitor=monitor)
                frame = env.reset().frame
                assert (frame.width, frame.height) == size
                env.close()
            with pytest.raises(UsageError, match="there is no monitor 5; 1 are connected"):
                desktop_env(display=display, monitor=5).reset()
        finally:
            server.terminate()


def test_what_cannot_be_is_one_sentence(desktop_env: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="--vnc shows a virtual desktop"):
        desktop_env(display=":0", vnc=True)
    with pytest.raises(EnvError, match="the display :987 cannot be reached"):
        desktop_env(display=":987").reset()
    with pytest.raises(EnvError, match="names no X display; write it like :0"):
        desktop_env(display="screen one").reset()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":987")
    with pytest.raises(EnvError, match="this is a Wayland session"):
        desktop_env(display=":987").reset()
