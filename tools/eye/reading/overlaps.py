"""Tells which rectangles go on beneath another that lies over them, so that their edges cut no text there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...frames import Pixels
from ...geometry import Box
from ..shapes.patches import Patches

_EDGE_PX = 3  # frame pixels that an edge may lie beside where it was found
_STEP = 8  # of 255: less is one colour
_MOST = 0.6  # of its length that an edge with a round corner is drawn


def hidden_walls(
    patches: Patches, boxes: Sequence[Box], walls: Sequence[Box], rectangles: Sequence[Box], text_px: float
) -> list[list[Box]]:
    """For each box of text the walls that are hidden where they would cross it: a note lies over a table's rows.

    A rectangle is found from the parts of its edges that can be seen, so it seems to go on beneath what covers it.
    """
    over = [(upper, lower) for upper in rectangles for lower in walls if _overlap_partly(upper, lower, text_px)]
    return [
        [lower for upper, lower in over if upper.intersection(box) == box and not _is_drawn(patches, lower, box)]
        for box in boxes
    ]


def _overlap_partly(one: Box, other: Box, text_px: float) -> bool:
    """Whether two rectangles cross so far that one must lie over the other."""
    common = one.intersection(other)
    return one.common_area(other) > 0 and all(
        max(common.x0 - box.x0, common.y0 - box.y0, box.x1 - common.x1, box.y1 - common.y1) > 0.5 * text_px
        for box in (one, other)
    )


def _is_drawn(patches: Patches, wall: Box, box: Box) -> bool:
    """Whether an edge of a rectangle can be seen where it would run through a box; else something lies over it."""
    upright = [edge for edge in (wall.x0, wall.x1) if box.x0 < edge < box.x1]
    level = [edge for edge in (wall.y0, wall.y1) if box.y0 < edge < box.y1]
    strips = [Box(x - _EDGE_PX, max(box.y0, wall.y0), x + _EDGE_PX, min(box.y1, wall.y1)) for x in upright]
    rows = [Box(max(box.x0, wall.x0), y - _EDGE_PX, min(box.x1, wall.x1), y + _EDGE_PX) for y in level]
    return any(patches.ask(_steps, strip, 1) for strip in strips) or any(patches.ask(_steps, row, 0) for row in rows)


def _steps(pixels: Pixels, box: Box, axis: int) -> bool:
    """Whether the colours change across most of a strip, along an axis of the picture."""
    part = pixels[box.y0 : box.y1, box.x0 : box.x1].astype(np.int16)
    return part.size > 0 and bool((np.ptp(part, axis=axis).max(axis=-1) > _STEP).mean() > _MOST)
