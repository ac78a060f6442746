"""A desktop as an environment: an X display of its own, or a person's real screen."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..tools.actions import Action, FocusWindow, Launch, Wait
from ..tools.desktop.hands import Hands, XHands
from ..tools.desktop.windows import Windows
from ..tools.errors import ActionError, EnvError, UsageError
from ..tools.frames import Frame
from ..tools.geometry import Point
from ..tools.interrupts import deferred
from ..tools.secrets import Secrets
from .applications import Applications
from .base import Clock, Observation
from .desktop_state import DesktopState
from .display import Display, Displaying
from .watching import POLL_S, Watching

ASK_S = 0.01
LOOKS = 3
"""How often it looks at most, when windows open or close while it looks."""
HANDS = frozenset({"move", "click", "drag", "scroll", "type", "press", "wait"})
WINDOWS = frozenset({"launch", "focus_window"})


@dataclass(frozen=True, slots=True)
class _Open:
    """A desktop that is there; ``windows`` and ``applications`` are None where there is no X."""

    display: Display
    hands: Hands
    watching: Watching
    windows: Windows | None
    applications: Applications | None

    def titles(self) -> dict[int, str]:
        """The titles of the open windows by their numbers."""
        return {window.number: window.title for window in self.windows.open()} if self.windows else {}

    def close(self) -> None:
        try:
            self.watching.close()
            self.hands.close()
        finally:
            self.display.close()


class DesktopEnv:
    """A screen with applications, seen as pixels and driven by pointer and keys. Implements ``env.base.Env``.

    Without ``display`` it is a virtual one of ``size`` pixels and ``depth`` bits under a lease in ``folder``: it
    outlives a killed runner by ``lease_s`` seconds, and a new DesktopEnv on the same folder attaches to it again.
    With ``display`` (":0") it is a person's, and only looked at and acted on. ``monitor`` counts from 1; 0 is all of
    them as one picture. ``app`` is started at the beginning. ``vnc`` lets a person watch the virtual one. With
    ``resumed`` only a virtual display that was left open will do: what was on it cannot be brought back.
    ``on_frame`` is handed each frame that differs from the one before (JPEG). Nothing is started before ``reset``.
    """

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock,
        secrets: Secrets | None = None,
        display: str | None = None,
        size: tuple[int, int] = (1280, 800),
        depth: int = 24,
        monitor: int = 0,
        app: str | None = None,
        vnc: bool = False,
        lease_s: float = 600,
        resumed: bool = False,
        on_frame: Callable[[Frame], None] | None = None,
    ) -> None:
        if display is not None and vnc:
            raise UsageError("--vnc shows a virtual desktop; it does not go with --display")
        self._displaying = Displaying(folder, display, size, depth, vnc, lease_s, resumed)
        self._app = app
        self._clock = clock
        self._on_frame = on_frame
        self._secrets = secrets or Secrets()
        self._monitor = monitor
        self._desktop: _Open | None = None
        self._titles: dict[int, str] | None = None

    @property
    def accepts(self) -> frozenset[str]:
        return HANDS | WINDOWS if sys.platform == "linux" else HANDS

    @property
    def display(self) -> str | None:
        """The X display that is used, like ":5"; None before ``reset`` and where there is no X."""
        return self._desktop.display.name if self._desktop else None

    def reset(self) -> Observation:
        """Start or find the display, start the application, and look.

        Raises EnvError when there is no display, when it does not start, or when the application does not.
        """
        self.close()
        self._titles = None
        self._displaying.folder.mkdir(parents=True, exist_ok=True)
        display = self._displaying.open()
        try:
            self._desktop = desktop = self._connected(display)
        except BaseException:
            display.close()
            raise
        try:
            if display.again:
                desktop.watching.notes.append("attached again to the display that was left open")
            elif self._app and not self._displaying.resumed:
                self._start(self._app)
            if vnc := display.environment.get("EYEHAND_VNC"):
                desktop.watching.notes.append(f"a person can watch with: vncviewer {vnc}")
            desktop.watching.acted()
            return self.observe()
        except BaseException:
            self.close()
            raise

    def observe(self) -> Observation:
        """Wait until the screen is still (bounded) and look at it. Raises EnvError when it is locked."""
        desktop, start_s = self._on, time.monotonic()
        watching, looks = desktop.watching, 0
        before = desktop.titles()
        while True:
            settled = watching.settle(start_s)
            settled_s = time.monotonic()
            shot, titles = watching.give(), desktop.titles()
            looks += 1
            if titles == before or looks == LOOKS:
                break
            before = titles
            watching.acted()  # what opened or closed has yet to be drawn
        desktop.display.heed_lock()
        frame = Frame.from_pixels(shot.rgb, scale=shot.scale, time_s=self._clock())
        active = desktop.windows.active() if desktop.windows else None
        return Observation(
            frame,
            clip=watching.clip.take(frame.time_s),
            title=active.title if active else None,
            notes=(*watching.told(settled), *self._came_and_went(titles)),
            windows=tuple(titles.values()),
            stages={"settle": settled_s - start_s, "capture": time.monotonic() - settled_s},
        )

    def glance(self) -> Observation:
        """The screen as it is now, at once: it need not be still. The same frame again while nothing is drawn.

        Points of the next action mean its pixels. Raises EnvError when the display is gone.
        """
        return Observation(self._on.watching.glimpse())

    def repainted(self, point: Point) -> bool:
        """Whether something else was drawn around a pixel of the newest observation since then."""
        watching = self._on.watching
        watching.look()
        return watching.clip.covers(point.x, point.y)

    def step(self, action: Action) -> None:
        """Carry out one action, once; a launch returns when a window of the application has opened.

        Raises EnvError, before anything is sent, when the screen is locked.
        """
        desktop = self._on
        watching = desktop.watching
        watching.newest()
        desktop.display.heed_lock()
        try:
            match action:
                case Wait(seconds=seconds):
                    until_s = time.monotonic() + seconds
                    self.watch(lambda: time.monotonic() >= until_s)
                case Launch(app=app) if desktop.applications is not None:
                    watching.notes += desktop.applications.start(app)
                case FocusWindow(title=title) if desktop.applications is not None:
                    desktop.applications.focus(title)
                case _ if action.kind in HANDS:
                    watching.notes += desktop.hands.send(action, watching.place)
                case _:
                    raise ActionError(f"a desktop cannot {action.kind}; that is for browsers")
        finally:
            watching.acted()

    def watch(self, until: Callable[[], bool]) -> None:
        """Take in what changes until the function says True; asked every 10 ms."""
        looked_s = float("-inf")
        stop = threading.Event()
        with deferred(stop.set):
            while not stop.is_set():
                if time.monotonic() - looked_s >= POLL_S:
                    self._on.watching.look()
                    looked_s = time.monotonic()
                if until():
                    return
                time.sleep(ASK_S)

    def close(self) -> None:
        """Leave the display; a virtual one ends with its applications. What they saved stays in ``home``."""
        desktop, self._desktop = self._desktop, None
        if desktop is not None:
            desktop.close()

    def probe(self) -> DesktopState:
        """What setup and checks may ask of this desktop. Raises EnvError before ``reset`` and where there is no X."""
        if self._desktop is None or self._desktop.windows is None:
            raise EnvError("the desktop is closed, or has no X display; it cannot be asked")
        display = self._desktop.display
        keeper = display.leased.lease.keeper
        home, pid = self._displaying.home, keeper.pid if keeper else None
        return DesktopState(home, self._desktop.windows, display.environment, pid)

    @property
    def _on(self) -> _Open:
        """The desktop, if it is open. Raises EnvError when it is not."""
        if self._desktop is None:
            raise EnvError("the desktop is closed; call reset() first")
        return self._desktop

    def _connected(self, display: Display) -> _Open:
        """Eyes and hands for a display."""
        if display.connection is None:
            from ..tools.desktop.portable_hands import PortableHands

            hands = PortableHands(self._secrets)
            return _Open(display, hands, self._watching(display, hands), None, None)
        hands, windows = XHands(display.connection, self._secrets), Windows(display.connection)
        watching = self._watching(display, hands)
        applications = Applications(display.launcher, windows, watching.look, watching.blank)
        return _Open(display, hands, watching, windows, applications)

    def _watching(self, display: Display, hands: Hands) -> Watching:
        return Watching(display, self._monitor, self._clock, idle=hands.idle, on_frame=self._on_frame)

    def _start(self, app: str) -> None:
        desktop = self._on
        assert desktop.applications is not None, "there is no --app without an X display"
        try:
            desktop.watching.notes += desktop.applications.start(app)
        except ActionError as error:
            raise EnvError(str(error)) from None

    def _came_and_went(self, titles: dict[int, str]) -> list[str]:
        """Which windows opened and closed since the last look."""
        before, self._titles = self._titles, titles
        if before is None:
            return []
        came = [f"a window opened: {title!r}" for number, title in titles.items() if number not in before]
        return came + [f"a window closed: {title!r}" for number, title in before.items() if number not in titles]
