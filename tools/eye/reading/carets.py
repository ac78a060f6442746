"""Takes from a strip of text what would be read as a letter: the caret, the ends of a selection."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...frames import Pixels
from ..shapes.ink import INK_STEP
from .textboxes import ground, ink_mask

_SELECTED = 0.6  # of the height: columns of letters hold less ink, those of selected ones more
_HIGHER = 1.08  # font sizes: higher than any letter
_BESIDE_LETTERS = 0.15  # of the height of a selected column is ground at least


def without_caret(crop: Pixels, text_px: float, *, at_end: bool = False) -> Pixels:
    """The strip of text of a field without a caret, which would be read as an "l" or "1".

    A caret is a solid upright line of one colour, where the strokes of letters are smoothed; it is higher than any
    letter of the font, and reaches above or below all of them. With ``at_end`` it can only stand behind them all.
    """
    ink = ink_mask(crop)
    least = round(_HIGHER * text_px)
    for start, end in _thin_runs(ink.sum(axis=0) >= least, most=max(2, round(0.16 * text_px))):
        rows = np.flatnonzero(ink[:, start:end].all(axis=1))
        rest = ink.copy()
        rest[:, max(0, start - 1) : end + 1] = False
        others = np.flatnonzero(rest.any(axis=1))
        solid = rows.size >= least and rows[-1] - rows[0] + 1 == rows.size
        if at_end and ink[:, end + 1 :].any():
            continue
        if not solid or np.ptp(crop[rows, start:end].astype(np.int16), axis=0).max() > INK_STEP:
            continue
        if others.size and (rows[0] < others[0] or rows[-1] > others[-1]):
            clean = crop.copy()
            clean[:, max(0, start - 1) : end + 1] = ground(crop)
            return clean
    return crop


def without_selection(crop: Pixels, text_px: float) -> Pixels:
    """The strip of text of a field with a selected part drawn as the rest is.

    The ends of the ground of a selection would be read as upright strokes.
    """
    full = ink_mask(crop).mean(axis=0) > _SELECTED
    if not full.any():
        return crop
    own, chosen = ground(crop), ground(crop[:, full])
    away = np.abs(crop.astype(np.int16) - chosen).max(axis=2)
    like = away <= INK_STEP
    ends = np.flatnonzero(np.diff(like.mean(axis=0) > _BESIDE_LETTERS, prepend=False, append=False))
    for start, end in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True):
        part = like[:, start:end]
        rows = part.mean(axis=1) > _BESIDE_LETTERS
        if end - start < 0.4 * text_px or rows.sum() < _HIGHER * text_px or part.mean(axis=1).max() < 0.95:
            continue  # letters
        ink = np.where(like | ~rows[:, None], 0, away)[:, start + 1 : end - 1, None]
        clean = crop.copy()
        clean[:, max(0, start - 1) : end + 1] = own
        clean[:, start + 1 : end - 1] = np.clip(np.array(own) + (-ink if sum(own) > 384 else ink), 0, 255)
        return clean
    return crop


def _thin_runs(marked: NDArray[np.bool_], most: int) -> list[tuple[int, int]]:
    """Where at most so many neighbours in a row are marked: start and end of each, the last first."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], marked.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a <= most][::-1]
