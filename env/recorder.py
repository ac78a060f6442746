"""The video of a run, written while it happens."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict, deque
from pathlib import Path

from PIL import Image, ImageOps

from ..tools.errors import EnvError
from ..tools.frames import Frame
from ..tools.video.vp8 import encode_key_frame
from ..tools.video.webm import HEAD_LENGTH, WebmWriter

ALIKE = 4
"""So many encoded frames are remembered: a caret that blinks shows two pictures by turns, down to the last bit."""
MAX_WAITING = 32
"""Frames (encoded, as they came) that wait for the writer; of more than these the oldest are left out."""


class Recorder:
    """Takes the frames of a screen and writes them to one WebM on a thread of its own.

    While the screen keeps changing, at most ``max_fps`` frames a second are kept, and the last one before a pause
    always is. Frames of another size are scaled to fit and centred on black. A file that is there is continued, in
    its own size: a resumed run starts its clock at ``end_s``. What was written survives `kill -9`.
    """

    def __init__(self, path: Path | str, size: tuple[int, int], *, max_fps: float = 10) -> None:
        """``size`` is width and height of a new video in pixels. Raises EnvError when the file cannot be written."""
        self._path = Path(path)
        self._interval_s = 1 / max_fps
        try:
            self._writer = _open_writer(self._path, size)
        except OSError as error:
            raise self._lost(error) from error
        self._waiting: deque[Frame] = deque(maxlen=MAX_WAITING)
        self._changed = threading.Condition()
        self._newest: bytes | None = None
        self._closing = False
        self._error: Exception | None = None
        self._last: bytes | None = None
        self._encoded: OrderedDict[bytes, bytes] = OrderedDict()
        self._last_s = float("-inf")
        self.end_s = max(0, self._writer.last_ms) / 1000
        """Seconds from the start of the recording to its newest frame when it was opened; 0 for a new one."""
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    def add(self, frame: Frame) -> None:
        """Hand over a frame; returns at once. Raises EnvError when an earlier one could not be written."""
        with self._changed:
            if self._error:
                raise self._lost(self._error) from self._error
            if self._closing:
                raise EnvError(f"a frame came after the recording {self._path.name} was closed; start another")
            if frame.data != self._newest:
                self._newest = frame.data
                self._waiting.append(frame)
                self._changed.notify()

    def close(self, time_s: float | None = None) -> None:
        """Write what waits, repeat the last frame at ``time_s`` (so that the video lasts until then), and the index.

        May be called twice. Raises EnvError, the first time, when something could not be written.
        """
        with self._changed:
            if self._closing:
                return
            self._closing = True
            self._changed.notify()
        self._thread.join()
        try:
            if self._last and time_s is not None and self._error is None and time_s > self._last_s:
                self._write(self._last, time_s)
        except OSError as error:
            self._error = error
        try:
            self._writer.close()
        except OSError as error:
            self._error = self._error or error
        if self._error:
            raise self._lost(self._error) from self._error

    def _run(self) -> None:
        try:
            held: Frame | None = None
            while (frame := self._take(wait_s=self._interval_s if held else None)) or held:
                held = self._keep(held, frame)
        except Exception as error:  # raised again where somebody can hear it: in add and close
            with self._changed:
                self._error = error
                self._waiting.clear()

    def _take(self, wait_s: float | None) -> Frame | None:
        """The next frame; None when none came in time, or none will come any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing, wait_s)
            return self._waiting.popleft() if self._waiting else None

    def _keep(self, held: Frame | None, frame: Frame | None) -> Frame | None:
        """Write what is sure to stay; give back a frame that the next one may make superfluous."""
        if held and (frame is None or frame.time_s - held.time_s >= self._interval_s):
            self._encode(held)
        if frame and frame.time_s - self._last_s >= self._interval_s:
            self._encode(frame)
            return None
        return frame

    def _encode(self, frame: Frame) -> None:
        vp8 = self._encoded.pop(frame.data, None) or encode_key_frame(_fit(frame, self._writer.size))
        self._encoded[frame.data] = vp8
        if len(self._encoded) > ALIKE:
            self._encoded.popitem(last=False)
        self._write(vp8, frame.time_s)

    def _write(self, vp8: bytes, time_s: float) -> None:
        time_ms = max(round(time_s * 1000), self._writer.last_ms + 1)
        self._writer.write(vp8, time_ms)
        self._last, self._last_s = vp8, time_s

    def _lost(self, error: Exception) -> EnvError:
        return EnvError(
            f"the recording {str(self._path)!r} broke off: {error}; it plays up to there. Check the space on that disk"
        )


def _open_writer(path: Path, size: tuple[int, int]) -> WebmWriter:
    if path.exists() and path.stat().st_size > HEAD_LENGTH:
        return WebmWriter.append_to(path)
    return WebmWriter(path, *size)


def _fit(frame: Frame, size: tuple[int, int]) -> Image.Image:
    """The picture in RGB at the video's size. Decoded here, not by ``frame.pixels``, which would stay in memory."""
    with Image.open(io.BytesIO(frame.data)) as picture:
        plain = picture.convert("RGB")
    return plain if plain.size == size else ImageOps.pad(plain, size, Image.Resampling.BILINEAR)
