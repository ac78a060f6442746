"""A person at a desktop is recorded until they end it."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from ...tools.actions import Action, Press, Type
from ...tools.desktop.focus import Focus
from ...tools.desktop.listening import Heard, Listening
from ...tools.desktop.lock import covered
from ...tools.desktop.windows import Windows
from ...tools.desktop.x11 import MOTION
from ...tools.errors import EnvError
from ...tools.geometry import Point
from ...tools.interrupts import deferred
from ..display import Display, Displaying
from ..events import OutcomeName
from .application import application
from .grouping import Grouping
from .hearing import Hearing, ancestors
from .hovering import Hovering, Rest
from .inputs import Button, Input
from .intentions import NAMES, Intention
from .judging import Due, Judging
from .secrecy import Secrecy, Typed
from .sights import Sight, Sights
from .writing import Writing

TURN_S = 0.015
SETTLE_S = 0.4
"""What was done is judged so long after it: text takes a moment to appear, a window to come to the front."""
STOPPED_S = 2.0
"""A Ctrl-C that was pressed so shortly before the end was the end."""


class Recording:
    """Records what a person does on an X display into a run folder, from one thread.

    What goes to the terminal that eyehand was started from is left out. ``told`` is called with each action that was
    written down. Raises EnvError when the display cannot be reached, is a Wayland session's or tells nothing.
    """

    def __init__(self, folder: Path, name: str, display: str, told: Callable[[Action], None]) -> None:
        self._display: Display = Displaying(folder, display, (0, 0), 0, False, 0, False).open()
        try:
            if self._display.name is None or self._display.connection is None:
                raise EnvError("only X displays can be recorded; this system has none")
            self._listening = Listening(self._display.name)
        except BaseException:
            self._display.close()
            raise
        self._focus = Focus(self._display.environment.get("DBUS_SESSION_BUS_ADDRESS"))
        self._ours = ancestors(os.getpid())
        began_in = application(Windows(self._display.connection), self._ours)
        screen = {"desktop": {"display": display, "monitor": 0, "app": began_in}}
        self._writing = Writing(folder, name, screen, self._display.connection.size, told)
        self._sights = Sights(self._display, self._writing.clock, self._writing.recorder.add)
        self._hearing = Hearing(self._listening)
        self._grouping = Grouping()
        self._hovering = Hovering(self._sights)
        self._secrecy = Secrecy(self._focus)
        self._judging = Judging(self._writing, self._sights, self._secrecy, self._ours)
        self._befores: dict[float, Sight] = {}
        self._typed: Typed | None = None
        self._due: deque[Due] = deque()
        self._rests: dict[float, list[Rest]] = {}
        self._stop = threading.Event()
        self._reason = ""

    def run(self) -> str:
        """Record until Ctrl-C, or until the pointer is thrown into the top-left corner; returns why it ended.

        Raises EnvError when the display goes away; what was recorded until then is kept.
        """
        try:
            with deferred(self._interrupted):
                while not self._stop.is_set():
                    self._turn()
                    time.sleep(TURN_S)
        except KeyboardInterrupt:
            pass
        except EnvError as error:
            self._close("error", str(error), None)
            raise
        except BaseException as error:
            self._close("error", f"the recording broke off: {error}", None)
            raise
        self._finish()
        return self._reason

    def _interrupted(self) -> None:
        self._reason = "the person pressed Ctrl-C"
        self._stop.set()

    def _finish(self) -> None:
        """Take in what was still to come, look a last time, close."""
        self._turn()
        self._take_in(self._grouping.end(), time.monotonic())
        self._drop_the_end()
        last = self._sights.settle()
        self._write_due(float("inf"))
        self._close("success", self._reason, last)

    def _close(self, outcome: OutcomeName, reason: str, last: Sight | None) -> None:
        try:
            clip = self._sights.clip(self._writing.time_s(last.since_s)) if last else ()
            self._writing.end(last, clip, outcome, reason)
        finally:
            for part in (self._listening, self._focus, self._secrecy, self._sights, self._display):
                part.close()

    def _turn(self) -> None:
        """Look, listen, write down what is complete."""
        self._sights.look()
        self._hearing.heed_layout()
        for heard in self._listening.take():
            self._hear(heard)
        now_s = time.monotonic()
        self._take_in(self._grouping.tick(now_s), now_s)
        self._hovering.tick(now_s)
        if self._typed is not None:
            self._typed.look(self._grouping.typing, self._sights.newest)
        self._write_due(now_s)

    def _hear(self, heard: Heard) -> None:
        if heard.kind == MOTION:
            if heard.x <= 0 and heard.y <= 0:
                self._reason = "the person moved the pointer into the top-left corner"
                self._stop.set()
            self._hovering.moved(heard.time_s, Point(heard.x, heard.y))
            return
        one = self._hearing.read(heard)
        if one is None or self._stop.is_set() or self._is_elsewhere(one):
            return
        if one.down:
            if isinstance(one, Button) and one.number in NAMES:
                self._rests[one.time_s] = self._hovering.led_to(one.at, self._sights.at(one.time_s))
            self._hovering.acted()
        self._take_in(self._grouping.add(one), one.time_s)
        for began_s in self._grouping.waiting:
            if began_s not in self._befores:
                self._befores[began_s] = self._sights.at(began_s)
        if self._typed is None and self._grouping.typing:
            self._typed = Typed(self._befores[one.time_s])

    def _is_elsewhere(self, one: Input) -> bool:
        """Whether an input goes to our own terminal, or to a screen lock."""
        active = self._sights.at(one.time_s).opened.active
        if isinstance(one, Button):
            under = self._sights.windows.at(*one.at) if one.down else None
            return under is not None and under.pid in self._ours
        if not one.down:
            return False
        if active is not None and active.pid in self._ours:
            return True
        assert self._display.connection is not None
        return not self._grouping.typing and bool(one.text) and covered(self._display.connection) is not None

    def _take_in(self, found: list[Intention], until_s: float) -> None:
        for intention in found:
            before = self._befores.get(intention.began_s) or self._sights.at(intention.began_s)
            typed = self._typed if isinstance(intention.action, Type) else None
            if typed is not None and isinstance(intention.action, Type):
                typed.look(intention.action.text, self._sights.at(until_s))
                self._typed = None
            self._due.append(Due(intention, before, until_s, typed, self._rests.pop(intention.began_s, [])))
        waiting = self._grouping.waiting
        self._befores = {began_s: sight for began_s, sight in self._befores.items() if began_s in waiting}
        self._rests = {began_s: rests for began_s, rests in self._rests.items() if began_s in waiting or not found}

    def _write_due(self, now_s: float) -> None:
        while self._due and now_s >= self._due[0].intention.ended_s + SETTLE_S:
            if not self._judging.write(self._due[0], now_s):
                break
            self._due.popleft()

    def _drop_the_end(self) -> None:
        """Forget the Ctrl-C that ended the recording: a terminal need not show whose it is."""
        last = self._due[-1].intention if self._due and self._reason.endswith("Ctrl-C") else None
        pressed = last is not None and last.action == Press(keys=("Control", "c"))
        if last is not None and pressed and time.monotonic() - last.began_s < STOPPED_S:
            self._due.pop()
