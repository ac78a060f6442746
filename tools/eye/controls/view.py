"""A page at the size of usual text, so that rules about sizes need one scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

from ...frames import Pixels
from ...geometry import Box
from ..reading.reader import Page
from ..scene import Control, Line
from ..shapes.edges import Picture, Pieces
from ..shapes.ink import Colour, Ink, ground_colour, ink_of
from ..shapes.marks import Mark
from ..shapes.patches import Patches

_ENOUGH_LINES = 5  # to tell the usual size of the font


@dataclass(frozen=True)
class View:
    """The picture of a page with its lines, rectangles and marks in pixels of that.

    ``size`` is the usual height of its font in these pixels.
    """

    picture: Picture
    lines: tuple[Line, ...]
    rectangles: tuple[Box, ...]
    marks: tuple[Mark, ...]
    size: float
    originals: dict[Box, Box]

    @classmethod
    def of(cls, page: Page) -> View:
        ratio = page.picture.ratio
        lines = tuple(replace(line, box=_scaled(line.box, ratio)) for line in page.lines)
        fonts = [font_px(line.text, line.box) for line in lines]
        return cls(
            page.picture,
            lines,
            tuple(_scaled(box, ratio) for box in page.shapes.rectangles),
            tuple(replace(mark, box=_scaled(mark.box, ratio)) for mark in page.shapes.marks),
            median(fonts) if len(fonts) >= _ENOUGH_LINES else page.text_px * ratio,
            {small.box: line.box for small, line in zip(lines, page.lines, strict=True)},
        )

    @property
    def pixels(self) -> Pixels:
        return self.picture.pixels

    @property
    def patches(self) -> Patches:
        return self.picture.patches

    @property
    def outlines(self) -> Pieces:
        """The connected edges of the picture."""
        return self.picture.outlines

    @cached_property
    def usual_contrast(self) -> float:
        """The median contrast of its text; 255 where there is none."""
        return median(self._contrasts)

    @cached_property
    def strong_contrast(self) -> float:
        """The contrast that a quarter of its lines surpass."""
        return sorted(self._contrasts)[len(self._contrasts) * 3 // 4]

    @cached_property
    def _contrasts(self) -> list[float]:
        return [self.ink(line.box).contrast for line in self.lines] or [255.0]

    def ground(self, box: Box) -> Colour:
        """The most frequent colour of a box."""
        return self.patches.ask(ground_colour, box)

    def ink(self, box: Box) -> Ink:
        """How the words in a box are written."""
        return self.patches.ask(ink_of, box)

    def restored(self, control: Control) -> Control:
        """A control of this view in pixels of the frame."""
        label_box = None if control.label_box is None else self.frame_box(control.label_box)
        return replace(control, box=self.frame_box(control.box), label_box=label_box)

    def frame_box(self, box: Box) -> Box:
        """A box of this view in pixels of the frame."""
        return self.originals.get(box) or _scaled(box, 1 / self.picture.ratio)


def font_px(text: str, box: Box) -> float:
    """The size of the font of a line, from the height of its ink."""
    if not text.isascii():
        return box.height / 0.9
    high = any(letter.isupper() or letter.isdigit() or letter in "bdfhklt()[]/" for letter in text)
    deep = any(letter in "gjpqy()[],;@/" for letter in text)
    return box.height / (0.52 + 0.2 * high + 0.2 * deep)


def _scaled(box: Box, ratio: float) -> Box:
    return Box(*(round(value * ratio) for value in box))
