"""Somebody at a desktop that is being recorded: input over a connection of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from eyehand.env.base import Observation
from eyehand.env.desktop import DesktopEnv
from eyehand.env.recording_desktop.recording import Recording
from eyehand.env.trajectory import Trajectory
from eyehand.tools.actions import Action
from eyehand.tools.desktop.keys import Layout
from eyehand.tools.desktop.x11 import BUTTON_PRESS, BUTTON_RELEASE, MOTION, PRESS, RELEASE, Connection
from eyehand.tools.frames import Frame

WAIT_S = 60.0


class Person:
    """Somebody with a pointer and keys, on a connection of their own."""

    def __init__(self, display: str) -> None:
        self.x = Connection(display)
        self.layout = Layout(self.x.keyboard())

    def click(self, x: int, y: int, button: int = 1) -> None:
        self.x.fake(MOTION, x=x, y=y)
        self.x.fake_at_once([(BUTTON_PRESS, button), (BUTTON_RELEASE, button)])

    def press(self, *names: str) -> None:
        strokes = [self.layout.key(name) for name in names]
        codes = [self.layout.shift] * any(stroke.shifted for stroke in strokes) + [stroke.code for stroke in strokes]
        for code in codes:
            self.x.fake(PRESS, code)
        for code in reversed(codes):
            self.x.fake(RELEASE, code)

    def type(self, text: str) -> None:
        names = {" ": "space", "\n": "Return"}
        for character in text:
            self.press(names.get(character, character))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        self.x.fake(MOTION, x=start[0], y=start[1])
        self.x.fake(BUTTON_PRESS, 1)
        for part in range(1, 6):
            x, y = (round(one + (other - one) * part / 5) for one, other in zip(start, end, strict=True))
            self.x.fake(MOTION, x=x, y=y)
        self.x.fake(BUTTON_RELEASE, 1)

    def double_click(self, x: int, y: int) -> None:
        self.x.fake(MOTION, x=x, y=y)
        self.x.fake_at_once([(BUTTON_PRESS, 1), (BUTTON_RELEASE, 1)] * 2)

    def turn(self, x: int, y: int, notches: int) -> None:
        self.x.fake(MOTION, x=x, y=y)
        for _ in range(abs(notches)):
            self.x.fake_at_once([(BUTTON_PRESS, 5 if notches > 0 else 4), (BUTTON_RELEASE, 5 if notches > 0 else 4)])


class Recorded:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: list[Action] = []

    def wait_for(self, count: int) -> None:
        until_s = time.monotonic() + WAIT_S
        while len(self.written) < count:
            assert time.monotonic() < until_s, f"only these were written: {self.written}"
            time.sleep(0.02)

    @property
    def trajectory(self) -> Trajectory:
        return Trajectory.read(self.folder)

    def picture(self, step: int) -> Frame:
        return Frame.open(self.folder / self.trajectory.steps()[step].observed.frame.path)


@contextmanager
def recorded(folder: Path, display: str) -> Iterator[Recorded]:
    """A recording while the block runs; it is ended by the pointer in the corner."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Recorded(folder)
    recording = Recording(folder, "note", display, made.written.append)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            recording.run()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    person = Connection(display)
    try:
        yield made
    finally:
        person.fake(MOTION, x=0, y=0)
        person.close()
        thread.join(WAIT_S)
    assert not thread.is_alive() and not failed, failed


def until_drawn(env: DesktopEnv, before: Observation, least: int = 30) -> Observation:
    """Wait until some pixels are other than in a picture from before."""
    until_s = time.monotonic() + WAIT_S
    while True:
        now = env.observe()
        apart = np.abs(now.frame.pixels.astype(int) - before.frame.pixels.astype(int)).max(axis=2)
        if int((apart > 40).sum()) >= least:
            return now
        assert time.monotonic() < until_s, "nothing was drawn"
