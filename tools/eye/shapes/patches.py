"""A picture whose parts are looked at once, as long as they stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple, cast

import numpy as np
from numpy.typing import NDArray

from ...channels import apart
from ...frames import Pixels
from ...geometry import Box

Answer = TypeVar("Answer")
More = TypeVarTuple("More")


class Patches:
    """Owns the answers to what was asked about parts of a picture, and takes over those about an earlier picture.

    Only what is asked about both is kept, and only of parts in which no pixel differs: then what was asked before
    changes no answer.
    """

    def __init__(self, pixels: Pixels, earlier: Patches | None = None) -> None:
        """Of an RGB picture (height, width, 3); ``earlier`` is one of another moment, of any size."""
        self.pixels = pixels
        self._answers: dict[tuple[Any, ...], Any] = {}
        same_size = earlier is not None and earlier.pixels.shape == pixels.shape
        self._known = earlier._answers if earlier is not None and same_size else {}
        self._changes = _changes(earlier.pixels, pixels) if earlier is not None and self._known else None

    def ask(self, question: Callable[[Pixels, Box, *More], Answer], box: Box, *more: *More, reach: int = 0) -> Answer:
        """What ``question(pixels, box, *more)`` answers; it may look at the box and at ``reach`` pixels around it.

        It must depend on nothing else, and nobody may write into what it returns.
        """
        key = (question, box, more)
        if key not in self._answers:
            if key in self._known and not self._has_changed(box.grow(reach)):
                self._answers[key] = self._known[key]
            else:
                self._answers[key] = question(self.pixels, box, *more)
        return cast(Answer, self._answers[key])

    def _has_changed(self, area: Box) -> bool:
        if self._changes is None:
            return False
        x0, y0, x1, y1 = area.clip(self.pixels.shape[1], self.pixels.shape[0])
        if x0 >= x1 or y0 >= y1:
            return False
        above, below = self._changes[y0], self._changes[y1]
        return bool(below[x1] - below[x0] - above[x1] + above[x0])


def _changes(earlier: Pixels, now: Pixels) -> NDArray[np.int32]:
    """At [y, x] how many pixels above and left of (x, y) differ between two pictures of one size."""
    import cv2

    differs = cv2.threshold(apart(earlier, now), 0, 1, cv2.THRESH_BINARY)[1]
    return np.asarray(cv2.integral(differs), np.int32)
