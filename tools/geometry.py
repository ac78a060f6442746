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

    def has_center_of(self, other: Box) -> bool:
        """Whether it contains another box's centre; asked of all pairs of boxes, so without making any."""
        x0, y0, x1, y1 = self
        left, top, right, bottom = other
        return 2 * x0 <= left + right < 2 * x1 and 2 * y0 <= top + bottom < 2 * y1

    def intersection(self, other: Box) -> Box:
        """The common part; its ``area`` is 0 when there is none."""
        return Box(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))

    def common_area(self, other: Box) -> int:
        """The area of the common part."""
        x0, y0, x1, y1 = self
        left, top, right, bottom = other
        width = (x1 if x1 < right else right) - (x0 if x0 > left else left)
        height = (y1 if y1 < bottom else bottom) - (y0 if y0 > top else top)
        return width * height if width > 0 and height > 0 else 0

    def union(self, other: Box) -> Box:
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def iou(self, other: Box) -> float:
        """Intersection over union, 0 to 1."""
        common = self.common_area(other)
        whole = self.area + other.area - common
        return common / whole if whole else 0.0

    def grow(self, pixels: int) -> Box:
        return Box(self.x0 - pixels, self.y0 - pixels, self.x1 + pixels, self.y1 + pixels)

    def clip(self, width: int, height: int) -> Box:
        """The part inside a frame of this size."""
        return Box(max(0, self.x0), max(0, self.y0), min(width, self.x1), min(height, self.y1))
