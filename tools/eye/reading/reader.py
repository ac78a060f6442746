"""Reads the lines of text of frames, each thing once: only what changed is looked at again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from statistics import median

import numpy as np

from ...frames import Frame, Pixels
from ...geometry import Box
from ...ocr_rapidocr import recognise_text
from ..scene import Line
from ..shapes import ink
from ..shapes.edges import Picture, shrunk
from ..shapes.finding import Shapes, find_shapes
from ..shapes.patches import Patches
from .borders import BEYOND_PX, without_borders
from .carets import without_caret, without_selection
from .mnemonics import without_mnemonic
from .once import Once
from .overlooked import overlooked
from .textboxes import cut_at_shapes, ground
from .textmap import TextMap

_LOOK_PX = 1280  # the longest side at which text is looked for
_LEAST_RATIO = 2 / 3  # but never below this part of a logical pixel: small text would be lost
_DETECTED_PER_TEXT = 1.75  # the detector's boxes are this much higher than the font size
_USUAL_PX = 14  # logical pixels
_LARGEST_TEXT = 2.6  # times that
_FEW = 5  # places of text: of so few, a large one is more likely a surface
_BORDER = 0.25  # of its height is at most the border of a surface
_ONE_COLOUR = 24  # of 255: pixels that differ less are blank
_LINE = 2  # times its height is a line of text at least, a surface seldom
_STRIP = 1.5  # times its height is the picture of a strip of text; with 2, letters are lost
_LEAST_STRIP_PX = 18
_AROUND, _AROUND_PX = 0.12, 2  # of its height, and at least: what is cut out around a strip
_MOST_STRIPS = 20_000
_LEAST_CONFIDENCE = 0.5
_LARGE = 1.45  # font sizes: higher than a caret in usual text
_TALLEST_FIELD = 5  # font sizes: in higher frames a caret is known only behind the text


@dataclass(frozen=True)
class Page:
    """The lines and the shapes of a frame, with the usual size of its text, in frame pixels.

    ``patches`` are those of the frame, ``picture`` is it at the size of usual text.
    """

    lines: tuple[Line, ...]
    shapes: Shapes
    text_px: float
    patches: Patches = field(compare=False)
    picture: Picture = field(compare=False)


class Reader:
    """Owns what the networks said, where text is on each tile and what each strip of text says, and the last page.

    What it reads on a frame does not depend on what it has read before; only how long that takes. It is of one thread.
    """

    def __init__(self, beside: Reader | None = None) -> None:
        """``beside`` is another thread's reader: what the networks said to one, the other knows."""
        self._where = beside._where if beside else TextMap()
        self._last: Page | None = None
        self._said = beside._said if beside else Once(recognise_text, _MOST_STRIPS)

    def read(self, frame: Frame) -> Page:
        """Lines in reading order, boxes tight around the ink, in frame pixels."""
        ratio = look_ratio(frame)
        found = self._where.boxes(shrunk(frame.pixels, ratio))
        boxes = [_enlarge(box, ratio).clip(frame.width, frame.height) for box in found]
        text_px = _text_px(boxes, frame)
        patches = Patches(frame.pixels, self._last.patches if self._last else None)
        picture = Picture.of(patches, text_px, self._last.picture if self._last else None)
        shapes = _shapes(picture, text_px)
        boxes = [patches.ask(without_borders, box, reach=BEYOND_PX) for box in boxes]
        strips = cut_at_shapes(patches, boxes, shapes, text_px)
        walls = [box for box in shapes.rectangles if text_px < box.height]
        strips += overlooked(patches, strips, shapes, text_px)
        cut = [
            patches.ask(_cut_out, strip, _font_px(strip, text_px) * _framed(strip, walls, text_px), reach=_room(strip))
            for strip in strips
        ]
        said = zip(strips, self._said.ask(cut), strict=True)
        lines = [Line(text, strip, sure) for strip, (text, sure) in said if text and sure >= _LEAST_CONFIDENCE]
        self._last = Page(tuple(in_reading_order(lines)), shapes, text_px, patches, picture)
        return self._last


def _text_px(boxes: list[Box], frame: Frame) -> float:
    """The size of the usual text, told from where text may be. Of few places a large one beside others is no text."""
    largest = _LARGEST_TEXT * _USUAL_PX * frame.scale * _DETECTED_PER_TEXT
    boxes = [box for box in boxes if box.height < largest or not _surface(frame.pixels, box)]
    if len(boxes) < _FEW:
        boxes = [box for box in boxes if box.height < largest] or boxes
    return median(box.height / _DETECTED_PER_TEXT for box in boxes) if boxes else _USUAL_PX * frame.scale


def _surface(pixels: Pixels, box: Box) -> bool:
    """Whether what the detector takes for very large letters is no line of them: hardly wider than high, or blank."""
    inside = ink.crop(pixels, box.grow(-round(_BORDER * box.height)))
    blank = inside.size == 0 or int(np.ptp(inside.reshape(-1, inside.shape[-1]), axis=0).max()) < _ONE_COLOUR
    return blank or box.width < _LINE * box.height


def _framed(strip: Box, walls: list[Box], text_px: float) -> int:
    """1 for text in a field, where a caret may be; -1 in a larger frame, where one may be behind the text; else 0."""
    around = [wall for wall in walls if wall.has_center_of(strip)]
    return 1 if any(wall.height < _TALLEST_FIELD * text_px for wall in around) else -1 if around else 0


def _font_px(strip: Box, text_px: float) -> float:
    """The size of the font that a caret in a strip is measured by: large letters hold strokes as long as a caret."""
    return strip.height if strip.height > _LARGE * text_px else text_px


def _room(strip: Box) -> int:
    """How much of what is around a strip of text is cut out with it."""
    return max(_AROUND_PX, round(_AROUND * strip.height))


def _cut_out(pixels: Pixels, strip: Box, caret_px: float) -> Pixels:
    """The picture of a strip of text that is recognised: a blank margin around it, no caret where one may be.

    ``caret_px`` is the size of the font that a caret would have, 0 where there is none, less than 0 where it can only
    stand behind the text. The margin is as high as lets a line of any letters be read: the larger the letters, the
    longer it takes.
    """
    import cv2

    crop = ink.crop(pixels, strip.grow(_room(strip)))
    height = max(crop.shape[0] - 2 * _AROUND_PX, 0) if crop.shape[0] <= 24 else crop.shape[0] / (1 + 2 * _AROUND)
    crop = without_mnemonic(np.ascontiguousarray(crop))
    if caret_px < 0:
        crop = without_caret(crop, -caret_px, at_end=True)
    elif caret_px:
        crop = without_caret(without_selection(crop, caret_px), caret_px)
    more = max(_LEAST_STRIP_PX, round(_STRIP * height)) - crop.shape[0]
    if more <= 0:
        return crop
    high = cv2.copyMakeBorder(crop, more // 2, more - more // 2, 0, 0, cv2.BORDER_CONSTANT, value=ground(crop))
    return np.asarray(high, np.uint8)


def _shapes(picture: Picture, text_px: float) -> Shapes:
    """The shapes of a picture, in pixels of the frame."""
    small = find_shapes(picture, text_px * picture.ratio)
    if picture.ratio == 1:
        return small
    marks = tuple(replace(mark, box=_enlarge(mark.box, picture.ratio)) for mark in small.marks)
    return Shapes(tuple(_enlarge(box, picture.ratio) for box in small.rectangles), marks)


def look_ratio(frame: Frame) -> float:
    """Detector pixels per frame pixel, at most 1."""
    longest = max(frame.width, frame.height)
    return min(1.0, max(_LOOK_PX / longest, _LEAST_RATIO / frame.scale))


def _enlarge(box: Box, ratio: float) -> Box:
    return Box(*(round(value / ratio) for value in box))


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
