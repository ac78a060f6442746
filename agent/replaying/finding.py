"""Waits for the target of a step: for the screen, never for the recorded clock."""

from __future__ import annotations

import time
from dataclasses import dataclass

from ...env.base import Observation
from ...tools.actions import Scroll
from ...tools.errors import ActionError
from ...tools.geometry import Point
from ..planner.plan import ScrollTo
from .ladder import Ladder
from .stage import Stage
from .targets import Contradiction, Found, Target

ASIDE_AFTER_S = 1.0
"""How long what lies over the target may go away by itself before the page is scrolled."""
ASK_AFTER_S = 3.0
"""How long nothing of ours finds the target on a quiet screen before a model is asked."""
NOTCH = 100
"""Logical pixels that a wheel notch scrolls, more or less: it is looked again after each turn."""
TURNS = 30


class NotFound(ActionError):
    """The target did not come. Nothing was done."""


@dataclass
class Finder:
    """Climbs the ladder until one rung is sure, or the time is over."""

    stage: Stage
    ladder: Ladder
    calls: int = 0
    """How often a model was asked for the target that was looked for last."""

    def find(self, target: Target, within_s: float) -> tuple[Found, Observation]:
        """The place of a target, with the picture that it is on.

        Raises NotFound when it does not come in time, Contradiction when what comes must not be acted on.
        """
        began_s, read, asked, aside, cleared = time.monotonic(), False, False, False, False
        self.calls = 0
        refused: Contradiction | None = None
        while True:
            seen = self.stage.glance()
            if seen.dialog is None and (found := self.ladder.quick(seen.frame, target)):
                return self._brought(found, seen, target)
            waited_s = time.monotonic() - began_s
            late = waited_s >= within_s
            if not self.stage.quiet and not late:
                read = False
                continue
            if not read:
                read = True
                still = self.stage.still()
                try:
                    found = self.ladder.quick(still.frame, target) or self.ladder.still(still.frame, target)
                    refused = None
                except Contradiction as contradiction:
                    found, refused = None, contradiction
                if found:
                    return self._brought(found, still, target)
            if not aside and waited_s >= ASIDE_AFTER_S and (hidden := self.ladder.covered(seen.frame, target)):
                aside, read = True, False
                self._to_the_middle(hidden, seen, target)
                continue
            if not cleared and (late or waited_s >= ASK_AFTER_S) and self.ladder.covered(seen.frame, target):
                cleared, read = True, False
                if self.stage.clear_the_way():
                    continue
            if not asked and (late or waited_s >= ASK_AFTER_S) and refused is None:
                asked = True
                if found := self._last_resorts(target):
                    return found
            if late:
                raise refused or NotFound(f"{target.words!r} was not found within {within_s:g} s")

    def _last_resorts(self, target: Target) -> tuple[Found, Observation] | None:
        """Further down or up the page by its words, then by asking the model."""
        try:
            self.stage.plan(ScrollTo(target.words), f"scroll to {target.words}")
        except ActionError:
            pass
        else:
            still = self.stage.still()
            if found := self.ladder.still(still.frame, target):
                return self._brought(found, still, target)
        if self.ladder.model is None:
            return None
        still = self.stage.still()
        self.calls += 1
        found = self.ladder.asked(still.frame, target)
        return None if found is None else (found, still)

    def _brought(self, found: Found, seen: Observation, target: Target) -> tuple[Found, Observation]:
        """The place, once it is on the screen: what the page has beyond its edge is scrolled to."""
        for _ in range(TURNS):
            across, down = _turns(found.point.x, seen.frame.width, seen), _turns(found.point.y, seen.frame.height, seen)
            if not across and not down:
                return found, seen
            before = found.point
            self._scroll(down, seen, target, across)
            seen = self.stage.still()
            again = self.ladder.quick(seen.frame, target)
            if again is None and self.stage.clear_the_way():
                seen = self.stage.still()
                again = self.ladder.quick(seen.frame, target)
            if again is None or again.point == before:
                break
            found = again
        raise NotFound(f"{target.words!r} is beyond the edge of the screen, and scrolling does not bring it there")

    def _to_the_middle(self, found: Found, seen: Observation, target: Target) -> None:
        """Scroll away from under a bar that stays where it is on the screen, as far as the page goes."""
        if notches := _from_the_middle(found.point.y, seen.frame.height, seen):
            self._scroll(notches, seen, target)

    def _scroll(self, down: int, seen: Observation, target: Target, across: int = 0) -> None:
        middle = Point(seen.frame.width // 2, seen.frame.height // 2)
        self.stage.act(Scroll(at=middle, dx_notches=across, dy_notches=down), f"scroll to {target.words}", seen)


def _from_the_middle(at: int, side: int, seen: Observation) -> int:
    """Wheel notches that bring a coordinate to the middle of the screen's side of so many pixels, more or less."""
    return round((at - side / 2) / seen.frame.scale / NOTCH)


def _turns(at: int, side: int, seen: Observation) -> int:
    """Wheel notches towards a coordinate beyond an end of the screen's side; 0 when it is on the screen."""
    if 0 <= at < side:
        return 0
    notches = _from_the_middle(at, side, seen)
    return max(-100, min(100, notches)) or (1 if at > 0 else -1)
