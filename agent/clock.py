"""The clock of a recording: one for its events, pictures and video."""

from __future__ import annotations

import time


class RunClock:
    """Seconds since a recording began; goes on where it was when the recording is resumed."""

    def __init__(self, started_unix_s: float) -> None:
        self._offset_s = time.time() - started_unix_s - time.monotonic()

    def not_before(self, time_s: float) -> None:
        """Go on from there at the earliest: the system's clock may have been set back since."""
        self._offset_s = max(self._offset_s, time_s - time.monotonic())

    def __call__(self) -> float:
        return time.monotonic() + self._offset_s
