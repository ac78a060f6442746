"""Shapes without text: rectangles, small marks (boxes to tick, radios, switches), from pixels alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..frames import Pixels
from ..geometry import Box

Mask = NDArray[np.uint8]
MarkKind = Literal["square", "circle", "pill"]

_EDGE_STEP = 3  # neighbouring pixels that differ by more belong to an edge: light borders on white are steps of 10
_NOISY_EDGE_STEP = 14  # of JPEG pictures, whose flat areas are not flat
_NOISY_SHARE = 0.12


@dataclass(frozen=True)
class Mark:
    """A small shape; ``on`` is whether it holds a tick or a dot (a pill: whether its knob is at the right)."""

    kind: MarkKind
    box: Box
    on: bool


@dataclass(frozen=True)
class Shapes:
    """Rectangles (outer edge, no promised order) and marks of a picture, in its pixels."""

    rectangles: tuple[Box, ...]
    marks: tuple[Mark, ...]


def find_shapes(pixels: Pixels, text_px: float) -> Shapes:
    """The shapes of an RGB picture whose usual text is about ``text_px`` pixels high (the size of its font)."""
    edges = _edge_mask(pixels)
    marks = _drop_nested([mark for box in _blobs(edges, text_px) if (mark := _as_mark(pixels, box))])
    rectangles: list[Box] = []
    for box in (*_flat_rectangles(edges, text_px), *_outlined_rectangles(edges, text_px)):
        known = any(box.iou(other) > 0.85 for other in rectangles)
        if not known and not any(_inside(box, mark.box) for mark in marks):
            rectangles.append(box)
    return Shapes(tuple(rectangles), tuple(marks))


def _edge_mask(pixels: Pixels) -> Mask:
    """255 on both sides of every step between neighbouring pixels."""
    across, down = _steps(pixels, axis=1), _steps(pixels, axis=0)
    faint = (across > 0) & (across <= _EDGE_STEP)
    threshold = _NOISY_EDGE_STEP if faint.size and faint.mean() > _NOISY_SHARE else _EDGE_STEP
    mask = np.zeros(pixels.shape[:2], np.uint8)
    wide, tall = across > threshold, down > threshold
    mask[:, 1:][wide] = 255
    mask[:, :-1][wide] = 255
    mask[1:][tall] = 255
    mask[:-1][tall] = 255
    return mask


def _steps(pixels: Pixels, axis: int) -> Mask:
    """The largest channel difference of each pixel with the next one along an axis."""
    import cv2

    before, after = (pixels[:-1], pixels[1:]) if axis == 0 else (pixels[:, :-1], pixels[:, 1:])
    if before.size == 0:
        return np.zeros(before.shape[:2], np.uint8)
    difference = cv2.absdiff(np.ascontiguousarray(before), np.ascontiguousarray(after))
    return np.maximum(np.maximum(difference[..., 0], difference[..., 1]), difference[..., 2])


def _flat_rectangles(edges: Mask, text_px: float) -> Iterator[Box]:
    """Flat areas that fill their bounding box once holes (text) are closed, grown to the outside of the border."""
    import cv2

    height, width = edges.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(255 - edges, connectivity=4)
    least = max(5, round(0.4 * text_px))
    for index in np.flatnonzero((stats[:, 2] >= 2 * least) & (stats[:, 3] >= least)):
        x, y, w, h, area = (int(value) for value in stats[index])
        if index == 0 or area < 0.25 * w * h or (w == width and h == height):
            continue
        if _filled_share((labels[y : y + h, x : x + w] == index).astype(np.uint8)) >= 0.82:
            yield Box(x, y, x + w, y + h).grow(2).clip(width, height)


def _outlined_rectangles(edges: Mask, text_px: float) -> Iterator[Box]:
    """Connected edges that run all around their bounding box: borders, even with text close to them."""
    import cv2

    count, _, stats, _ = cv2.connectedComponentsWithStats(edges, connectivity=8)
    least = max(9, round(1.05 * text_px))  # higher than a word of small text, whose letters touch
    for index in range(1, count):
        x, y, w, h = (int(value) for value in stats[index, :4])
        if w >= 1.5 * least and h >= least and _runs_around(edges[y : y + h, x : x + w]):
            yield Box(x, y, x + w, y + h).grow(-1)


def _runs_around(edges: Mask) -> bool:
    height, width = edges.shape
    corner = max(2, round(0.3 * min(height, width)))
    upright, level = slice(corner, height - corner), slice(corner, width - corner)
    sides = (edges[upright, :3].any(axis=1), edges[upright, -3:].any(axis=1))
    lids = (edges[:3, level].any(axis=0), edges[-3:, level].any(axis=0))
    return all(side.mean() > 0.9 for side in (*sides, *lids) if side.size)


def _filled_share(mask: Mask) -> float:
    """The part of its bounding box that a shape covers, holes included."""
    import cv2

    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    filled = cv2.drawContours(np.zeros_like(mask), contours, -1, 1, cv2.FILLED)
    return float(filled.mean())


def _blobs(edges: Mask, text_px: float) -> Iterator[Box]:
    """Bounding boxes of connected edges that are as large as a box to tick or a switch."""
    import cv2

    count, _, stats, _ = cv2.connectedComponentsWithStats(edges, connectivity=8)
    least = 0.55 * text_px + 2
    for index in range(1, count):
        x, y, w, h = (int(value) for value in stats[index, :4])
        most = (2.2 if w > 1.4 * h else 1.7) * text_px + 2
        if least <= h <= most and 0.84 <= w / h <= 2.6:
            yield Box(x, y, x + w, y + h)


def _as_mark(pixels: Pixels, blob: Box) -> Mark | None:
    """The mark that a blob of edges is, if its outline is a square, a circle or a pill."""
    import cv2

    crop = pixels[blob.y0 : blob.y1, blob.x0 : blob.x1].astype(np.int16)
    ring = np.concatenate([crop[0], crop[-1], crop[:, 0], crop[:, -1]])
    ground: NDArray[np.float64] = np.median(ring, axis=0)
    ink: Mask = (np.abs(crop - ground).max(axis=2) > 16).astype(np.uint8)
    contours, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    outline = max(contours, key=lambda contour: len(contour))
    x, y, w, h = cv2.boundingRect(outline)
    if w < 0.75 * blob.width or h < 0.75 * blob.height:
        return None
    filled = np.zeros_like(ink)
    cv2.drawContours(filled, [outline], -1, 1, cv2.FILLED)
    filled = filled[y : y + h, x : x + w]
    kind = _outline_kind(filled)
    if kind is None:
        return None
    inner = crop[y : y + h, x : x + w]
    on = _knob_is_right(inner) if kind == "pill" else _holds_something(inner)
    if on is None:
        return None
    return Mark(kind, Box(blob.x0 + x, blob.y0 + y, blob.x0 + x + w, blob.y0 + y + h), on)


def _outline_kind(filled: Mask) -> MarkKind | None:
    height, width = filled.shape
    share, aspect = float(filled.mean()), width / height
    # The four edge middles are touched by a square and a circle alike, the corners only by a square.
    middles = (filled[height // 2, 0], filled[height // 2, -1], filled[0, width // 2], filled[-1, width // 2])
    if not all(middles) or min(height, width) < 7:
        return None
    if 1.45 <= aspect <= 2.5 and 0.84 <= share <= 0.97:
        return "pill"
    if not 0.88 <= aspect <= 1.14:
        return None
    halves = (filled[:, : width // 2], filled[:, -(width // 2) :], filled[: height // 2], filled[-(height // 2) :])
    if max(half.mean() for half in halves) - min(half.mean() for half in halves) > 0.05:
        return None  # a letter: D, U
    if share >= 0.92:
        return "square"
    return "circle" if 0.7 <= share <= 0.88 else None


def _holds_something(inner: NDArray[np.int16]) -> bool | None:
    """Whether there is a tick or dot inside a mark's border; None when the inside is a picture."""
    height, width = inner.shape[:2]
    inset_y, inset_x = max(2, round(0.2 * height)), max(2, round(0.2 * width))
    core = inner[inset_y : height - inset_y, inset_x : width - inset_x].reshape(-1, 3)
    values, counts = np.unique(core // 24, axis=0, return_counts=True)
    main = values[counts.argmax()]
    others = np.abs(core // 24 - main).max(axis=1) > 1
    if len(values) > 0.8 * len(core) and len(core) > 60:
        return None
    if others.mean() > 0.06:
        return True
    saturated = core.max(axis=1) - core.min(axis=1)
    return bool(np.median(saturated) > 90)


def _knob_is_right(inner: NDArray[np.int16]) -> bool | None:
    """Where the knob of a switch is; None when there is no knob."""
    height, width = inner.shape[:2]
    reach = max(2, height // 4)
    middle = inner[height // 2 - reach // 2 : height // 2 + reach // 2 + 1]
    left = np.median(middle[:, height // 2 - reach // 2 : height // 2 + reach // 2 + 1], axis=(0, 1))
    x = width - height // 2
    right = np.median(middle[:, x - reach // 2 : x + reach // 2 + 1], axis=(0, 1))
    track = np.median(inner, axis=(0, 1))  # most of a switch is not its knob
    at_left, at_right = np.abs(left - track).max(), np.abs(right - track).max()
    if max(at_left, at_right) < 40 or min(at_left, at_right) > 0.5 * max(at_left, at_right):
        return None
    return bool(at_right > at_left)


def _drop_nested(marks: list[Mark]) -> list[Mark]:
    ordered = sorted(marks, key=lambda mark: -mark.box.area)
    kept: list[Mark] = []
    for mark in ordered:
        if not any(_inside(mark.box, other.box) for other in kept):
            kept.append(mark)
    return kept


def _inside(box: Box, other: Box) -> bool:
    return other.grow(2).contains(box.center) and box.intersection(other).area > 0.7 * box.area
