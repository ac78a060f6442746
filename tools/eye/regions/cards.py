"""Cards: what the surroundings of a surface tell about whether it lies over the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from ...channels import Levels, apart, strongest
from ...frames import Pixels
from ...geometry import Box
from ..reading.reader import Page

_STEP = 10  # levels between neighbouring pixels; a shadow changes more slowly
_SEEN = 1.6  # font sizes around a card
_REACH = 5  # pixels outside a card in which it is seen to cut through things
_FLAT_STEP = 3
_LEAST_FLAT = 0.4  # of what is around a card; less is a photo, which every card on it cuts
_LIGHT = 0.925  # the most light around a light card, of its own: the browsers' own backdrop takes a tenth
_DARK = 0.72
_WASHED = 0.65
_LEAST_VEIL = 0.4  # of the picture
_RING = 10  # half pixels outside a card: beyond its shadow
_STRAY = 2  # brighter spots of a row that do not count


@dataclass(frozen=True)
class Card:
    """A surface with the number of things that its left, top, right and bottom side cuts through.

    A side at the edge of the picture has None. ``shadow`` is by how many levels it darkens what is around it.
    """

    box: Box
    cuts: tuple[int | None, ...]
    shadow: float

    @property
    def total(self) -> int:
        return sum(count or 0 for count in self.cuts)

    @property
    def cut_sides(self) -> int:
        return sum(bool(count) for count in self.cuts)

    @property
    def attached(self) -> int:
        """How many sides are at the edge of the picture."""
        return sum(count is None for count in self.cuts)

    def part_of(self, stack: list[Box]) -> Card:
        """The card without what its top or bottom cuts in the rest of its own stack of surfaces."""
        left, top, right, bottom = self.cuts
        top = top if self.box.y0 <= min(piece.y0 for piece in stack) else 0
        bottom = bottom if self.box.y1 >= max(piece.y1 for piece in stack) else 0
        return replace(self, cuts=(left, top, right, bottom))


def card_at(page: Page, box: Box) -> Card:
    """A surface of a page with what its surroundings tell."""
    return page.patches.ask(_as_card, box, page.text_px, reach=round(_SEEN * page.text_px) + 1)


def _as_card(pixels: Pixels, box: Box, text_px: float) -> Card:
    around = _surroundings(pixels, box, round(_SEEN * text_px), max(6, round(0.6 * text_px)))
    steps = [None if strip is None else _steps(strip) for strip in around]
    photo = _flat_share([strip for strip in steps if strip is not None]) < _LEAST_FLAT
    cuts = tuple(None if strip is None else 0 if photo else _cuts(strip[:, :_REACH]) for strip in steps)
    return Card(box, cuts, _shadow([strip for strip in around if strip is not None]))


def _surroundings(pixels: Pixels, box: Box, reach: int, corner: int) -> list[Pixels | None]:
    """What is outside the left, top, right, bottom of a box but its corners: (along the side, away from it, RGB)."""
    height, width = pixels.shape[:2]
    rows, columns = slice(max(0, box.y0 + corner), box.y1 - corner), slice(max(0, box.x0 + corner), box.x1 - corner)
    left, right = pixels[rows, max(0, box.x0 - reach - 1) : box.x0 - 1], pixels[rows, box.x1 + 1 : box.x1 + reach + 1]
    top, bottom = pixels[max(0, box.y0 - reach - 1) : box.y0 - 1, columns], pixels[box.y1 + 1 :, columns][:reach]
    strips = (left[:, ::-1], top.swapaxes(0, 1)[:, ::-1], right, bottom.swapaxes(0, 1))
    free = (box.x0 > _REACH, box.y0 > _REACH, box.x1 < width - _REACH, box.y1 < height - _REACH)
    return [strip if there and strip.size else None for strip, there in zip(strips, free, strict=True)]


def _cuts(steps: Levels) -> int:
    """How many things a strip along a side runs into: borders, letters."""
    changes = (steps > _STEP).any(axis=1)
    return int(np.count_nonzero(np.diff(changes.astype(np.int8), prepend=0) == 1))


def _flat_share(strips: list[Levels]) -> float:
    size = sum(steps.size for steps in strips)
    return sum(np.count_nonzero(steps <= _FLAT_STEP) for steps in strips) / size if size else 1.0


def _steps(strip: Pixels) -> Levels:
    """How far each pixel is from the next one along a strip."""
    return apart(strip[1:], strip[:-1])


def _shadow(strips: list[Pixels]) -> float:
    """How much darker the surroundings are close to a box than farther away, on the second weakest side."""
    fades: list[float] = []
    for strip in strips:
        levels = np.median(strongest(strip), axis=0)
        fades.append(float(levels[-1] - levels[2]) if levels[-1] >= levels[len(levels) // 2] >= levels[2] else 0.0)
    return sorted(fades)[1] if len(fades) > 1 else sum(fades)


@dataclass(frozen=True)
class Veil:
    """A dimmed or washed out part of the picture.

    ``light`` is the share of a light card's light that the brightest things in it have, ``ground`` that of most of it.
    """

    area: Box
    light: float
    ground: float


def veil_around(light: Levels, box: Box) -> Veil | None:
    """The veil that a card lies on; None when something around it is about as bright (or dark) as what is inside.

    ``light`` is the strongest channel of every second pixel of every second row; boxes are of the whole picture.
    """
    half = Box(*(value // 2 for value in box))
    inside = light[half.y0 + 2 : half.y1 - 2, half.x0 + 2 : half.x1 - 2]
    if inside.size == 0:
        return None
    dark, ground, bright = _quantiles(inside, (0.005, 0.5, 0.995))
    on_light = ground > 128
    brighter = floor((_LIGHT if on_light else _DARK) * bright)
    darker = ceil(255 - _WASHED * (255 - dark))
    for levels, limit, dims_white in ((light, brighter, on_light), (255 - light, 255 - darker, False)):
        if _is_bright_around(levels, limit, half):
            continue
        area = _dim_area(levels > limit, half)
        if area.area - half.area > _LEAST_VEIL * light.size:
            outside = np.ones(light.shape, bool)
            outside[max(0, half.y0 - 1) : half.y1 + 1, max(0, half.x0 - 1) : half.x1 + 1] = False
            part = np.s_[area.y0 : area.y1, area.x0 : area.x1]
            left = light[part][outside[part]]
            most, usual = (level / max(1, bright) if dims_white else 1.0 for level in _quantiles(left, (0.9995, 0.5)))
            return Veil(Box(*(2 * value for value in area)), most, usual)
    return None


def _is_bright_around(light: Levels, limit: int, box: Box) -> bool:
    """Whether there are spots above a level close to all sides of a box: no rectangle beyond it is without them."""
    height, width = light.shape
    ring = box.grow(_RING)
    inside = ring.clip(width, height)
    if inside != ring:
        return False
    sides = (light[ring.y0, ring.x0 : ring.x1], light[ring.y1 - 1, ring.x0 : ring.x1])
    ends = (light[box.y0 : box.y1, ring.x0], light[box.y0 : box.y1, ring.x1 - 1])
    return all(np.count_nonzero(side > limit) > _STRAY for side in (*sides, *ends))


def _quantiles(levels: Levels, shares: tuple[float, ...]) -> list[int]:
    """The levels that these shares of all do not surpass."""
    import cv2

    flat = np.ascontiguousarray(levels).reshape(-1, 1)
    counts = np.asarray(cv2.calcHist([flat], [0], None, [256], [0, 256]), np.int64) if flat.size else np.zeros(256)
    return np.searchsorted(np.cumsum(counts), [share * levels.size for share in shares]).tolist()


def _dim_area(bright: NDArray[np.bool_], box: Box) -> Box:
    """The largest rectangle around a box whose rows and columns outside the box are not bright."""
    spots = bright.copy()
    spots[max(0, box.y0 - 1) : box.y1 + 1, max(0, box.x0 - 1) : box.x1 + 1] = False
    rows = _counted(spots, 1) > _STRAY
    y0, y1 = _run(rows, box.y0, box.y1)
    columns = _counted(spots[y0:y1], 0) > _STRAY
    x0, x1 = _run(columns, box.x0, box.x1)
    return Box(x0, y0, x1, y1)


def _counted(spots: NDArray[np.bool_], axis: int) -> NDArray[np.int32]:
    """How many there are in each row (axis 1) or column (axis 0)."""
    import cv2

    return np.asarray(cv2.reduce(spots.view(np.uint8), axis, cv2.REDUCE_SUM, dtype=cv2.CV_32S), np.int32).ravel()


def _run(stops: NDArray[np.bool_], start: int, end: int) -> tuple[int, int]:
    """The longest run around [start, end) without a stop outside of it."""
    before, after = np.flatnonzero(stops[:start]), np.flatnonzero(stops[end:])
    return int(before[-1]) + 1 if before.size else 0, end + int(after[0]) if after.size else len(stops)
