"""What a decoded picture looks like, tile by tile, for a tenth of a millisecond.

A *cell* is the mean brightness of four by four pixels: thin lines and the strokes of letters stay, while the noise of a
video codec goes. Two by two cells are a tile of 8 x 8 pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TILE = 8
"""Side of a tile in pixels; of a picture larger than ``WIDEST`` it is twice that."""
WIDEST = 2600
STRUCTURE, PALE = 10, 3
"""Levels of 255 that a cell must differ by, or a tile: more than MJPEG and MPEG-4 make of a still picture
(docs/decisions/022), less than a line of one pixel in light grey, or the pale ground of a hint, makes."""

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Cells:
    """``fine`` holds the cells, two by two to a tile; ``pale`` the mean of each tile."""

    fine: Grey
    pale: Grey


def cells_of(grey: Grey) -> Cells:
    """The cells of a picture (height, width); what does not fill a tile at its right and lower edge is left out."""
    import cv2

    height, width = grey.shape
    if min(height, width) < TILE:
        size = (max(width, TILE), max(height, TILE))
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_NEAREST), np.uint8)
    elif max(height, width) > WIDEST:
        grey = _halved(grey)
    height, width = grey.shape
    fine = _halved(_halved(grey[: height - height % TILE, : width - width % TILE]))
    return Cells(fine, _halved(fine))


def differing(one: Cells, other: Cells) -> NDArray[np.bool_]:
    """Which tiles differ, rows by columns; all of them when the pictures are not of one size."""
    import cv2

    if one.fine.shape != other.fine.shape:
        return np.ones(other.pale.shape, dtype=np.bool_)
    _, strokes = cv2.threshold(cv2.absdiff(one.fine, other.fine), STRUCTURE, 255, cv2.THRESH_BINARY)
    _, pale = cv2.threshold(cv2.absdiff(one.pale, other.pale), PALE, 255, cv2.THRESH_BINARY)
    return np.asarray(cv2.bitwise_or(_halved(np.asarray(strokes, np.uint8)), pale), np.bool_)


def _halved(grey: Grey) -> Grey:
    """The mean of each two by two values."""
    import cv2

    size = (grey.shape[1] // 2, grey.shape[0] // 2)
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
