"""What a decoded picture looks like, tile by tile, for a third of a millisecond.

A row of pixels is taken as the bytes that it is, blue green red blue …, and halved twice with the rows. A *cell* is
then the mean of four rows by four bytes, which is 4 x 1⅓ pixels: thin lines and the strokes of letters stay, and so do
colours of one brightness, while the noise of a video codec goes. Six by two cells are a tile of 8 x 8 pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TILE = 8
"""Side of a tile in pixels; of a picture larger than ``WIDEST`` it is twice that."""
WIDEST = 2600
STRUCTURE, PALE = 15, 6
"""Levels of 255 that a cell must differ by, or a strip of two by two cells: more than MJPEG and MPEG-4 make of a still
picture (docs/decisions/024), less than a line of one pixel in light grey, or the pale ground of a hint, makes."""

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Cells:
    """``fine`` holds the cells, (2 rows, 6 columns) to a tile; ``pale`` the same at half the size."""

    fine: Pixels
    pale: Pixels


def cells_of(pixels: Pixels) -> Cells:
    """The cells of a picture (height, width, 3); what does not fill a tile at its right and lower edge is left out."""
    import cv2

    height, width = pixels.shape[:2]
    if min(height, width) < TILE:
        size = (max(width, TILE), max(height, TILE))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_NEAREST), np.uint8)
    elif max(height, width) > WIDEST:
        pixels = _halved(pixels)
    height, width = pixels.shape[:2]
    rows = pixels[: height - height % TILE, : width - width % TILE]
    fine = _halved(_halved(rows.reshape(rows.shape[0], -1)))
    return Cells(fine, _halved(fine))


def differing(one: Cells, other: Cells) -> NDArray[np.bool_]:
    """Which tiles differ, rows by columns; all of them when the pictures are not of one size."""
    import cv2

    rows, columns = other.pale.shape[0], other.pale.shape[1] // 3
    if one.fine.shape != other.fine.shape:
        return np.ones((rows, columns), dtype=np.bool_)
    _, structure = cv2.threshold(cv2.absdiff(one.fine, other.fine), STRUCTURE, 255, cv2.THRESH_BINARY)
    _, pale = cv2.threshold(cv2.absdiff(one.pale, other.pale), PALE, 255, cv2.THRESH_BINARY)
    strips = cv2.bitwise_or(_halved(np.asarray(structure, np.uint8)), pale)
    if not cv2.countNonZero(strips):
        return np.zeros((rows, columns), dtype=np.bool_)
    left, middle, right = np.asarray(strips, np.bool_).reshape(-1, 3).T
    return (left | middle | right).reshape(rows, columns)


def _halved(pixels: Pixels) -> Pixels:
    """The mean of each two by two values."""
    import cv2

    size = (pixels.shape[1] // 2, pixels.shape[0] // 2)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
