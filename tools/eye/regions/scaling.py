"""Scaling: a picture and what was seen on it made smaller, and regions found there made as large as they were."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...geometry import Box
from ..reading.reader import Page
from ..scene import Column, Control, Region
from ..shapes.finding import Shapes
from ..shapes.patches import Patches


def at_ratio(page: Page, controls: tuple[Control, ...], ratio: float) -> tuple[Page, tuple[Control, ...]]:
    """A page and its controls with every length times ``ratio``, which is below 1."""
    import cv2

    pixels = page.patches.pixels
    size = (max(1, round(pixels.shape[1] * ratio)), max(1, round(pixels.shape[0] * ratio)))
    small = Patches(np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8))
    marks = tuple(replace(mark, box=_times(mark.box, ratio)) for mark in page.shapes.marks)
    shapes = Shapes(tuple(_times(box, ratio) for box in page.shapes.rectangles), marks)
    lines = tuple(replace(line, box=_times(line.box, ratio)) for line in page.lines)
    shrunk = tuple(replace(control, box=_times(control.box, ratio)) for control in controls)
    return replace(page, lines=lines, shapes=shapes, text_px=page.text_px * ratio, patches=small), shrunk


def enlarged(region: Region, ratio: float) -> Region:
    """A region of the smaller picture in pixels of the one that it was made of."""
    columns = tuple(Column(column.head, _times(column.box, 1 / ratio)) for column in region.columns)
    rows = tuple(_times(row, 1 / ratio) for row in region.rows)
    return replace(region, box=_times(region.box, 1 / ratio), rows=rows, columns=columns)


def _times(box: Box, ratio: float) -> Box:
    return Box(*(round(value * ratio) for value in box))
