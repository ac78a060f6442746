"""Tables: rows of cells in columns, with their heads."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from ...geometry import Box
from ..scene import Column, Line, Region
from ..shapes.patches import Patches
from .columns import Gap, Items, cells_of, cut_at_gaps, find_gaps
from .heads import has_heads

_MOST_LOOSE = 40  # rows
_ICON_ROOM = 0.9  # font sizes: an icon is not farther from its word
_WORD_ROOM = 1.3  # font sizes between words of one cell
_WALL = 4  # pixels: a gap as narrow as this is a rule


def as_table(patches: Patches, rows: list[Box], items: Items, size: float) -> Region | None:
    """The table whose rows, or some of them, these are; None when their text does not stand in columns.

    Without a row of heads, three columns of words are the least; with one, two. ``size`` is the usual font size.
    """
    items = items.inside(Box(rows[0].x0, 0, rows[0].x1, patches.pixels.shape[0]))
    gaps = find_gaps(patches.pixels, rows, items, size)
    if not gaps:
        return None
    rows = _with_loose_rows(patches, rows, items, gaps, size)
    gaps = find_gaps(patches.pixels, rows, items, size)
    while gaps and _is_bar_over_heads(patches, rows, items, gaps):
        rows = rows[1:]
        gaps = find_gaps(patches.pixels, rows, items, size)
    if not gaps:
        return None
    items = cut_at_gaps(items, gaps)
    cells = _cells(rows, items, gaps)
    headed = has_heads(patches, [[cell.lines for cell in row] for row in cells])
    body = rows[headed:]
    worded = sum(sum(bool(row[i].lines) for row in cells[headed:]) >= 0.5 * len(body) for i in range(len(gaps) + 1))
    if len(body) < 3 - headed or worded < 3 - headed:
        return None
    heads = [_words(cell.lines) if headed else "" for cell in cells[0]]
    spans = cells_of(Box(rows[0].x0, body[0].y0, rows[0].x1, body[-1].y1), gaps)
    columns = [Column(head, box) for head, box in zip(heads, spans, strict=True)]
    bare = [not any(len(line.text) > 1 for row in cells[headed:] for line in row[i].lines) for i in range(len(columns))]
    whole = Box(rows[0].x0, rows[0].y0, rows[0].x1, rows[-1].y1)
    return Region("table", whole, rows=tuple(body), columns=_whole_columns(columns, bare, gaps, size))


def _cells(rows: list[Box], items: Items, gaps: list[Gap]) -> list[list[Items]]:
    """What stands in each cell of some rows."""
    return [[inner.inside(cell) for cell in cells_of(row, gaps)] for row in rows for inner in [items.inside(row)]]


def _with_loose_rows(patches: Patches, rows: list[Box], items: Items, gaps: list[Gap], size: float) -> list[Box]:
    """The rows with those above and below that stand in the same columns but that no rule bounds."""
    for above in (True, False):
        for _ in range(_MOST_LOOSE):
            loose = _loose_row(rows, items, gaps, size, above=above)
            if not loose or (above and _is_bar_over_heads(patches, [loose, *rows], items, gaps)):
                break
            rows = [loose, *rows] if above else [*rows, loose]
    return rows


def _is_bar_over_heads(patches: Patches, rows: list[Box], items: Items, gaps: list[Gap]) -> bool:
    """Whether the first row is a bar of tools over the heads: the heads fill more of the columns."""
    first, second = (sum(bool(cell.lines) for cell in row) for row in _cells(rows[:2], items, gaps))
    return len(rows) > 3 and second > first and _is_headed(patches, rows[1:], items, gaps)


def _is_headed(patches: Patches, rows: list[Box], items: Items, gaps: list[Gap]) -> bool:
    cells = _cells(rows, cut_at_gaps(items, gaps), gaps)
    return has_heads(patches, [[cell.lines for cell in row] for row in cells])


def _loose_row(rows: list[Box], items: Items, gaps: list[Gap], size: float, *, above: bool) -> Box | None:
    x0, x1 = rows[0].x0, rows[0].x1
    y = rows[0].y0 if above else rows[-1].y1
    reach = round(1.5 * median(row.height for row in rows) + 2.5 * size)
    zone = Box(x0, y - reach, x1, y + 1) if above else Box(x0, y - 1, x1, y + reach)
    block = _nearest_block(items.inside(zone).boxes, y, size, above=above)
    if not block or any(box.x0 < a and box.x1 > b for box in block for a, b in gaps):
        return None
    cells = cells_of(Box(x0, 0, x1, 1), gaps)
    filled = sum(any(cell.x0 <= box.center.x < cell.x1 for box in block) for cell in cells)
    if filled < max(2, 0.5 * len(cells)):
        return None
    top, bottom = min(box.y0 for box in block), max(box.y1 for box in block)
    pad = max(2, min(y - bottom if above else top - y, round(0.8 * size)))
    return Box(x0, max(0, top - pad), x1, y) if above else Box(x0, y, x1, bottom + pad)


def _nearest_block(boxes: list[Box], y: int, size: float, *, above: bool) -> list[Box]:
    """The boxes next to a height, and those beyond that are closer to them than they are to it: lines of one cell."""
    block: list[Box] = []
    edge, reach = y, 1.6 * size
    for box in sorted(boxes, key=lambda box: -box.y1 if above else box.y0):
        distance = edge - box.y1 if above else box.y0 - edge
        if distance > reach:
            break
        if not block:
            reach = min(0.85 * size, max(0.3 * size, 1.2 * distance))
        block.append(box)
        edge = min(edge, box.y0) if above else max(edge, box.y1)
    return block


def _words(lines: tuple[Line, ...]) -> str:
    return " ".join(line.text for line in sorted(lines, key=lambda line: (line.box.y0 // 8, line.box.x0)))


def _whole_columns(columns: list[Column], bare: list[bool], gaps: list[Gap], size: float) -> tuple[Column, ...]:
    """Columns without words joined to each other and to words right beside them, and those without head to the left."""
    headed = any(column.head for column in columns)
    wordroom = min(_WORD_ROOM * size, 0.6 * median(b - a for a, b in gaps))
    joined = [columns[0]]
    for i, column in enumerate(columns[1:], start=1):
        room = gaps[i - 1][1] - gaps[i - 1][0]
        alone = bare[i] and bare[i - 1]
        icon = bare[i] != bare[i - 1] and room < _ICON_ROOM * size
        words = headed and not column.head and not bare[i] and bool(joined[-1].head) and room < wordroom
        if room > _WALL and not (joined[-1].head and column.head) and (alone or icon or words):
            both = joined[-1].box.union(column.box)
            joined[-1] = replace(joined[-1], head=joined[-1].head or column.head, box=both)
        else:
            joined.append(column)
    return tuple(joined)
