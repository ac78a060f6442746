"""Lists: entries between rules, or cards of one width."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from statistics import median

from ...geometry import Box
from ..scene import Region
from .columns import Items
from .rules import Ladder
from .surfaces import union

_TALLEST_ROW = 14  # font sizes
_SAME = 4  # pixels


def ruled_rows(ladder: Ladder, items: Items, fields: list[Box], size: float) -> list[list[Box]]:
    """Runs of rows between the rules of a ladder that hold something; none when they are the fields of a form."""
    between = [Box(ladder.x0, y0, ladder.x1, y1) for y0, y1 in zip(ladder.bottoms, ladder.tops[1:], strict=False)]
    if len(between) < 2:
        return []
    items = items.inside(union(between))
    inner = [items.inside(row).boxes for row in between]
    alone = [
        len(boxes) <= 1 and any(row.iou(field) > 0.6 for field in fields)
        for row, boxes in zip(between, inner, strict=True)
    ]
    if any(alone) and not _touch(between, inner, alone):
        return []
    runs: list[list[Box]] = [[]]
    for row, boxes in zip(between, inner, strict=True):
        if boxes and 0.9 * size < row.height <= _TALLEST_ROW * size:
            runs[-1].append(row)
        elif row.height > 3 * size:
            runs.append([])
    return [run for run in runs if len(run) >= 2]


def _touch(between: list[Box], inner: list[list[Box]], alone: list[bool]) -> bool:
    """Whether the rows that look like fields are next to each other, or a single one is next to a row as high."""
    if sum(alone) > 1:
        return any(one and other for one, other in pairwise(alone))
    index = alone.index(True)
    near = [i for i in (index - 1, index + 1) if 0 <= i < len(between) and inner[i]]
    return any(abs(between[i].height - between[index].height) <= 0.15 * between[index].height for i in near)


def as_list(rows: list[Box], items: Items, size: float) -> Region | None:
    """The list of some rows, with the first and the last one that no rule bounds."""
    rows = [row for row in (_outer_row(rows, items, size, above=True), *rows) if row]
    rows = [row for row in (*rows, _outer_row(rows, items, size, above=False)) if row]
    heights = sorted(row.height for row in rows)
    if len(rows) < 3 or heights[-1] > 2.5 * heights[0] + size:
        return None
    return Region("list", union(rows), rows=tuple(rows))


def _outer_row(rows: list[Box], items: Items, size: float, *, above: bool) -> Box | None:
    """The entry above the first rule or below the last: written like the one next to it."""
    near = rows[0] if above else rows[-1]
    tall = round(median(row.height for row in rows))
    zone = Box(near.x0, near.y0 - tall, near.x1, near.y0) if above else Box(near.x0, near.y1, near.x1, near.y1 + tall)
    known, inner = _outline(near, items), _outline(zone, items)
    if known is None or inner is None or zone.y0 < 0:
        return None
    alike = all(abs(a - b) <= 0.4 * size for a, b in zip(known, inner, strict=True))
    return zone if alike else None


def _outline(row: Box, items: Items) -> tuple[int, int] | None:
    """Where the first thing of a row is, from its left end and its top."""
    boxes = items.inside(row).boxes
    if not boxes:
        return None
    return min(box.x0 for box in boxes) - row.x0, min(box.y0 for box in boxes) - row.y0


def card_lists(surfaces: list[Box], items: Items, controls: list[Box], size: float) -> list[Region]:
    """Lists of at least three cards of the same width, one under the other or side by side."""
    by_width: dict[int, list[Box]] = defaultdict(list)
    for box in surfaces:
        large = box.height >= 2.2 * size and box.width >= 6 * size
        if large and items.inside(box).lines and not any(box.iou(control) > 0.6 for control in controls):
            key = next((width for width in by_width if abs(width - box.width) <= _SAME), box.width)
            by_width[key].append(box)
    found: list[Region] = []
    for boxes in by_width.values():
        outer = [box for box in boxes if not any(o != box and o.common_area(box) > 0.9 * box.area for o in boxes)]
        for group in _neighbours(outer, 3 * size):
            heights = [box.height for box in group]
            if len(group) >= 3 and max(heights) <= 2.2 * min(heights):
                rows = sorted(group, key=lambda box: (box.y0 // _SAME, box.x0))
                found.append(Region("list", union(rows), rows=tuple(rows)))
    return found


def _neighbours(boxes: list[Box], reach: float) -> list[list[Box]]:
    """Groups of boxes that are next to each other in a row (of the same top) or in a column (of the same left)."""
    groups: list[list[Box]] = []
    for box in boxes:
        touching = [group for group in groups if any(_next_to(box, other, reach) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([box, *(other for group in touching for other in group)])
    return groups


def _next_to(box: Box, other: Box, reach: float) -> bool:
    across = max(box.x0 - other.x1, other.x0 - box.x1)
    down = max(box.y0 - other.y1, other.y0 - box.y1)
    in_row = abs(box.y0 - other.y0) <= _SAME and abs(box.height - other.height) <= _SAME and 0 <= across <= reach
    return in_row or (abs(box.x0 - other.x0) <= _SAME and -_SAME <= down <= reach)
