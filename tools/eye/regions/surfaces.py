"""Surfaces: the flat rectangles of a picture that are large enough to hold text, such as cards, panes and rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...channels import strongest
from ...frames import Pixels
from ...geometry import Box

_EDGE_STEP = 2  # neighbouring pixels that differ by more are an edge; zebra rows are as faint as this
_FILLED = 0.85  # the part of its bounding box that a surface covers, with the holes that text makes
_SEPARATOR = 0.4  # font sizes between two surfaces of a card
_NEAR = 3  # pixels: sides that are this close are the same


def find_surfaces(pixels: Pixels, text_px: float) -> list[Box]:
    """Flat rectangles at least 4 x 1 font sizes large, border included, from top to bottom; never the whole picture."""
    import cv2

    flat = _flat_mask(pixels)
    height, width = flat.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(flat, connectivity=4)
    large = (stats[:, 2] >= 4 * text_px) & (stats[:, 3] >= 1.0 * text_px)
    large &= stats[:, 4] >= 0.2 * stats[:, 2] * stats[:, 3]
    found: list[Box] = []
    for index in np.flatnonzero(large).tolist():
        x, y, w, h = (int(value) for value in stats[index, :4])
        if index == 0 or (w >= width - 2 and h >= height - 2):
            continue
        if _filled_share(labels[y : y + h, x : x + w] == index) >= _FILLED:
            found.append(Box(x, y, x + w, y + h).grow(2).clip(width, height))
    return sorted(found, key=lambda box: (box.y0, box.x0))


def stacked(surfaces: list[Box], text_px: float) -> list[list[Box]]:
    """Surfaces of the same left and right side that touch, one under the other: a card and its head, rows of a list."""
    stacks: list[list[Box]] = []
    for box in surfaces:
        for stack in stacks:
            last = stack[-1]
            if (
                abs(last.x0 - box.x0) <= _NEAR
                and abs(last.x1 - box.x1) <= _NEAR
                and -5 <= box.y0 - last.y1 <= _SEPARATOR * text_px
            ):
                stack.append(box)
                break
        else:
            stacks.append([box])
    return stacks


def _flat_mask(pixels: Pixels) -> NDArray[np.uint8]:
    """255 where a pixel is like its neighbours on all four sides."""
    import cv2

    mask = np.full(pixels.shape[:2], 255, np.uint8)
    limit = (_EDGE_STEP, _EDGE_STEP, _EDGE_STEP)
    for one, other in ((np.s_[1:], np.s_[:-1]), (np.s_[:, 1:], np.s_[:, :-1])):
        if pixels[one].size:
            even = np.asarray(cv2.inRange(cv2.absdiff(pixels[one], pixels[other]), (0, 0, 0), limit), np.uint8)
            mask[one] &= even
            mask[other] &= even
    return mask


def _filled_share(mask: NDArray[np.bool_]) -> float:
    import cv2

    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return sum(cv2.contourArea(contour) for contour in contours) / mask.size


def lit_blocks(pixels: Pixels) -> list[Box]:
    """Rectangles that are brighter than all of the picture's rim, even when they hold pictures or fading colours."""
    import cv2

    light = strongest(pixels)[::2, ::2]
    rim = np.concatenate([light[:4].ravel(), light[-4:].ravel(), light[:, :4].ravel(), light[:, -4:].ravel()])
    level = float(np.percentile(rim, 99))
    if level > 0.8 * float(np.percentile(light, 99)):
        return []
    mask = cv2.morphologyEx((light > 1.1 * level + 8).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found: list[Box] = []
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if w * h > 0.02 * light.size and cv2.contourArea(contour) > 0.9 * w * h:
            found.append(Box(2 * x, 2 * y, 2 * (x + w), 2 * (y + h)))
    return found


def union(boxes: list[Box]) -> Box:
    """The smallest box around some."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return Box(min(x0), min(y0), max(x1), max(y1))
