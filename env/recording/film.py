"""What was to be seen when, so that afterwards it can be said what a person saw before they acted."""

from __future__ import annotations

import io

from PIL import Image

from ...tools.frames import Frame
from ...tools.geometry import Box
from ..clip import Clip
from ..settle import LEAST, TILE, Thumbnail, changed_tiles, thumbnail, thumbnail_of

SHARP = 6
"""Pictures of the still screen that are remembered."""
MOST = 400
"""Painted frames that wait to be told; of more than these, every second one of the older half is left out."""
APPEARED = 0.25
"""So much of a thing's place looks different when it appears there: often its letters alone do."""
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

    def blurred(self, acted_s: float) -> bool:
        """Whether the newest frame is only known as it was painted, or nobody looked since something was done."""
        if not self._painted or not self._sharp:
            return True
        frame, tiles = self._sharp[-1]
        return frame.time_s < acted_s or not _alike(tiles, self._painted[-1][1], None, LEAST)

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
        last = self._last(time_s)
        chosen: Frame | None = None
        for frame, tiles in reversed([one for one in self._sharp if one[0].time_s <= time_s]):
            # What was done since may have changed as little as a tick in a box; else that is a caret.
            least = LEAST if frame.time_s > since_s else 1
            if last is not None and not _alike(tiles, last[1], thing if least > 1 else None, least):
                break
            if chosen is None or least > 1:
                chosen = frame
        if chosen is not None or last is not None:
            return chosen or (last[0] if last else None)
        known = [*self._sharp, *self._painted]
        return known[0][0] if known else None

    def appeared(self, thing: Box, from_s: float, until_s: float) -> bool:
        """Whether there was something else at the thing's place at first."""
        first, last = self._last(from_s), self._last(until_s)
        if first is None or last is None or first[1].shape != last[1].shape:
            return False
        apart = changed_tiles(first[1], last[1])[_tiles(thing, 0)]
        return apart.size > 0 and float(apart.mean()) >= APPEARED

    def _last(self, time_s: float) -> tuple[Frame, Thumbnail] | None:
        """The newest that was painted before then."""
        return next((one for one in reversed(self._painted) if one[0].time_s < time_s), None)

    def clip(self, time_s: float) -> tuple[Frame, ...]:
        """What was to be seen since the last time that this was asked; what is older than that is forgotten."""
        past = [one for one in self._painted if one[0].time_s < time_s]
        for (frame, tiles), before in zip(past[1:], past[:-1], strict=True):
            self._clip.add(frame, tiles, int(changed_tiles(before[1], tiles).sum()))
        if past:
            self._painted = self._painted[len(past) - 1 :]
        return self._clip.take(time_s)


def _alike(one: Thumbnail, other: Thumbnail, thing: Box | None, least: int) -> bool:
    """Whether two pictures differ in fewer tiles than that, the thing that the pointer is on left aside."""
    if one.shape != other.shape:
        return False
    apart = changed_tiles(one, other)
    if thing is not None:
        apart[_tiles(thing, AROUND)] = False
    return int(apart.sum()) < least


def _tiles(thing: Box, around: int) -> tuple[slice, slice]:
    x0, y0, x1, y1 = (max(0, side) for side in thing.grow(around))
    return slice(y0 // TILE, -(-y1 // TILE)), slice(x0 // TILE, -(-x1 // TILE))
