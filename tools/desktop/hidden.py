"""Whether what is typed shows on the screen as dots, or not at all: then it may be a password."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..frames import Pixels
from ..geometry import Box

CHANGED, INKED = 40, 60
"""A pixel has changed, or is ink, when a colour of it differs by more than this (of 255)."""
LEAST, MOST = 3, 40
"""Sides of a dot in pixels."""
DISC = 5
"""A filled disc that is smaller than this may be a full stop."""
CARET = 3
"""A caret is no wider than this."""
NARROWEST = 3
"""A character takes at least so many pixels of a line."""
WIDE = 24
"""What changed in so many columns is more than a caret, whatever was typed."""
JOINED = 25
"""Changes in one line that are nearer than this (pixels) are one."""
MOST_PARTS = 60
ENOUGH = 8
"""So many dots are a row of dots, however many more were typed: a field has an end."""
_APART, _APART_LEAST = 0.12, 2
"""The part of its ink, and the number of pixels, by which a mark that is no disc may differ from its like: a digit is
as large as another one."""
_DISC = (0.68, 0.92)
"""How much of its box a filled disc fills: about π / 4."""


@dataclass(frozen=True, slots=True)
class _Glyph:
    box: Box
    area: int
    ink: NDArray[np.bool_]
    """Which pixels of its box are ink."""

    def like(self, other: _Glyph) -> bool:
        wide, high = abs(self.box.width - other.box.width), abs(self.box.height - other.box.height)
        level, largest = abs(self.box.y0 - other.box.y0), max(self.area, other.area)
        if max(wide, high, level) > 1 or abs(self.area - other.area) > 0.3 * largest:
            return False
        return (self.is_disc and other.is_disc) or self._apart(other) <= max(_APART_LEAST, _APART * largest)

    def _apart(self, other: _Glyph) -> int:
        """The pixels that are ink in one of the two only, where they fit best."""
        rows, columns = (max(one) + 2 for one in zip(self.ink.shape, other.ink.shape, strict=True))
        mine = np.zeros((rows, columns), bool)
        mine[1 : 1 + self.ink.shape[0], 1 : 1 + self.ink.shape[1]] = self.ink
        counts: list[int] = []
        for dy in range(rows - other.ink.shape[0] + 1):
            for dx in range(columns - other.ink.shape[1] + 1):
                its = np.zeros((rows, columns), bool)
                its[dy : dy + other.ink.shape[0], dx : dx + other.ink.shape[1]] = other.ink
                counts.append(int((mine ^ its).sum()))
        return min(counts)

    @property
    def is_disc(self) -> bool:
        box = self.box
        round_ = box.width >= DISC and abs(box.width - box.height) <= 1
        return round_ and _DISC[0] <= self.area / box.area <= _DISC[1]


def dotted(before: Pixels, after: Pixels, *texts: str) -> Box | None:
    """Where one of the texts shows as a row of dots, asterisks or the like, one a character; None where none does.

    ``before`` and ``after`` are pictures of one screen, RGB, shape (height, width, 3). A text of one character again
    and again may show as itself: only discs are dots then, or four and more of what a text shows that is not known.
    The last character may show as itself for a while.
    """
    if before.shape != after.shape:
        return None
    for region in _regions(before, after):
        glyphs = [glyph for glyph in _glyphs(after, region) if _is_new(before, after, glyph)]
        for text in texts:
            if text and (row := _row(glyphs, text)):
                return _around([one.box for one in row])
    return None


def _row(glyphs: list[_Glyph], text: str) -> list[_Glyph]:
    """The dots among the marks of a line, if the text may show as them; else none."""
    count, often = len(text), max(Counter(text).values())
    for one in glyphs:
        alike = [other for other in glyphs if one.like(other)]
        if len(glyphs) - len(alike) > (count > 2) or len(alike) < min(count - (count > 2), ENOUGH):
            continue
        marks = len(alike) > 1 and len(glyphs) <= count  # more were typed than that, and show
        if one.is_disc or (marks and (len(alike) > often or count == often >= 4)):
            return alike
    return []


def shown(before: Pixels, after: Pixels, characters: int, within: Box | None) -> bool:
    """Whether anything appeared that so many characters may have written; a caret that blinked is nothing.

    Only what is ``within`` a box counts (the active window), so that a clock in a corner does not.
    """
    if before.shape != after.shape:
        return True
    box = within.clip(after.shape[1], after.shape[0]) if within else Box(0, 0, after.shape[1], after.shape[0])
    if box.area == 0:
        return True
    part = np.s_[box.y0 : box.y1, box.x0 : box.x1]
    columns = int(_differ(before[part], after[part], CHANGED).any(axis=0).sum())
    return columns > CARET and columns >= min(NARROWEST * characters, WIDE)


def where_changed(before: Pixels, after: Pixels, within: Box | None) -> Box | None:
    """The smallest box around all that differs, in pixels of the pictures; None when nothing does, or their sizes."""
    if before.shape != after.shape:
        return None
    box = within.clip(after.shape[1], after.shape[0]) if within else Box(0, 0, after.shape[1], after.shape[0])
    part = np.s_[box.y0 : box.y1, box.x0 : box.x1]
    differs = _differ(before[part], after[part], CHANGED)
    if not differs.any():
        return None
    rows, columns = (np.flatnonzero(differs.any(axis=axis)) for axis in (1, 0))
    return Box(
        box.x0 + int(columns[0]), box.y0 + int(rows[0]), box.x0 + int(columns[-1]) + 1, box.y0 + int(rows[-1]) + 1
    )


def _regions(before: Pixels, after: Pixels) -> list[Box]:
    """Where the pictures differ, line by line."""
    import cv2

    changed = _differ(before, after, CHANGED)
    if not changed.any():
        return []
    rows, columns = (np.flatnonzero(changed.any(axis=axis)) for axis in (1, 0))
    top, left = int(rows[0]), int(columns[0])
    part = changed[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1].astype(np.uint8)
    joined: Any = cv2.dilate(part, np.ones((3, JOINED), np.uint8))
    return [
        Box(left + x, top + y, left + x + width, top + y + height)
        for x, y, width, height, _ in _components(joined)[:MOST_PARTS]
    ]


def _glyphs(picture: Pixels, region: Box) -> list[_Glyph]:
    """The separate marks in a region that are no caret and no frame, on its own background."""
    box = Box(region.x0 - 2, region.y0 - 2, region.x1 + 2, region.y1 + 2).clip(picture.shape[1], picture.shape[0])
    part = picture[box.y0 : box.y1, box.x0 : box.x1]
    ground = np.median(part.reshape(-1, 3), axis=0).astype(np.uint8)
    ink = _differ(part, np.broadcast_to(ground, part.shape), INKED)
    found: list[_Glyph] = []
    for x, y, width, height, area in _components(ink.astype(np.uint8)):
        caret = width <= CARET and height >= 3 * width and height > 8
        if LEAST <= height <= MOST and LEAST <= width <= MOST and not caret:
            place = Box(box.x0 + x, box.y0 + y, box.x0 + x + width, box.y0 + y + height)
            found.append(_Glyph(place, area, ink[y : y + height, x : x + width]))
    return found


def _is_new(before: Pixels, after: Pixels, glyph: _Glyph) -> bool:
    """Whether a mark was not there before: a field that only lost the focus has its frame drawn anew, not its dots."""
    part = np.s_[glyph.box.y0 : glyph.box.y1, glyph.box.x0 : glyph.box.x1]
    return int(_differ(before[part], after[part], CHANGED).sum()) >= glyph.area / 2


def _components(mask: Any) -> list[list[int]]:
    """Left, top, width, height and area of each separate part."""
    import cv2

    statistics: NDArray[np.int32] = np.asarray(cv2.connectedComponentsWithStats(mask, connectivity=8)[2], np.int32)
    return statistics[1:].tolist()


def _differ(one: Pixels, other: Pixels, by: int) -> NDArray[np.bool_]:
    apart = np.maximum(one, other) - np.minimum(one, other)
    most = np.maximum(np.maximum(apart[:, :, 0], apart[:, :, 1]), apart[:, :, 2])  # max(axis=2) takes ten times as long
    return most > by


def _around(boxes: list[Box]) -> Box:
    first, *rest = boxes
    for box in rest:
        first = first.union(box)
    return first
