"""Open menus: small cards of short lines, one under the other, that lie over the page or hang from a control."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

import numpy as np

from ...frames import Pixels
from ...geometry import Box
from ..reading.reader import Page, in_reading_order
from ..scene import Control, Line, Region
from .cards import Card, card_at
from .overlays import is_cell
from .surfaces import union

_PROVEN = 4  # things cut through
_NARROWEST, _WIDEST, _LOWEST = 3, 34, 2.6  # font sizes
_CLOSEST, _FARTHEST = 1.15, 4.8  # font sizes from one entry to the next
_TEXT_PITCH = 1.6  # font sizes: lines of a paragraph are closer
_PARAGRAPH = 0.75  # of the width of the card
_SEPARATED = 1.3  # of the smallest pitch: a separator is between two entries
_PAD = 0.9  # font sizes above the first entry and below the last
_ALIGNED = 0.35  # font sizes
_SHADOW, _DEEP_SHADOW = 3, 10  # levels
_NEAR, _TOUCHING = 0.9, 0.4  # font sizes from the control that a menu hangs from, with a shadow and without one
_LINE = 8  # levels
_HIGHEST_FIELD = 3.5  # font sizes
_MOST_PIECES = 12  # of a stack: surfaces between separators and around the highlighted row


def find_menus(page: Page, controls: tuple[Control, ...], stacks: list[list[Box]]) -> list[Region]:
    """Open menus and drop-down lists with one row for each entry, from top to bottom."""
    size = page.text_px
    candidates: list[tuple[Region, Card]] = []
    pieces = [piece for stack in stacks for piece in stack]
    entries = [c.box for c in controls if c.kind in ("field", "dropdown")]
    for stack in stacks:
        if sum(is_cell(piece, pieces) for piece in stack) > len(stack) / 2:
            continue
        stack = _without_field(page.patches.pixels, stack[:_MOST_PIECES], entries, size)
        for box in _runs(stack):
            if _NARROWEST * size <= box.width <= _WIDEST * size and box.height >= _LOWEST * size:
                lines = [line for line in page.lines if box.has_center_of(line.box)]
                if not _has_button(box, controls) and (rows := _entry_rows(box, lines, size)):
                    card = card_at(page, box).part_of(stack)
                    candidates.append((Region("menu", box, rows=rows), card))
    candidates.sort(key=lambda candidate: -candidate[0].box.area)
    found: list[Region] = []
    for region, card in candidates:
        if _is_open(card, controls, size) and _is_apart(region, found):
            found.append(region)
    for region, _ in candidates:
        if _is_apart(region, found) and any(_beside(region.box, other.box) for other in found):
            found.append(region)
    return sorted(found, key=lambda region: (region.box.y0, region.box.x0))


def _runs(stack: list[Box]) -> list[Box]:
    """Every run of surfaces that follow each other in a stack."""
    return [union(stack[i:j]) for i in range(len(stack)) for j in range(i + 1, len(stack) + 1)]


def _without_field(pixels: Pixels, stack: list[Box], entries: list[Box], size: float) -> list[Box]:
    """A stack from below a field or drop-down at its top, whose list joins it: the frames of both part the two."""
    if len(stack) < 2 or stack[0].height > _HIGHEST_FIELD * size:
        return stack
    lines = [_line_between(pixels, above, below) for above, below in pairwise(stack)]
    known = any(stack[0].iou(entry) > 0.7 for entry in entries)
    framed = lines[0] > 1 and not any(lines[1:])  # separators are between other entries, too, and thin
    return stack[1:] if framed or (known and lines[0]) else stack


def _line_between(pixels: Pixels, above: Box, below: Box) -> int:
    """How thick the line between two surfaces that touch is; 0 when only their colours part them."""
    top, bottom = max(0, min(above.y1, below.y0) - 5), max(above.y1, below.y0) + 5
    strip = pixels[top:bottom, above.x0 + above.width // 4 : above.x1 - above.width // 4]
    levels = np.median(strip.astype(np.float64), axis=1)
    lowest, highest = np.minimum(levels[0], levels[-1]), np.maximum(levels[0], levels[-1])  # a soft edge is between
    return int((np.maximum(lowest - levels, levels - highest).max(axis=1) > _LINE).sum())


def _entry_rows(box: Box, lines: list[Line], size: float) -> tuple[Box, ...]:
    """A row for each entry; none when the text is not that of a menu."""
    rows = _level(lines)
    if len(rows) < 2 or any(len(row) > 3 for row in rows):
        return ()
    centers = [row[0].box.center.y for row in rows]
    pitches = [after - before for before, after in pairwise(centers)]
    half = min(pitches) / 2
    usual = median(pitches)
    if min(pitches) < _CLOSEST * size or max(pitches) > 2.2 * usual + 0.5 * size or usual > _FARTHEST * size:
        return ()
    if usual < _TEXT_PITCH * size and (len(rows) == 2 or median(r[0].box.width for r in rows) > _PARAGRAPH * box.width):
        return ()
    if max(centers[0] - half - box.y0, box.y1 - centers[-1] - half) > _PAD * size or not _in_line(rows, size):
        return ()
    heights = [line.box.height for line in lines]
    if max(heights) > 1.5 * min(heights) + 2:
        return ()
    tops, bottoms = [max(box.y0, round(centers[0] - half))], [min(box.y1, round(centers[-1] + half))]
    for before, after in reversed(list(pairwise(centers))):
        apart = after - before > _SEPARATED * min(pitches)
        bottoms.insert(0, round(before + half) if apart else (before + after) // 2)
        tops.insert(1, round(after - half) if apart else (before + after) // 2)
    return tuple(Box(box.x0, top, box.x1, bottom) for top, bottom in zip(tops, bottoms, strict=True))


def _level(lines: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in in_reading_order(lines):
        if rows and line.box.center.y < rows[-1][0].box.y1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _in_line(rows: list[list[Line]], size: float) -> bool:
    """Whether most rows begin, or end, at the same place."""
    starts, ends = [row[0].box.x0 for row in rows], [row[-1].box.x1 for row in rows]
    most = max(sum(abs(v - other) <= _ALIGNED * size for other in values) for values in (starts, ends) for v in values)
    return most >= 0.7 * len(rows)


def _has_button(box: Box, controls: tuple[Control, ...]) -> bool:
    """Whether a button, not as wide as a highlighted entry, is inside a box."""
    return any(c.kind == "button" and box.has_center_of(c.box) and c.box.width < 0.7 * box.width for c in controls)


def _is_open(card: Card, controls: tuple[Control, ...], size: float) -> bool:
    if card.attached > 1:
        return False
    if card.shadow > _DEEP_SHADOW or (card.total >= _PROVEN and card.cut_sides >= 2):
        return True
    reach = (_NEAR if card.shadow > _SHADOW else _TOUCHING) * size
    return any(_hangs(card.box, control, size, reach) for control in controls)


def _hangs(box: Box, control: Control, size: float, reach: float) -> bool:
    """Whether a box is right below or above a control that opens menus, and begins or ends where that does."""
    edges = min(abs(box.x0 - control.box.x0), abs(box.x1 - control.box.x1))
    gap = max(box.y0 - control.box.y1, control.box.y0 - box.y1)
    opens = control.kind in ("button", "dropdown", "field", "icon")
    return opens and edges <= 0.5 * size and -0.4 * size < gap < reach


def _is_apart(region: Region, found: list[Region]) -> bool:
    return not any(other.box.common_area(region.box) > 0.3 * region.box.area for other in found)


def _beside(box: Box, menu: Box) -> bool:
    """Whether a box is where the submenu of a menu opens."""
    gap = max(box.x0 - menu.x1, menu.x0 - box.x1)
    return -10 <= gap <= 6 and menu.y0 - 12 <= box.y0 <= menu.y1
