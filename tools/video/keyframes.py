"""Which looks at a screen are worth keeping: those that show what stood there and is in none kept before.

Nothing is decided by the clock alone. A tile (a small square of the picture) is *new* when it differs from the key
frame before, and *stood* when it kept its looks for ``STOOD_S``. New tiles that stood are an event once they are larger
than a mouse pointer: a caret, a pointer and the digits of a clock never are, wherever they go. What is larger and
changes again and again in one small place (a spinner, a large clock) is left out while it does.

    large  (``LARGE`` of the picture)    kept as soon as it stood: a page, a dialog, a toast
    small  (a focus ring, a typed word)  kept when it is about to go, or when nothing was added to it for ``PAUSE_S``
    motion (no tile stands, much moves)  one look in ``MOVING_S``: scrolling, a film
    flash  (in one look alone)           kept, once in ``MOVING_S``

What was to be seen for ``STOOD_S`` is therefore in a key frame, whatever moves elsewhere, if it was looked at at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from .restless import Restless

STOOD_S = 0.15
"""Less than the 0.2 s of an event that nobody may miss: times of frames are as exact as what painted them."""
PAUSE_S, LONGEST_S = 1.0, 3.0
"""A small change is kept when nothing was added for this long, or, growing on, once its oldest part is so old."""
MOVING_S = 1 / 3
LARGE, MUCH = 0.01, 0.04
"""Shares of the picture: a large change; motion that is worth looks although nothing of it stands."""
POINTER = (5, 4)
"""Rows and columns of tiles that a mouse pointer covers at most."""
POINTER_TILES = POINTER[0] * POINTER[1]
LITTLE_THINGS = 6
"""So many small changes at once are more than a pointer that went from here to there, a caret and a clock."""
LIVELY_S = 0.3

Mask = NDArray[np.bool_]
"""For each tile, rows by columns."""
Tiles = TypeVar("Tiles")
Picture = TypeVar("Picture")
Why = Literal["first", "stood", "returned", "flashed", "moving", "last"]


@dataclass(frozen=True, slots=True)
class KeyFrame(Generic[Picture]):
    """A look that is kept. ``change`` is the share of its tiles that differ from the key frame before, 0 to 1.

    ``why`` it was: what "returned" stood, and looks like the key frame before the last (a toast is gone again).
    """

    time_s: float
    picture: Picture
    change: float
    why: Why


class Selector(Generic[Tiles, Picture]):
    """Takes looks in order of time and gives back the key frames among them, each as soon as it is known to be one.

    ``differ`` says which tiles of two looks differ; all, for two of different sizes. A look's picture must stay as it
    is until two later ones were taken in: a key frame is the newest look or the one before it.
    """

    def __init__(self, differ: Callable[[Tiles, Tiles], Mask]) -> None:
        self._differ = differ
        self._last: tuple[float, Tiles, Picture] | None = None
        self._kept: Tiles | None = None
        self._kept_before: Tiles | None = None
        self._kept_s = float("-inf")
        self._given_s = float("-inf")
        self._new: Mask = np.zeros((0, 0), dtype=np.bool_)
        self._some = False
        self._began_s: NDArray[np.float64] = np.zeros((0, 0))
        self._restless = Restless((0, 0))
        self._lively_s = float("-inf")

    @property
    def lively(self) -> bool:
        """Whether more than a pointer moved lately: who looks now and then should look more often."""
        return self._last is not None and self._last[0] - self._lively_s < LIVELY_S

    @property
    def restless(self) -> Mask:
        """The tiles that change again and again in small places, as of the newest look."""
        return self._restless.mask(self._last[0]) if self._last else np.zeros((0, 0), dtype=np.bool_)

    def look(
        self, time_s: float, tiles: Tiles, picture: Picture, since_s: float | None = None
    ) -> KeyFrame[Picture] | None:
        """Take in a look. ``since_s`` is when what it shows can have begun, if there was no look in between.

        A time before that of the look before (a clock that was set back) counts as the same time.
        """
        if self._last is None:
            self._start(time_s, tiles)
            self._last = (time_s, tiles, picture)
            self._given_s = time_s
            self._keep()
            return KeyFrame(time_s, picture, 1.0, "first")
        time_s = max(time_s, self._last[0])
        since_s = time_s if since_s is None else max(since_s, self._last[0])
        changed = self._differ(self._last[1], tiles)
        found = self._judge(time_s, changed)
        if changed.any():
            new = self._from_kept(tiles)
            if not found and (found := self._flashed(time_s, new, changed)):
                new = self._from_kept(tiles)
            self._take_in(time_s, tiles, changed, new, since_s)
        self._last = (time_s, tiles, picture)
        return found

    def flush(self, time_s: float) -> KeyFrame[Picture] | None:
        """What stood until now, and be done with it: what comes is compared with the newest look."""
        if self._last is None:
            return None
        found = self._judge(max(time_s, self._last[0]), self._new)
        self._keep()
        return found

    def finish(self, time_s: float) -> KeyFrame[Picture] | None:
        """The newest look, with the video over at ``time_s``; None when it is a key frame already."""
        if self._last is None:
            return None
        found = self._judge(max(time_s, self._last[0]), self._new)
        return found or (self._give("last") if self._given_s != self._last[0] else None)

    def _take_in(self, time_s: float, tiles: Tiles, changed: Mask, new: Mask, since_s: float) -> None:
        """Remember which tiles changed, and which are new: differ from the key frame now."""
        if changed.shape != self._new.shape:
            self._start(since_s, tiles)
        else:
            self._began_s[changed] = since_s
            self._restless.changed(time_s, changed)
            if _count(changed) > POINTER_TILES and is_event(changed & ~self._restless.mask(time_s)):
                self._lively_s = time_s
        self._new = new
        self._some = is_event(new)

    def _judge(self, now_s: float, going: Mask) -> KeyFrame[Picture] | None:
        """The newest look, if it must be kept now that some of its tiles are going."""
        assert self._last is not None
        if not self._some:
            return None
        new = self._new & ~self._restless.mask(now_s)
        ages_s = now_s - self._began_s
        stood = new & (ages_s >= STOOD_S)
        moving = ages_s < STOOD_S
        if _share(moving) >= MUCH:
            stood &= ~_grown(moving)
        if is_event(stood):
            lost = going.shape != stood.shape or is_event(stood & going)
            ages_s = ages_s[stood]
            waited = ages_s.min() >= PAUSE_S or ages_s.max() >= LONGEST_S
            if lost or waited or _share(stood) >= LARGE:
                back = self._kept_before is not None and not is_event(self._differ(self._kept_before, self._last[1]))
                return self._give("returned" if back else "stood")
        still_moving = going.shape != new.shape or _share(new & going) >= MUCH
        if still_moving and self._last[0] - self._kept_s >= MOVING_S:
            return self._give("moving")
        return None

    def _flashed(self, now_s: float, new: Mask, changed: Mask) -> KeyFrame[Picture] | None:
        """The newest look, if something was in it alone, while little else moved: a busy machine paints late."""
        assert self._last is not None
        if not self._some or changed.shape != self._new.shape or self._last[0] - self._kept_s < MOVING_S:
            return None
        gone = self._new & ~new & ~self._restless.mask(now_s)
        if is_event(gone) and _share(changed & ~_grown(gone)) < MUCH:
            return self._give("flashed")
        return None

    def _from_kept(self, tiles: Tiles) -> Mask:
        """Which tiles differ from the key frame before."""
        assert self._kept is not None
        return self._differ(self._kept, tiles)

    def _give(self, why: Why) -> KeyFrame[Picture]:
        assert self._last is not None
        time_s, _, picture = self._last
        self._given_s = time_s
        change = _share(self._new)
        self._keep()
        return KeyFrame(time_s, picture, change, why)

    def _keep(self) -> None:
        """From here on the newest look is what others are compared with."""
        assert self._last is not None
        self._kept_before, self._kept, self._kept_s = self._kept, self._last[1], self._last[0]
        self._new = np.zeros_like(self._new)
        self._some = False

    def _start(self, since_s: float, tiles: Tiles) -> None:
        """Begin with pictures of a size."""
        shape = self._differ(tiles, tiles).shape
        self._new = np.zeros(shape, dtype=np.bool_)
        self._some = False
        self._began_s = np.full(shape, since_s)
        self._restless = Restless(shape)


def _grown(mask: Mask) -> Mask:
    """The tiles that are marked or near a marked one: where a page scrolls, some tiles look the same by accident."""
    import cv2

    return cv2.dilate(mask.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(np.bool_)


def _count(mask: Mask) -> int:
    return int(np.count_nonzero(mask))


def _share(mask: Mask) -> float:
    """How much of the picture is marked, 0 to 1."""
    return _count(mask) / max(1, mask.size)


def is_event(mask: Mask) -> bool:
    """Whether marked tiles are more than a pointer, a caret and the digits of a clock would mark."""
    import cv2

    if _count(mask) <= min(POINTER):
        return False
    # Contours, for a half of what connected components cost: those share so little work among threads.
    outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    things = 0
    for outline in outlines:
        _, _, width, height = cv2.boundingRect(outline)
        if width > POINTER[1] or height > POINTER[0]:
            return True
        things += max(width, height) > 1
    return things >= LITTLE_THINGS
