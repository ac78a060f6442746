"""Ends of boxes of text that reach over an upright border, where words begin right beside one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...frames import Pixels
from ...geometry import Box
from .textboxes import INK_STEP, ground

_BEYOND_PX = 3  # a border goes on above and below the box of some words; the stroke of a letter does not
_REACH = 0.8  # of the height of a box: how far from its ends a border may run


def without_borders(pixels: Pixels, box: Box) -> Box:
    """A box of text without the upright lines near its ends, and what lies beyond them."""
    y0, y1 = max(0, box.y0 - _BEYOND_PX), min(pixels.shape[0], box.y1 + _BEYOND_PX)
    reach = min(round(_REACH * box.height), box.width // 3)
    if y1 - y0 < box.height + _BEYOND_PX or reach < 1:
        return box
    inner = ground(pixels[box.y0 : box.y1, box.x0 : box.x1])
    left = np.flatnonzero(_lines(pixels[y0:y1, box.x0 : box.x0 + reach], inner))
    right = np.flatnonzero(_lines(pixels[y0:y1, box.x1 - reach : box.x1], inner))
    x0 = box.x0 + int(left[-1]) + 1 if left.size else box.x0
    x1 = box.x1 - reach + int(right[0]) if right.size else box.x1
    return box._replace(x0=x0, x1=x1)


def _lines(part: Pixels, inner: tuple[int, int, int]) -> NDArray[np.bool_]:
    """Which columns are of one colour all along, and not of the ground of the words."""
    spread = np.ptp(part.astype(np.int16), axis=0).max(axis=1)
    away = np.abs(part[0].astype(np.int16) - np.array(inner, np.int16)).max(axis=1)
    return np.asarray((spread <= INK_STEP) & (away > INK_STEP), np.bool_)
