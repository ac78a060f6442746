"""Points and boxes in pixels of one frame, origin top-left."""

from __future__ import annotations

from typing import NamedTuple


class Point(NamedTuple):
    """A pixel of a frame: ``0 <= x < width``, ``0 <= y < height``."""

    x: int
    y: int


class Box(NamedTuple):
    """A half-open rectangle of frame pixels: ``x0 <= x < x1``, ``y0 <= y < y1``."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.y1 - self.y0

    @property
    def area(self) -> int:
        return max(0, self.width) * max(0, self.height)

    @property
    def center(self) -> Point:
        return Point((self.x0 + self.x1) // 2, (self.y0 + self.y1) // 2)

    def contains(self, point: Point) -> bool:
        return self.x0 <= point.x < self.x1 and self.y0 <= point.y < self.y1

    def intersection(self, other: Box) -> Box:
        """The common part; its ``area`` is 0 when there is none."""
        return Box(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))

    def union(self, other: Box) -> Box:
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def iou(self, other: Box) -> float:
        """Intersection over union, 0 to 1."""
        common = self.intersection(other).area
        whole = self.area + other.area - common
        return common / whole if whole else 0.0

    def grow(self, pixels: int) -> Box:
        return Box(self.x0 - pixels, self.y0 - pixels, self.x1 + pixels, self.y1 + pixels)

    def clip(self, width: int, height: int) -> Box:
        """The part inside a frame of this size."""
        return Box(max(0, self.x0), max(0, self.y0), min(width, self.x1), min(height, self.y1))
