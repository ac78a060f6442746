"""Reads the lines of text of frames, each thing once: only what changed is looked at again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict, deque
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ..frames import Frame, Pixels
from ..geometry import Box
from ..ocr_rapidocr import detect_text, recognise_text
from .scene import Line
from .shapes import Shapes, find_shapes
from .textboxes import cut_at_shapes, without_caret

_LOOK_PX = 1280  # the longest side at which text is looked for
_LEAST_RATIO = 2 / 3  # but never below this part of a logical pixel: small text would be lost
_TILE = 32  # the detector's stride; rectangles on this grid look the same to it as the whole frame
_MOST_CHANGED = 0.6  # above this part of the frame one pass over everything is cheaper
_DETECTED_PER_TEXT = 1.75  # the detector's boxes are this much higher than the font size
_MOST_CROPS = 20_000
_MOST_LOOKS = 3  # frames whose text boxes are kept: a menu opens and closes, a page is left and seen again
_LEAST_CONFIDENCE = 0.5
_USUAL_TEXT_PX = 15.5
_TALLEST_FIELD = 5  # font sizes


@dataclass(frozen=True)
class Page:
    """The lines and the shapes of a frame, with the usual size of its text in frame pixels."""

    lines: tuple[Line, ...]
    shapes: Shapes
    text_px: float


class Reader:
    """Owns two caches: what each strip of text says, by its pixels; where text was on the last few frames."""

    def __init__(self) -> None:
        self._said: OrderedDict[bytes, tuple[str, float]] = OrderedDict()
        self._looked: deque[tuple[Pixels, tuple[Box, ...]]] = deque(maxlen=_MOST_LOOKS)

    def read(self, frame: Frame) -> Page:
        """Lines in reading order, boxes tight around the ink, in frame pixels."""
        ratio = look_ratio(frame)
        found = self._detect(_shrink(frame.pixels, ratio))
        boxes = [_enlarge(box, ratio).clip(frame.width, frame.height) for box in found]
        text_px = median(box.height for box in boxes) / _DETECTED_PER_TEXT if boxes else 14 * frame.scale
        shapes = _shapes(frame.pixels, text_px)
        strips = cut_at_shapes(frame.pixels, boxes, shapes, text_px)
        walls = [box for box in shapes.rectangles if text_px < box.height < _TALLEST_FIELD * text_px]
        lines: list[Line] = []
        for strip in strips:
            framed = any(wall.contains(strip.center) for wall in walls)  # only a field has a caret
            if line := self._recognise(frame, strip, text_px if framed else None):
                lines.append(line)
        return Page(tuple(in_reading_order(lines)), shapes, text_px)

    def _detect(self, pixels: Pixels) -> tuple[Box, ...]:
        alike = [look for look in self._looked if look[0].shape == pixels.shape]
        if not alike:
            boxes = tuple(detect_text(pixels))
        else:
            changes = [changed_tiles(pixels, before) for before, _ in alike]
            least = min(range(len(alike)), key=lambda index: int(changes[index].sum()))
            boxes = _redetect(pixels, changes[least], alike[least][1])
        self._looked.append((pixels, boxes))
        return boxes

    def _recognise(self, frame: Frame, box: Box, caret_px: float | None) -> Line | None:
        crop = np.ascontiguousarray(frame.crop(box.grow(max(2, round(0.12 * box.height)))))
        if caret_px is not None:
            crop = without_caret(crop, caret_px)
        key = hashlib.blake2b(crop.tobytes() + repr(crop.shape).encode(), digest_size=16).digest()
        if key not in self._said:
            self._said[key] = recognise_text(crop)
            if len(self._said) > _MOST_CROPS:
                self._said.popitem(last=False)
        self._said.move_to_end(key)
        text, confidence = self._said[key]
        return Line(text, box, confidence) if text and confidence >= _LEAST_CONFIDENCE else None


def _shapes(pixels: Pixels, text_px: float) -> Shapes:
    """The shapes of a picture; one with large text (a device scale of 2) is made as small as usual text first.

    Borders are a pixel or two there, and an "o" is no radio button.
    """
    ratio = min(1.0, _USUAL_TEXT_PX / text_px)
    if ratio > 0.75:
        return find_shapes(pixels, text_px)
    small = find_shapes(_shrink(pixels, ratio), text_px * ratio)
    marks = tuple(replace(mark, box=_enlarge(mark.box, ratio)) for mark in small.marks)
    return Shapes(tuple(_enlarge(box, ratio) for box in small.rectangles), marks)


def look_ratio(frame: Frame) -> float:
    """Detector pixels per frame pixel, at most 1."""
    longest = max(frame.width, frame.height)
    return min(1.0, max(_LOOK_PX / longest, _LEAST_RATIO / frame.scale))


def _shrink(pixels: Pixels, ratio: float) -> Pixels:
    import cv2

    if ratio == 1:
        return pixels
    size = (max(1, round(pixels.shape[1] * ratio)), max(1, round(pixels.shape[0] * ratio)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _enlarge(box: Box, ratio: float) -> Box:
    return Box(*(round(value / ratio) for value in box))


def _redetect(pixels: Pixels, tiles: NDArray[np.bool_], known: tuple[Box, ...]) -> tuple[Box, ...]:
    """Text boxes of a picture that differs from a known one in some tiles: those are looked at, the rest kept."""
    height, width = pixels.shape[:2]
    places = changed_places(tiles, known, width, height)
    if sum(place.area for place in places) > _MOST_CHANGED * width * height:
        return tuple(detect_text(pixels))
    boxes = [box for box in known if not any(box.intersection(place).area for place in places)]
    for place in places:
        crop = pixels[place.y0 : place.y1, place.x0 : place.x1]
        boxes += [
            Box(box.x0 + place.x0, box.y0 + place.y0, box.x1 + place.x0, box.y1 + place.y0) for box in detect_text(crop)
        ]
    return tuple(boxes)


def changed_tiles(pixels: Pixels, before: Pixels) -> NDArray[np.bool_]:
    """Which tiles of the detector's grid differ: shape (rows, columns)."""
    height, width = pixels.shape[:2]
    padded = np.zeros((-(-height // _TILE) * _TILE, -(-width // _TILE) * _TILE), bool)
    padded[:height, :width] = (pixels != before).any(axis=2)
    return np.asarray(padded.reshape(padded.shape[0] // _TILE, _TILE, -1, _TILE).any(axis=(1, 3)))


def changed_places(tiles: NDArray[np.bool_], known: tuple[Box, ...], width: int, height: int) -> list[Box]:
    """Disjoint rectangles on the detector's grid that hold every changed tile, a margin, and whole known boxes."""
    places = [
        Box(x * _TILE, y * _TILE, (x + 1) * _TILE, (y + 1) * _TILE).grow(_TILE // 2).clip(width, height)
        for y, x in np.argwhere(tiles).tolist()
    ]
    while True:
        merged = [_cover(place, known, width, height) for place in _merge(places)]
        if merged == places:
            return places
        places = merged


def _cover(place: Box, known: tuple[Box, ...], width: int, height: int) -> Box:
    """The place grown over the text boxes that it touches, and on to the grid."""
    for box in known:
        if place.intersection(box).width > 0 and place.intersection(box).height > 0:
            place = place.union(box)
    x0, y0 = place.x0 // _TILE * _TILE, place.y0 // _TILE * _TILE
    x1, y1 = -(-place.x1 // _TILE) * _TILE, -(-place.y1 // _TILE) * _TILE
    return Box(x0, y0, x1, y1).clip(width, height)


def _merge(places: list[Box]) -> list[Box]:
    """The same area as rectangles that do not overlap."""
    merged: list[Box] = []
    for place in places:
        hit = True
        while hit:
            hit = False
            for other in merged:
                common = place.intersection(other)
                if common.width > 0 and common.height > 0:
                    merged.remove(other)
                    place, hit = place.union(other), True
                    break
        merged.append(place)
    return merged


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Top to bottom in rows, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.center.y):
        row = rows[-1] if rows else []
        if row and line.box.center.y < row[0].box.y1 and line.box.y0 < row[0].box.center.y:
            row.append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.box.x0)]
