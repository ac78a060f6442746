"""Where things stand to one another on a page, decided only where nobody would argue."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence

from .shots import Shown

_CLEAR = 1.6
"""The next one must be this many times farther away."""


def in_reading_order(things: Sequence[Shown]) -> list[Shown] | None:
    """Rows from the top, each from the left; None when it is not plain which are in one row."""
    ordered = sorted(things, key=lambda one: one.box.y0)
    rows: list[list[Shown]] = []
    for one in ordered:
        if rows and one.box.center.y < rows[-1][0].box.y1:
            if abs(one.box.center.y - rows[-1][0].box.center.y) > 0.3 * rows[-1][0].box.height:
                return None
            rows[-1].append(one)
        else:
            rows.append([one])
    return [one for row in rows for one in sorted(row, key=lambda one: one.box.x0)]


def nearest_beside(anchor: Shown, things: Sequence[Shown], side: str) -> Shown | None:
    """The nearest thing on one side of an anchor, in line with it; None when it is far or another nearly as near.

    ``things`` are all that a person may see there, of whatever sort.
    """
    a = anchor.box
    gaps: list[tuple[float, Shown]] = []
    for one in things:
        b = one.box
        level = min(a.y1, b.y1) - max(a.y0, b.y0) > 0.5 * min(a.height, b.height)
        plumb = min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 * min(a.width, b.width)
        gap = {"left": a.x0 - b.x1, "right": b.x0 - a.x1, "above": a.y0 - b.y1, "below": b.y0 - a.y1}[side]
        if (level if side in ("left", "right") else plumb) and gap >= 0:
            gaps.append((gap, one))
    gaps.sort(key=lambda item: item[0])
    if not gaps:
        return None
    low = min(a.height, gaps[0][1].box.height)
    if gaps[0][0] > (3 if side in ("above", "below") else 8) * low:
        return None
    if len(gaps) > 1 and gaps[1][0] < _CLEAR * gaps[0][0] + 4:
        return None
    return gaps[0][1]


def lone_in_corner(things: Sequence[Shown], place: str, width: int, height: int) -> Shown | None:
    """The thing nearest a corner of the screen, when it is near it and the next is clearly farther from it."""
    x = width if "right" in place else 0
    y = height if "bottom" in place else 0
    far = sorted(things, key=lambda one: _distance(one, x, y))
    if not far or _distance(far[0], x, y) > 0.13 * width:
        return None
    if len(far) > 1 and _distance(far[1], x, y) < _distance(far[0], x, y) + far[0].box.height:
        return None
    return far[0]


def _distance(one: Shown, x: int, y: int) -> float:
    box = one.box
    dx = x - box.x1 if x else box.x0
    dy = y - box.y1 if y else box.y0
    return (dx**2 + dy**2) ** 0.5


def hue_name(rgb: tuple[int, int, int]) -> str:
    """The plain name of a strong colour; "" for greys, pale and dark ones and hues between two names."""
    hue, light, strong = colorsys.rgb_to_hls(*(part / 255 for part in rgb))
    if strong < 0.45 or not 0.25 < light < 0.72:
        return ""
    degrees = hue * 360
    for name, low, high in (("red", 345, 372), ("orange", 22, 40), ("yellow", 46, 64), ("green", 90, 150),
                            ("blue", 203, 236), ("purple", 255, 290)):  # fmt: skip
        if low <= degrees <= high or low <= degrees + 360 <= high:
            return name
    return ""
