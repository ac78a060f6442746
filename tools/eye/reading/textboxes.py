"""Cuts boxes of text where a border or a mark runs through them, down to the ink."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...frames import Pixels
from ...geometry import Box
from ..shapes.finding import Shapes
from ..shapes.ink import INK_STEP
from ..shapes.patches import Patches
from .overlaps import hidden_walls

_RULE = 0.6  # of its length that a line with a round corner covers
_SAMPLES = 800
_LOW = 1.45  # font sizes: lower than any control with words
_LINK_GAP = 0.66  # font sizes between links side by side; between the words of one text it is less
_NAME_GAP = 0.92  # font sizes: no two words of a text are as far apart
_LEAST_NAME = 1.7  # font sizes
_EVEN_GAP = 0.5  # font sizes: where even the least blank is this wide, it is typewriter text


def cut_at_shapes(patches: Patches, boxes: list[Box], shapes: Shapes, text_px: float) -> list[Box]:
    """Strips that each hold one piece of text.

    The detector joins a label with the field beside it, a mark with its words, two narrow buttons. Every strip lies
    wholly inside or wholly outside each rectangle of a control's height, beside every mark, tight around its ink.
    """
    boxes = _keep_rows_apart(boxes)
    walls = [
        box
        for box in shapes.rectangles
        if text_px < box.height < 5 * text_px
        if box.width > box.height or not _is_letter(patches.pixels, box, boxes, text_px)  # the 0 of a large display
    ]
    low = [box for box in walls if box.height < _LOW * text_px]
    chosen = [box for box in low if any(_is_selection(box, wall) for wall in walls)]
    marks = [mark.box for mark in shapes.marks if not _is_letter(patches.pixels, mark.box, boxes, text_px)]
    hidden = hidden_walls(patches, boxes, walls, shapes.rectangles, text_px)
    passed = [[wall for wall in chosen if _goes_past(box, wall, text_px)] for box in boxes]
    pieces = [
        piece
        for box, *parts in zip(boxes, passed, hidden, strict=True)
        for piece in _cut(box, [wall for wall in walls if not any(wall in part for part in parts)], marks, text_px)
    ]
    walls = [wall for wall in walls if not any(wall in part for part in passed)]
    inner = [patches.ask(_without_ends, piece) for piece in pieces]
    tight = [strip for piece in inner if (strip := patches.ask(tighten, piece, text_px))]
    strips = _drop_scraps([piece for strip in tight for piece in _split_apart(patches, strip, walls, text_px)])
    return _join_words(strips, [*walls, *marks], text_px)


def _is_selection(box: Box, wall: Box) -> bool:
    """Whether a rectangle is but the ground of some selected words of a field."""
    return box != wall and wall.intersection(box) == box and box.height < 0.8 * wall.height


def _goes_past(box: Box, chosen: Box, text_px: float) -> bool:
    """Whether text goes on beside the selected part of it."""
    beyond = max(chosen.x0 - box.x0, box.x1 - chosen.x1)
    return _same_row(box, chosen) and _crosses(box, chosen) and beyond > 0.5 * text_px


def _keep_rows_apart(boxes: list[Box]) -> list[Box]:
    """Boxes that end half-way where the next row's begin: the detector's are higher than close rows are apart."""
    if not boxes:
        return []
    sides = np.array(boxes)
    x0, y0, x1, y1 = sides.T.copy()
    middle = (y0 + y1) // 2
    # [i, j]: box j stands in a row below that of box i, and the two overlap.
    beside = (x0[:, None] < x1) & (x0 < x1[:, None])
    below = (middle[:, None] < y0) & (y0 < y1[:, None]) & (y1[:, None] < middle)
    for upper, lower in np.argwhere(beside & below).tolist():
        edge = (int(y1[upper]) + int(y0[lower])) // 2
        sides[upper, 3], sides[lower, 1] = min(sides[upper, 3], edge), max(sides[lower, 1], edge)
    return [Box(*side) for side in sides.tolist()]


def _cut(box: Box, walls: list[Box], marks: list[Box], text_px: float) -> list[Box]:
    cuts = [(mark.x0 - 1, mark.x1 + 1) for mark in marks if _same_row(box, mark) and _crosses(box, mark)]
    for wall in walls:
        inset = max(2, round(0.12 * wall.height))  # past the curve of round corners
        if _same_row(box, wall) and _crosses(box.grow(inset), wall):  # a ring around it is outside
            cuts += [(edge - inset, edge + inset) for edge in (wall.x0, wall.x1)]
            if wall.x0 < box.center.x < wall.x1:
                box = Box(box.x0, max(box.y0, wall.y0 + inset), box.x1, min(box.y1, wall.y1 - inset))
        elif not _crosses(box, wall):
            continue
        elif wall.center.y > box.center.y:
            box = box._replace(y1=max(box.center.y + 1, min(box.y1, wall.y0)))
        else:
            box = box._replace(y0=min(box.center.y, max(box.y0, wall.y1)))
    pieces: list[Box] = []
    start = box.x0
    for left, right in [*sorted(cuts), (box.x1, box.x1)]:
        if min(left, box.x1) - start >= max(3, 0.2 * text_px):
            pieces.append(box._replace(x0=start, x1=min(left, box.x1)))
        start = max(start, right)
    return pieces


def _split_apart(patches: Patches, strip: Box, walls: list[Box], text_px: float) -> list[Box]:
    """The pieces of a strip that stand further apart than words do.

    Inside a field a narrow last piece is dropped: it is the calendar, arrow or glass at the right end.
    """
    columns = patches.ask(_inked_columns, strip)
    if columns.size == 0:
        return [strip]
    gaps = np.diff(columns)
    large = max(_NAME_GAP * text_px, 0.75 * strip.height)
    ends = np.flatnonzero(gaps > (_LINK_GAP * text_px if _are_links(columns, gaps, text_px) else large))
    if ends.size == 0:
        return [strip]
    starts = [0, *(ends + 1).tolist()]
    pieces = [
        strip._replace(x0=strip.x0 + int(columns[first]), x1=strip.x0 + int(columns[last]) + 1)
        for first, last in zip(starts, [*ends.tolist(), len(columns) - 1], strict=True)
    ]
    if pieces[-1].width <= 1.4 * text_px and any(wall.has_center_of(strip) for wall in walls):
        pieces.pop()
    return [tight for piece in pieces if (tight := patches.ask(tighten, piece, text_px))]


def _inked_columns(pixels: Pixels, box: Box) -> NDArray[np.intp]:
    return np.flatnonzero(ink_mask(pixels[box.y0 : box.y1, box.x0 : box.x1]).any(axis=0))


def _are_links(columns: NDArray[np.intp], gaps: NDArray[np.intp], text_px: float) -> bool:
    """Whether a strip is several names side by side: three at least, none of a letter or two, wider blanks between.

    A blank as wide as between links stands after a Chinese comma, and between all words of typewriter text.
    """
    blanks = gaps[gaps > 0.25 * text_px]
    ends = np.flatnonzero(gaps > _LINK_GAP * text_px)
    widths = np.diff(columns[[0, *ends.tolist(), -1]])
    typed = blanks.size > ends.size and blanks.min() > _EVEN_GAP * text_px
    return ends.size > 1 and not typed and bool(widths.min() > _LEAST_NAME * text_px)


def tighten(pixels: Pixels, box: Box, text_px: float) -> Box | None:
    """The part of a box that holds ink, without lines along its top or bottom; None when it is blank."""
    ink = ink_mask(pixels[box.y0 : box.y1, box.x0 : box.x1])
    if ink.size == 0:
        return None
    rows = ink.mean(axis=1)
    ruled = rows > 0.96
    low, high = 0, len(rows)
    while low < high and (ruled[low] or rows[low] == 0):
        low += 1
    while high > low and (ruled[high - 1] or rows[high - 1] == 0):
        high -= 1
    low, high = low + _rule_at_top(rows[low:high], text_px), high - _rule_at_top(rows[low:high][::-1], text_px)
    columns = np.flatnonzero(ink[low:high].any(axis=0))
    if columns.size == 0 or high - low < 0.2 * text_px:
        return None
    return Box(box.x0 + int(columns[0]), box.y0 + low, box.x0 + int(columns[-1]) + 1, box.y0 + high)


def _without_ends(pixels: Pixels, box: Box) -> Box:
    """A box of text without its ends where the ground shows beyond the round ends of a button, above and below."""
    import cv2

    ink = ink_mask(pixels[box.y0 : box.y1, box.x0 : box.x1])
    if min(ink.shape) < 8 or not ink[[0, -1]][:, [0, -1]].any():
        return box
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    height, width = ink.shape
    x, y, w, h = stats[1:, :4].T
    small = (h < 0.5 * height) & (w < 0.5 * height)
    upper, lower = small & (y == 0), small & (y + h == height)
    cuts: list[int] = []
    for side in (x == 0, x + w == width):
        both = (side & upper).any() and (side & lower).any()
        cuts.append(int(w[side & (upper | lower)].max()) if both else 0)
    return box._replace(x0=box.x0 + cuts[0], x1=box.x1 - cuts[1])


def _rule_at_top(rows: NDArray[np.float64], text_px: float) -> int:
    """How many rows a thin line takes that a blank part keeps from the letters, as the ring of a field below does."""
    blank = np.flatnonzero(rows == 0)
    if blank.size == 0 or blank[0] > max(3, 0.3 * text_px) or rows[: blank[0]].max(initial=0.0) < _RULE:
        return 0
    ink = np.flatnonzero(rows[blank[0] :])
    return int(blank[0] + ink[0]) if ink.size else 0


def ink_mask(crop: Pixels) -> NDArray[np.bool_]:
    """Which pixels differ from the ground."""
    import cv2

    if crop.size == 0:
        return np.zeros(crop.shape[:2], bool)
    red, green, blue = ground(crop)
    low, high = ((red + step, green + step, blue + step) for step in (-INK_STEP, INK_STEP))
    return np.asarray(cv2.inRange(crop, low, high)) == 0


def ground(crop: Pixels) -> tuple[int, int, int]:
    """The colour that text stands on: the median of each channel, of enough pixels to tell."""
    flat = crop.reshape(-1, 3)
    some = flat[:: len(flat) // _SAMPLES | 1]  # an odd step meets all columns
    red, green, blue = np.partition(some, (len(some) - 1) // 2, axis=0)[(len(some) - 1) // 2].tolist()
    return red, green, blue


def _is_letter(pixels: Pixels, mark: Box, boxes: list[Box], text_px: float) -> bool:
    """Whether a round or square shape is an O or a CJK character: close to text, and of the colour of that text."""
    if not any(box.has_center_of(mark) for box in boxes):
        return False
    near, reach = max(2, round(0.35 * text_px)), max(4, round(text_px))
    row = pixels[mark.y0 : mark.y1]
    shape = row[:, mark.x0 : mark.x1]
    sides = (row[:, mark.x1 + 1 : mark.x1 + reach], row[:, max(0, mark.x0 - reach) : max(0, mark.x0 - 1)][:, ::-1])
    return any(ink_mask(side)[:, :near].any() and _same_ink(shape, side) for side in sides if side.size)


def _same_ink(shape: Pixels, side: Pixels) -> bool:
    shades: list[NDArray[np.int16]] = []
    for crop in (shape, side):
        flat = crop.reshape(-1, 3).astype(np.int16)
        shades.append(flat[np.abs(flat - ground(side)).sum(axis=1).argmax()])
    return bool(np.abs(shades[0] - shades[1]).max() < 50)


def _crosses(box: Box, other: Box) -> bool:
    return box.x0 < other.x1 and other.x0 < box.x1 and box.y0 < other.y1 and other.y0 < box.y1


def _same_row(box: Box, other: Box) -> bool:
    return other.y0 < box.center.y < other.y1


def _drop_scraps(strips: list[Box]) -> list[Box]:
    """Without the pieces that a larger one covers: two detected boxes may share an end."""
    kept: list[Box] = []
    for strip in sorted(strips, key=lambda strip: -strip.area):
        if not any(strip.common_area(other) > 0.5 * strip.area for other in kept if _crosses(strip, other)):
            kept.append(strip)
    return kept


def _join_words(strips: list[Box], between: list[Box], text_px: float) -> list[Box]:
    """Words of small text that were found one by one become a line again, unless a border or mark is between."""
    joined: list[Box] = []
    for strip in sorted(strips, key=lambda strip: strip.x0):
        for index, left in enumerate(joined):
            if not -text_px <= strip.x0 - left.x1 < 0.6 * text_px:
                continue
            gap = Box(left.x1, max(left.y0, strip.y0), strip.x0, min(left.y1, strip.y1))
            on_a_row = gap.height > 0.6 * min(left.height, strip.height)
            if on_a_row and not any(_separates(box, gap) for box in between):
                joined[index] = left.union(strip)
                break
        else:
            joined.append(strip)
    return joined


def _separates(box: Box, gap: Box) -> bool:
    """Whether an edge of a box runs through a gap between two words."""
    x0, x1 = gap.x0 - 2, gap.x1 + 2
    return box.y0 < gap.center.y < box.y1 and (x0 <= box.x0 <= x1 or x0 <= box.x1 <= x1)
