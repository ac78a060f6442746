"""Pictures as a model is shown them."""

from __future__ import annotations

import base64
import hashlib
import io
from functools import lru_cache
from typing import TYPE_CHECKING

from ...tools.frames import Frame
from ..history import Screen, Strip

if TYPE_CHECKING:
    from PIL.Image import Image

Shown = Screen | Strip | Frame
"""A picture of a history, or one that is looked at by itself."""
_KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
COLUMNS = 4
"""Pictures in a row of a strip."""


def sent_size(shown: Shown) -> tuple[int, int]:
    """Width and height, in pixels, of a picture as it is sent."""
    match shown:
        case Frame():
            return shown.width, shown.height
        case Screen():
            return max(1, shown.width // shown.shrink), max(1, shown.height // shown.shrink)
        case Strip():
            width, height = _cell(shown)
            count = len(shown.screens)
            return min(count, COLUMNS) * width, -(-count // COLUMNS) * height


def sent_image(shown: Shown) -> Image:
    """The pixels as they are sent. Raises UsageError when a file is gone or damaged."""
    from PIL import Image

    if isinstance(shown, Strip):
        return _side_by_side(shown)
    frame = shown if isinstance(shown, Frame) else shown.open()
    image = Image.fromarray(frame.pixels)
    if image.size == sent_size(shown):
        return image
    return image.resize(sent_size(shown), Image.Resampling.LANCZOS, reducing_gap=1.0)


def _side_by_side(strip: Strip) -> Image:
    from PIL import Image

    width, height = _cell(strip)
    sheet = Image.new("RGB", sent_size(strip))
    for number, screen in enumerate(strip.screens):
        sheet.paste(sent_image(screen), (number % COLUMNS * width, number // COLUMNS * height))
    return sheet


def _cell(strip: Strip) -> tuple[int, int]:
    """Width and height that each of its pictures fits into."""
    widths, heights = zip(*map(sent_size, strip.screens), strict=True)
    return max(widths), max(heights)


def data_url(shown: Shown) -> str:
    """The picture as it is sent: one in its own size byte for byte, others made anew.

    Raises UsageError when a file is gone or damaged.
    """
    return _url(_KINDS[shown.suffix], shown.data) if isinstance(shown, Frame) else _told_url(shown)


@lru_cache(maxsize=4096)
def picture_id(shown: Shown) -> str:
    """A name that only this picture has: a digest of what is sent of it."""
    return hashlib.sha256(data_url(shown).encode()).hexdigest()[:32]


@lru_cache(maxsize=8192)
def sent_bytes(shown: Shown) -> int:
    """How long its data URL is. Raises UsageError when a file is gone or damaged."""
    if isinstance(shown, Screen) and shown.shrink == 1:
        return len(_url(_KINDS[shown.path.suffix], b"")) + -(-shown.path.stat().st_size // 3) * 4
    return len(data_url(shown))


@lru_cache(maxsize=256)
def _told_url(shown: Screen | Strip) -> str:
    if isinstance(shown, Screen) and shown.shrink == 1:
        frame = shown.open()
        return _url(_KINDS[frame.suffix], frame.data)
    buffer = io.BytesIO()
    sent_image(shown).save(buffer, "PNG", compress_level=6)
    return _url("image/png", buffer.getvalue())


def _url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
