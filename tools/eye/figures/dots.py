"""Dots: small round marks of points, also where lines run through them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...frames import Frame
from ...geometry import Point
from ..shapes.edges import pieces
from .figure import RGB
from .finding import codes_of, ground_of, usual

_LEAST_PX, _MOST_PX = 3.5, 14.0  # logical pixels across
_ROUND = 1.5  # longer than wide: a piece of a line


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot: its middle in pixels of the frame, its colour, and how wide it is in logical pixels."""

    at: Point
    colour: RGB
    size_px: float


def find_dots(frame: Frame) -> tuple[Dot, ...]:
    """The filled dots of a frame in reading order. Lines thinner than a third of a dot are taken away first."""
    import cv2

    codes = codes_of(frame.pixels)
    thing = np.asarray((ground_of(codes) == 0) * 255, np.uint8)
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (round(2.5 * frame.scale) | 1,) * 2)
    found = pieces(np.asarray(cv2.morphologyEx(thing, cv2.MORPH_OPEN, brush), np.uint8))
    dots: list[Dot] = []
    for number, (x, y, w, h, area) in enumerate(found.stats.tolist()):
        size = max(w, h) / frame.scale
        if number == 0 or not _LEAST_PX <= size <= _MOST_PX or max(w, h) > _ROUND * min(w, h) or area < 0.6 * w * h:
            continue
        inside = codes[y : y + h, x : x + w][found.labels[y : y + h, x : x + w] == number]
        dots.append(Dot(Point(x + w // 2, y + h // 2), usual(inside), size))
    return tuple(sorted(dots, key=lambda dot: (dot.at.y, dot.at.x)))
