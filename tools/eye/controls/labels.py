"""Which words name which box."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from ...geometry import Box
from ..scene import Line

_LEFT_REACH = 18.0  # times the font size
_ROW_REACH = 60.0  # where nothing else is on the row: a row of settings
_ABOVE_REACH = 2.2
_BESIDE_REACH = 2.2
_CLOSE_COST = 1.1
_SWITCH_REACH = 60.0  # a switch often stands at the far end of its row


class Pair(NamedTuple):
    """A box to write in, with its label if it has one."""

    box: Box
    label: Line | None


def assign_labels(
    boxes: list[Box], lines: list[Line], text_px: float, named: frozenset[Box] = frozenset(), leftward: bool = False
) -> list[Pair]:
    """Each box with the nearest words at its left or above it; the nearest pairs first, no words twice.

    For the boxes in ``named``, which have words of their own, only close ones count. On a page that is read from right
    to left (``leftward``) labels stand at the right.
    """
    places = [_mirrored(box) for box in boxes] if leftward else boxes
    costs = [
        (cost, index, line)
        for index, box in enumerate(places)
        for line in lines
        if (cost := _cost(box, _mirrored(line.box) if leftward else line.box, places, text_px)) is not None
        if cost < (_CLOSE_COST if boxes[index] in named else _LEFT_REACH)
    ]
    labels: dict[int, Line] = {}
    used: set[Line] = set()
    for _, index, line in sorted(costs, key=lambda entry: entry[0]):
        if index not in labels and line not in used:
            labels[index] = line
            used.add(line)
    flat = [_mirrored(line.box) if leftward else line.box for line in lines]
    free = [(line, place) for line, place in zip(lines, flat, strict=True) if line not in used]
    bare = [index for index, box in enumerate(boxes) if index not in labels and box not in named]
    labels.update(_ends_of_rows(places, bare, free, flat, text_px))
    return [Pair(box, labels.get(index)) for index, box in enumerate(boxes)]


def _ends_of_rows(
    places: list[Box], bare: list[int], free: list[tuple[Line, Box]], words: list[Box], text_px: float
) -> dict[int, Line]:
    """The words at the far left of a row that ends in a box, as in lists of settings: two such rows at least."""
    found: dict[int, tuple[Line, Box]] = {}
    for index in bare:
        box = places[index]
        row = [(line, at) for line, at in free if at.y0 < box.center.y < at.y1 + 0.3 * text_px and at.x1 < box.x0]
        if not row:
            continue
        line, at = max(row, key=lambda entry: entry[1].x1)
        between = Box(at.x1 + 1, box.center.y - 2, box.x0 - 1, box.center.y + 2)
        crossed = _blocked(between, places, box) or any(between.common_area(other) > 0 for other in words)
        if between.width < _ROW_REACH * text_px and not crossed:
            found[index] = (line, at)
    starts = [at.x0 for _, at in found.values()]
    return {index: line for index, (line, at) in found.items() if sum(abs(at.x0 - start) <= 4 for start in starts) > 1}


def words_beside(mark: Box, lines: list[Line], text_px: float, leftward: bool = False) -> Line | None:
    """The words right of a mark on the same row, or else left of it; of two rows of words the upper one."""
    if leftward:
        flipped = {replace(line, box=_mirrored(line.box)): line for line in lines}
        found = words_beside(_mirrored(mark), list(flipped), text_px)
        return flipped[found] if found else None
    slack = 0.4 * text_px
    row = [line for line in lines if line.box.y0 - slack < mark.center.y < line.box.y1 + slack]
    right = [line for line in row if -2 <= line.box.x0 - mark.x1 < _BESIDE_REACH * text_px]
    if right:
        return min(right, key=lambda line: (line.box.x0 - mark.x1 > text_px, line.box.y0))
    reach = _SWITCH_REACH if mark.width > 1.4 * mark.height else _BESIDE_REACH
    left = [line for line in row if -2 <= mark.x0 - line.box.x1 < reach * text_px]
    return min(left, key=lambda line: (round((mark.x0 - line.box.x0) / (4 * text_px)), line.box.y0)) if left else None


def _mirrored(box: Box) -> Box:
    return Box(-box.x1, box.y0, -box.x0, box.y1)


def _cost(box: Box, words: Box, boxes: list[Box], text_px: float) -> float | None:
    """How far words are from being the label of a box, in font sizes; None when they cannot be."""
    gap_left, gap_above = (box.x0 - words.x1) / text_px, (box.y0 - words.y1) / text_px
    tops = min(box.center.y, box.y0 + round(1.6 * text_px))  # beside a text area the label stands at its top
    if -0.2 <= gap_left <= _LEFT_REACH and words.y0 - 0.4 * text_px < tops < words.y1 + 0.6 * text_px:
        between = Box(words.x1, min(words.y0, tops - 1), box.x0, max(words.y1, tops + 1))
        return None if _blocked(between, boxes, box) else 0.25 * gap_left
    overlap = min(box.x1, words.x1) - max(box.x0, words.x0)
    if -0.2 <= gap_above <= _ABOVE_REACH and overlap > 0.5 * min(words.width, box.width):
        between = Box(max(box.x0, words.x0), words.y1, min(box.x1, words.x1), box.y0)
        indent = abs(words.x0 - box.x0) / text_px
        return None if _blocked(between, boxes, box) else gap_above + 0.3 * indent
    return None


def _blocked(between: Box, boxes: list[Box], own: Box) -> bool:
    return any(
        other != own and between.intersection(other).width > 2 and between.intersection(other).height > 2
        for other in boxes
    )
