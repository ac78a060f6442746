"""Colours of a part of the screen: its ground, its ink, how far they are apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...channels import Levels, strongest
from ...frames import Pixels
from ...geometry import Box

Colour = NDArray[np.float64]
"""Red, green, blue, 0 to 255."""

INK_STEP = 24  # a pixel this far from the ground is ink
_MOST_SAMPLES = 1500
_CODE = np.array([1 << 10, 1 << 5, 1], np.int32)  # five bits of each channel


@dataclass(frozen=True)
class Ink:
    """How a part of the screen is written: its ``ground``, and how far ``away`` from that each pixel is (h, w)."""

    ground: Colour
    away: Levels

    @cached_property
    def contrast(self) -> float:
        """How far the ink is from the ground, 0 to 255 in the channel that differs most."""
        flat = self.away.ravel()
        place = int(0.98 * (len(flat) - 1))
        return float(np.partition(flat, place)[place]) if len(flat) else 0.0

    @cached_property
    def mask(self) -> NDArray[np.bool_]:
        """Which pixels are ink."""
        return self.away > INK_STEP


def ink_of(pixels: Pixels, box: Box) -> Ink:
    """The ink of a box."""
    ground = ground_colour(pixels, box)
    return Ink(ground, distances(crop(pixels, box), ground))


def distances(part: Pixels, colour: Colour) -> Levels:
    """How far each pixel of (height, width, 3) is from a colour, in the channel that differs most."""
    import cv2

    if part.size == 0:
        return np.zeros(part.shape[:2], np.uint8)
    whole: Any = (*colour.astype(int).tolist(), 0)  # OpenCV takes a colour for a picture; its types do not say so
    return strongest(np.asarray(cv2.absdiff(part, whole), np.uint8))


def middle(colours: NDArray[np.uint8] | NDArray[np.int16] | NDArray[np.float64]) -> Colour:
    """The median of some colours (n, 3), each channel by itself; much faster for few than NumPy's own."""
    ranked = np.sort(colours, axis=0)
    half = len(ranked) // 2
    return ranked[half].astype(np.float64) if len(ranked) % 2 else (ranked[half - 1] + ranked[half].astype(float)) / 2


def median_colour(part: Pixels) -> Colour:
    """The median of the colours of a large part, each channel by itself; black where it is empty."""
    import cv2

    if part.size == 0:
        return np.zeros(3)
    ranks = ((part.size // 3 - 1) // 2, part.size // 6)  # the two in the middle, or twice the one
    counts = [np.cumsum(cv2.calcHist([part], [channel], None, [256], [0, 256])) for channel in range(3)]
    return np.array([np.searchsorted(count, ranks, side="right").mean() for count in counts])


def ground_colour(pixels: Pixels, box: Box) -> Colour:
    """The most frequent colour of a box; black where the box is empty."""
    import cv2

    part = crop(pixels, box)
    step = max(1, int((part.shape[0] * part.shape[1] / _MOST_SAMPLES) ** 0.5))
    flat = part[::step, ::step].reshape(-1, 1, 3)
    if len(flat) == 0:
        return np.zeros(3)
    codes = (flat.reshape(-1, 3) >> 3) @ _CODE
    usual = codes == np.partition(codes, len(codes) // 2)[len(codes) // 2]
    if 2 * np.count_nonzero(usual) <= len(codes):  # none is the colour of most: then the median may be any
        usual = codes == np.bincount(codes).argmax()
    return np.asarray(cv2.mean(flat, usual.view(np.uint8)[:, None])[:3], np.float64)


def ink_colour(pixels: Pixels, box: Box, ground: Colour | None = None) -> Colour:
    """The colour in a box that is furthest from its ground."""
    part = crop(pixels, box)
    if part.size == 0:
        return np.zeros(3)
    away = distances(part, ground_colour(pixels, box) if ground is None else ground)
    return np.asarray(part[away >= 0.8 * away.max()].mean(axis=0), np.float64)


def shades(pixels: Pixels, _: Box, box: Box, words: Box) -> tuple[Colour, Colour]:
    """The colour of a box, and of the ink of the words in it; both boxes are in the first one."""
    ground = ground_colour(pixels, box)
    return ground, ink_colour(pixels, words, ground)


def saturation(colour: Colour) -> float:
    """The largest minus the smallest channel, 0 to 255."""
    return float(colour.max() - colour.min())


def distance(one: Colour, other: Colour) -> float:
    """The difference of two colours in the channel that differs most."""
    return float(np.abs(one - other).max())


def beyond(part: Pixels, colour: Colour, step: int) -> NDArray[np.uint8]:
    """1 where a pixel of (height, width, 3) is further than ``step`` from a colour in any channel, else 0."""
    import cv2

    low, high = np.ceil(colour - step).tolist(), np.floor(colour + step).tolist()
    return np.asarray(cv2.inRange(part, (*low, 0), (*high, 0)) == 0, np.uint8)


def ink_mask(pixels: Pixels, box: Box, ground: Colour | None = None) -> NDArray[np.bool_]:
    """Which pixels of a box differ from its ground; shape (height, width)."""
    part = crop(pixels, box)
    if part.size == 0:
        return np.zeros(part.shape[:2], bool)
    ground = ground_colour(pixels, box) if ground is None else ground
    return np.asarray(distances(part, ground) > INK_STEP)


def rim(pixels: Pixels, box: Box, reach: int) -> Iterator[NDArray[np.float64]]:
    """The colours across each side of a box: (2 * reach, 3), from ``reach`` pixels outside to as far inside.

    Left, right, top, bottom; the median along the middle of the side; a side at the frame's border is left out.
    """
    height, width = pixels.shape[:2]
    y0, y1 = box.y0 + box.height // 3, max(box.y0 + box.height // 3 + 1, box.y1 - box.height // 3)
    x0, x1 = box.x0 + box.width // 5, max(box.x0 + box.width // 5 + 1, box.x1 - box.width // 5)
    down, along = slice(y0, y1, max(1, (y1 - y0) // 9)), slice(x0, x1, max(1, (x1 - x0) // 15))
    if box.x0 >= reach:
        yield _middle(pixels[down, box.x0 - reach : box.x0 + reach])
    if box.x1 + reach <= width:
        yield _middle(pixels[down, box.x1 - reach : box.x1 + reach])[::-1]
    if box.y0 >= reach:
        yield _middle(pixels[box.y0 - reach : box.y0 + reach, along].swapaxes(0, 1))
    if box.y1 + reach <= height:
        yield _middle(pixels[box.y1 - reach : box.y1 + reach, along].swapaxes(0, 1))[::-1]


def _middle(part: Pixels) -> NDArray[np.float64]:
    """The median along the first axis."""
    return np.sort(part, axis=0)[len(part) // 2].astype(np.float64)


def crop(pixels: Pixels, box: Box) -> Pixels:
    """The pixels of a box, clipped to the picture."""
    x0, y0, x1, y1 = box.clip(pixels.shape[1], pixels.shape[0])
    return pixels[y0 : max(y0, y1), x0 : max(x0, x1)]
