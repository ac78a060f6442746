"""Spatial words: in the row of, next to, below, above, left of, right of."""

from __future__ import annotations

from ..geometry import Box
from .phrase import Relation


def nearest_to(anchors: list[Box], relation: Relation, boxes: list[Box]) -> list[Box]:
    """The boxes that stand in a relation to an anchor; for all but "row" only the nearest (and as near) ones."""
    pairs = [(_distance(anchor, box), box) for anchor in anchors for box in boxes if _stands(anchor, relation, box)]
    if not pairs:
        return []
    reach = min(distance for distance, _ in pairs)
    slack = float("inf") if relation == "row" else reach + 4
    return [box for box in dict.fromkeys(box for distance, box in pairs if distance <= slack)]


def _stands(anchor: Box, relation: Relation, box: Box) -> bool:
    if box == anchor:
        return False
    beside = anchor.y0 - 0.5 * anchor.height < box.center.y < anchor.y1 + 0.5 * anchor.height
    over = min(anchor.x1, box.x1) > max(anchor.x0, box.x0) or _gap(anchor.x0, anchor.x1, box.x0, box.x1) < anchor.height
    match relation:
        case "row":
            return beside
        case "left":
            return beside and box.center.x < anchor.x0
        case "right":
            return beside and box.center.x > anchor.x1
        case "below":
            return over and box.center.y > anchor.y1
        case "above":
            return over and box.center.y < anchor.y0
        case "near":
            return True


def _distance(one: Box, other: Box) -> float:
    return _gap(one.x0, one.x1, other.x0, other.x1) + 2 * _gap(one.y0, one.y1, other.y0, other.y1)


def _gap(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(0, other_start - end, start - other_end)
