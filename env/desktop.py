"""A desktop as an environment: an X display of its own, or a person's real screen."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from ..tools.actions import Action, FocusWindow, Launch, Wait
from ..tools.desktop.capture import Capture, Shot
from ..tools.desktop.hands import Hands, XHands
from ..tools.desktop.windows import Windows
from ..tools.errors import ActionError, EnvError, UsageError
from ..tools.frames import Frame
from ..tools.geometry import Box, Point
from ..tools.secrets import Secrets
from .applications import Applications
from .base import Clock, Observation
from .clip import Clip
from .desktop_state import DesktopState
from .display import Display, Displaying
from .settle import Settled, Stillness, thumbnail_of

POLL_S, ASK_S = 0.03, 0.01
QUIET_S = 0.3
"""A toolkit shows a button that was pressed by a key as pressed for 0.25 s before anything comes of it."""
JPEG_QUALITY = 80
HANDS = frozenset({"move", "click", "drag", "scroll", "type", "press", "wait"})
WINDOWS = frozenset({"launch", "focus_window"})


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
        self._display: Display | None = None
        self._forget()

    @property
    def accepts(self) -> frozenset[str]:
        return HANDS | WINDOWS if sys.platform == "linux" else HANDS

    @property
    def display(self) -> str | None:
        """The X display that is used, like ":5"; None before ``reset`` and where there is no X."""
        return self._display.name if self._display else None

    def reset(self) -> Observation:
        """Start or find the display, start the application, and look.

        Raises EnvError when there is no display, when it does not start, or when the application does not.
        """
        self.close()
        self._forget()
        self._displaying.folder.mkdir(parents=True, exist_ok=True)
        self._display = display = self._displaying.open()
        try:
            self._capture = Capture(display.name, self._monitor)
            if display.connection is not None:
                self._windows = Windows(display.connection)
                self._hands = XHands(display.connection, self._secrets)
                self._applications = Applications(display.launcher, self._windows, self._look, self._blank)
            else:
                from ..tools.desktop.portable_hands import PortableHands

                self._hands = PortableHands(self._secrets)
            if display.again:
                self._notes.append("attached again to the display that was left open")
            elif self._app and not self._displaying.resumed:
                self._start(self._app)
            if vnc := display.environment.get("EYEHAND_VNC"):
                self._notes.append(f"a person can watch with: vncviewer {vnc}")
            self._stillness.acted(time.monotonic())
            return self.observe()
        except BaseException:
            self.close()
            raise

    def observe(self) -> Observation:
        """Wait until the screen is still (bounded) and look at it."""
        start_s = time.monotonic()
        settled = self._settle(start_s)
        settled_s = time.monotonic()
        shot = self._seen = self._shown()
        frame = Frame.from_pixels(shot.rgb, scale=shot.scale, time_s=self._clock())
        windows = self._windows.open() if self._windows else ()
        active = self._windows.active() if self._windows else None
        titles = {window.number: window.title for window in windows}
        notes = (*self._notes, *self._came_and_went(titles), *self._note(settled))
        self._notes.clear()
        return Observation(
            frame,
            clip=self._clip.take(),
            title=active.title if active else None,
            notes=notes,
            windows=tuple(titles.values()),
            stages={"settle": settled_s - start_s, "capture": time.monotonic() - settled_s},
        )

    def step(self, action: Action) -> None:
        """Carry out one action, once; a launch returns when a window of the application has opened."""
        self._shown()
        try:
            match action:
                case Wait(seconds=seconds):
                    until_s = time.monotonic() + seconds
                    self.watch(lambda: time.monotonic() >= until_s)
                case Launch(app=app) if self._applications is not None:
                    self._notes += self._applications.start(app)
                case FocusWindow(title=title) if self._applications is not None:
                    self._applications.focus(title)
                case _ if self._hands is not None and action.kind in HANDS:
                    self._notes += self._hands.send(action, self._place)
                case _:
                    raise ActionError(f"a desktop cannot {action.kind}; that is for browsers")
        finally:
            self._stillness.acted(time.monotonic())

    def watch(self, until: Callable[[], bool]) -> None:
        """Take in what changes until the function says True; asked every 10 ms."""
        looked_s = float("-inf")
        while True:
            if time.monotonic() - looked_s >= POLL_S:
                self._look()
                looked_s = time.monotonic()
            if until():
                return
            time.sleep(ASK_S)

    def close(self) -> None:
        """Leave the display; a virtual one ends with its applications. What they saved stays in ``home``."""
        display, self._display = self._display, None
        capture, self._capture = self._capture, None
        hands, self._hands = self._hands, None
        try:
            if capture is not None:
                capture.close()
            if hands is not None:
                hands.close()
        finally:
            if display is not None:
                display.close()

    def _forget(self) -> None:
        """Begin with nothing seen and nobody connected."""
        self._capture: Capture | None = None
        self._hands: Hands | None = None
        self._windows: Windows | None = None
        self._applications: Applications | None = None
        self._stillness = Stillness(quiet_s=QUIET_S)
        self._clip = Clip()
        self._notes: list[str] = []
        self._shot: Shot | None = None
        self._seen: Shot | None = None
        self._size: tuple[int, int] | None = None
        self._titles: dict[int, str] | None = None

    def _start(self, app: str) -> None:
        assert self._applications is not None, "there is no --app without an X display"
        try:
            self._notes += self._applications.start(app)
        except ActionError as error:
            raise EnvError(str(error)) from None

    def probe(self) -> DesktopState:
        """What setup and checks may ask of this desktop. Raises EnvError before ``reset`` and where there is no X."""
        if self._display is None or self._windows is None:
            raise EnvError("the desktop is closed, or has no X display; it cannot be asked")
        keeper = self._display.leased.lease.keeper
        home, pid = self._displaying.home, keeper.pid if keeper else None
        return DesktopState(home, self._windows, self._display.environment, pid)

    # --- looking

    def _settle(self, start_s: float) -> Settled:
        while True:
            self._look()
            settled = self._stillness.settled(time.monotonic(), start_s, busy=False, loading=False)
            if settled is not None:
                return settled
            time.sleep(POLL_S)

    def _look(self) -> None:
        """Capture the screen; what differs from the capture before is taken in."""
        shot = self._grab()
        if self._hands is not None:
            self._hands.idle()
        if self._shot is not None and shot.bgrx == self._shot.bgrx and shot.width == self._shot.width:
            return
        self._shot = shot
        picture = Image.frombuffer("RGB", (shot.width, shot.height), shot.bgrx, "raw", "BGRX", 0, 1)
        tiles = thumbnail_of(picture)
        changed = self._stillness.painted(time.monotonic(), tiles)
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=JPEG_QUALITY)
        frame = Frame(jpeg.getvalue(), shot.width, shot.height, shot.scale, self._clock())
        self._clip.add(frame, tiles, changed)
        if self._on_frame is not None:
            self._on_frame(frame)

    def _grab(self) -> Shot:
        """The screen now, in the size that it has now. Raises EnvError when it is gone."""
        if self._display is None or self._capture is None:
            raise EnvError("the desktop is closed; call reset() first")
        for last in (False, True):
            size = self._display.connection.size if self._display.connection else None
            if size != self._size:
                self._capture.forget_size()
                if self._size is not None and size is not None:
                    self._notes.append(f"the screen is now {size[0]}x{size[1]} pixels")
                self._size = size
            try:
                return self._capture.grab()
            except EnvError:
                if last:
                    raise  # else it may just be changing its size
        raise AssertionError("one of two tries returns or raises")

    def _blank(self, box: Box) -> bool:
        """Whether a part of the display, in places of the pointer, is of one colour."""
        shot = self._shown()
        x0, y0, x1, y1 = (round(side * shot.scale) for side in (box.x0, box.y0, box.x1, box.y1))
        moved = Box(x0 - shot.left, y0 - shot.top, x1 - shot.left, y1 - shot.top).clip(shot.width, shot.height)
        part = shot.raw[moved.y0 : moved.y1, moved.x0 : moved.x1, :3]
        return part.size > 0 and bool((part == part[0, 0]).all())

    def _shown(self) -> Shot:
        """The newest capture. Raises EnvError when there is none, or the display is gone."""
        if self._shot is None or self._display is None:
            self._look()
        assert self._shot is not None
        return self._shot

    def _place(self, point: Point) -> tuple[int, int]:
        """The pointer's place for a pixel of the frame that was looked at: the one place where these are converted."""
        shot = self._seen or self._shown()
        if not (0 <= point.x < shot.width and 0 <= point.y < shot.height):
            size = f"{shot.width}x{shot.height}"
            raise ActionError(f"({point.x}, {point.y}) is outside the {size} frame; give a point on it")
        return shot.left + int(point.x / shot.scale), shot.top + int(point.y / shot.scale)

    def _came_and_went(self, titles: dict[int, str]) -> list[str]:
        """Which windows opened and closed since the last look."""
        before, self._titles = self._titles, titles
        if before is None:
            return []
        came = [f"a window opened: {title!r}" for number, title in titles.items() if number not in before]
        return came + [f"a window closed: {title!r}" for number, title in before.items() if number not in titles]

    def _note(self, settled: Settled) -> list[str]:
        if settled.moving is not None:
            return [f"still moving: a part around ({settled.moving.center.x}, {settled.moving.center.y})"]
        if settled.out_of_time:
            return [f"the screen never became still in {self._stillness.cap_s:.0f} s"]
        return []
