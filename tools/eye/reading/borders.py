"""Ends of boxes of text that reach over an upright border, where words begin right beside one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...frames import Pixels
from ...geometry import Box
from ..shapes.ink import INK_STEP
from .textboxes import ground

BEYOND_PX = 3  # a border goes on above or below the box of some words; the stroke of a letter does not
_REACH = 0.8  # of the height of a box: how far from its ends a border may run


def without_borders(pixels: Pixels, box: Box) -> Box:
    """A box of text without the upright lines near its ends, and what lies beyond them."""
    reach = min(round(_REACH * box.height), box.width // 3)
    if reach < 1:
        return box
    inner = ground(pixels[box.y0 : box.y1, box.x0 : box.x1])
    left = np.flatnonzero(_lines(pixels, box._replace(x1=box.x0 + reach), inner))
    right = np.flatnonzero(_lines(pixels, box._replace(x0=box.x1 - reach), inner))
    x0 = box.x0 + int(left[-1]) + 1 if left.size else box.x0
    x1 = box.x1 - reach + int(right[0]) if right.size else box.x1
    return box._replace(x0=x0, x1=x1)


def _lines(pixels: Pixels, end: Box, inner: tuple[int, int, int]) -> NDArray[np.bool_]:
    """Which columns are of one colour all along and beyond, and not of the ground of the words."""
    found = np.zeros(end.width, np.bool_)
    strip = pixels[end.y0 : end.y1, end.x0 : end.x1].astype(np.int16)
    first, last = strip[0], strip[-1]
    maybe = (np.abs(first - last).max(axis=1) <= INK_STEP) & (np.abs(first - np.array(inner)).max(axis=1) > INK_STEP)
    for column in np.flatnonzero(maybe).tolist():
        for y0, y1 in ((end.y0 - BEYOND_PX, end.y1), (end.y0, end.y1 + BEYOND_PX)):
            if y0 >= 0 and y1 <= pixels.shape[0]:
                part = pixels[y0:y1, end.x0 + column]
                found[column] |= int(np.ptp(part, axis=0).max()) <= INK_STEP
    return found
