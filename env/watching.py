"""A display that is looked at again and again, until it is still."""

from __future__ import annotations

import io
import time
from collections import deque
from collections.abc import Callable

from PIL import Image

from ..tools.desktop.capture import Capture, Shot
from ..tools.desktop.damage import Damage
from ..tools.errors import ActionError, EnvError
from ..tools.frames import Frame
from ..tools.geometry import Box, Point
from .base import Clock
from .clip import Clip
from .display import Display
from .settle import Settled, Stillness, Thumbnail, thumbnail_of

POLL_S = 0.03
ALIKE = 2
"""So many captures are remembered with what was made of them: a caret that blinks shows two by turns."""
UNTOLD_S = 1.0
"""So often it is looked although nothing is said to have been drawn: a film may be shown past the X server."""
QUIET_S = 0.3
"""A toolkit shows a button that was pressed by a key as pressed for 0.25 s before anything comes of it."""
JPEG_QUALITY = 80


class Watching:
    """Captures a monitor of a display, and what changes there; used from one thread.

    ``idle`` is called with every look. ``on_frame`` is handed each frame that differs from the one before (JPEG).
    ``notes`` are sentences about the screen itself. Every method raises EnvError when the display is gone.
    """

    def __init__(
        self,
        display: Display,
        monitor: int,
        clock: Clock,
        *,
        idle: Callable[[], None],
        on_frame: Callable[[Frame], None] | None,
    ) -> None:
        self._display = display
        self._capture = Capture(display.name, monitor)
        self._damage = Damage(display.name) if display.connection and display.name else None
        self._looked_s = float("-inf")
        self._clock = clock
        self._idle = idle
        self._on_frame = on_frame
        self._stillness = Stillness(quiet_s=QUIET_S)
        self._shot: Shot | None = None
        self._shot_s = 0.0
        self._given: Shot | None = None
        self._glimpse: tuple[Shot, Frame] | None = None
        self._developed: deque[tuple[Shot, Thumbnail, bytes]] = deque(maxlen=ALIKE)
        self._size: tuple[int, int] | None = None
        self.grabbed_s = float("-inf")
        """When the newest capture was complete, on the clock of ``time.monotonic``."""
        self.clip = Clip()
        self.notes: list[str] = []

    def acted(self) -> None:
        """Something was done: the screen has yet to show what comes of it."""
        self._stillness.acted(time.monotonic())

    def settle(self, since_s: float) -> Settled:
        """Look until the screen is still, bounded, for one who has waited since then."""
        while True:
            self.look()
            settled = self._stillness.settled(time.monotonic(), since_s, busy=False, loading=False)
            if settled is not None:
                return settled
            time.sleep(POLL_S)

    def look(self) -> None:
        """Capture the screen, if anything was drawn; what differs from the capture before is taken in."""
        self._idle()
        now_s = time.monotonic()
        drawn = self._damage is None or self._damage.happened()
        if not drawn and now_s - self._looked_s < UNTOLD_S:
            return
        self._looked_s = now_s
        shot = self._grab()
        self.grabbed_s = time.monotonic()
        if self._shot is not None and shot.bgrx == self._shot.bgrx and shot.width == self._shot.width:
            return
        self._shot, self._shot_s = shot, self._clock()
        tiles, jpeg = self._develop(shot)
        changed = self._stillness.painted(time.monotonic(), tiles)
        frame = Frame(jpeg, shot.width, shot.height, shot.scale, self._shot_s)
        self.clip.add(frame, tiles, changed)
        if self._on_frame is not None:
            self._on_frame(frame)

    def give(self) -> Shot:
        """The newest capture, whose pixels points mean from now on."""
        self._given = self.newest()
        return self._given

    def glimpse(self) -> Frame:
        """The screen now, whether it is still or not; the same frame again for as long as nothing changes.

        Points mean its pixels from now on. Its time is when the screen was first seen to look like this.
        """
        self.look()
        shot = self.give()
        if self._glimpse is None or self._glimpse[0] is not shot:
            self._glimpse = shot, Frame.from_pixels(shot.rgb, scale=shot.scale, time_s=self._shot_s)
        return self._glimpse[1]

    def newest(self) -> Shot:
        """The newest capture."""
        if self._shot is None:
            self.look()
        assert self._shot is not None
        return self._shot

    def blank(self, box: Box) -> bool:
        """Whether a part of the display, in places of the pointer, is of one colour."""
        shot = self.newest()
        x0, y0, x1, y1 = (round(side * shot.scale) for side in (box.x0, box.y0, box.x1, box.y1))
        moved = Box(x0 - shot.left, y0 - shot.top, x1 - shot.left, y1 - shot.top).clip(shot.width, shot.height)
        part = shot.raw[moved.y0 : moved.y1, moved.x0 : moved.x1, :3]
        return part.size > 0 and bool((part == part[0, 0]).all())

    def place(self, point: Point) -> tuple[int, int]:
        """The pointer's place for a pixel of the frame that was given: the one place where these are converted."""
        shot = self._given or self.newest()
        if not (0 <= point.x < shot.width and 0 <= point.y < shot.height):
            size = f"{shot.width}x{shot.height}"
            raise ActionError(f"({point.x}, {point.y}) is outside the {size} frame; give a point on it")
        return shot.left + int(point.x / shot.scale), shot.top + int(point.y / shot.scale)

    def told(self, settled: Settled) -> list[str]:
        """What was noted since the last time, and what never became still."""
        notes, self.notes = self.notes, []
        if settled.moving is not None:
            notes.append(f"still moving: a part around ({settled.moving.center.x}, {settled.moving.center.y})")
        elif settled.out_of_time:
            notes.append(f"the screen never became still in {self._stillness.cap_s:.0f} s")
        return notes

    def close(self) -> None:
        self._capture.close()
        if self._damage is not None:
            self._damage.close()

    def _develop(self, shot: Shot) -> tuple[Thumbnail, bytes]:
        """The tiles of a capture, and the capture as JPEG; known already for one that was there a moment ago."""
        for known, tiles, jpeg in self._developed:
            if known.width == shot.width and known.bgrx == shot.bgrx:
                return tiles, jpeg
        picture = Image.frombuffer("RGB", (shot.width, shot.height), shot.bgrx, "raw", "BGRX", 0, 1)
        tiles, buffer = thumbnail_of(picture), io.BytesIO()
        picture.save(buffer, "JPEG", quality=JPEG_QUALITY)
        self._developed.append((shot, tiles, buffer.getvalue()))
        return tiles, buffer.getvalue()

    def _grab(self) -> Shot:
        """The screen now, in the size that it has now."""
        for last in (False, True):
            size = self._display.connection.size if self._display.connection else None
            if size != self._size:
                self._capture.forget_size()
                if self._size is not None and size is not None:
                    self.notes.append(f"the screen is now {size[0]}x{size[1]} pixels")
                self._size = size
            try:
                return self._capture.grab()
            except EnvError:
                if last:
                    raise  # else it may just be changing its size
        raise AssertionError("one of two tries returns or raises")
