"""Rows of text that no rule parts: lines that stand under each other in columns, or in blocks that repeat."""

from __future__ import annotations

from itertools import pairwise
from statistics import fmean, median

from ...geometry import Box
from ..scene import Line
from .columns import Items
from .surfaces import union

_LEAST = 3  # rows
_ALIGNED = 0.25  # font sizes
_FAR = 5  # font sizes between lines of one column
_TIGHT = 0.72  # of the usual gap between rows: lines of one cell are closer to each other than rows are
_PARAGRAPH = 0.8  # of the width of its column: a line that was broken because the column ended
_WIDE = 50  # font sizes
_PROSE = 12  # font sizes: the width from which a column may hold paragraphs


def rows_in_columns(items: Items, size: float) -> list[list[Box]]:
    """Runs of at least three rows of lines that stand under each other in two columns or more, as in a table."""
    places = {line: index for index, row in enumerate(_visual_rows(items.lines, size)) for line in row}
    chains = _chains(items.lines, size)
    rows_of = [sum(1 << place for place in {places[line] for line in chain}) for chain in chains]
    groups: list[set[int]] = []
    for i in range(len(chains)):
        touching = [group for group in groups if any(_together(rows_of[i], rows_of[j]) for j in group)]
        groups = [group for group in groups if group not in touching]
        groups.append({i}.union(*touching))
    found: list[list[Box]] = []
    for group in groups:
        if len(group) > 1 and sum(_is_prose(chains[index], size) for index in group) < 2:
            lines = {line for index in group for line in chains[index]}
            found += _split(_row_boxes(lines, items, size), size)
    return found


def repeated_blocks(items: Items, size: float) -> list[list[Box]]:
    """Runs of at least three blocks of two or three lines each, at the same left and at the same distance."""
    found: list[list[Box]] = []
    for chain in _chains(items.lines, size):
        starts = [line.box.x0 for line in chain]
        if len(chain) >= 2 * _LEAST and max(starts) - min(starts) <= size and (blocks := _blocks(chain, size)):
            found.append(_block_boxes(blocks, items, size))
    return found


def _blocks(chain: list[Line], size: float) -> list[list[Line]]:
    """A column of lines cut where it is far from one to the next; none when the parts are not alike, or paragraphs."""
    gaps = [after.box.y0 - before.box.y1 for before, after in pairwise(chain)]
    limit = (min(gaps) + max(gaps)) / 2
    wide, tight = [gap for gap in gaps if gap > limit], [gap for gap in gaps if gap <= limit]
    if min(wide, default=0) <= 1.5 * max(tight) + 2:
        return []
    blocks = [[chain[0]]]
    for gap, line in zip(gaps, chain[1:], strict=True):
        if gap > limit:
            blocks.append([])
        blocks[-1].append(line)
    pitches = [after[0].box.y0 - before[0].box.y0 for before, after in pairwise(blocks)]
    alike = len({len(block) for block in blocks}) == 1 and 2 <= len(blocks[0]) <= 3
    most = max(line.box.width for line in chain)
    broken = sum(block[0].box.width > _PARAGRAPH * most for block in blocks)
    prose = most > _PROSE * size and broken > len(blocks) / 2
    return blocks if alike and not prose and max(pitches) <= 1.1 * min(pitches) + 2 and len(blocks) >= _LEAST else []


def rows_with_controls(items: Items, size: float) -> list[list[Box]]:
    """Runs of at least three lines at the same left and the same distance, each with a control at its right end."""
    found: list[list[Box]] = []
    for chain in _chains(items.lines, size):
        if max(line.box.x0 for line in chain) - min(line.box.x0 for line in chain) > size:
            continue
        ends = [[mark for mark in items.marks if _ends_row(line.box, mark)] for line in chain]
        ends = [
            marks if _nothing_between(line, marks, items, size) else [] for line, marks in zip(chain, ends, strict=True)
        ]
        pitches = [after.box.center.y - before.box.center.y for before, after in pairwise(chain)]
        if all(ends) and min(pitches) > 1.6 * size and max(pitches) <= 1.15 * min(pitches) + 2:
            rights = [max(mark.x1 for mark in marks) for marks in ends]
            if max(rights) - min(rights) <= size:
                found.append(_block_boxes([[line] for line in chain], items, size))
    return found


def _ends_row(line: Box, mark: Box) -> bool:
    return mark.y0 < line.center.y < mark.y1 and mark.x0 > line.x1


def _nothing_between(line: Line, marks: list[Box], items: Items, size: float) -> bool:
    """Whether only free room is between a line and the first control to its right, and not too much of it."""
    if not marks:
        return False
    room = Box(line.box.x1, line.box.y0, min(mark.x0 for mark in marks), line.box.y1)
    return room.width < _WIDE * size and not any(room.common_area(other.box) for other in items.lines if other != line)


def _block_boxes(blocks: list[list[Line]], items: Items, size: float) -> list[Box]:
    """A box for each block, as wide as all of them with what stands close beside."""
    texts = [union([line.box for line in block]) for block in blocks]
    edges = [(before.y1 + after.y0) // 2 for before, after in pairwise(texts)]
    pad = (texts[1].y0 - texts[0].y1) // 2
    whole = union(texts)
    beside = Box(whole.x0 - round(5 * size), whole.y0, whole.x1 + round(5 * size), whole.y1)
    level = [mark for mark in items.marks for text in texts if _ends_row(text, mark)]
    whole = union([whole, *level, *items.inside(beside).boxes])
    tops, bottoms = [texts[0].y0 - pad, *edges], [*edges, texts[-1].y1 + pad]
    return [Box(whole.x0, max(0, top), whole.x1, bottom) for top, bottom in zip(tops, bottoms, strict=True)]


def _visual_rows(lines: tuple[Line, ...], size: float) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.center.y):
        if rows and line.box.center.y - fmean(other.box.center.y for other in rows[-1]) <= 0.4 * size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _chains(lines: tuple[Line, ...], size: float) -> list[list[Line]]:
    """Lines that begin, end or are centred at the same place, one under the other, at least three."""
    chains: dict[tuple[Line, ...], None] = {}
    for index in range(3):
        places = {line: (line.box.x0, line.box.x1, line.box.center.x)[index] for line in lines}
        ordered = sorted(lines, key=lambda line: places[line])
        start = 0
        for end in range(1, len(ordered) + 1):
            if end < len(ordered) and places[ordered[end]] - places[ordered[end - 1]] <= _ALIGNED * size:
                continue
            for chain in _unbroken(ordered[start:end], size):
                chains[tuple(chain)] = None
            start = end
    return [list(chain) for chain in chains]


def _unbroken(column: list[Line], size: float) -> list[list[Line]]:
    chains: list[list[Line]] = [[]]
    for line in sorted(column, key=lambda line: line.box.y0):
        if chains[-1] and line.box.y0 - chains[-1][-1].box.y1 > _FAR * size:
            chains.append([])
        chains[-1].append(line)
    return [chain for chain in chains if len(chain) >= _LEAST]


def _together(one: int, other: int) -> bool:
    """Whether two columns, as bits for the rows that they fill, share most rows."""
    common, counts = (one & other).bit_count(), (one.bit_count(), other.bit_count())
    return common >= max(_LEAST, 0.7 * min(counts), 0.4 * max(counts))


def _is_prose(chain: list[Line], size: float) -> bool:
    """Whether most lines of a chain end where their column does, line under line without a gap."""
    most = max(line.box.width for line in chain)
    pitch = median(after.box.center.y - before.box.center.y for before, after in pairwise(chain))
    broken = sum(line.box.width > _PARAGRAPH * most for line in chain)
    return most > _PROSE * size and pitch < 1.9 * size and broken >= 0.6 * len(chain)


def _row_boxes(lines: set[Line], items: Items, size: float) -> list[Box]:
    """A box for each row that most columns have; lines of cells that were broken belong to the row close to them."""
    whole = union([line.box for line in lines])
    rows = _visual_rows(items.inside(whole.grow(round(0.5 * size))).lines, size)
    most = sorted(len(row) for row in rows)[3 * len(rows) // 4]
    full = [row for row in rows if len(row) >= max(2, 0.6 * most)]
    if len(full) < _LEAST:
        return []
    spans = [union([line.box for line in row]) for row in full]
    usual = median(after.y0 - before.y1 for before, after in pairwise(spans))
    grown: list[Box] = []
    for row, span in zip(full, spans, strict=True):
        if grown and span.y0 - grown[-1].y1 < _TIGHT * usual and len(row) < most:
            grown[-1] = grown[-1].union(span)
        else:
            grown.append(span)
    for line in (line for row in rows if row not in full for line in row):
        near = min(range(len(grown)), key=lambda i: max(line.box.y0 - grown[i].y1, grown[i].y0 - line.box.y1))
        if max(line.box.y0 - grown[near].y1, grown[near].y0 - line.box.y1) < _TIGHT * usual:
            grown[near] = grown[near].union(line.box)
    edges = [(before.y1 + after.y0) // 2 for before, after in pairwise(grown)]
    pad = max(2, round(usual / 2))
    tops, bottoms = [grown[0].y0 - pad, *edges], [*edges, grown[-1].y1 + pad]
    beside = Box(whole.x0 - round(2.5 * size), whole.y0, whole.x1 + round(2.5 * size), whole.y1)
    whole = union([whole, *items.inside(beside).marks])
    x0, x1 = max(0, whole.x0 - round(0.5 * size)), whole.x1 + round(0.5 * size)
    return [Box(x0, max(0, top), x1, bottom) for top, bottom in zip(tops, bottoms, strict=True)]


def _split(rows: list[Box], size: float) -> list[list[Box]]:
    """Runs of at least three rows without one that is much higher than usual."""
    runs: list[list[Box]] = [[]]
    for row in rows:
        if row.height > 3 * median(other.height for other in rows) + 2 * size:
            runs.append([])
        else:
            runs[-1].append(row)
    return [run for run in runs if len(run) >= _LEAST]
