"""Sliders that are drawn as a bar with a knob on it, level or upright, and the number that stands nearest to each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...frames import Frame
from ...geometry import Box, Point
from ...ocr_rapidocr import recognise_text
from ..shapes.edges import Mask, pieces
from .finding import codes_of, ground_of

_LONG = 3.0  # times as long as wide
_LEAST_PX = 35.0  # logical pixels long
_BULGE_PX = 1.5  # logical pixels by which the knob is wider than the bar, at each side
_REACH_PX = 30.0  # logical pixels to the number
_LETTER_PX = 16.0  # logical pixels high, at most


@dataclass(frozen=True, slots=True)
class Track:
    """A slider: ``level`` is the middle of its knob along the bar, 0 to 1 from the left or the top.

    ``value`` is the number near it as it is read, "" when there is none.
    """

    box: Box
    upright: bool
    knob: Point
    level: float
    value: str = ""

    def at(self, level: float) -> Point:
        """Where the middle of the knob is at a level."""
        start, length = (self.box.y0, self.box.height) if self.upright else (self.box.x0, self.box.width)
        along = round(start + min(1.0, max(0.0, level)) * (length - 1))
        return Point(self.knob.x, along) if self.upright else Point(along, self.knob.y)


def find_tracks(frame: Frame) -> tuple[Track, ...]:
    """The sliders of a frame from top to bottom."""
    thing = np.asarray((ground_of(codes_of(frame.pixels)) == 0) * 255, np.uint8)
    found = pieces(thing)
    boxes = [Box(x, y, x + w, y + h) for x, y, w, h in found.stats[1:, :4].tolist()]
    tracks: list[Track] = []
    for number, box in enumerate(boxes, 1):
        if max(box.width, box.height) < _LEAST_PX * frame.scale:
            continue
        mask = np.asarray((found.labels[box.y0 : box.y1, box.x0 : box.x1] == number) * 255, np.uint8)
        track = _track(mask, box, frame.scale)
        if track is not None:
            tracks.append(track)
    return tuple(_with_values(frame, tracks, boxes))


def _track(mask: Mask, box: Box, scale: float) -> Track | None:
    """A piece as a slider: equally thick all along, but for one bulge."""
    upright = box.height > box.width
    thick = _thickness(mask.T if not upright else mask)
    bar = float(np.median(thick))
    if len(thick) < _LONG * bar or bar < 2 * scale:
        return None
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (thick > bar + _BULGE_PX * 2 * scale).astype(int), [0]])))
    if len(edges) != 2 or edges[1] - edges[0] > 2 * thick.max() or edges[1] - edges[0] < 0.3 * thick.max():
        return None
    away = np.ones(len(thick), bool)
    away[max(0, edges[0] - 4) : edges[1] + 4] = False
    if not away.any() or (np.abs(thick[away] - bar) > _BULGE_PX * scale + 2).mean() > 0.15:
        return None
    middle = int(edges[0] + edges[1]) // 2
    across = box.center
    knob = Point(across.x, box.y0 + middle) if upright else Point(box.x0 + middle, across.y)
    return Track(box, upright, knob, middle / max(1, len(thick) - 1))


def _thickness(mask: Mask) -> NDArray[np.int32]:
    """How far it is from the first to the last pixel of each row."""
    filled = mask > 0
    first, last = filled.argmax(axis=1), mask.shape[1] - filled[:, ::-1].argmax(axis=1)
    return np.where(filled.any(axis=1), last - first, 0).astype(np.int32)


def _with_values(frame: Frame, tracks: list[Track], boxes: list[Box]) -> list[Track]:
    """The sliders with the words that stand nearest to each, below or behind it."""
    small = [
        box for box in boxes if box.height <= _LETTER_PX * frame.scale and box.width <= 2 * _LETTER_PX * frame.scale
    ]
    values: dict[Track, Box] = {}
    for word in _in_words(sorted(small, key=lambda box: box.x0), frame.scale):
        track = min(tracks, key=lambda each: _far(each.box, word)) if tracks else None
        if track and _far(track.box, word) <= _REACH_PX * frame.scale:
            other = values.get(track)
            values[track] = word if other is None or _far(track.box, word) < _far(track.box, other) else other
    return [
        replace(track, value=_read(frame, values[track]) if track in values else "")
        for track in sorted(tracks, key=lambda each: each.box.y0)
    ]


def _in_words(letters: list[Box], scale: float) -> list[Box]:
    """Boxes of letters joined to those of words."""
    words: list[Box] = []
    for box in letters:
        for index, word in enumerate(words):
            beside = 0 <= box.x0 - word.x1 + 1 <= 5 * scale
            if beside and box.y0 < word.y1 + 2 and word.y0 < box.y1 + 2:
                words[index] = word.union(box)
                break
        else:
            words.append(box)
    return words


def _far(track: Box, word: Box) -> int:
    """How far a word is from a slider; what stands above it is not its."""
    dx = max(0, word.x0 - track.x1, track.x0 - word.x1)
    dy = max(0, word.y0 - track.y1, track.y0 - word.y1)
    return dx + dy + (10_000 if word.center.y < track.y0 else 0)


def _read(frame: Frame, word: Box) -> str:
    """What a short word reads."""
    margin = max(4, word.height // 3)
    return recognise_text(frame.crop(word.grow(margin)))[0].strip()
