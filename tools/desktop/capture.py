"""The adapter of mss: the pixels of a display as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..errors import EnvError, UsageError
from ..frames import Pixels

if TYPE_CHECKING:
    from mss import MSS


@dataclass(frozen=True, slots=True)
class Shot:
    """What was captured: ``bgrx`` bytes, four a pixel, of ``width`` x ``height`` device pixels; nobody changes them.

    ``left`` and ``top`` are where it lies among the monitors, in the coordinates of the pointer; ``scale`` is device
    pixels per such a coordinate.
    """

    bgrx: bytearray
    width: int
    height: int
    left: int
    top: int
    scale: float

    @property
    def rgb(self) -> Pixels:
        """RGB, shape (height, width, 3)."""
        return np.ascontiguousarray(self.raw[:, :, 2::-1])

    @property
    def raw(self) -> Pixels:
        """Blue, green, red and a filler, shape (height, width, 4)."""
        return np.frombuffer(self.bgrx, dtype=np.uint8).reshape(self.height, self.width, 4)


class Capture:
    """Takes pictures of one monitor, or of all as one; used from one thread.

    ``display`` is an X display like ":0"; None where the platform has but one. ``monitor`` counts from 1; 0 is all
    of them as one picture. Raises EnvError when the screen cannot be captured.
    """

    def __init__(self, display: str | None, monitor: int) -> None:
        self._display = display
        self._monitor = monitor
        self._mss: MSS | None = None

    def grab(self) -> Shot:
        """The screen now. Raises EnvError when it is gone, UsageError when there is no such monitor."""
        from mss import ScreenShotError

        try:
            source = self._open()
            if self._monitor >= len(source.monitors):
                count = len(source.monitors) - 1
                raise UsageError(f"there is no monitor {self._monitor}; {count} are connected, 0 is all as one")
            place = source.monitors[self._monitor]
            shot = source.grab(place)
        except (ScreenShotError, OSError) as error:
            self.close()
            raise EnvError(f"the screen cannot be captured: {error}") from None
        scale = shot.width / place["width"] if place["width"] else 1.0
        return Shot(shot.raw, shot.width, shot.height, place["left"], place["top"], scale)

    def forget_size(self) -> None:
        """The monitors changed: find out anew where they are."""
        self.close()

    def close(self) -> None:
        """Let go of the screen; the next ``grab`` opens it again."""
        source, self._mss = self._mss, None
        if source is not None:
            source.close()

    def _open(self) -> MSS:
        from mss import MSS

        if self._mss is None:
            self._mss = MSS(display=self._display) if self._display else MSS()
        return self._mss
