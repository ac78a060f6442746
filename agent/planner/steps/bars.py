"""Heads of sections: texts on a ground of their own that runs across the page."""

from __future__ import annotations

import numpy as np

from ....tools.geometry import Box
from .view import View

_ACROSS = 0.5  # of the width that text takes on the page
_ALIKE = 24  # levels between the ground at a text and that of its bar


def bars_of(view: View) -> list[Box]:
    """The bars of a frame, top to bottom, each with one line of text."""
    pixels = view.frame.pixels.astype(np.int16)
    lines = view.eye.read(view.frame)
    if not lines:
        return []
    page = _ground(pixels, Box(0, 0, view.frame.width, view.frame.height))
    reach = max(line.box.x1 for line in lines) - min(line.box.x0 for line in lines)
    found: list[Box] = []
    for line in lines:
        y, x = line.box.center.y, max(0, line.box.x0 - 3)
        ground = pixels[y, x]
        if np.abs(ground - page).max() <= _ALIKE:
            continue
        like = np.abs(pixels[max(0, line.box.y0 - 2)] - ground).max(axis=1) <= _ALIKE
        x0, x1 = x, x
        while x0 > 0 and like[x0 - 1]:
            x0 -= 1
        while x1 < len(like) - 1 and like[x1 + 1]:
            x1 += 1
        if x1 - x0 >= max(_ACROSS * reach, 6 * line.box.height):
            found.append(Box(x0, line.box.y0, x1, line.box.y1))
    return sorted(found, key=lambda box: box.y0)


def _ground(pixels: np.ndarray, box: Box) -> np.ndarray:
    """The colour that most of the text's surroundings have: that of the widest rows."""
    flat = pixels[box.y0 : box.y1, box.x0 : box.x1].reshape(-1, 3)[::7] // 8
    values, counts = np.unique(flat, axis=0, return_counts=True)
    return values[counts.argmax()] * 8 + 4
