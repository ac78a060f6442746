"""Writes what a person did into a run folder, while it happens."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ...tools.actions import Action
from ...tools.elements import Element
from ...tools.frames import Frame
from ...tools.secrets import Secrets
from ..base import Clock, Observation
from ..events import Header, Instructed, Intent, OutcomeName, Receipt
from ..events import Outcome as Ended
from ..recorder import Recorder
from ..trajectory import TrajectoryWriter
from .sights import Sight, tell_windows


class Writing:
    """The trajectory, the pictures and the video of a recording.

    Pictures are encoded and lines are written on a thread of its own, in order, so that the display is looked at
    meanwhile. Each call raises EnvError when an earlier one could not be carried out. ``now`` is told each step once
    it is on the disk.
    """

    def __init__(
        self, folder: Path, name: str, screen: dict[str, Any], size: tuple[int, int], now: Callable[[Action], None]
    ) -> None:
        self._began_s = time.monotonic()
        self._now = now
        self._writer = TrajectoryWriter(folder, Secrets())
        self.recorder = Recorder(folder / "video.webm", size)
        self._scribe = ThreadPoolExecutor(1, thread_name_prefix="scribe")
        self._last: Future[None] | None = None
        self.steps = 0
        self._writer.write(
            Header(
                run=folder.name,
                created_at=datetime.now(UTC).isoformat(timespec="seconds"),
                started_unix_s=time.time(),
                eyehand=version("eyehand"),
                model="a person",
                screen=screen,
                limits={},
            )
        )
        self._writer.write(Instructed(time_s=self.clock(), text=name))

    @property
    def clock(self) -> Clock:
        """Seconds since the recording began."""
        return lambda: time.monotonic() - self._began_s

    def time_s(self, monotonic_s: float) -> float:
        """A moment of ``time.monotonic`` on the clock of the recording."""
        return max(0.0, monotonic_s - self._began_s)

    def step(
        self,
        sight: Sight,
        clip: tuple[Frame, ...],
        action: Action,
        span: tuple[float, float],
        element: Element | None,
        notes: tuple[str, ...],
    ) -> None:
        """Write down an intention: the display before it, what it was, from when to when."""
        number, (began_s, ended_s) = self.steps, (self.time_s(moment_s) for moment_s in span)
        self.steps += 1

        def write() -> None:
            self._writer.observe(number, self._seen(sight, clip, notes), None, began_s)
            self._writer.write(Intent(step=number, time_s=began_s, action=action, element=element))
            self._writer.write(Receipt(step=number, time_s=ended_s, seconds=round(ended_s - began_s, 6)))
            self._now(action)

        self._do(write)

    def end(self, sight: Sight | None, clip: tuple[Frame, ...], outcome: OutcomeName, reason: str) -> None:
        """Write the last look and the outcome, and close everything. Called once."""
        now_s = self.clock()

        def write() -> None:
            if sight is not None:
                self._writer.observe(self.steps, self._seen(sight, clip, ()), None, now_s)
            steps = self.steps + (sight is not None)
            self._writer.write(
                Ended(time_s=now_s, outcome=outcome, reason=reason, steps=steps, seconds=round(now_s, 3))
            )

        try:
            self._do(write)
            assert self._last is not None
            self._last.result()
        finally:
            self._scribe.shutdown()
            self._writer.close()
            self.recorder.close(now_s)

    def _seen(self, sight: Sight, clip: tuple[Frame, ...], notes: tuple[str, ...]) -> Observation:
        shot = sight.shot
        frame = Frame.from_pixels(shot.rgb, scale=shot.scale, time_s=self.time_s(sight.since_s))
        title, windows = tell_windows(sight)
        return Observation(frame, clip=clip, title=title, notes=notes, windows=windows)

    def _do(self, work: Callable[[], None]) -> None:
        if self._last is not None and self._last.done():
            self._last.result()  # raises what went wrong
        self._last = self._scribe.submit(work)
