"""Heads: whether the first row of a table names its columns, seen by how it is written and by what the others say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...frames import Pixels
from ...geometry import Box
from ..scene import Line
from ..shapes.ink import distances, middle
from ..shapes.patches import Patches

_BOLD = 1.18  # times the ink of usual letters
_SHADE = 40  # levels between the inks
_GROUND = 4  # levels between the grounds
_MOST = 0.6  # of the columns
_RIM = 2  # pixels around a line, where its ground is seen
_MOST_ROWS = 4  # that are looked at
_NUMBER = 0.4  # the part of a text that is digits

Cell = tuple[Line, ...]


@dataclass(frozen=True)
class Ink:
    """How a line is written: the part of its box that is ink, and the colours of ink and ground (RGB)."""

    weight: float
    colour: tuple[float, ...]
    ground: tuple[float, ...]


def has_heads(patches: Patches, rows: list[list[Cell]]) -> bool:
    """Whether the first of some rows of cells looks or reads unlike the ones below it."""
    first, body = rows[0], rows[1:]
    if not body or sum(bool(cell) for cell in first) < 2:
        return False
    return _written_apart(patches, first, body[:_MOST_ROWS]) + _named_numbers(first, body) > 0


def _written_apart(patches: Patches, first: list[Cell], body: list[list[Cell]]) -> int:
    """How many of weight, colour and ground tell the first row from the others, in most of the columns."""
    boxes = [line.box for row in (first, *body) for cell in row for line in cell]
    inks = {box: patches.ask(_ink, box, reach=_RIM) for box in boxes}
    columns = [
        ([inks[line.box] for line in head], [inks[line.box] for row in body for line in row[index]])
        for index, head in enumerate(first)
        if head and any(row[index] for row in body)
    ]
    if not columns:
        return 0
    bold = [_weight(head) > _BOLD * _weight(below) for head, below in columns]
    shaded = [_apart([ink.colour for ink in head], [ink.colour for ink in below]) > _SHADE for head, below in columns]
    rows = [[inks[line.box].ground for cell in row for line in cell] for row in (first, *body)]
    banded = all(_apart(rows[0], row) > _GROUND for row in rows[1:] if row)
    return sum(sum(votes) >= _MOST * len(votes) for votes in (bold, shaded, [banded]))


def _named_numbers(first: list[Cell], body: list[list[Cell]]) -> int:
    """Columns of numbers with a word on top, less those with a number there."""
    votes = 0
    for index, cell in enumerate(first):
        texts = [text for row in body if (text := " ".join(line.text for line in row[index]))]
        if cell and len(texts) > 1 and sum(map(_is_number, texts)) >= 0.8 * len(texts):
            votes += -1 if any(char.isdigit() for line in cell for char in line.text) else 1
    return votes


def _is_number(text: str) -> bool:
    solid = text.replace(" ", "")
    return sum(char.isdigit() for char in solid) > _NUMBER * len(solid)


def _weight(inks: list[Ink]) -> float:
    return float(np.median([ink.weight for ink in inks]))


def _apart(some: list[tuple[float, ...]], others: list[tuple[float, ...]]) -> float:
    """How far the usual of some colours is from that of others, in the channel that differs most."""
    return float(np.abs(np.median(np.asarray(some), axis=0) - np.median(np.asarray(others), axis=0)).max())


def _ink(pixels: Pixels, box: Box) -> Ink:
    x0, y0, x1, y1 = box.grow(_RIM).clip(pixels.shape[1], pixels.shape[0])
    crop = pixels[y0:y1, x0:x1]
    if crop.size == 0:
        return Ink(0.0, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    ground = middle(np.concatenate([crop[0], crop[-1], crop[:, 0], crop[:, -1]]))
    distance = distances(crop, ground).ravel()
    most = float(np.percentile(distance, 98))
    colour = middle(crop.reshape(-1, 3)[distance >= 0.8 * most])
    return Ink(
        float(np.count_nonzero(distance > 0.5 * most) / box.area), tuple(colour.tolist()), tuple(ground.tolist())
    )
