"""Gives the controls that show a small picture, and no words, the names of what it may show."""

from __future__ import annotations

from dataclasses import replace

from ...frames import Pixels
from ...geometry import Box
from ..scene import Control
from .icons import name_icons

_MARGIN = 2  # pixels around an icon: its ground
_RIM = 0.12  # of a button's shorter side: its border and round corners
_LARGEST = 128  # pixels: larger ones are pictures


def name_pictures(pixels: Pixels, controls: tuple[Control, ...]) -> tuple[Control, ...]:
    """The same controls in the same order; ``icons`` of those without words are filled."""
    silent = [n for n, control in enumerate(controls) if _is_picture(control)]
    boxes = [_picture_of(controls[n]).clip(pixels.shape[1], pixels.shape[0]) for n in silent]
    names = name_icons([pixels[box.y0 : box.y1, box.x0 : box.x1] for box in boxes])
    icons = dict(zip(silent, names, strict=True))
    return tuple(replace(control, icons=icons[n]) if icons.get(n) else control for n, control in enumerate(controls))


def _is_picture(control: Control) -> bool:
    wordless = control.kind in ("icon", "button") and not control.label
    return wordless and not control.icons and 6 <= min(control.box.width, control.box.height) <= _LARGEST


def _picture_of(control: Control) -> Box:
    if control.kind == "icon":
        return control.box.grow(_MARGIN)
    return control.box.grow(-max(_MARGIN, round(_RIM * min(control.box.width, control.box.height))))
