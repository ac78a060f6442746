"""Plain names for colours."""

from __future__ import annotations

import colorsys

from ...geometry import Box
from ..shapes.ink import Colour, distance, shades
from .view import View

_HUES = ((14, "red"), (42, "orange"), (68, "yellow"), (165, "green"), (255, "blue"), (292, "purple"), (340, "pink"))


def colours_of(view: View, box: Box, words: Box | None = None) -> tuple[str, ...]:
    """The names of the ground of a box and of the ink of the words (or picture) in it, each name once."""
    inside = words or box.grow(-3)
    ground, ink = view.patches.ask(shades, box.union(inside), box.grow(-2), inside)
    names = (name_of(ground),) if distance(ground, ink) < 20 else (name_of(ground), name_of(ink))
    return tuple(dict.fromkeys(names))


def name_of(colour: Colour) -> str:
    """What people call an RGB colour: one of eleven names, "light" or "dark" before it where that is clear."""
    hue, light, strength = colorsys.rgb_to_hls(*(float(value) / 255 for value in colour))
    spread = float(colour.max() - colour.min()) / 255
    if light > 0.94 or (light > 0.9 and spread < 0.08):
        return "white"
    if light < 0.11 or (light < 0.16 and spread < 0.06):
        return "black"
    if spread < 0.1 or (strength < 0.16 and spread < 0.16):
        return _shaded("grey", light, 0.32, 0.78)
    name = next((name for limit, name in _HUES if hue * 360 < limit), "red")
    if name in ("orange", "red") and 10 < hue * 360 < 45 and light < 0.38:
        return _shaded("brown", light, 0.2, 0.6)
    if name == "red" and light > 0.75:
        return "pink"
    return _shaded(name, light, 0.27, 0.78)


def _shaded(name: str, light: float, dark: float, pale: float) -> str:
    if light < dark:
        return f"dark {name}"
    return f"light {name}" if light > pale else name
