"""Figures that touch each other, taken apart by their colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...geometry import Box
from ..shapes.edges import Mask, pieces

_LEAST_PX = 8.0  # logical pixels of each side: smaller parts are letters, or shades that smooth an edge
_COLOURS = 8  # at most: with more it is a picture


def apart(codes: NDArray[np.int32], mask: Mask, box: Box, scale: float) -> list[tuple[Mask, Box]]:
    """A piece as it is, or its parts of one colour each when these lie side by side, none inside another.

    ``codes`` and ``mask`` are those of the box, which is in pixels of the frame, as are the boxes that are returned.
    """
    whole = [(mask, box)]
    if min(box.width, box.height) < 2 * _LEAST_PX * scale:
        return whole
    values, counts = np.unique(codes[mask > 0], return_counts=True)
    found: list[tuple[Mask, Box]] = []
    for code in values[np.argsort(-counts)[:_COLOURS]]:
        same = pieces(np.asarray(((codes == code) & (mask > 0)) * 255, np.uint8))
        for number, (x, y, w, h, _) in enumerate(same.stats.tolist()):
            if number and min(w, h) >= _LEAST_PX * scale:
                part = np.asarray((same.labels[y : y + h, x : x + w] == number) * 255, np.uint8)
                found.append((part, Box(x, y, x + w, y + h)))
    outer = [each for each in found if not any(_inside(each[1], other) for _, other in found)]
    if len(outer) < 2:
        return whole
    return [(part, Box(x0 + box.x0, y0 + box.y0, x1 + box.x0, y1 + box.y0)) for part, (x0, y0, x1, y1) in outer]


def _inside(box: Box, other: Box) -> bool:
    """Whether a box lies in another one, which is larger."""
    return box != other and box.common_area(other) == box.area
