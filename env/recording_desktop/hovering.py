"""Places where the pointer rested until something opened that was then clicked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...tools.desktop.capture import Shot
from ...tools.geometry import Box, Point
from .sights import Sight, Sights

REST_S, REST = 0.25, 24
"""A pointer that stays so near (pixels) to a place for so long rests there."""
MOST = 6
"""Rests are forgotten beyond this; each keeps a capture."""
WIDE, HIGH = 48, 24
"""The part of the screen around a click, in pixels, that is looked at."""
FLAT, ALIKE = 4.0, 0.7
"""A part whose greys vary by less than this shows nothing; two that correlate by more show the same, lit or not."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Where the pointer rested, since when, and how the display looked as it came there."""

    began_s: float
    at: Point
    before: Sight


class Hovering:
    """Follows the pointer; ``led_to`` says what had to be hovered over for a click."""

    def __init__(self, sights: Sights) -> None:
        self._sights = sights
        self._anchor: tuple[float, Point] | None = None
        self._at = Point(0, 0)
        self._noted = False
        self._rests: list[Rest] = []

    def moved(self, time_s: float, at: Point) -> None:
        self._at = at
        anchor = self._anchor
        if anchor is None or max(abs(at.x - anchor[1].x), abs(at.y - anchor[1].y)) > REST:
            self._anchor, self._noted = (time_s, at), False

    def tick(self, now_s: float) -> None:
        """Take note of a rest. What comes of a click is not what comes of resting: the pointer must have moved."""
        if self._anchor and not self._noted and now_s - self._anchor[0] >= REST_S:
            self._noted = True
            self._rests.append(Rest(self._anchor[0], self._at, self._sights.at(self._anchor[0])))
            del self._rests[:-MOST]

    def acted(self) -> None:
        """A button or key was used: what opened before is of no interest any more."""
        self._anchor, self._noted = None, False
        self._rests.clear()

    def led_to(self, at: Point, seen: Sight) -> list[Rest]:
        """The rests without which that which was clicked would not have been there, first to last."""
        found: list[Rest] = []
        for rest in reversed(self._rests):
            far = max(abs(at.x - rest.at.x), abs(at.y - rest.at.y)) > REST
            if far and rest.began_s <= seen.since_s and _appeared(rest.before, seen, at):
                found.insert(0, rest)
                at, seen = rest.at, rest.before
        return found


def _appeared(before: Sight, after: Sight, at: Point) -> bool:
    """Whether what is at a place now was not there before; a thing that only lights up was."""
    if (before.shot.width, before.shot.height) != (after.shot.width, after.shot.height):
        return False
    one, other = (_greys(sight.shot, sight.pixel(at)) for sight in (before, after))
    if other.std() < FLAT:
        return False
    if one.std() < FLAT:
        return True
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < ALIKE


def _greys(shot: Shot, around: Point) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    box = Box(around.x - WIDE, around.y - HIGH // 2, around.x + WIDE, around.y + HIGH // 2)
    box = box.clip(shot.width, shot.height)
    return shot.raw[box.y0 : box.y1, box.x0 : box.x1, :3].mean(axis=2)
