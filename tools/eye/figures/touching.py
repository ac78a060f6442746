"""Figures that touch or cover each other, taken apart by their colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...geometry import Box
from ..shapes.edges import Mask, pieces

_LEAST_PX = 8.0  # logical pixels of each side: smaller parts are letters, or shades that smooth an edge
_SOLID = 0.45  # of its box that an area covers; what is drawn in lines covers less
_RING_PX = 4.0  # logical pixels that an outline is thick, at most
_COLOURS = 8  # at most: with more it is a picture
_CORNERS = 3  # of a rectangle that is covered in one corner

Part = tuple[Mask, Box]


def apart(codes: NDArray[np.int32], mask: Mask, box: Box, scale: float) -> list[Part]:
    """A piece as it is, or its areas of one colour each when there are several, with the outline of each that has one.

    ``codes`` and ``mask`` are those of the box, which is in pixels of the frame, as are the boxes that are returned.
    """
    whole = [(mask, box)]
    if min(box.width, box.height) < _LEAST_PX * scale or max(box.width, box.height) < 2 * _LEAST_PX * scale:
        return whole
    found = _of_one_colour(codes, mask, scale)
    solid = [part for part in found if _cover(part) >= _SOLID]
    if len(solid) < 2:
        return whole
    lines = [part for part in found if _cover(part) < _SOLID]
    parts = [_whole_box(mask, _with_outline(part, lines, scale)) for part in solid]
    return [(part, Box(x0 + box.x0, y0 + box.y0, x1 + box.x0, y1 + box.y0)) for part, (x0, y0, x1, y1) in parts]


def _of_one_colour(codes: NDArray[np.int32], mask: Mask, scale: float) -> list[Part]:
    """The connected parts of each frequent colour; boxes are in pixels of the piece."""
    values, counts = np.unique(codes[mask > 0], return_counts=True)
    found: list[Part] = []
    for code in values[np.argsort(-counts)[:_COLOURS]]:
        same = pieces(np.asarray(((codes == code) & (mask > 0)) * 255, np.uint8))
        for number, (x, y, w, h, _) in enumerate(same.stats.tolist()):
            if number and min(w, h) >= _LEAST_PX * scale:
                part = np.asarray((same.labels[y : y + h, x : x + w] == number) * 255, np.uint8)
                found.append((part, Box(x, y, x + w, y + h)))
    return found


def _cover(part: Part) -> float:
    return float((part[0] > 0).mean())


def _with_outline(part: Part, lines: list[Part], scale: float) -> Part:
    """The line closely around an area in its place, if there is one: its inside is the area."""
    box, reach = part[1], _RING_PX * scale
    for line in lines:
        gaps = [box.x0 - line[1].x0, box.y0 - line[1].y0, line[1].x1 - box.x1, line[1].y1 - box.y1]
        if all(0 <= gap <= reach for gap in gaps):
            return line
    return part


def _whole_box(mask: Mask, part: Part) -> Part:
    """A rectangle without the corner that something covers, made whole."""
    area, box = part
    around = mask[box.y0 : box.y1, box.x0 : box.x1]
    reach = 4
    corners = (area[:reach, :reach], area[:reach, -reach:], area[-reach:, :reach], area[-reach:, -reach:])
    if (around > 0).mean() > 0.97 and sum(bool(corner.mean() > 127) for corner in corners) >= _CORNERS:
        return np.full_like(area, 255), box
    return part
