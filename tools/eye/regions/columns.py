"""Columns: the upright gaps between the cells of rows, from rules and from where no text stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...channels import apart
from ...frames import Pixels
from ...geometry import Box
from ..scene import Line

Gap = tuple[int, int]
"""The start and end of what parts two columns."""

_LEAST_GAP = 0.3  # font sizes
_CROSSED = 0.2  # the part of the rows whose text may run across a gap
_CHECKED = 0.5  # the part that may have been read across it, as long as there is no ink inside
_INK = 40  # levels
_WALL_STEP = 2  # levels
_WALL = 0.85  # of the height of the rows
_MOST_WALLS = 0.1  # of the width; a photo has more upright edges


@dataclass(frozen=True)
class Items:
    """What stands in rows: lines of text, and the boxes of controls without text of their own."""

    lines: tuple[Line, ...]
    marks: tuple[Box, ...]

    @property
    def boxes(self) -> list[Box]:
        return [line.box for line in self.lines] + list(self.marks)

    def inside(self, box: Box) -> Items:
        """Those whose centre is inside a box."""
        lines = tuple(line for line in self.lines if box.has_center_of(line.box))
        return Items(lines, tuple(mark for mark in self.marks if box.has_center_of(mark)))

    def outside(self, boxes: list[Box]) -> Items:
        """Those whose centre is in none of some boxes."""
        lines = tuple(line for line in self.lines if not any(box.has_center_of(line.box) for box in boxes))
        return Items(lines, tuple(mark for mark in self.marks if not any(box.has_center_of(mark) for box in boxes)))


def find_gaps(pixels: Pixels, rows: list[Box], items: Items, size: float) -> list[Gap]:
    """The gaps between the columns of some rows of the same left and right end, from left to right."""
    return _walls(pixels, rows) or _corridors(pixels, rows, items, size)


def cells_of(row: Box, gaps: list[Gap]) -> list[Box]:
    """A row cut in the middle of each gap."""
    edges = [row.x0, *((a + b) // 2 for a, b in gaps), row.x1]
    return [Box(left, row.y0, right, row.y1) for left, right in pairwise(edges)]


def cut_at_gaps(items: Items, gaps: list[Gap]) -> Items:
    """The lines that were read across gaps cut there, their words by where they stand."""
    lines: list[Line] = []
    for line in items.lines:
        crossed = [gap for gap in gaps if line.box.x0 < gap[0] and line.box.x1 > gap[1]]
        lines += _cut(line, crossed) if crossed and " " in line.text else [line]
    return Items(tuple(lines), items.marks)


def _cut(line: Line, gaps: list[Gap]) -> list[Line]:
    width, place = line.box.width / len(line.text), 0
    parts: list[list[str]] = [[] for _ in range(len(gaps) + 1)]
    for word in line.text.split(" "):
        middle = line.box.x0 + width * (place + len(word) / 2)
        parts[sum(middle > (a + b) / 2 for a, b in gaps)].append(word)
        place += len(word) + 1
    starts, ends = [line.box.x0, *(b for _, b in gaps)], [*(a for a, _ in gaps), line.box.x1]
    return [
        Line(" ".join(words), Box(start, line.box.y0, end, line.box.y1), line.confidence)
        for words, start, end in zip(parts, starts, ends, strict=True)
        if words
    ]


def _walls(pixels: Pixels, rows: list[Box]) -> list[Gap]:
    """Upright rules from the first row to the last, those at the outside left out."""
    crop = pixels[rows[0].y0 : rows[-1].y1, max(0, rows[0].x0) : rows[0].x1]
    if crop.shape[1] < 2:
        return []
    steps = apart(crop[:, 1:], crop[:, :-1]) > _WALL_STEP
    steps = steps.mean(axis=0) > _WALL
    if steps.mean() > _MOST_WALLS:
        return []
    places = np.flatnonzero(steps).tolist()
    walls: list[Gap] = []
    for x in (rows[0].x0 + place for place in places):
        if walls and x - walls[-1][1] <= 4:
            walls[-1] = (walls[-1][0], x + 1)
        else:
            walls.append((x, x + 1))
    return [wall for wall in walls if wall[0] > rows[0].x0 + 6 and wall[1] < rows[0].x1 - 6]


def _corridors(pixels: Pixels, rows: list[Box], items: Items, size: float) -> list[Gap]:
    """Where few rows have text, and those have no ink there that were read as one line across."""
    x0, x1 = max(0, rows[0].x0), rows[0].x1
    taken = np.zeros(x1 - x0, int)
    for row in rows:
        mask = np.zeros(x1 - x0, bool)
        for box in items.inside(row).boxes:
            mask[max(0, box.x0 - x0) : max(0, box.x1 - x0)] = True
        taken += mask
    clear = _CROSSED * len(rows) if len(rows) > 3 else 0
    known = [gap for gap in _runs(taken <= clear, x0) if x0 < gap[0] and gap[1] < x1]
    known = [gap for gap in known if gap[1] - gap[0] >= 1.5 * _LEAST_GAP * size]
    for gap in _runs(taken <= _CHECKED * len(rows), x0) if len(rows) > 3 else ():
        inner = x0 < gap[0] and gap[1] < x1 and gap[1] - gap[0] >= _LEAST_GAP * size
        new = inner and not any(gap[0] < b and a < gap[1] for a, b in known)
        if new and (free := _without_ink(pixels, gap, rows, items)):
            known.append(free)
    return sorted(known)


def _runs(free: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], x0: int) -> list[Gap]:
    ends = np.flatnonzero(np.diff(free, prepend=False, append=False)).tolist()
    return [(x0 + a, x0 + b) for a, b in zip(ends[::2], ends[1::2], strict=True)]


def _without_ink(pixels: Pixels, gap: Gap, rows: list[Box], items: Items) -> Gap | None:
    """The part of a gap in which none of the lines that run across it has ink; None when there is no such."""
    free = np.ones(gap[1] - gap[0], bool)
    for row in rows:
        for line in items.inside(row).lines:
            if line.box.x0 < gap[1] and line.box.x1 > gap[0]:
                crop = pixels[line.box.y0 : line.box.y1, gap[0] : gap[1]].astype(np.int16)
                free &= np.ptp(crop.max(axis=2), axis=0) < _INK if crop.size else True
    runs = [run for run in _runs(free, gap[0]) if run[1] - run[0] >= 3]
    return max(runs, key=lambda run: run[1] - run[0]) if runs else None
