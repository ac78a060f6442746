"""Pictures as a model is shown them."""

from __future__ import annotations

import base64
import hashlib
import io
from functools import lru_cache
from typing import TYPE_CHECKING

from ...tools.frames import Frame
from ..history import Screen

if TYPE_CHECKING:
    from PIL.Image import Image

Shown = Screen | Frame
"""A picture of a history, or one that is looked at by itself."""
_KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
SMALLER = 2
"""Frames of a clip are sent at half their width and height: what flashed by is told, for a quarter of the tokens."""


def sent_size(shown: Shown) -> tuple[int, int]:
    """Width and height, in pixels, of a picture as it is sent."""
    if isinstance(shown, Frame) or shown.settled:
        return shown.width, shown.height
    return max(1, shown.width // SMALLER), max(1, shown.height // SMALLER)


def sent_image(shown: Shown) -> Image:
    """The pixels as they are sent. Raises UsageError when the file is gone or damaged."""
    from PIL import Image

    frame = shown if isinstance(shown, Frame) else shown.open()
    image = Image.fromarray(frame.pixels)
    return image if image.size == sent_size(shown) else image.resize(sent_size(shown), Image.Resampling.LANCZOS)


def data_url(shown: Shown) -> str:
    """The picture as it is sent: a settled one byte for byte, a frame of a clip smaller.

    Raises UsageError when the file is gone or damaged.
    """
    return _url(_KINDS[shown.suffix], shown.data) if isinstance(shown, Frame) else _screen_url(shown)


@lru_cache(maxsize=4096)
def picture_id(shown: Shown) -> str:
    """A name that only this picture has: a digest of what is sent of it."""
    return hashlib.sha256(data_url(shown).encode()).hexdigest()[:32]


@lru_cache(maxsize=256)
def _screen_url(screen: Screen) -> str:
    frame = screen.open()
    if screen.settled:
        return _url(_KINDS[frame.suffix], frame.data)
    buffer = io.BytesIO()
    sent_image(screen).save(buffer, "PNG", compress_level=6)
    return _url("image/png", buffer.getvalue())


def _url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
