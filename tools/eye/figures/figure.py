"""What a drawn figure is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...geometry import Box, Point

Form = Literal["circle", "polygon", "letter", "digit", "sign", "other"]
RGB = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """Something drawn: ``box`` and ``at``, its centre of mass, are in pixels of the frame.

    ``sides`` is the count of a polygon's corners, else 0; ``upright`` a rectangle whose sides are level. ``fill`` is
    what its inside shows, ``line`` what its edge is drawn in, the same where there is no other edge. ``hollow`` when
    the inside is the ground around it. ``text`` is what a letter, a digit or another sign reads. ``size_px`` is its
    height in logical pixels; of a letter, the size of its font.
    """

    box: Box
    at: Point
    form: Form
    fill: RGB
    line: RGB
    size_px: float
    sides: int = 0
    upright: bool = False
    hollow: bool = False
    labelled: bool = False
    """Whether letters stand in it, as on a button."""
    text: str = ""

    @property
    def is_shape(self) -> bool:
        """Whether it is a circle or a polygon, not something written."""
        return self.form in ("circle", "polygon")
