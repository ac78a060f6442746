"""The frames painted since the last look: a toast that came and went is in here, whatever else is forgotten."""

from __future__ import annotations

from ..tools.frames import Frame
from ..tools.video.keyframes import KeyFrame, Selector
from .settle import LEAST, TILE, Thumbnail, changed_tiles, choose_clip

KEEP = 48
STOOD = 12
"""Frames that showed something for long enough to be read: so many at most, those of the largest changes."""
BRIEF = 4
"""With fewer than this, frames that were there for a moment make it up."""
_AROUND = 3
"""Tiles on each side of a place that belong to it: a button is about as high as all of them."""

_Painted = tuple[Frame, Thumbnail]


class Clip:
    """Collects painted frames; ``take`` gives the few that differ from both ends, oldest first, and starts anew.

    What was to be seen for 0.2 s is among them, whatever moved elsewhere: ``tools/video/keyframes.py`` says how that
    is told. A caret or a spinner is not.
    """

    def __init__(self) -> None:
        self.newest: Frame | None = None
        self._tiles: Thumbnail | None = None
        self._before: Thumbnail | None = None
        self._frames: list[tuple[Frame, Thumbnail, int]] = []
        self._stood: list[KeyFrame[_Painted]] = []
        self._selector: Selector[Thumbnail, _Painted] = Selector(changed_tiles)

    def add(self, frame: Frame, tiles: Thumbnail, changed: int) -> None:
        """Take in a painted frame, its thumbnail and the number of tiles that it changed."""
        self.newest, self._tiles = frame, tiles
        if self._before is None:
            self._before = tiles
        self._keep(self._selector.look(frame.time_s, tiles, (frame, tiles)))
        if not changed:
            return
        self._frames.append((frame, tiles, changed))
        if len(self._frames) > KEEP:  # a long animation: forget what was least of an event
            del self._frames[min(range(KEEP), key=lambda index: self._frames[index][2])]

    def covers(self, x: float, y: float) -> bool:
        """Whether a place, in pixels of the painted frames, shows something else than when they were taken last.

        A caret does not count, and neither does what is already gone.
        """
        if self._before is None or self._tiles is None:
            return False
        column, row = int(x) // TILE, int(y) // TILE
        around = changed_tiles(self._before, self._tiles)[
            max(0, row - _AROUND) : row + _AROUND + 1, max(0, column - _AROUND) : column + _AROUND + 1
        ]
        return int(around.sum()) >= LEAST

    def take(self, time_s: float) -> tuple[Frame, ...]:
        """What was painted until then. The newest frame is seen as it is by who takes, and is not among them."""
        self._keep(self._selector.flush(time_s))
        ends = [end for end in (self._before, self._tiles) if end is not None]
        stood = [one.picture for one in self._stood if _differs(one.picture[1], ends)]
        known = [*ends, *(tiles for _, tiles in stood)]
        calm = ~self._selector.restless
        brief = choose_clip(known, [tiles for _, tiles, _ in self._frames], limit=BRIEF - len(stood), among=calm)
        chosen = {id(frame): frame for frame in [*(f for f, _ in stood), *(self._frames[n][0] for n in brief)]}
        self._before, self._frames, self._stood = self._tiles, [], []
        return tuple(sorted(chosen.values(), key=lambda frame: frame.time_s))

    def _keep(self, found: KeyFrame[_Painted] | None) -> None:
        if found is not None and found.why in ("stood", "returned", "flashed"):
            self._stood.append(found)
        if len(self._stood) > STOOD:
            self._stood.remove(min(self._stood, key=lambda one: one.change))


def _differs(tiles: Thumbnail, ends: list[Thumbnail]) -> bool:
    return all(int(changed_tiles(end, tiles).sum()) >= LEAST for end in ends)
