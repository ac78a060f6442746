"""Colours of a part of the screen: contrast, saturation, the arrow at the end of a drop-down."""

from __future__ import annotations

import numpy as np

from ..frames import Pixels
from ..geometry import Box
from .textboxes import ink_mask


def contrast(pixels: Pixels, box: Box) -> float:
    """How far the ink in a box is from its ground, 0 to 255 in the channel that differs most."""
    crop = _crop(pixels, box).reshape(-1, 3)
    if len(crop) == 0:
        return 0.0
    ground = np.median(crop, axis=0)
    return float(np.percentile(np.abs(crop - ground).max(axis=1), 98))


def hue(pixels: Pixels, box: Box, *, of_ink: bool = False) -> float:
    """The saturation (largest minus smallest channel) of the ground, or of the strongest ink, of a box."""
    crop = _crop(pixels, box).reshape(-1, 3).astype(np.int16)
    if len(crop) == 0:
        return 0.0
    ground = np.median(crop, axis=0)
    if not of_ink:
        return float(ground.max() - ground.min())
    distance = np.abs(crop - ground).max(axis=1)
    strongest = np.median(crop[distance >= 0.8 * distance.max()], axis=0)
    return float(strongest.max() - strongest.min())


def marked_end(pixels: Pixels, box: Box, text_px: float) -> Box | None:
    """The arrow that points down at the right end of a drop-down, alone in its corner; None when there is none."""
    import cv2

    inset = max(2, round(0.12 * box.height))
    reach = round(2.4 * text_px)
    end = Box(max(box.x0 + inset, box.x1 - reach), box.y0 + inset, box.x1 - inset, box.y1 - inset)
    if end.width < 4 or end.height < 4 or box.height > 4.5 * text_px:
        return None
    ink = ink_mask(_crop(pixels, end)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    parts = [index for index in range(1, count) if stats[index, 4] >= 4]
    if not parts:
        return None
    last = max(parts, key=lambda index: int(stats[index, 0] + stats[index, 2]))
    x, y, w, h = (int(value) for value in stats[last, :4])
    shape = labels[y : y + h, x : x + w] == last
    others = [int(stats[index, 0] + stats[index, 2]) for index in parts if index != last]
    alone = all(x - right >= 0.2 * text_px for right in others)
    if alone and _points_down(shape, text_px) and abs(y + h / 2 - end.height / 2) < 0.3 * end.height:
        return Box(end.x0 + x, end.y0 + y, end.x0 + x + w, end.y0 + y + h)
    return None


def _points_down(shape: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], text_px: float) -> bool:
    """Wide at the top, narrow at the bottom, the same left and right: a chevron or a triangle."""
    height, width = shape.shape
    if not (0.3 * text_px <= width <= 1.3 * text_px and 0.4 <= height / width <= 0.95):
        return False
    third = max(1, height // 3)
    top, bottom = np.flatnonzero(shape[:third].any(axis=0)), np.flatnonzero(shape[-third:].any(axis=0))
    if np.ptp(top) < 0.7 * (width - 1) or np.ptp(bottom) > 0.65 * width:
        return False
    if abs((bottom[0] + bottom[-1]) / 2 - (width - 1) / 2) > 0.15 * width + 0.5:
        return False
    return bool((shape == shape[:, ::-1]).mean() > 0.75)


def _crop(pixels: Pixels, box: Box) -> Pixels:
    x0, y0, x1, y1 = box.clip(pixels.shape[1], pixels.shape[0])
    return pixels[y0:y1, x0:x1]
