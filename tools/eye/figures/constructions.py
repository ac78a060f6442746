"""Points that follow from dots and lines on a picture: midpoints, bisectors, right angles, coordinates."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ...frames import Frame
from ...geometry import Point
from .dots import Dot, find_dots
from .finding import codes_of, ground_of

_ARM_PX = 40  # logical pixels of a line that is drawn from a vertex
_AXIS = 0.8  # of the longest line, at least, the other axis
_SAME_PX = 4  # logical pixels between the middles of dots in one row


def midpoint(frame: Frame) -> Point | str:
    """The middle between the only two dots; why there is none."""
    dots = find_dots(frame)
    if len(dots) != 2:
        return f"two dots were expected, {len(dots)} can be seen"
    return Point((dots[0].at.x + dots[1].at.x) // 2, (dots[0].at.y + dots[1].at.y) // 2)


def bisector(frame: Frame) -> Point | str:
    """A point on the line that halves the angle at the dot whose colour differs from the other two."""
    dots = find_dots(frame)
    vertex = _vertex(dots)
    if len(dots) != 3 or vertex is None:
        return f"an angle of three dots, one in another colour, was expected; {len(dots)} dots can be seen"
    arms = [np.array(dot.at, float) - np.array(vertex.at, float) for dot in dots if dot is not vertex]
    units = [arm / (math.hypot(*arm) or 1) for arm in arms]
    along = units[0] + units[1]
    length = 0.6 * min(math.hypot(*arm) for arm in arms)
    along *= length / (math.hypot(*along) or 1)
    return Point(round(vertex.at.x + along[0]), round(vertex.at.y + along[1]))


def right_angle(frame: Frame) -> Point | str:
    """A point that makes a right angle with the two dots, at the coloured one, where the picture is empty."""
    dots = find_dots(frame)
    if len(dots) != 2:
        return f"two dots were expected, {len(dots)} can be seen"
    vertex, other = sorted(dots, key=lambda dot: max(dot.colour) - min(dot.colour), reverse=True)
    dx, dy = other.at.x - vertex.at.x, other.at.y - vertex.at.y
    far = math.hypot(dx, dy) or 1
    ground = ground_of(codes_of(frame.pixels))
    for arm in (_ARM_PX, _ARM_PX / 2, _ARM_PX / 4):
        for side in (1, -1):
            x = round(vertex.at.x - side * dy / far * arm * frame.scale)
            y = round(vertex.at.y + side * dx / far * arm * frame.scale)
            if _is_free(frame, ground, x, y, vertex.at):
                return Point(x, y)
    return "there is no room for a right angle beside the dots"


def _is_free(frame: Frame, ground: np.ndarray, x: int, y: int, like: Point) -> bool:
    """Whether a place is ground of the colour that is around the dots."""
    reach = round(4 * frame.scale)
    if not (reach <= x < frame.width - reach and reach <= y < frame.height - reach):
        return False
    around = frame.pixels[
        max(0, like.y - 3 * reach) : like.y + 3 * reach, max(0, like.x - 3 * reach) : like.x + 3 * reach
    ]
    usual = Counter(map(tuple, around.reshape(-1, 3).tolist())).most_common(1)[0][0]
    part = frame.pixels[y - reach : y + reach, x - reach : x + reach].reshape(-1, 3)
    return bool(ground[y - reach : y + reach, x - reach : x + reach].all() and (part == np.array(usual)).all())


def _vertex(dots: Sequence[Dot]) -> Dot | None:
    """The dot whose colour no other one has."""
    colours = Counter(dot.colour for dot in dots)
    alone = [dot for dot in dots if colours[dot.colour] == 1]
    return alone[0] if len(alone) == 1 else None


def coordinate(frame: Frame, x: int, y: int) -> Point | str:
    """The point (x, y) of a grid of dots with two axes, a dot for each unit; y goes up."""
    dots = find_dots(frame)
    origin = _origin(frame)
    tolerance = _SAME_PX * frame.scale
    colour = Counter(dot.colour for dot in dots).most_common(1)[0][0] if dots else None
    marks = [dot.at for dot in dots if dot.colour == colour]
    units = [b - a for a, b in pairwise(sorted({mark.x for mark in marks})) if b - a > tolerance]
    if origin is None or not units:
        return "a grid of dots with two axes was expected; none can be seen"
    unit = float(np.median(units))
    wanted = Point(round(origin.x + x * unit), round(origin.y - y * unit))
    near = [mark for mark in marks if math.dist(mark, wanted) < unit / 3]
    return near[0] if near else f"the grid has no point ({x}, {y})"


def _origin(frame: Frame) -> Point | None:
    """Where the two axes cross: the longest dark level line, and the longest upright one."""
    dark = frame.pixels.max(axis=2) < 80
    rows, columns = _longest(dark), _longest(dark.T)
    if not rows or not columns or min(rows[0], columns[0]) < _AXIS * max(rows[0], columns[0]) / 1.5:
        return None
    return Point(columns[1], rows[1])


def _longest(dark: np.ndarray) -> tuple[int, int] | None:
    """How long the longest run of dark pixels in a row is, and the middle of the rows that hold one as long."""
    runs = [
        max((len(run) for run in "".join("1" if each else "0" for each in row).split("0")), default=0)
        for row in dark.tolist()
    ]
    best = max(runs, default=0)
    rows = [index for index, run in enumerate(runs) if run >= 0.9 * best]
    return (best, rows[len(rows) // 2]) if best > 20 else None
