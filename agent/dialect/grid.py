"""The relative grid: 0 to 1000 across a picture, whatever its size.

Source: QwenLM/Qwen3-VL cookbooks, computer_use.ipynb: a place is ``x / 1000 * width`` of the picture *as it was sent*,
never of the size that the processor makes of it (1280x720 is seen as 1280x704 and still has 720 rows).
"""

from __future__ import annotations

from math import isfinite

from ...tools.geometry import Box, Point

GRID = 1000


def on_grid(*values: float) -> bool:
    """Whether each value is a number of the grid, its ends included."""
    return all(isfinite(value) and 0 <= value <= GRID for value in values)


def to_pixels(x: float, y: float, area: Box) -> Point:
    """The frame pixel under a place of the grid, which spans ``area`` (in frame pixels: a frame, or a part of it).

    The far end of the grid is the last pixel, not one beyond it.
    """
    return Point(_pixel(x, area.x0, area.width), _pixel(y, area.y0, area.height))


def to_box(x0: float, y0: float, x1: float, y1: float, area: Box) -> Box:
    """The frame pixels under a rectangle of the grid; at least one pixel wide and high."""
    first = to_pixels(min(x0, x1), min(y0, y1), area)
    right = area.x0 + round(max(x0, x1) * area.width / GRID)
    bottom = area.y0 + round(max(y0, y1) * area.height / GRID)
    return Box(first.x, first.y, max(right, first.x + 1), max(bottom, first.y + 1))


def to_grid(point: Point, area: Box) -> tuple[int, int]:
    """The place of the grid that is nearest to the middle of a frame pixel."""
    return _place(point.x, area.x0, area.width), _place(point.y, area.y0, area.height)


def _pixel(value: float, origin: int, length: int) -> int:
    return origin + max(0, min(length - 1, int(value * length / GRID)))


def _place(pixel: int, origin: int, length: int) -> int:
    return max(0, min(GRID, round((pixel - origin + 0.5) / length * GRID)))
