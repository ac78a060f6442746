"""Spatial words: left of, right of, below, above, near, between, in the row of, under a heading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...geometry import Box

Edges = NDArray[np.float64]
Mask = NDArray[np.bool_]

_NEAR_REACH = 25  # heights of the anchor: farther apart nobody says "next to"
_ROW_REACH = 80  # in the same row
_LOOSE_REACH = 16
_SMALLEST = 12  # pixels: no text is smaller
_BEHIND = 2.0  # what belongs to words mostly stands right of or below them
_STANDS_OUT = 1.15  # times the usual height: less is no heading, and nothing ends its section
_SAME_HEADING = 0.92  # of the height of a heading: as large, so another heading


def distances(relation: str, anchors: Sequence[Box], boxes: Sequence[Box], *, loose: bool = False) -> dict[Box, float]:
    """How far each box that stands in a relation to an anchor is from it, in pixels; 0 where the distance says nothing.

    ``loose`` takes "below" and "above" for what stands there at all, not only right under or over the anchor.
    """
    if not anchors or not boxes:
        return {}
    pairs = _Pairs(np.array(anchors, float)[:, None], np.array(boxes, float)[None])
    far = np.where(pairs.stand(relation, loose=loose), pairs.distance(relation), np.inf).min(axis=0)
    return {box: float(reach) for box, reach in zip(boxes, far, strict=True) if reach < np.inf}


class _Pairs:
    """Every anchor (down) with every box (across): how they stand to each other, as arrays (anchors, boxes)."""

    def __init__(self, anchors: Edges, boxes: Edges) -> None:
        self.anchor, self.box = np.moveaxis(anchors, -1, 0), np.moveaxis(boxes, -1, 0)
        (ax0, ay0, ax1, ay1), (x0, y0, x1, y1) = self.anchor, self.box
        self.height = ay1 - ay0
        self.x, self.y = (x0 + x1) // 2, (y0 + y1) // 2
        self.aside = np.maximum(0, np.maximum(x0 - ax1, ax0 - x1))
        self.apart = np.maximum(0, np.maximum(y0 - ay1, ay0 - y1))
        middle = (ay0 + ay1) // 2
        level = (ay0 - 0.5 * self.height < self.y) & (self.y < ay1 + 0.5 * self.height)
        around = (y0 < middle) & (middle < y1) & (y1 - y0 < 4 * self.height)
        self.beside = level | around
        self.other = (x0 != ax0) | (y0 != ay0) | (x1 != ax1) | (y1 != ay1)

    def stand(self, relation: str, *, loose: bool) -> Mask:
        ax0, ay0, ax1, ay1 = self.anchor
        over = self.aside < (_LOOSE_REACH if loose else 1) * self.height
        match relation:
            case "row":
                stands = self.beside
            case "column":
                stands = (self.aside == 0) & (self.y > ay1)
            case "left":
                stands = self.beside & (self.x < ax0)
            case "right":
                stands = self.beside & (self.x > ax1)
            case "below":
                stands = over & (self.y > ay1)
            case "above":
                stands = over & (self.y < ay0)
            case _:
                size = np.maximum(np.minimum(self.height, self.box[3] - self.box[1]), _SMALLEST)
                stands = self.distance(relation) <= np.where(self.beside, _ROW_REACH, _NEAR_REACH) * size
        return stands & self.other

    def distance(self, relation: str) -> Edges:
        match relation:
            case "row" | "column":
                return np.zeros_like(self.aside)
            case "left" | "right":
                return self.aside + 0.5 * self.apart
            case "below" | "above":
                return self.apart + 0.5 * self.aside
            case "of":
                behind = (self.y < self.anchor[1]) | (self.x < self.anchor[0])
                return (self.aside + 2 * self.apart) * np.where(behind, _BEHIND, 1.0)
            case _:
                return self.aside + 2 * self.apart


def between(one: Box, other: Box, boxes: Sequence[Box]) -> dict[Box, float]:
    """The boxes whose centre is between two others, along a row or a column."""
    whole = one.union(other)
    across = _gap(one.x0, one.x1, other.x0, other.x1) >= _gap(one.y0, one.y1, other.y0, other.y1)
    found: dict[Box, float] = {}
    for box in boxes:
        start, end = (one.center.x, other.center.x) if across else (one.center.y, other.center.y)
        at = box.center.x if across else box.center.y
        if min(start, end) < at < max(start, end) and whole.grow(4).has_center_of(box) and box not in (one, other):
            found[box] = 0.0
    return found


def under_heading(heading: Box, texts: Sequence[Box], boxes: Sequence[Box]) -> dict[Box, float]:
    """The boxes of the section that a heading begins: right of it or below it, up to the next one as large."""
    heights = sorted(text.height for text in texts)
    stands_out = heights and heading.height > _STANDS_OUT * heights[len(heights) // 2]
    large = [box for box in texts if stands_out and box.height >= _SAME_HEADING * heading.height and box != heading]
    slack = 2 * heading.height
    below = [box.y0 for box in large if box.y0 >= heading.y1 and abs(box.x0 - heading.x0) <= slack]
    beside = [box.x0 for box in large if box.x0 > heading.x1 + slack and _overlap(box, heading) > 0.5 * heading.height]
    bottom, right = min(below, default=1 << 30), min(beside, default=1 << 30)
    return {
        box: max(0, box.y0 - heading.y1) + 0.3 * _gap(heading.x0, heading.x1, box.x0, box.x1)
        for box in boxes
        if box != heading
        and heading.y0 - 0.3 * heading.height <= box.center.y < bottom
        and box.x1 > heading.x0 - slack
        and box.x0 < right
    }


def in_reading_order(boxes: Sequence[Box]) -> list[Box]:
    """Top to bottom in rows, each row from left to right."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.center.y):
        if rows and abs(box.center.y - rows[-1][0].center.y) < 0.5 * min(box.height, rows[-1][0].height):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda box: box.x0)]


def groups(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes that stand close together in a row or a column, each group in its order."""
    found: list[list[Box]] = []
    for across in (True, False):
        rest = sorted(boxes, key=lambda box: (box.x0, box.y0) if across else (box.y0, box.x0))
        while rest:
            group = [rest.pop(0)]
            for box in list(rest):
                if _adjoins(group[-1], box, across=across):
                    group.append(box)
                    rest.remove(box)
            if len(group) > 1:
                found.append(group)
    return found


def _adjoins(one: Box, other: Box, *, across: bool) -> bool:
    size = max(one.width, one.height, other.width, other.height)
    if across:
        aligned = abs(one.center.y - other.center.y) <= 0.35 * max(one.height, other.height)
        return aligned and other.center.x - one.center.x >= 0 and other.x0 - one.x1 <= 2.5 * size
    aligned = abs(one.center.x - other.center.x) <= 0.35 * max(one.width, other.width)
    return aligned and other.center.y - one.center.y >= 0 and other.y0 - one.y1 <= 2.5 * size


def _gap(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(0, other_start - end, start - other_end)


def _overlap(one: Box, other: Box) -> int:
    return min(one.y1, other.y1) - max(one.y0, other.y0)
