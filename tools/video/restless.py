"""Small places of a screen that change again and again: a caret, a spinner, a clock."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

OFTEN, WITHIN_S = 5, 6.0
"""So many changes within so long make a tile restless: a clock that ticks each second is, a menu is not."""
CALM_S = 1.5
"""Without a change for this long it no longer is: longer than a tick."""
SMALL = 0.02
"""A place that is larger than this share of the picture is no spinner: what happens there is told."""

Mask = NDArray[np.bool_]


class Restless:
    """Remembers when each tile changed; ``shape`` is rows and columns of tiles, times are seconds of one clock."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._none: Mask = np.zeros(shape, dtype=np.bool_)
        self._times_s: NDArray[np.float64] = np.full((self._none.size, OFTEN), -np.inf)

    def changed(self, time_s: float, tiles: Mask) -> None:
        """Take in which tiles changed."""
        places = np.flatnonzero(tiles)
        self._times_s[places, :-1] = self._times_s[places, 1:]
        self._times_s[places, -1] = time_s

    def mask(self, time_s: float) -> Mask:
        """The tiles of restless places that are small."""
        often = np.flatnonzero(self._times_s[:, 0] >= time_s - WITHIN_S)
        restless = often[self._times_s[often, -1] >= time_s - CALM_S]
        if not restless.size:
            return self._none
        mask = np.zeros_like(self._none)
        mask.flat[restless] = True
        return _small_places(mask)


def _small_places(mask: Mask) -> Mask:
    import cv2

    count, labels, boxes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    small = boxes[:, cv2.CC_STAT_AREA] <= SMALL * mask.size
    small[0] = False
    return small[np.asarray(labels, np.intp)] if count > 1 else mask
