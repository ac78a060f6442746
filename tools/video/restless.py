"""Small places of a screen that change again and again: a caret, a spinner, a clock."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

OFTEN, WITHIN_S = 5, 6.0
"""So many changes within so long make a tile restless: a clock that ticks each second is, a menu is not."""
CALM_S = 1.5
"""Without a change for this long it no longer is: longer than a tick."""
SMALL, FEW = 0.02, 0.005
"""A place that is larger than this share of the picture is no spinner: what happens there is told. Fewer tiles than the
other share are no larger place by far, so that it need not be looked for."""

Mask = NDArray[np.bool_]


class Restless:
    """Remembers when each tile changed; ``shape`` is rows and columns of tiles, times are seconds of one clock."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._none: Mask = np.zeros(shape, dtype=np.bool_)
        self._times_s: NDArray[np.float64] = np.full((OFTEN, self._none.size), -np.inf)
        self._found: tuple[NDArray[np.intp], Mask] = (np.zeros(0, np.intp), self._none)

    def changed(self, time_s: float, tiles: Mask) -> None:
        """Take in which tiles changed. Where a page scrolls or a dialog dims it, no small place moves by itself."""
        if np.count_nonzero(tiles) > FEW * tiles.size:
            tiles = tiles & _small_places(_closed(tiles))
        places = np.flatnonzero(tiles)
        self._times_s[:-1, places] = self._times_s[1:, places]
        self._times_s[-1, places] = time_s

    def mask(self, time_s: float) -> Mask:
        """The tiles of restless places that are small."""
        often = np.flatnonzero(self._times_s[0] >= time_s - WITHIN_S)
        restless = often[self._times_s[-1, often] >= time_s - CALM_S]
        if not np.array_equal(restless, self._found[0]):  # else it is still the same few places
            mask = np.zeros_like(self._none)
            mask.flat[restless] = True
            self._found = (restless, _small_places(mask))
        return self._found[1]


def _closed(mask: Mask) -> Mask:
    """With the gaps of up to four tiles filled: lines of text that scroll are one place, and so are its fields."""
    import cv2

    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    return np.asarray(closed, np.bool_)


def _small_places(mask: Mask) -> Mask:
    import cv2

    count, labels, boxes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    small = boxes[:, cv2.CC_STAT_AREA] <= SMALL * mask.size
    small[0] = False
    return small[np.asarray(labels, np.intp)] if count > 1 else mask
