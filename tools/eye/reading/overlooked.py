"""Words in buttons and fields that the detector misses: short ones, now and then, and lone letters often."""

from __future__ import annotations

from ...geometry import Box
from ..shapes.finding import Shapes
from ..shapes.patches import Patches
from .textboxes import tighten

_WIDEST = 12
"""Times its height: wider frames hold more than a few words."""
_WORD = 1.5
"""Times its height: narrower ink is a letter, or an arrow or another mark at the end of an empty field."""


def overlooked(patches: Patches, strips: list[Box], shapes: Shapes, text_px: float) -> list[Box]:
    """Strips of what may be some, tight around its ink, in pixels of the picture; ``strips`` are known already.

    A marked part of a line is a frame whose words are known, though the middle of the line lies outside it.
    """
    framed = [
        box
        for box in shapes.rectangles
        if 1.2 * text_px < box.height < 3 * text_px and 0.8 * box.height < box.width < _WIDEST * box.height
        if not any(box.has_center_of(strip) for strip in strips)
    ]
    found = [(box, patches.ask(tighten, box.grow(-3), text_px)) for box in framed]
    new = [(box, ink) for box, ink in found if ink and not any(strip.has_center_of(ink) for strip in strips)]
    return [ink for box, ink in new if ink.height > 0.5 * text_px and _may_be_text(ink, box, text_px)]


def _may_be_text(ink: Box, box: Box, text_px: float) -> bool:
    """A letter in a small frame, or a word in a larger one."""
    if 0.15 * ink.height < ink.width < 1.2 * ink.height:
        return ink.height < 0.95 * text_px and box.width < 1.8 * box.height
    return ink.width > _WORD * ink.height and ink.height < 1.3 * text_px
