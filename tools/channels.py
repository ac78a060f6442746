"""The channel that decides: of one pixel the strongest, of two pixels the one in which they differ most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .frames import Pixels

Levels = NDArray[np.uint8]
"""One value for each pixel, shape (height, width), 0 to 255."""


def strongest(pixels: Pixels) -> Levels:
    """The strongest channel of each pixel."""
    import cv2

    if pixels.size == 0:
        return np.zeros(pixels.shape[:2], np.uint8)
    red, green, blue = cv2.split(pixels)
    return np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8)


def apart(one: Pixels, other: Pixels) -> Levels:
    """How far the pixels of two pictures of one size are apart."""
    import cv2

    if one.size == 0:
        return np.zeros(one.shape[:2], np.uint8)
    return strongest(np.asarray(cv2.absdiff(one, other), np.uint8))
