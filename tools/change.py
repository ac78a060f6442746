"""What changed between two frames, tile by tile."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .channels import apart
from .frames import Frame
from .geometry import Box

TILE = 32
"""Pixels along a tile's side: a caret stays within one or two, a word spans several."""
_NOTICEABLE = 24
"""Levels of 255 that a colour must move to count: more than JPEG noise and smooth font rendering."""
_CARET_WIDTH = 5  # with the pixel on both sides that joins what is close together
_RING_WIDTH = 7
_LEAST_PIXELS = 40


def changed_tiles(a: Frame, b: Frame) -> NDArray[np.bool_]:
    """For each tile whether any pixel changed noticeably: shape (rows, columns). All, when the sizes differ."""
    rows, columns = -(-b.height // TILE), -(-b.width // TILE)
    if (a.width, a.height) != (b.width, b.height):
        return np.ones((rows, columns), dtype=np.bool_)
    strong = _changed_pixels(a, b)
    padded = np.zeros((rows * TILE, columns * TILE), dtype=np.uint8)
    padded[: b.height, : b.width] = strong
    return padded.reshape(rows, TILE, columns, TILE).max(axis=(1, 3)).astype(np.bool_)


def changed(a: Frame, b: Frame, *, outside: Box | None = None, more_than_tiles: int = 2) -> bool:
    """Whether a person would say that the screen changed (outside a box); a blinking caret does not count."""
    if a.data == b.data:
        return False
    tiles = changed_tiles(a, b)
    if outside is not None:
        tiles[_span(outside, b)] = False
    return int(tiles.sum()) > more_than_tiles


def changed_in(a: Frame, b: Frame, box: Box) -> bool:
    """Whether anything changed noticeably inside a box of frame pixels."""
    return bool(changed_tiles(a, b)[_span(box, b)].any())


def answered(a: Frame, b: Frame, *, outside: Box | None = None) -> bool:
    """Whether more than the focus went from one thing to another: rings around things and carets do not count."""
    import cv2

    if a.data == b.data:
        return False
    if (a.width, a.height) != (b.width, b.height):
        return True
    strong = _changed_pixels(a, b)
    if outside is not None:
        x0, y0, x1, y1 = outside.clip(b.width, b.height)
        strong[y0:y1, x0:x1] = 0
    joined = cv2.dilate(strong, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    rest = 0
    for index in range(1, count):
        x, y, w, h = (int(value) for value in stats[index, :4])
        part = (labels[y : y + h, x : x + w] == index) & (strong[y : y + h, x : x + w] > 0)
        if w > _CARET_WIDTH and not _is_ring(part):
            rest += int(part.sum())
    return rest > _LEAST_PIXELS


def _is_ring(part: NDArray[np.bool_]) -> bool:
    """Whether what changed runs around something and leaves its inside alone."""
    height, width = part.shape
    if min(height, width) <= 3 * _RING_WIDTH:
        return False
    inside = part[_RING_WIDTH:-_RING_WIDTH, _RING_WIDTH:-_RING_WIDTH]
    return int(inside.sum()) < 0.03 * int(part.sum())


def _changed_pixels(a: Frame, b: Frame) -> NDArray[np.uint8]:
    return (apart(a.pixels, b.pixels) > _NOTICEABLE).astype(np.uint8)


def _span(box: Box, frame: Frame) -> tuple[slice, slice]:
    x0, y0, x1, y1 = box.clip(frame.width, frame.height)
    return slice(y0 // TILE, -(-y1 // TILE)), slice(x0 // TILE, -(-x1 // TILE))
