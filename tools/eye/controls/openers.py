"""Small signs before the rows of a tree, which fold out what a row holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...geometry import Box
from ..scene import Icon, Line
from ..shapes.ink import ink_mask
from .parts import glyph
from .view import View

_LEAST, _MOST = 0.25, 1.2  # font sizes
_REACH = 1.7  # font sizes between a sign and the words that it opens
_SURE = 0.9


def opener(view: View, box: Box) -> Literal["right", "down"] | None:
    """Whether a picture points right, as before a closed row, or down, as before an open one."""
    if not _LEAST * view.size <= max(box.width, box.height) <= _MOST * view.size:
        return None
    if glyph(view, box) == "down":
        return "down"
    ink = ink_mask(view.pixels, box.grow(2))[1:-1, 1:-1]
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if rows.size < 5 or columns.size < 3:
        return None
    return "right" if _points_right(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]) else None


def opener_icons(view: View, box: Box, lines: Sequence[Line]) -> tuple[Icon, ...]:
    """What the sign before some words is called; nothing for any other picture."""
    words = any(
        0 < line.box.x0 - box.x1 < _REACH * view.size and line.box.y0 < box.center.y < line.box.y1 for line in lines
    )
    sign = opener(view, box) if words else None
    if sign is None:
        return ()
    return (Icon("expander", _SURE), Icon(f"chevron-{sign}", _SURE))


def _points_right(shape: NDArray[np.bool_]) -> bool:
    """High at the left, low at the right, the same above and below."""
    height, width = shape.shape
    if not 0.35 <= width / height <= 0.95:
        return False
    third = max(1, width // 3)
    first, last = np.flatnonzero(shape[:, :third].any(axis=1)), np.flatnonzero(shape[:, -third:].any(axis=1))
    if first.size == 0 or last.size == 0:
        return False
    tip = abs((last[0] + last[-1]) / 2 - (height - 1) / 2) <= 0.15 * height + 0.5
    narrow = np.ptp(first) >= 0.65 * (height - 1) and np.ptp(last) <= 0.65 * height
    return bool(tip and narrow and (shape == shape[::-1]).mean() > 0.7)
