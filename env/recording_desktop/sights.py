"""What a display looked like a moment ago: a person has acted before anybody knows it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from ...tools.desktop.capture import Shot
from ...tools.desktop.windows import Window, Windows
from ...tools.frames import Frame
from ...tools.geometry import Box, Point
from ..base import Clock
from ..display import Display
from ..watching import Watching

SHOTS, TITLES = 6, 32
"""How many are kept; captures are large."""
ASK_S = 0.3
"""A window may get another title, or the keyboard, although nothing was drawn."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The open windows in order of opening, the one with the keyboard, and where that is on the display."""

    windows: tuple[Window, ...] = ()
    active: Window | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """The display at a moment: ``since_s`` (``time.monotonic``) is when it was captured."""

    since_s: float
    shot: Shot
    opened: Opened

    def pixel(self, place: Point) -> Point:
        """The pixel of the capture for a place of the pointer; the nearest one where that lies beside it."""
        shot = self.shot
        x, y = (round((at - edge) * shot.scale) for at, edge in ((place.x, shot.left), (place.y, shot.top)))
        return Point(min(max(x, 0), shot.width - 1), min(max(y, 0), shot.height - 1))

    def box(self, box: Box) -> Box:
        """The part of the capture for a part of the display."""
        shot = self.shot
        x0, y0, x1, y1 = (round(side * shot.scale) for side in (box.x0, box.y0, box.x1, box.y1))
        left, top = round(shot.left * shot.scale), round(shot.top * shot.scale)
        return Box(x0 - left, y0 - top, x1 - left, y1 - top).clip(shot.width, shot.height)


class Sights:
    """Looks at a display again and again, and remembers the last moments; used from one thread.

    Raises EnvError when the display is gone.
    """

    def __init__(self, display: Display, clock: Clock, on_frame: Callable[[Frame], None]) -> None:
        assert display.connection is not None, "only X displays are recorded"
        self.windows = Windows(display.connection)
        self._watching = Watching(display, 0, clock, idle=lambda: None, on_frame=on_frame)
        self._shots: deque[tuple[float, Shot]] = deque(maxlen=SHOTS)
        self._opened: deque[tuple[float, Opened]] = deque([(float("-inf"), Opened())], maxlen=TITLES)
        self._asked_s = float("-inf")
        self._clip: list[Frame] = []
        self.look()

    def look(self) -> None:
        """Capture the display, if anything was drawn, and ask for its windows."""
        self._watching.look()
        shot = self._watching.newest()
        drawn = not self._shots or self._shots[-1][1] is not shot
        if drawn:
            self._shots.append((self._watching.grabbed_s, shot))
        if drawn or time.monotonic() - self._asked_s >= ASK_S:
            active = self.windows.active()
            opened = Opened(self.windows.open(), active, self.windows.place(active) if active else None)
            self._asked_s = time.monotonic()
            if opened != self._opened[-1][1]:
                self._opened.append((self._asked_s, opened))

    def at(self, time_s: float) -> Sight:
        """The display as it was last seen before a moment; the oldest that is remembered, if that is later."""
        since_s, shot = next((one for one in reversed(self._shots) if one[0] <= time_s), self._shots[0])
        opened = next((opened for at_s, opened in reversed(self._opened) if at_s <= time_s), self._opened[0][1])
        return Sight(since_s, shot, opened)

    @property
    def newest(self) -> Sight:
        return Sight(*self._shots[-1], self._opened[-1][1])

    def clip(self, until_s: float) -> tuple[Frame, ...]:
        """What was to be seen for a while since the last call, until a moment of the clock of the frames."""
        newest = self._watching.clip.newest
        self._clip += self._watching.clip.take(newest.time_s if newest else until_s)
        taken = tuple(frame for frame in self._clip if frame.time_s <= until_s)
        self._clip = [frame for frame in self._clip if frame.time_s > until_s]
        return taken

    def settle(self) -> Sight:
        """The display when it is still (bounded)."""
        self._watching.acted()
        self._watching.settle(time.monotonic())
        self._asked_s = float("-inf")
        self.look()
        return self.newest

    def close(self) -> None:
        self._watching.close()


def tell_windows(sight: Sight) -> tuple[str | None, tuple[str, ...]]:
    """The title of the active window, and those of all."""
    opened = sight.opened
    return opened.active.title if opened.active else None, tuple(window.title for window in opened.windows)
