"""The adapter of OpenCV's video reader: the frames of any video file, with exact times.

OpenCV's wheels bring FFmpeg built under the LGPL (docs/decisions/022). Times are those of the container, at any frame
rate: seconds since the first frame, and in a recording of ours, which may begin late, seconds of the run's clock.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from .webm import read_webm

if TYPE_CHECKING:
    from cv2 import VideoCapture

Pixels = NDArray[np.uint8]
UNSEEN_S, LIVELY_UNSEEN_S = 0.2, 0.05
"""What is shown for this long is looked at, at least once: always, and while the screen is lively."""
TAIL_S, TAIL_SHARE = 1.0, 0.05
"""A video that ends earlier than it says, by more than this, is said to be cut off."""
_ROUNDING_S = 0.002
_MATROSKA = b"\x1a\x45\xdf\xa3"
_RAW = (8, -1)  # CAP_PROP_FORMAT: packets as they are stored
_RATE, _COUNT = 5, 7  # CAP_PROP_FPS, CAP_PROP_FRAME_COUNT


@dataclass(frozen=True, slots=True)
class Look:
    """A frame that was looked at: BGR, shape (height, width, 3), good until two later ones were taken.

    ``since_s`` is when what it shows can have begun: the time of the first frame after the look before.
    """

    time_s: float
    since_s: float
    pixels: Pixels


class Video:
    """A video file. ``times_s`` are those of its frames, in order, found without decoding them.

    Raises UsageError when it cannot be read, is no video, or has no frame.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self.name = repr(str(path))
        """The path, for messages."""
        try:
            with self._path.open("rb") as file:
                self._is_matroska = file.read(4) == _MATROSKA
        except OSError as error:
            raise UsageError(f"cannot read {self.name}: {error.strerror}") from None
        self._start_s = _start_of_ours(self._path)
        self.times_s = self._find_times()
        self.end_s = self.times_s[-1]
        """The time of the newest frame; once ``looks`` is through, of the newest that could be decoded."""

    def looks(self, lively: Callable[[], bool]) -> Iterator[Look]:
        """Decode all frames and look at as many as show all that was shown for ``UNSEEN_S``.

        While ``lively`` says so, at more. A damaged frame is left out, with those that cannot be decoded without it.
        Raises UsageError when all are.
        """
        capture = self._open()
        buffers: list[Any] = [None, None]
        since_s: float | None = None
        before_s = float("-inf")
        while capture.grab():
            time_s = max(before_s, self._time_s(capture))
            since_s = time_s if since_s is None else since_s
            self.end_s = time_s
            enough_s = LIVELY_UNSEEN_S if lively() else UNSEEN_S
            if before_s >= 0 and self._next_s(time_s) - since_s < enough_s - _ROUNDING_S:
                continue
            done, pixels = cast("tuple[bool, Pixels]", capture.retrieve(buffers[0]))
            if done:
                buffers = [buffers[1], pixels]
                yield Look(time_s, since_s, pixels)
                before_s, since_s = time_s, None
        if before_s < 0:
            raise UsageError(f"{self.name} is damaged: none of its {len(self.times_s)} frames can be decoded")

    def missing(self) -> str | None:
        """What is wrong with its end, as a sentence; None for a video that ends as its head says."""
        capture = self._open()
        count, rate = capture.get(_COUNT), capture.get(_RATE)
        seen_s = f"{self.end_s:.1f} s"
        if self.end_s < self.times_s[-1] - TAIL_S:
            return f"{self.name} is damaged behind {seen_s}: what comes before was used"
        if self._is_matroska:  # its head holds the duration, others hold the number of frames
            said_s = count / rate if rate > 0 else 0
            if said_s - self.end_s > max(TAIL_S, TAIL_SHARE * said_s):
                return f"{self.name} breaks off at {seen_s} of {said_s:.1f} s: what is there was used"
        elif len(self.times_s) < count - 1:
            there = f"{len(self.times_s)} of {count:.0f} frames"
            return f"{self.name} breaks off at {seen_s} with {there}: what is there was used"
        return None

    def _find_times(self) -> list[float]:
        capture = self._open(_RAW)
        times_s: list[float] = []
        while capture.grab():
            times_s.append(self._time_s(capture))
        if not times_s:
            raise UsageError(f"{self.name} holds no frame; a video that shows something was expected")
        return sorted(times_s)

    def _next_s(self, time_s: float) -> float:
        """The time of the next frame; behind the last one, infinity."""
        place = bisect_right(self.times_s, time_s + _ROUNDING_S / 2)
        return self.times_s[place] if place < len(self.times_s) else float("inf")

    def _open(self, options: Sequence[int] = ()) -> VideoCapture:
        import cv2

        os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # what is wrong is said by us
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        capture = cv2.VideoCapture(str(self._path), cv2.CAP_FFMPEG, options)
        if not capture.isOpened():
            raise UsageError(
                f"{self.name} is no video that can be read, or holds no frame; MP4, MOV, MKV, WebM or AVI was "
                "expected (an MP4 that broke off while it was recorded has no index, and cannot be read)"
            )
        return capture

    def _time_s(self, capture: VideoCapture) -> float:
        import cv2

        return round(self._start_s + capture.get(cv2.CAP_PROP_POS_MSEC) / 1000, 6)


def _start_of_ours(path: Path) -> float:
    """The time of the first frame of a recording of ours; 0 for every other video."""
    with suppress(UsageError, StopIteration):
        return next(read_webm(path))[0] / 1000
    return 0.0
