"""When a screen is still, told from the frames that were painted: pure logic, without a clock or a browser."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..tools.geometry import Box

TILE = 8
"""Side of a tile in frame pixels: a JPEG block, so that a thumbnail costs no full decoding."""
LEVELS, COLOUR_LEVELS = 6, 10
"""A tile has changed when its mean grey differs by more than this (of 255), or one of its two colour differences by
more than that: a green toast may be as bright as what it covers. The rest is JPEG noise."""

LEAST = 8
"""A frame that differs in fewer tiles is no other one: a caret differs in up to six."""

GAP_S = 0.45
"""Changes nearer than this belong together; a caret blinks slower."""

Thumbnail = NDArray[np.int16]
"""For each tile, rows by columns, its mean grey, blue difference and red difference: shape (rows, columns, 3)."""
Tiles = NDArray[np.bool_]


def thumbnail(jpeg: bytes) -> tuple[tuple[int, int], Thumbnail]:
    """The (width, height) of a painted frame, and its tiles: height // 8 rows of width // 8."""
    with Image.open(io.BytesIO(jpeg)) as image:
        size = image.size
        image.draft("YCbCr", (max(1, size[0] // TILE), max(1, size[1] // TILE)))
        return size, np.asarray(image.convert("YCbCr"), dtype=np.int16)


def thumbnail_of(picture: Image.Image) -> Thumbnail:
    """The tiles of a picture that is decoded already."""
    return np.asarray(picture.reduce(TILE).convert("YCbCr"), dtype=np.int16)


def changed_tiles(one: Thumbnail, other: Thumbnail) -> Tiles:
    """Which tiles differ; all of them when the frames are not of one size."""
    if one.shape != other.shape:
        return np.ones(other.shape[:2], dtype=np.bool_)
    apart = np.abs(one - other)
    return (apart[:, :, 0] > LEVELS) | (apart[:, :, 1] > COLOUR_LEVELS) | (apart[:, :, 2] > COLOUR_LEVELS)


@dataclass(frozen=True, slots=True)
class Settled:
    """The screen is still, or waiting longer is no use. ``moving`` is what still changes, in painted-frame pixels."""

    moving: Box | None = None
    out_of_time: bool = False
    loading: bool = False


@dataclass(slots=True)
class Stillness:
    """Takes in painted frames, answers whether the screen is still. All times are seconds of one clock.

    Still means: nothing is loading and for ``quiet_s`` nothing was painted, loaded or done; or only one small part
    (``small`` of the tiles at most: a caret, a spinner) has been changing for ``restless_s``. The longer the
    screen has kept changing since the action, the longer it must be quiet, up to ``long_quiet_s``: a busy machine
    paints an animation with gaps. After ``cap_s``, or ``loading_cap_s`` while a page is loading, the answer is that it
    never became still.
    """

    quiet_s: float = 0.15
    long_quiet_s: float = 0.5
    restless_s: float = 0.8
    cap_s: float = 5.0
    loading_cap_s: float = 10.0
    small: float = 0.04
    _last: Thumbnail | None = None
    _active_s: float = 0.0
    _changed_s: float = -1.0
    _began_s: float = 0.0
    _moving: Tiles | None = None
    _moving_since_s: float = 0.0

    def acted(self, now_s: float) -> None:
        """Something was done, or something finished loading: the screen has yet to show what comes of it."""
        self._active_s = max(self._active_s, now_s)
        self._began_s = max(self._began_s, now_s)
        self._moving = None

    def painted(self, now_s: float, frame: Thumbnail) -> int:
        """Take in a painted frame; returns the number of tiles that it changed."""
        tiles = np.ones(frame.shape[:2], dtype=np.bool_) if self._last is None else changed_tiles(self._last, frame)
        self._last = frame
        count = int(tiles.sum())
        if not count:
            return 0
        self._active_s = max(self._active_s, now_s)
        if now_s - self._changed_s > GAP_S:
            self._began_s = now_s
        self._changed_s = now_s
        known = self._moving
        union = tiles if known is None or known.shape != tiles.shape else known | tiles
        if known is None or union.mean() > self.small:
            self._moving, self._moving_since_s = tiles, now_s
        else:
            self._moving = union
        return count

    def settled(self, now_s: float, since_s: float, *, busy: bool, loading: bool) -> Settled | None:
        """The answer for one who has waited since ``since_s``; None: wait on.

        ``loading`` is a page being loaded, ``busy`` a shorter piece of work that a caller bounds itself.
        """
        if not busy and not loading:
            kept_changing_s = max(0.0, self._changed_s - self._began_s)
            if now_s - self._active_s >= min(self.long_quiet_s, self.quiet_s + kept_changing_s / 2):
                return Settled()
            if self._restless(now_s):
                return Settled(moving=self._where())
        cap_s = self.loading_cap_s if loading else self.cap_s
        if now_s - since_s >= cap_s:
            return Settled(out_of_time=True, loading=loading)
        return None

    def _restless(self, now_s: float) -> bool:
        """Whether all that changed for a while is one small part."""
        moving = self._moving
        return moving is not None and moving.mean() <= self.small and now_s - self._moving_since_s >= self.restless_s

    def _where(self) -> Box | None:
        if self._moving is None:
            return None
        rows, columns = np.nonzero(self._moving)
        x0, y0 = int(columns.min()), int(rows.min())
        x1, y1 = int(columns.max()) + 1, int(rows.max()) + 1
        return Box(x0 * TILE, y0 * TILE, x1 * TILE, y1 * TILE)


def choose_clip(
    known: Sequence[Thumbnail], painted: Sequence[Thumbnail], *, limit: int = 4, among: Tiles | None = None
) -> list[int]:
    """Which painted frames to keep, in order: those that differ most from what is known and from each other.

    Frames that differ in fewer than ``LEAST`` tiles (a caret) are left out; only tiles ``among`` these count.
    """

    def distance(one: Thumbnail, other: Thumbnail) -> int:
        tiles = changed_tiles(one, other)
        return int((tiles & among if among is not None and among.shape == tiles.shape else tiles).sum())

    nearest = [min((distance(one, frame) for one in known), default=frame[:, :, 0].size) for frame in painted]
    chosen: list[int] = []
    while len(chosen) < limit and max(nearest, default=0) >= LEAST:
        best = nearest.index(max(nearest))
        chosen.append(best)
        nearest = [min(near, distance(painted[best], frame)) for near, frame in zip(nearest, painted, strict=True)]
    return sorted(chosen)
