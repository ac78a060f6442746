"""Heads of sections: texts on a ground of their own that runs across the page."""

from __future__ import annotations

import numpy as np

from ....tools.frames import Pixels
from ....tools.geometry import Box
from .view import View

_ACROSS = 0.5  # of the width that text takes on the page
_ALIKE = 24  # levels between the ground at a text and that of its bar
_HIGHEST = 2.5  # line heights: a higher ground holds more than a head


def bars_of(view: View) -> list[Box]:
    """The bars of a frame, top to bottom, each with one line of text."""
    pixels = view.frame.pixels
    lines = view.eye.read(view.frame)
    reach = max((line.box.x1 for line in lines), default=0) - min((line.box.x0 for line in lines), default=0)
    found: list[Box] = []
    for line in lines:
        x0, x1 = _along(pixels[max(0, line.box.y0 - 2)], line.box.x0, line.box.x1)
        before = (x0 + line.box.x0) // 2  # no letter of another line stands there
        y0, y1 = _along(pixels[:, before], line.box.y0, line.box.y1)
        if x1 - x0 >= max(_ACROSS * reach, 6 * line.box.height) and y1 - y0 <= _HIGHEST * line.box.height:
            found.append(Box(x0, line.box.y0, x1, line.box.y1))
    return sorted(found, key=lambda box: box.y0)


def _along(strip: Pixels, start: int, end: int) -> tuple[int, int]:
    """How far the usual colour from start to end goes on along a strip of pixels, to both sides."""
    ground = np.median(strip[start:end], axis=0)
    like = np.abs(strip.astype(np.int16) - ground).max(axis=1) <= _ALIKE
    while start > 0 and like[start - 1]:
        start -= 1
    while end < len(like) and like[end]:
        end += 1
    return start, end
