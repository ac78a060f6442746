"""The frames painted since the last look: a toast that came and went is in here, whatever else is forgotten."""

from __future__ import annotations

from ..tools.frames import Frame
from .settle import Thumbnail, choose_clip

KEEP = 48


class Clip:
    """Collects painted frames; ``take`` gives the few that differ from both ends, oldest first, and starts anew."""

    def __init__(self) -> None:
        self.newest: Frame | None = None
        self._tiles: Thumbnail | None = None
        self._before: Thumbnail | None = None
        self._frames: list[tuple[Frame, Thumbnail, int]] = []

    def add(self, frame: Frame, tiles: Thumbnail, changed: int) -> None:
        """Take in a painted frame, its thumbnail and the number of tiles that it changed."""
        self.newest, self._tiles = frame, tiles
        if self._before is None:
            self._before = tiles
        if not changed:
            return
        self._frames.append((frame, tiles, changed))
        if len(self._frames) > KEEP:  # a long animation: forget what was least of an event
            del self._frames[min(range(KEEP), key=lambda index: self._frames[index][2])]

    def take(self) -> tuple[Frame, ...]:
        frames = self._frames
        chosen = choose_clip(self._before, [tiles for _, tiles, _ in frames], self._tiles)
        self._before, self._frames = self._tiles, []
        return tuple(frames[index][0] for index in chosen)
