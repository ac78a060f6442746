"""Shapes without text: rectangles, and small marks to tick or switch, from pixels alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from ...geometry import Box
from .edges import Mask, Picture, Pieces, pieces
from .marks import Mark, find_marks

_RECTANGLE = 0.82  # of its bounding box that a rectangle with round ends covers at least
_DISC = 0.75
_LEVEL, _UPRIGHT = 1.6, 0.9  # font sizes: longer than the straight strokes of letters


@dataclass(frozen=True)
class Shapes:
    """Rectangles (outer edge, no promised order) and marks of a picture, in its pixels."""

    rectangles: tuple[Box, ...]
    marks: tuple[Mark, ...]


def find_shapes(picture: Picture, text_px: float) -> Shapes:
    """The shapes of a picture whose usual text is about ``text_px`` of its pixels high (the size of its font)."""
    edges, outlines = picture.edges, picture.outlines
    marks = find_marks(picture.patches, outlines, text_px)
    rectangles: list[Box] = []
    borders = picture.borders(round(_LEVEL * text_px), round(_UPRIGHT * text_px))
    outlined = (_outlined_rectangles(edges, pieces, text_px) for pieces in (outlines, borders))
    for box in chain(_flat_rectangles(edges, text_px), *outlined):
        known = any(_same(box, other) for other in rectangles)
        if not known and not any(lies_in(box, mark.box) for mark in marks):
            rectangles.append(box)
    return Shapes(tuple(rectangles), tuple(marks))


def _same(box: Box, other: Box) -> bool:
    return box.iou(other) > 0.85 and all(abs(one - two) <= 6 for one, two in zip(box, other, strict=True))


def lies_in(box: Box, other: Box) -> bool:
    """Whether nearly all of a box is in another one."""
    return other.grow(2).has_center_of(box) and box.common_area(other) > 0.7 * box.area


def _flat_rectangles(edges: Mask, text_px: float) -> Iterator[Box]:
    """Flat areas that fill their bounding box once holes (text) are closed, grown to the outside of the border.

    A round one counts as well: the disc behind an icon or initials.
    """
    height, width = edges.shape
    areas = pieces(255 - edges, connectivity=4)
    least = max(5, round(0.4 * text_px))
    x, y, w, h, area = areas.stats.T
    worth = (w >= 2 * least) & (h >= least) & (area >= 0.25 * w * h) & ((w < width) | (h < height))
    worth[0] = False
    for index in np.flatnonzero(worth).tolist():
        box = Box(int(x[index]), int(y[index]), int(x[index] + w[index]), int(y[index] + h[index]))
        share = _filled_share((areas.labels[box.y0 : box.y1, box.x0 : box.x1] == index).astype(np.uint8))
        disc = share >= _DISC and 0.9 <= box.width / box.height <= 1.1 and box.height > 1.4 * text_px
        if share >= _RECTANGLE or disc:
            yield box.grow(2).clip(width, height)


def _outlined_rectangles(edges: Mask, outlines: Pieces, text_px: float) -> Iterator[Box]:
    """Connected edges that run all around their bounding box: borders, even with text close to them."""
    least = max(9, round(1.05 * text_px))  # higher than a word of small text, whose letters touch
    w, h = outlines.stats[:, 2], outlines.stats[:, 3]
    large = (w >= 1.5 * least) & (h >= least)
    large[0] = False
    for x, y, w, h in outlines.stats[large, :4].tolist():
        if _runs_around(edges[y : y + h, x : x + w], text_px):
            yield Box(x, y, x + w, y + h).grow(-1)


def _runs_around(edges: Mask, text_px: float) -> bool:
    """Whether edges run along all four sides; the top may have one gap near an end, where a label sits on it."""
    height, width = edges.shape
    corner = max(2, round(0.3 * min(height, width)))
    upright, level = slice(corner, height - corner), slice(corner, width - corner)
    sides = (edges[upright, :3].any(axis=1), edges[upright, -3:].any(axis=1), edges[-3:, level].any(axis=0))
    if not all(side.mean() > 0.9 for side in sides if side.size):
        return False
    top = edges[:3, level].any(axis=0)
    if top.size == 0 or top.mean() > 0.9:
        return True
    gap = np.flatnonzero(~top)
    near_end = min(gap[0], top.size - 1 - gap[-1]) < 2.5 * text_px
    rest = np.ones(top.size, bool)
    rest[gap[0] : gap[-1] + 1] = False
    return bool(near_end and height > 1.8 * text_px and rest.sum() > 0.2 * top.size)


def _filled_share(mask: Mask) -> float:
    """The part of its bounding box that a shape covers, holes included."""
    import cv2

    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    filled = cv2.drawContours(np.zeros_like(mask), contours, -1, 1, cv2.FILLED)
    return np.count_nonzero(filled) / filled.size
