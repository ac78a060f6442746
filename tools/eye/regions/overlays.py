"""Dialogs: cards that lie over the page, seen by what they cut through or by the dimmed page around them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...channels import Levels, strongest
from ...geometry import Box
from ..reading.reader import Page
from ..scene import Control, Line, Region
from .cards import Card, Veil, card_at, veil_around
from .surfaces import union

_NARROWEST, _LOWEST = 9, 2.5  # font sizes
_LARGEST = 0.85  # of the picture
_PROVEN = 5  # cuts; a border of the page that ends at a card makes one or two
_SURELY_DIMMED = 0.72  # with no more light around it a card needs no cuts
_BLACKED_OUT = 0.3
_GROUND = 0.5  # of the brightest around: the ground of a light page that is dimmed
_EVEN = 0.85  # of the brightest around: a dimmed light page has nothing brighter than its ground
_SOME_CUTS = 2
_SOME_LINES = 2  # that a veil dims
_EVERYTHING = 0.97  # of the picture
_SPREAD = 4  # lines of a dimmed page that are not above or below the card, as the ones around a lone form are
_SENTENCE = 12  # font sizes: the width of a line that tells something
_SHADOW = 8
_DARK_FRAME = 100


@dataclass(frozen=True)
class _Overlay:
    """A dialog and, when it is modal, the part of the picture that it keeps from use."""

    region: Region
    veil: Box | None = None


def find_overlays(page: Page, controls: tuple[Control, ...], stacks: list[list[Box]]) -> list[Region]:
    """The dialogs on top, those that are dimmed by another left out."""
    height, width = page.patches.pixels.shape[:2]
    light = strongest(page.patches.pixels)[::2, ::2]
    surfaces = [box for stack in stacks for box in (*stack, union(stack))]
    found: list[_Overlay] = []
    for stack in stacks:
        for box in dict.fromkeys((*stack, union(stack))):
            small = box.width < _NARROWEST * page.text_px or box.height < _LOWEST * page.text_px
            lines = [line for line in page.lines if box.has_center_of(line.box)]
            if small or len(lines) < 2 or box.area > _LARGEST * width * height:
                continue
            card = card_at(page, box)
            card = card if card.attached > 1 else card.part_of(stack)  # a bar has the page above it in its stack
            if card.attached == 4 or (card.attached < 3 and is_cell(box, surfaces)):
                continue
            buttons = [c for c in controls if c.kind == "button" and box.has_center_of(c.box)]
            if overlay := _as_overlay(light, page, card, lines, buttons):
                found.append(overlay)
    return [overlay.region for overlay in found if not any(_hides(other, overlay) for other in found)]


def _as_overlay(light: Levels, page: Page, card: Card, lines: list[Line], buttons: list[Control]) -> _Overlay | None:
    height, width = 2 * light.shape[0], 2 * light.shape[1]
    bar = card.box.width > 0.5 * width and card.box.y1 > 0.9 * height and card.box.height < 0.4 * height
    proven = card.total >= _PROVEN and card.cut_sides >= min(2, 4 - card.attached)
    veil = veil_around(light, card.box)
    if veil and _is_dimmed(veil, light, page, card, bar=bar):
        everything = veil.area.area > _EVERYTHING * height * width
        return _Overlay(Region("dialog", card.box, _title(card.box, lines), modal=everything), veil.area)
    across = card.cuts[0] is None and card.cuts[2] is None
    shaded = card.shadow > _SHADOW and card.total >= 2 * _PROVEN
    floats = not across and (shaded or (proven and card.attached < 3))
    worded = bool(buttons) and any(line.box.width > _SENTENCE * page.text_px for line in lines)
    if (floats and not bar) or (bar and worded and card.total >= _PROVEN):
        return _Overlay(Region("dialog", card.box, _title(card.box, lines)))
    return None


def _is_dimmed(veil: Veil, light: Levels, page: Page, card: Card, *, bar: bool) -> bool:
    """Whether what is around a card is dark because of the card, and not just darker."""
    around = [line for line in page.lines if _beyond(card.box, veil.area, line)]
    margin = 2 * page.text_px
    beside = [line for line in around if line.box.x0 < card.box.x0 - margin or line.box.x1 > card.box.x1 + margin]
    if veil.light < _BLACKED_OUT:
        return True
    if veil.ground < _GROUND * veil.light and card.total < _PROVEN:
        return False  # a dark page with light text and a light picture
    even = veil.ground > _EVEN * veil.light
    if veil.light < _SURELY_DIMMED and (len(beside) >= _SPREAD or (beside and even and _hovers(light, card))):
        return True
    seen = len(around) >= _SOME_LINES and card.total >= _SOME_CUTS
    return not bar and (seen or (bool(around) and _is_native(light, veil, card.box)))


def _hovers(light: Levels, card: Card) -> bool:
    """Whether a card throws a shadow in the very middle of the picture."""
    height, width = 2 * light.shape[0], 2 * light.shape[1]
    centred = abs(card.box.x0 + card.box.x1 - width) <= 8 and abs(card.box.y0 + card.box.y1 - height) <= 8
    return centred and card.shadow > _SHADOW


def _beyond(box: Box, area: Box, line: Line) -> bool:
    return area.has_center_of(line.box) and not box.has_center_of(line.box)


def _is_native(light: Levels, veil: Veil, box: Box) -> bool:
    """Whether a card looks as dialogs do that no page styled: a dark frame in the middle, a tenth less light around."""
    height, width = light.shape
    x0, y0, x1, y1 = Box(*(value // 2 for value in box.grow(2))).clip(width, height)
    sides = (light[y0:y1, x0 : x0 + 4], light[y0:y1, x1 - 4 : x1], light[y0 : y0 + 4, x0:x1], light[y1 - 4 : y1, x0:x1])
    framed = all(side.size and _darkest(side) < _DARK_FRAME for side in sides)
    centred = abs(x0 + x1 - width) <= 4 and abs(y0 + y1 - height) <= 4
    return framed and centred and 0.88 < veil.light < 0.925


def _darkest(side: Levels) -> float:
    """How bright the darkest line along a side is, usually."""
    return float(np.median(side.min(axis=1 if side.shape[0] > side.shape[1] else 0)))


def is_cell(box: Box, surfaces: list[Box]) -> bool:
    """Whether a neighbour begins and ends at the same height: a cell or column of a grid."""
    return any(
        other != box
        and abs(other.y0 - box.y0) <= 4
        and abs(other.y1 - box.y1) <= 4
        and -6 <= max(other.x0 - box.x1, box.x0 - other.x1) <= 6
        for other in surfaces
    )


def _hides(other: _Overlay, overlay: _Overlay) -> bool:
    """Whether an overlay is dimmed by another one, or is but a part of it."""
    inner, outer = overlay.region.box, other.region.box
    if _covers(outer, inner):
        return inner != outer and not (overlay.veil and _covers(overlay.veil, outer))
    return bool(other.veil) and _covers(other.veil, inner)


def _covers(box: Box, inner: Box) -> bool:
    return box.common_area(inner) > 0.9 * inner.area


def _title(box: Box, lines: list[Line]) -> str:
    """The first line; of several side by side the longest (a cross to close is short)."""
    first = min(lines, key=lambda line: line.box.y0)
    beside = [line for line in lines if line.box.y0 < first.box.center.y]
    line = max(beside, key=lambda line: len(line.text))
    outside = (max(0, box.x0 - line.box.x0) / line.box.width, max(0, line.box.x1 - box.x1) / line.box.width)
    start, end = (round(share * len(line.text)) for share in outside)  # read together with what is behind
    return line.text[start : len(line.text) - end].strip()
