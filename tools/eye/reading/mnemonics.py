"""The line under the letter that a menu, button or label is reached by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...frames import Pixels
from ..shapes.ink import INK_STEP
from .textboxes import ground, ink_mask

_LEAST_PX = 4
_WIDEST = 1.15  # of the height of the text: no letter is wider
_LOW = 0.6  # of the height: where letters stand
_OTHERS = 0.15  # of the rest of that row: letters that reach below the others
_COVERED = 0.5  # of the line has a letter above


def without_mnemonic(crop: Pixels) -> Pixels:
    """The strip of text of one line without the short line under one of its letters."""
    ink = ink_mask(crop)
    rows = np.flatnonzero(ink.any(axis=1))
    if rows.size < 8:
        return crop
    top, bottom = int(rows[0]), int(rows[-1])
    height = bottom - top + 1
    for row in range(bottom, top + round(_LOW * height), -1):
        run = _lone_run(ink[row])
        if run is None or not _LEAST_PX <= run[1] - run[0] <= _WIDEST * height:
            continue
        first = row
        while first > top and _lone_run(ink[first - 1]) == run and row - first < 2:
            first -= 1
        if not _stands_free(crop, ink, run, first, row):
            continue
        clean = crop.copy()
        clean[first : row + 1, max(0, run[0] - 1) : run[1] + 1] = ground(crop)
        return clean
    return crop


def _lone_run(row: NDArray[np.bool_]) -> tuple[int, int] | None:
    """Start and end of the longest run of ink in a row, where there is hardly any other."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(np.int8), [0]])))
    if edges.size == 0:
        return None
    starts, ends = edges[::2], edges[1::2]
    longest = int((ends - starts).argmax())
    rest = int((ends - starts).sum() - (ends - starts)[longest])
    return (int(starts[longest]), int(ends[longest])) if rest <= _OTHERS * row.size else None


def _stands_free(crop: Pixels, ink: NDArray[np.bool_], run: tuple[int, int], first: int, last: int) -> bool:
    """Whether a run is of one colour, blank above and below, with a letter over it."""
    part = slice(*run)
    blank_above = first > 0 and ink[first - 1, part].mean() < 0.3
    blank_below = last + 1 >= len(ink) or not ink[last + 1, part].any()
    covered = ink[:first, part].any(axis=0).mean() >= _COVERED
    solid = np.ptp(crop[last, part].astype(np.int16), axis=0).max() <= 2 * INK_STEP
    return bool(blank_above and blank_below and covered and solid)
