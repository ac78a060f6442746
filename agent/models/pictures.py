"""Pictures of a history as data URLs."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

from ...tools.frames import Frame
from ..history import Screen

_KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
SMALLER = 2
"""Frames of a clip are sent at half their width and height: what flashed by is told, for a quarter of the tokens."""


def sent_size(screen: Screen) -> tuple[int, int]:
    """Width and height, in pixels, of a picture as it is sent."""
    if screen.settled:
        return screen.width, screen.height
    return max(1, screen.width // SMALLER), max(1, screen.height // SMALLER)


@lru_cache(maxsize=256)
def data_url(screen: Screen) -> str:
    """The picture as it is sent: a settled one byte for byte, a frame of a clip smaller.

    Raises UsageError when the file is gone or damaged.
    """
    frame = screen.open()
    if screen.settled:
        return frame_url(frame)
    from PIL import Image

    buffer = io.BytesIO()
    image = Image.fromarray(frame.pixels).resize(sent_size(screen), Image.Resampling.LANCZOS)
    image.save(buffer, "PNG", compress_level=6)
    return _url("image/png", buffer.getvalue())


def frame_url(frame: Frame) -> str:
    """A frame byte for byte."""
    return _url(_KINDS[frame.suffix], frame.data)


def _url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
