"""Which single letter or digit a drawn sign is."""

from __future__ import annotations

import numpy as np

from ...frames import Pixels
from ...ocr_rapidocr import recognise_text
from .figure import Form

_FONT_PER_HEIGHT = {"low": 1.9, "high": 1.39}  # of letters as high as an x, and of capitals and digits
_LOW = frozenset("acemnorsuvwxz")
_ROUND = 0.8  # width to height of an O, above that of a zero


def read_glyph(ink: Pixels, is_bar: bool) -> tuple[Form, str]:
    """What a sign reads that is given as black on white, (height, width, 3); ``is_bar`` when it is one plain stroke."""
    if is_bar:
        return "letter", "l"
    height, width = ink.shape[:2]
    margin = max(6, height // 2)
    page = np.full((height + 2 * margin, width + 2 * margin, 3), 255, np.uint8)
    page[margin : margin + height, margin : margin + width] = ink
    text = next(iter("".join(recognise_text(page)[0].split())), "")
    if text in ("0", "O", "o"):
        return ("letter", "O") if width / height > _ROUND else ("digit", "0")
    if text in ("|", "I", "l", "!", "i"):
        return ("letter", text) if text != "|" else ("letter", "l")
    if text.isascii() and text.isdigit():
        return "digit", text
    return ("letter", text) if text.isalpha() else ("sign", text)


def font_px(height_px: float, text: str) -> float:
    """The size of the font in which a letter is this high."""
    return height_px * _FONT_PER_HEIGHT["low" if text in _LOW else "high"]
