"""Small pictures without text: groups of strokes that stand alone, such as icons, arrows and knobs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...frames import Pixels
from ...geometry import Box
from ..shapes.edges import pieces
from ..shapes.ink import INK_STEP, beyond, crop, ink_mask, middle
from .view import View

Glyph = Literal["down", "up", "updown", "plus", "minus"]
"""The small signs that say what kind of control they stand in; "updown" is two arrows, one above the other."""

_LARGEST = 2.7  # font sizes
_SMALLEST = 0.5
_JOIN_PX = 5  # strokes this close are one picture
_SPECKLED = 14  # connected pieces in one small picture: it is a photo or text that was not read


def find_parts(view: View, taken: Sequence[Box]) -> list[Box]:
    """Boxes of small pictures that are no text, no mark and not in a box of ``taken``, tight around their ink."""
    import cv2

    x, y, w, h = view.outlines.stats[:, :4].T
    small = (w <= _LARGEST * view.size + 2) & (h <= _LARGEST * view.size + 2)
    small[0] = False
    for index in np.flatnonzero(small & (w > 1.2 * view.size) & (h > 1.2 * view.size)).tolist():
        box = Box(int(x[index]), int(y[index]), int(x[index] + w[index]), int(y[index] + h[index]))
        small[index] = all(box.iou(other) < 0.7 for other in view.rectangles)  # the frame of a small button
    mask = small.astype(np.uint8).take(view.outlines.labels)
    for box in (*(line.box for line in view.lines), *(mark.box for mark in view.marks), *taken):
        _part_of(mask, box.grow(2))[:] = 0
    joined = pieces(np.asarray(cv2.dilate(mask, np.ones((_JOIN_PX, _JOIN_PX), np.uint8)), np.uint8))
    groups = joined.stats[1:, :4]
    shrink = _JOIN_PX // 2 + 1  # what joining added, and the outer pixel of the edge
    found: list[Box] = []
    for gx, gy, gw, gh in groups.tolist():
        box = Box(gx + shrink, gy + shrink, gx + gw - shrink, gy + gh - shrink)
        longest, shortest = max(box.width, box.height), min(box.width, box.height)
        if longest >= _SMALLEST * view.size * 0.6 and shortest >= 1 and longest <= _LARGEST * view.size:
            found.append(box)
    words = [line.box.grow(2) for line in view.lines]
    free = [box for box in found if not any(box.common_area(line) > 0 for line in words)]  # accents, ripples
    return [box for box in free if view.patches.ask(_is_calm, box, reach=2)]


def side_by_side(view: View, box: Box) -> list[Box]:
    """The two pictures that a box holds when it is as wide as two squares with a gap between them; else the box."""
    if not 1.7 <= box.width / max(1, box.height) <= 3 or box.height < _SMALLEST * view.size:
        return [box]
    columns = np.flatnonzero(~view.ink(box).mask.any(axis=0))
    middle_third = columns[(columns > 0.3 * box.width) & (columns < 0.7 * box.width)]
    if middle_third.size < 1 or np.ptp(middle_third) != middle_third.size - 1:
        return [box]
    x0, x1 = box.x0 + int(middle_third[0]), box.x0 + int(middle_third[-1]) + 1
    halves = (box._replace(x1=x0), box._replace(x0=x1))
    return list(halves) if all(0.6 <= half.width / half.height <= 1.5 for half in halves) else [box]


def parts_inside(view: View, box: Box, words: Sequence[Box]) -> list[Box]:
    """The small pictures in a panel, by its ink: where they stand so close to its border that their edges touch."""
    import cv2

    inner = box.grow(-2 - box.height // 12)
    if min(inner.width, inner.height) < 4 or box.height > _LARGEST * 1.6 * view.size:
        return []
    ink = ink_mask(view.pixels, inner, view.ground(box.grow(-3))).astype(np.uint8)
    for word in words:
        _part_of(ink, Box(word.x0 - inner.x0, word.y0 - inner.y0, word.x1 - inner.x0, word.y1 - inner.y0).grow(2))[
            :
        ] = 0
    joined = pieces(np.asarray(cv2.dilate(ink, np.ones((3, 3), np.uint8)), np.uint8)).stats[1:, :4].tolist()
    found = [Box(x + 1, y + 1, x + w - 1, y + h - 1) for x, y, w, h in joined]
    height, width = ink.shape
    return [
        Box(part.x0 + inner.x0, part.y0 + inner.y0, part.x1 + inner.x0, part.y1 + inner.y0)
        for part in found
        if part.x0 > 0 and part.y0 > 0 and part.x1 < width and part.y1 < height
        if max(part.width, part.height) >= 0.3 * view.size and part.width <= _LARGEST * view.size
    ]


def framed_arrows(view: View) -> list[Box]:
    """Boxes of small grounds of their own with arrows to choose with: the end of a drop-down or number field."""
    small = [box for box in view.rectangles if max(box.width, box.height) <= 2.2 * view.size]
    signs = [(box, glyph(view, box.grow(-3))) for box in small]
    found = [box for box, sign in signs if sign == "updown" or (sign == "down" and _is_end(view, box))]
    return found + [mark.box for mark in view.marks if mark.kind == "square" and _ends_a_field(view, mark.box)]


def _is_end(view: View, box: Box) -> bool:
    """Whether a small box is the right end of a wider one of its height."""
    return any(
        -6 <= box.x0 - other.x1 <= 6 or abs(box.x1 - other.x1) <= 6
        for other in view.rectangles
        if other.width > 1.5 * box.width and abs(other.y0 - box.y0) <= 6 and abs(other.y1 - box.y1) <= 6
    )


def _ends_a_field(view: View, mark: Box) -> bool:
    """Whether a small square stands in the right end of a panel of one line."""
    return any(
        0 < box.x1 - mark.x1 < 0.8 * view.size and box.y0 < mark.y0 and mark.y1 < box.y1
        for box in view.rectangles
        if box.height < 3 * mark.height and box.width > 2.5 * mark.width
    )


def _part_of(mask: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    x0, y0, x1, y1 = box.clip(mask.shape[1], mask.shape[0])
    return mask[y0 : max(y0, y1), x0 : max(x0, x1)]


def _is_calm(pixels: Pixels, box: Box) -> bool:
    """Whether a picture stands on an even ground."""
    around = crop(pixels, box.grow(2))
    ring = np.concatenate([around[0], around[-1], around[:, 0], around[:, -1]])
    return bool(beyond(ring[None], middle(ring), INK_STEP).mean() < 0.1)


def is_icon(view: View, box: Box) -> bool:
    """Whether a part is as large as an icon, neither a dash nor a speckle."""
    longest, shortest = max(box.width, box.height), min(box.width, box.height)
    if longest < _SMALLEST * view.size or shortest < 0.17 * view.size:
        return False
    if longest > 4 * shortest and box.width > box.height:
        return False  # a dash
    x0, y0, x1, y1 = box.clip(view.pixels.shape[1], view.pixels.shape[0])
    return len(np.unique(view.outlines.labels[y0:y1, x0:x1])) - 1 <= _SPECKLED


def glyph(view: View, box: Box) -> Glyph | None:
    """Which sign a part is; None for any other picture."""
    return view.patches.ask(_glyph, box, view.size, reach=2)


def _glyph(pixels: Pixels, box: Box, size: float) -> Glyph | None:
    ink = ink_mask(pixels, box.grow(2))[1:-1, 1:-1]
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if rows.size < 1 or columns.size < 3:
        return None
    shape = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = shape.shape
    if width >= 3 * height:
        return "minus" if shape.mean() > 0.85 and width <= 1.2 * size else None
    if 0.8 <= width / height <= 1.25 and _is_plus(shape):
        return "plus"
    empty = np.flatnonzero(~shape.any(axis=1))
    if empty.size and abs(float(empty.mean()) - (height - 1) / 2) < 0.15 * height:
        upper, lower = shape[: empty[0]], shape[empty[-1] + 1 :]
        return "updown" if _points_down(lower) and _points_down(upper[::-1]) else None
    if not 0.25 * size <= width <= 1.35 * size:
        return None
    if _points_down(shape):
        return "down"
    return "up" if _points_down(shape[::-1]) else None


def _is_plus(shape: NDArray[np.bool_]) -> bool:
    height, width = shape.shape
    third = max(1, round(0.3 * height))
    corners = (shape[:third, :third], shape[:third, -third:], shape[-third:, :third], shape[-third:, -third:])
    bars = shape[height // 2].mean() > 0.9 and shape[:, width // 2].mean() > 0.9
    return bool(bars and max(corner.mean() for corner in corners) < 0.15)


def _points_down(shape: NDArray[np.bool_]) -> bool:
    """Wide at the top, narrow at the bottom, the same left and right: a chevron or a triangle."""
    if shape.size == 0:
        return False
    columns = np.flatnonzero(shape.any(axis=0))
    if columns.size < 3:
        return False
    shape = shape[:, columns[0] : columns[-1] + 1]
    height, width = shape.shape
    if not 0.35 <= height / width <= 0.95:
        return False
    third = max(1, height // 3)
    first = np.flatnonzero(shape[: 1 + height // 7].any(axis=0))
    top, bottom = np.flatnonzero(shape[:third].any(axis=0)), np.flatnonzero(shape[-third:].any(axis=0))
    if first.size == 0 or np.ptp(first) < 0.55 * (width - 1):
        return False  # round: an eye
    if top.size == 0 or bottom.size == 0 or np.ptp(top) < 0.7 * (width - 1) or np.ptp(bottom) > 0.65 * width:
        return False
    if abs((bottom[0] + bottom[-1]) / 2 - (width - 1) / 2) > 0.15 * width + 0.5:
        return False
    return bool((shape == shape[:, ::-1]).mean() > 0.7)
