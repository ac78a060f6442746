"""Which colour words fit a colour, and of which colour it is a shade."""

from __future__ import annotations

import colorsys

from .figure import RGB

_PALETTE: dict[str, RGB] = {
    "red": (255, 0, 0), "orange": (255, 165, 0), "yellow": (255, 255, 0), "olive": (128, 128, 0), "gold": (255, 215, 0),
    "lime": (0, 255, 0), "green": (0, 128, 0), "teal": (0, 128, 128), "cyan": (0, 255, 255), "blue": (0, 0, 255),
    "navy": (0, 0, 128), "purple": (128, 0, 128), "magenta": (255, 0, 255), "pink": (255, 192, 203),
    "maroon": (128, 0, 0), "brown": (165, 42, 42), "grey": (128, 128, 128), "silver": (192, 192, 192),
    "black": (0, 0, 0), "white": (255, 255, 255),
}  # fmt: skip
_ALSO = {"aqua": "cyan", "gray": "grey", "fuchsia": "magenta", "turquoise": "cyan", "violet": "purple"}
_FAMILIES = {
    "lime": "green", "navy": "blue", "maroon": "red", "silver": "grey", "gold": "yellow", "teal": "green",
    "olive": "green", "magenta": "pink",
}  # fmt: skip
_HUES = ((15, "red"), (42, "orange"), (70, "yellow"), (165, "green"), (195, "cyan"), (260, "blue"), (292, "purple"),
         (340, "pink"))  # fmt: skip
_PALE = 8  # of 255 between the channels: below that no hue is seen

WORDS = frozenset({*_PALETTE, *_ALSO})
"""The words for colours that are known."""


def is_of(word: str, colour: RGB) -> float:
    """How well a colour word names a colour: 1 as the nearest of all, 0.7 as one of its family, else 0."""
    wanted = _ALSO.get(word, word)
    nearest = min(_PALETTE, key=lambda name: sum((a - b) ** 2 for a, b in zip(_PALETTE[name], colour, strict=True)))
    if nearest == wanted:
        return 1.0
    related = _FAMILIES.get(nearest, nearest) == wanted or _FAMILIES.get(wanted) == nearest
    return 0.7 if related else 0.0


def is_shade_of(word: str, colour: RGB) -> bool:
    """Whether a colour, light or dark, dull or bright, is a shade of a colour."""
    if max(colour) - min(colour) < _PALE:
        return word in ("grey", "gray")
    hue = colorsys.rgb_to_hsv(*(part / 255 for part in colour))[0] * 360
    return next((name for limit, name in _HUES if hue < limit), "red") == _ALSO.get(word, word)
