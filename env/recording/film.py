"""What was to be seen when, so that afterwards it can be said what a person saw before they acted."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from ...tools.frames import Frame
from ...tools.geometry import Box
from ..clip import Clip
from ..settle import LEAST, TILE, Thumbnail, changed_tiles, thumbnail, thumbnail_of

SHARP = 6
"""Pictures of the still screen that are remembered."""
MOST = 400
"""Painted frames that wait to be told; of more than these, every second one of the older half is left out."""
AROUND = 8
"""Pixels around a thing that may light up with it."""


class Film:
    """Painted frames (JPEG) and, in between, pictures of the still screen (PNG), all in device pixels.

    Times must not go back.
    """

    def __init__(self) -> None:
        self._painted: list[tuple[Frame, Thumbnail]] = []
        self._sharp: list[tuple[Frame, Thumbnail]] = []
        self._clip = Clip()

    @property
    def newest(self) -> Frame | None:
        """The newest painted frame."""
        return self._painted[-1][0] if self._painted else None

    @property
    def blurred(self) -> bool:
        """Whether the newest frame is only known as it was painted."""
        if not self._painted:
            return True
        return not self._sharp or not _alike(self._sharp[-1][1], self._painted[-1][1], None)

    def paint(self, frame: Frame) -> Thumbnail:
        """Take in a painted frame; its thumbnail."""
        _, tiles = thumbnail(frame.data)
        self._painted.append((frame, tiles))
        if len(self._painted) > MOST:
            half = MOST // 2
            self._painted = [*self._painted[:half:2], *self._painted[half:]]
        return tiles

    def sharpen(self, frame: Frame) -> None:
        """Take in a picture of the still screen."""
        with Image.open(io.BytesIO(frame.data)) as picture:
            self._sharp.append((frame, thumbnail_of(picture.convert("RGB"))))
        del self._sharp[:-SHARP]

    def before(self, time_s: float, thing: Box | None = None, since_s: float = 0.0) -> Frame | None:
        """The screen as it was just before: a sharp picture where one shows the same, all but the thing itself.

        Of several since then the oldest is taken: that from before the pointer came over the thing.
        """
        painted = [one for one in self._painted if one[0].time_s < time_s]
        last = painted[-1] if painted else None
        chosen: Frame | None = None
        for frame, tiles in reversed([one for one in self._sharp if one[0].time_s <= time_s]):
            if (chosen is not None and frame.time_s < since_s) or not _same(tiles, last, thing):
                break
            chosen = frame
        if chosen is not None or last is not None:
            return chosen or (last[0] if last else None)
        known = [*self._sharp, *self._painted]
        return known[0][0] if known else None

    def clip(self, time_s: float) -> tuple[Frame, ...]:
        """What was to be seen since the last time that this was asked; what is older than that is forgotten."""
        past = [one for one in self._painted if one[0].time_s < time_s]
        for (frame, tiles), before in zip(past[1:], past[:-1], strict=True):
            self._clip.add(frame, tiles, int(changed_tiles(before[1], tiles).sum()))
        if past:
            self._painted = self._painted[len(past) - 1 :]
        return self._clip.take(time_s)


def _same(tiles: Thumbnail, painted: tuple[Frame, Thumbnail] | None, thing: Box | None) -> bool:
    return painted is None or _alike(tiles, painted[1], thing)


def _alike(one: Thumbnail, other: Thumbnail, thing: Box | None) -> bool:
    """Whether two pictures show the same, but for a caret and for the thing that the pointer is on."""
    if one.shape != other.shape:
        return False
    apart = changed_tiles(one, other)
    if thing is not None:
        around = np.array(thing.grow(AROUND)).clip(0)
        x0, y0, x1, y1 = (int(side) for side in around)
        apart[y0 // TILE : -(-y1 // TILE), x0 // TILE : -(-x1 // TILE)] = False
    return int(apart.sum()) < LEAST
