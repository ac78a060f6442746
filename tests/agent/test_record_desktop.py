"""``eyehand record NAME --desktop`` as a person uses it: begun at a terminal, ended by Ctrl-C, cut off, refused."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from eyehand.env.desktop import DesktopEnv
from eyehand.env.events import Intent
from eyehand.env.trajectory import Trajectory
from eyehand.tools.actions import Action, Click, Drag, Press, Scroll, Type

from ..env.at_desktop import Person, recorded
from .conftest import Said, command

Make = Callable[..., DesktopEnv]
WAIT_S = 90.0


class Told:
    """What a running command says on its stderr."""

    def __init__(self, stream: IO[str]) -> None:
        self.text = ""
        self._reading = threading.Thread(target=self._read, args=(stream,), daemon=True)
        self._reading.start()

    def close(self) -> None:
        self._reading.join(WAIT_S)

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self.text += line

    def wait_for(self, words: str) -> None:
        until_s = time.monotonic() + WAIT_S
        while words not in self.text:
            assert time.monotonic() < until_s, f"{words!r} was not said; it said: {self.text}"
            time.sleep(0.05)


@contextmanager
def recording(*words: object) -> Iterator[tuple[subprocess.Popen[str], Told]]:
    process = subprocess.Popen(command("record", *words), stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    told = Told(process.stderr)
    try:
        yield process, told
    finally:
        process.kill()
        process.wait()
        told.close()
        process.stderr.close()


def test_it_is_ended_by_ctrl_c_and_then_shown_and_searched(
    desktop_env: Make, tmp_path: Path, eyehand: Callable[..., Said]
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("", encoding="utf-8")
    env = desktop_env(app=f"mousepad {note}")
    env.reset()
    out = tmp_path / "recording"
    with recording("letter", "--desktop", "--display", env.display, "--out", out) as (process, told):
        told.wait_for("do it now")
        person = Person(str(env.display))
        person.click(640, 400)
        told.wait_for("click")
        person.type("Minutes of the meeting")
        env.observe()
        person.press("Control", "s")
        told.wait_for("Control")
        process.send_signal(signal.SIGINT)
        assert process.wait(WAIT_S) == 0, told.text
        person.x.close()
    trajectory = Trajectory.read(out)
    actions = [event.action for event in trajectory.events if isinstance(event, Intent)]
    assert actions == [Click(at=(640, 400)), Type(text="Minutes of the meeting"), Press(keys=("Control", "s"))]
    assert trajectory.outcome is not None and trajectory.outcome.reason == "the person pressed Ctrl-C"
    assert trajectory.header.screen["desktop"]["app"] == f"mousepad {note}"
    shown = eyehand("show", out)
    assert shown.code == 0 and "Minutes of the meeting" in shown.out
    found = eyehand("recall", out, "minutes meeting")
    assert found.code == 0 and "Minutes" in found.out


def test_what_was_done_before_it_was_killed_is_kept(
    desktop_env: Make, tmp_path: Path, eyehand: Callable[..., Said]
) -> None:
    env = desktop_env(app="mousepad")
    env.reset()
    out = tmp_path / "recording"
    with recording("letter", "--desktop", "--display", env.display, "--out", out) as (process, told):
        told.wait_for("do it now")
        person = Person(str(env.display))
        person.click(640, 400)
        told.wait_for("click")
        person.press("F10")
        told.wait_for("F10")
        os.kill(process.pid, signal.SIGKILL)
        process.wait(WAIT_S)
        person.x.close()
    trajectory = Trajectory.read(out)
    actions = [event.action for event in trajectory.events if isinstance(event, Intent)]
    assert actions == [Click(at=(640, 400)), Press(keys=("F10",))] and trajectory.outcome is None
    made = eyehand("compile", out, "-o", tmp_path / "letter.yaml")
    assert made.code == 0 and "was cut off" in made.err


def test_a_display_that_tells_nothing_is_refused_in_words(tmp_path: Path, eyehand: Callable[..., Said]) -> None:
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-extension", "RECORD", "-nolisten", "tcp"],  # takes XTEST away, too
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        display = ":" + server.stdout.readline().strip()
        said = eyehand("record", "letter", "--desktop", "--display", display, "--out", tmp_path / "recording")
    finally:
        server.terminate()
        server.wait()
        assert server.stdout is not None
        server.stdout.close()
    assert said.code == 3 and "has no XTEST extension" in said.err and "Traceback" not in said.err
    assert not (tmp_path / "recording").exists()


@pytest.mark.long
def test_a_wheel_a_drag_and_a_double_click_do_what_they_did_and_are_one_each(desktop_env: Make, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    lines = "".join(f"word{n} and more\n" for n in range(200))
    note.write_text(lines, encoding="utf-8")
    env = desktop_env(app=f"mousepad {note}")
    env.reset()
    person = Person(str(env.display))
    actions: list[Action] = []
    with recorded(tmp_path / "recording", str(env.display)) as made:
        person.turn(640, 400, 3)
        made.wait_for(1)
        env.observe()
        person.double_click(420, 400)
        made.wait_for(2)
        env.observe()
        person.drag((420, 440), (420, 480))  # beside the word that is marked now: that would be carried away
        made.wait_for(3)
        env.observe()
        person.press("Delete")
        person.press("Control", "s")
        made.wait_for(5)
        actions = made.written
    person.x.close()
    turned, twice, dragged, *_ = actions
    assert isinstance(turned, Scroll) and (turned.at, turned.dy_notches) == ((640, 400), 3)
    assert isinstance(twice, Click) and (twice.at, twice.count) == ((420, 400), 2)
    assert isinstance(dragged, Drag) and (dragged.start, dragged.end) == ((420, 440), (420, 480))
    assert len(note.read_text(encoding="utf-8")) < len(lines), "what was dragged over was deleted"
