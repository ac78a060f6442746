"""Figures on a picture: the pieces that stand out from the ground, each as what it is drawn as."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...frames import Frame, Pixels
from ...geometry import Box, Point
from ..shapes.edges import Mask, pieces
from .figure import RGB, Figure
from .glyphs import font_px, read_glyph
from .outlines import Outline, outline_of
from .touching import apart

_GROUND = 0.15  # of the picture: a plain part that is larger is ground, as is what reaches the border
_LEAST_PX = 3.0  # logical pixels: smaller things are noise
_THIN_PX = 3.0  # logical pixels: a bar up to here is a stroke
_WIDE = 0.6  # of the picture: wider than that is a frame, not a figure
_INSIDE = 0.012  # of what is inside an outline, in another colour: something stands in it
_STROKE = 1 / 11  # of its height: a ring with thicker strokes is a letter, with finer ones a circle
_GAP_PX = 3.0  # logical pixels between a letter and its dot
_TALLEST_PX = 40  # logical pixels: what is higher is no letter
_EDGE_PX = 3.0  # logical pixels that an edge may be thick
_BAR_PX = 16  # logical pixels at the right and the lower border, where the arrows of scroll bars are
_OTHER = 90  # of 255 in a channel: another colour, not a shade that smooths an edge
_SPACE = 0.3  # of its height, between the letters of a word

Codes = NDArray[np.int32]


def find_figures(frame: Frame) -> tuple[Figure, ...]:
    """The figures of a frame in reading order; what is drawn inside another one is not taken apart."""
    codes = codes_of(frame.pixels)
    thing = np.asarray((ground_of(codes) == 0) * 255, np.uint8)
    found = pieces(thing)
    boxes = [Box(x, y, x + w, y + h) for x, y, w, h in found.stats[1:, :4].tolist()]
    figures: list[Figure] = []
    for box, numbers in _with_dots(boxes, frame.scale):
        x0, y0, x1, y1 = box
        large = box.width > _WIDE * frame.width or box.height > _WIDE * frame.height
        if box.x0 > frame.width - _BAR_PX * frame.scale or box.y0 > frame.height - _BAR_PX * frame.scale:
            continue
        if large or max(box.width, box.height) < _LEAST_PX * frame.scale:
            continue
        mask = np.asarray(np.isin(found.labels[y0:y1, x0:x1], numbers) * 255, np.uint8)
        for part, within in apart(codes[y0:y1, x0:x1], mask, box, frame.scale):
            left, top, right, bottom = within
            figures.append(_figure(frame, codes[top:bottom, left:right], part, within))
    return tuple(sorted(_without_words(figures, frame.scale), key=lambda each: (each.box.y0 // 8, each.box.x0)))


def codes_of(pixels: Pixels) -> Codes:
    """One number for each colour; (height, width)."""
    red, green, blue = (pixels[:, :, index].astype(np.int32) for index in range(3))
    return red << 16 | green << 8 | blue


def ground_of(codes: Codes) -> Mask:
    """255 where the ground is: plain parts that reach the border of the picture or are large."""
    height, width = codes.shape
    ground = np.zeros(codes.shape, np.uint8)
    values, counts = np.unique(codes, return_counts=True)
    for code in values[counts > 0.004 * codes.size]:
        same = pieces(np.asarray((codes == code) * 255, np.uint8), connectivity=4)
        for number, (x, y, w, h, area) in enumerate(same.stats.tolist()):
            edge = x == 0 or y == 0 or x + w == width or y + h == height
            if number and area > 0.002 * codes.size and (edge or area > _GROUND * codes.size):
                ground[same.labels == number] = 255
    return ground


def _with_dots(boxes: list[Box], scale: float) -> list[tuple[Box, list[int]]]:
    """Each piece with its numbers (from 1); the dot of an "i" goes with its letter."""
    alone = dict(enumerate(boxes, 1))
    found: list[tuple[Box, list[int]]] = []
    for number, box in enumerate(boxes, 1):
        if box.height > _TALLEST_PX * scale or box.width > 0.8 * box.height or number not in alone:
            continue
        dots = [other for other, dot in alone.items() if _is_dot(dot, box, scale)]
        if len(dots) == 1:
            found.append((box.union(alone.pop(dots[0])), [number, dots[0]]))
            del alone[number]
    return found + [(box, [number]) for number, box in alone.items()]


def _is_dot(dot: Box, letter: Box, scale: float) -> bool:
    small = 0.08 * letter.height < dot.height < 0.34 * letter.height and dot.width < 0.4 * letter.height
    near = 0 <= letter.y0 - dot.y1 <= _GAP_PX * scale
    return small and near and letter.x0 - 2 <= dot.center.x <= letter.x1 + 2


def _figure(frame: Frame, codes: Codes, mask: Mask, box: Box) -> Figure:
    import cv2

    outline = outline_of(mask)
    inside = np.zeros(mask.shape, np.uint8)
    cv2.drawContours(inside, [outline.contour], -1, 255, cv2.FILLED)
    depth = 1 if min(mask.shape) <= 20 else 2
    core, heart = (_worn(inside, each) for each in (depth, depth + round(_EDGE_PX * frame.scale)))
    fill = usual(codes[core > 0] if core.any() else codes[mask > 0])
    line = usual(codes[(inside > 0) & (core == 0)])
    hollow = _near(fill, _around(frame, box)) and not _near(fill, line)
    strokes = (mask > 0) & (_away(codes, fill) > _OTHER) if hollow else mask > 0
    moments = cv2.moments(inside, binaryImage=True)
    at = Point(box.x0 + round(moments["m10"] / moments["m00"]), box.y0 + round(moments["m01"] / moments["m00"]))
    size = box.height / frame.scale
    if _is_sign(strokes, outline, hollow, frame.scale):
        ink = usual(codes[strokes])
        if size > _TALLEST_PX or outline.contour.shape[0] > 8 * (box.width + box.height):
            return Figure(box, at, "other", ink, ink, size)
        form, text = read_glyph(_black_on_white(frame, mask, box), outline.sides == 4)
        return Figure(box, at, form, ink, ink, font_px(size, text), text=text)
    labelled = bool(((_away(codes, fill) > _OTHER) & (heart > 0)).sum() > _INSIDE * (heart > 0).sum())
    form = "circle" if outline.sides == 0 else "polygon" if outline.sides > 0 else "other"
    return Figure(box, at, form, fill, line, size, max(0, outline.sides), outline.upright, hollow, labelled)


def _worn(mask: Mask, pixels: int) -> Mask:
    """A mask without its outer pixels."""
    import cv2

    framed = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=[0])
    return np.asarray(cv2.erode(framed, np.ones((3, 3), np.uint8), iterations=pixels), np.uint8)[1:-1, 1:-1]


def usual(codes: Codes) -> RGB:
    """The most frequent colour; black where there is none."""
    if codes.size == 0:
        return 0, 0, 0
    values, counts = np.unique(codes, return_counts=True)
    return _colour(int(values[counts.argmax()]))


def _colour(code: int) -> RGB:
    return code >> 16, code >> 8 & 255, code & 255


def _away(codes: Codes, colour: RGB) -> Codes:
    """How far each colour is from one, 0 to 255, in the channel in which it is furthest."""
    parts = (codes >> 16, codes >> 8 & 255, codes & 255)
    red, green, blue = (np.abs(part - value) for part, value in zip(parts, colour, strict=True))
    return np.asarray(np.maximum(np.maximum(red, green), blue), np.int32)


def _near(one: RGB, other: RGB) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 12


def _around(frame: Frame, box: Box) -> RGB:
    """The colour around a box."""
    x0, y0, x1, y1 = box.grow(2).clip(frame.width, frame.height)
    part = codes_of(frame.pixels[y0:y1, x0:x1])
    return usual(np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]]))


def _is_sign(strokes: NDArray[np.bool_], outline: Outline, hollow: bool, scale: float) -> bool:
    """Whether a piece is written: strokes, not an area."""
    height, width = strokes.shape
    if outline.sides < 0 or (min(height, width) <= _THIN_PX * scale and max(height, width) > 2.5 * min(height, width)):
        return True
    stroke = int(strokes.sum()) / (1.57 * (height + width))  # the area of a ring by the way around it
    return hollow and stroke > _STROKE * height and outline.sides != 4 and height < _TALLEST_PX * scale


def _black_on_white(frame: Frame, mask: Mask, box: Box) -> Pixels:
    """The sign as black on white: the further a pixel is from the ground, the blacker."""
    part = frame.crop(box).astype(np.int32)
    away = np.abs(part - np.array(_around(frame, box))).max(axis=2) * (mask > 0)
    shade = 255 - np.minimum(255, away * 255 // max(1, int(away.max())))
    return np.repeat(shade.astype(np.uint8)[:, :, None], 3, axis=2)


def _without_words(figures: list[Figure], scale: float) -> list[Figure]:
    """The figures without letters that stand in a row as those of a word do; one of them may look like a shape."""
    small = [each for each in figures if each.box.height <= _TALLEST_PX * scale and not each.hollow]
    after = {one: next((other for other in small if _follows(one, other)), None) for one in small}
    words: set[Figure] = set()
    for one, two in after.items():
        three = after[two] if two else None
        if two and three and sum(each.form in ("letter", "digit", "sign") for each in (one, two, three)) >= 2:
            words |= {one, two, three}
    return [each for each in figures if each not in words]


def _follows(one: Figure, other: Figure) -> bool:
    """Whether a letter stands close behind another one, on the same line."""
    gap = other.box.x0 - one.box.x1
    height = max(one.box.height, other.box.height)
    return -1 <= gap <= _SPACE * height and one.box.y0 < other.box.y1 and other.box.y0 < one.box.y1
