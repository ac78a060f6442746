"""The form of an outline: a circle, a polygon with how many corners, or neither."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from ..shapes.edges import Mask

_CONVEX = 0.93  # of its hull that a convex outline fills; the jagged edges of small ones take some
_CIRCLE = 0.93  # of the circle around it that a circle fills; a regular polygon of seven sides fills 0.87
_CORNER = 0.03  # of the way around: what is nearer to a side is no corner
_LEVEL = 0.9  # of its box that an upright rectangle fills
_MOST_SIDES = 10
_SMALL = 20  # pixels of a radius, below which many corners cannot be told from a circle
_LIKE_A_CIRCLE = 7


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed outline: ``sides`` 0 is a circle, -1 neither a circle nor a polygon."""

    contour: Any
    sides: int
    upright: bool


def outline_of(mask: Mask) -> Outline:
    """The outline of the largest piece of a mask, (height, width), 0 outside; holes in it do not count."""
    import cv2

    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    contour = max(contours, key=len)
    hull = cv2.convexHull(contour)
    area, whole = cv2.contourArea(contour), cv2.contourArea(hull)
    if whole < 12 or area / whole < _CONVEX:
        return Outline(contour, -1, False)
    height, width = mask.shape
    upright = area >= _LEVEL * (width - 1) * (height - 1)
    if upright:
        return Outline(contour, 4, True)
    _, radius = cv2.minEnclosingCircle(hull)
    around = cv2.arcLength(hull, True)
    pixels = whole + around / 2 + 1  # the hull goes through the middles of its outer pixels
    if pixels / (math.pi * (radius + 0.5) ** 2) > _CIRCLE:
        return Outline(contour, 0, False)
    corners = len(cv2.approxPolyDP(hull, _CORNER * around, True))
    if corners >= _LIKE_A_CIRCLE and radius < _SMALL:
        return Outline(contour, 0, False)
    return Outline(contour, corners if 3 <= corners <= _MOST_SIDES else -1, False)
