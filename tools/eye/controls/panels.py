"""Rectangles of a control's size, with what they hold and how they stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from ...frames import Pixels
from ...geometry import Box
from ..scene import Line
from ..shapes.ink import Colour, distance, ground_colour, middle, rim, saturation
from .parts import parts_inside
from .view import View

_REACH = 7  # pixels across a border in which it is looked for
_BUSY = 0.22  # of a photo is edges
_LETTERS = 0.5  # of the edges in what is no photo but text
_OF_LETTERS = 2  # pixels around a line of text that belong to its edges
_BORDER = 9  # of contrast to both sides
_ALIEN = 12  # from both sides, of a pixel of the rim
_OVERLAP = 5  # pixels that neighbours share: rectangles are grown to the outside of their borders
_STRAY = 4  # pixels between sides in one line
_SPACED = 8  # pixels between the cells of a row
_ROW, _COLUMN = 4, 3  # of the cells of a table that are side by side, and above each other
_TALL = 4.5  # font sizes: above, a field is a text area


@dataclass(frozen=True)
class Panel:
    """A rectangle; ``border`` is how far its border is from its ground and from what is outside, 0 when there is none.

    ``ring`` is how much stands around it: contrast to the outside, added up over the pixels across a side; ``tint``
    the same of saturation, ``rim_px`` how many of these pixels are neither ground nor outside. ``stacked`` is whether
    it shares a border with one as wide above or below, or with several beside it: a cell or row of a table or list.
    """

    box: Box
    ground: Colour
    outside: Colour
    border: float
    ring: float
    tint: float
    rim_px: int
    stacked: bool
    lines: tuple[Line, ...]
    parts: tuple[Box, ...]

    @property
    def framed(self) -> bool:
        return self.border > _BORDER

    @property
    def fill(self) -> float:
        """How far the ground is from what is outside."""
        return distance(self.ground, self.outside)

    @property
    def coloured(self) -> bool:
        """Whether the ground is a strong colour, as of a main button."""
        return saturation(self.ground) > 60

    @property
    def words(self) -> str:
        return " ".join(line.text for line in self.lines)


def find_panels(view: View, lines: Sequence[Line], parts: Sequence[Box], arrows: Sequence[Box]) -> list[Panel]:
    """Rectangles of a control's size that hold no other and are no cell of a table, no letters and no photo.

    The ``arrows`` are grounds at the end of a panel that belong to it.
    """
    size = view.size
    photos = find_photos(view)
    boxes = [
        box
        for box in (_with_arrow(box, arrows) for box in view.rectangles if box not in arrows)
        if 1.15 * size <= box.height <= 16 * size and 1.2 * size <= box.width <= 75 * size
        if not (box.x0 <= 1 and box.x1 >= view.pixels.shape[1] - 1)  # a bar of the page
        if not any(_of_photo(box, photo) for photo in photos)
        if not any(_hugs(box, line, size) for line in lines)
        if not any(mark.box.grow(3).has_center_of(box) and box.width < 2 * mark.box.width for mark in view.marks)
    ]
    kept = _innermost(boxes, lines)
    panels = [_panel(view, box, lines, parts) for box in kept]
    return [panel for panel in panels if panel.framed or panel.fill > 3]


def find_photos(view: View) -> list[Box]:
    """Boxes of pictures that are full of edges: photos, maps, codes; nothing in them is a control."""
    stats = view.outlines.stats
    w, h, area = stats[:, 2:].T
    large = (np.minimum(w, h) > 3.5 * view.size) & (area > _BUSY * w * h)
    large[0] = False
    found = [(index, *stats[index, :4].tolist()) for index in np.flatnonzero(large).tolist()]
    return [box for index, x, y, w, h in found if _is_busy(view, index, box := Box(x, y, x + w, y + h))]


def _is_busy(view: View, index: int, box: Box) -> bool:
    """Whether there are as many edges inside a connected piece of them, and not most of them those of letters.

    Neither an empty field is a photo, nor are lines of text that touch each other and the border of a button.
    """
    inner = box.grow(-_REACH)
    edges = view.outlines.labels[inner.y0 : inner.y1, inner.x0 : inner.x1] == index
    of_letters = np.zeros_like(edges)
    for line in view.lines:
        x0, y0, x1, y1 = line.box.grow(_OF_LETTERS)
        of_letters[max(0, y0 - inner.y0) : max(0, y1 - inner.y0), max(0, x0 - inner.x0) : max(0, x1 - inner.x0)] = True
    return bool(edges.size and edges.mean() > _BUSY and (edges & of_letters).sum() < _LETTERS * edges.sum())


def reads_leftward(panels: Sequence[Panel]) -> bool:
    """Whether the words in most of the wide panels stand at the right: a page read from right to left."""
    at_left = at_right = 0
    for panel in panels:
        if len(panel.lines) == 1:
            left, right = panel.lines[0].box.x0 - panel.box.x0, panel.box.x1 - panel.lines[0].box.x1
            at_left += right > 3 * left + 20
            at_right += left > 3 * right + 20
    return at_right > at_left


def holds(box: Box, inner: Box) -> bool:
    """Whether most of a box is inside another."""
    return box.has_center_of(inner) and box.common_area(inner) > 0.7 * inner.area


def is_tall(box: Box, size: float) -> bool:
    """Whether a box is too high for one line of text."""
    return box.height > _TALL * size


def _with_arrow(box: Box, arrows: Sequence[Box]) -> Box:
    for arrow in arrows:
        touches = -6 <= arrow.x0 - box.x1 <= 4 or -6 <= box.x0 - arrow.x1 <= 4
        if touches and box.y0 - 2 <= arrow.y0 and arrow.y1 <= box.y1 + 2:
            return Box(min(box.x0, arrow.x0 - 2), box.y0, max(box.x1, arrow.x1 + 2), box.y1)
    return box


def _of_photo(box: Box, photo: Box) -> bool:
    return holds(photo, box) or box.iou(photo) > 0.6


def _hugs(box: Box, line: Line, size: float) -> bool:
    """Whether a rectangle is but the letters of a line, or the ground of selected text: no room at the sides."""
    words = line.box
    if words.x0 > box.x1 or box.x0 > words.x1 or words.y0 > box.y1 or box.y0 > words.y1:
        return False
    reach = 0.26 * size
    return (
        -reach <= words.x0 - box.x0 <= reach and -reach <= box.x1 - words.x1 <= reach and holds(box.grow(3), words)
    ) or (holds(words.grow(2), box) and box.height < 1.55 * words.height)


def _innermost(boxes: list[Box], lines: Sequence[Line]) -> list[Box]:
    """Without the ones that hold another, except where the inner one is but a part of the same control."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.area):
        within = [other for other in kept if holds(box, other)]
        worded = [other for other in within if any(holds(other, line.box) for line in lines)]
        if len(worded) < 2 and all(_is_part(other, box) for other in within):
            kept = [other for other in kept if other not in within]
            kept.append(box)
    return kept


def _is_part(inner: Box, box: Box) -> bool:
    """Whether a rectangle is its control without the focus ring, or the free part beside its text or arrow."""
    same_rows = abs(inner.y0 - box.y0) <= 6 and abs(inner.y1 - box.y1) <= 6
    return same_rows and (abs(inner.x0 - box.x0) <= 6 or abs(inner.x1 - box.x1) <= 6)


@dataclass(frozen=True)
class _Rim:
    """What the pixels of a panel tell: the fields of ``Panel`` by the same names."""

    ground: Colour
    outside: Colour
    border: float = 0.0
    ring: float = 0.0
    tint: float = 0.0
    rim_px: int = 0


def _panel(view: View, box: Box, lines: Sequence[Line], parts: Sequence[Box]) -> Panel:
    edge = view.patches.ask(_rim, box, reach=_REACH)
    inside = tuple(line for line in lines if holds(box, line.box))
    own = [part for part in parts if holds(box, part)]
    taken = [*(line.box for line in view.lines), *(mark.box for mark in view.marks)]
    own = own or parts_inside(view, box, [other for other in taken if holds(box, other)])
    within = tuple(sorted(own, key=lambda part: part.x0))
    stacked = _is_stacked(box, view.rectangles, lines)
    return Panel(box, **vars(edge), stacked=stacked, lines=inside, parts=within)


def _rim(pixels: Pixels, box: Box) -> _Rim:
    ground = ground_colour(pixels, box.grow(-3))
    sides = list(rim(pixels, box, _REACH))
    if not sides:
        return _Rim(ground, ground)
    across = np.array(sides)  # (sides, 2 * _REACH, 3)
    outside = middle(across[:, 0])
    from_outside = np.abs(across - outside).max(axis=2)
    alien = np.minimum(np.abs(across - ground).max(axis=2), from_outside)
    borders = np.sort(alien[:, 3:-2].max(axis=1)).tolist()
    near = slice(1, _REACH + 2)
    tint = median(np.ptp(across, axis=2)[:, near].sum(axis=1).tolist()) - (_REACH + 1) * saturation(outside)
    return _Rim(
        ground,
        outside,
        border=borders[len(borders) // 4],
        ring=median(from_outside[:, near].sum(axis=1).tolist()),
        tint=tint,
        rim_px=int(median(np.count_nonzero(alien > _ALIEN, axis=1).tolist())),
    )


def _is_stacked(box: Box, boxes: Sequence[Box], lines: Sequence[Line]) -> bool:
    piled = _against(box, boxes)
    if not piled:
        return _in_table(box, boxes)
    [other, *more] = piled
    return bool(more) or len(_against(other, boxes)) > 1 or not _are_fields((box, other), boxes, lines)


def _against(box: Box, boxes: Sequence[Box]) -> list[Box]:
    """The boxes as wide as one that share its upper or lower border."""
    wide = [other for other in boxes if other != box and _apart(box.x0, box.x1, other.x0, other.x1) <= _STRAY]
    return [other for other in wide if -_OVERLAP <= max(other.y0 - box.y1, box.y0 - other.y1) <= 1]


def _are_fields(pair: tuple[Box, Box], boxes: Sequence[Box], lines: Sequence[Line]) -> bool:
    """Whether two boxes are to be written in: nothing is in one of them yet, and nothing is beside them."""
    blank = any(not any(holds(box, line.box) for line in lines) for box in pair)
    return blank and all(len(_row(box, boxes)) == 1 for box in pair)


def _in_table(box: Box, boxes: Sequence[Box]) -> bool:
    """Whether a box has enough neighbours in its row, and others of its width above or below, near or far.

    A group of buttons stands alone, or is short and comes again in each row; a pager is there twice.
    """
    upright = [other for other in boxes if _apart(box.x0, box.x1, other.x0, other.x1) <= _STRAY]
    return len(_row(box, boxes)) >= _ROW and len({other.y0 // box.height for other in upright}) >= _COLUMN


def _apart(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(abs(other_start - start), abs(other_end - end))


def _row(box: Box, boxes: Sequence[Box]) -> list[Box]:
    """The boxes that can be reached from one sideways over borders of a few pixels; itself is one of them."""
    level = [other for other in boxes if _apart(box.y0, box.y1, other.y0, other.y1) <= _STRAY]
    row = sorted(level, key=lambda other: other.x0)
    cuts = [n for n, (one, other) in enumerate(pairwise(row), 1) if not -_OVERLAP <= other.x0 - one.x1 <= _SPACED]
    parts = [row[start:end] for start, end in pairwise([0, *cuts, len(row)])]
    return next(part for part in parts if box in part)
