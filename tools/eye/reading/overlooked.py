"""Lone letters and figures in small buttons, some of which the detector misses."""

from __future__ import annotations

from ...geometry import Box
from ..shapes.finding import Shapes
from ..shapes.patches import Patches
from .textboxes import tighten


def overlooked(patches: Patches, strips: list[Box], shapes: Shapes, text_px: float) -> list[Box]:
    """Strips of what may be one, tight around its ink, in pixels of the picture; ``strips`` are known already."""
    small = [
        box
        for box in shapes.rectangles
        if 1.2 * text_px < box.height < 3 * text_px and 0.8 * box.height < box.width < 1.8 * box.height
        if not any(box.has_center_of(strip) for strip in strips)
    ]
    found = [patches.ask(tighten, box.grow(-3), text_px) for box in small]
    return [
        ink
        for ink in found
        if ink and 0.5 * text_px < ink.height < 0.95 * text_px and 0.15 * ink.height < ink.width < 1.2 * ink.height
    ]
