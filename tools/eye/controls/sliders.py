"""Sliders: a long thin track with a knob on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ...geometry import Box
from ..scene import Control, Line
from .draft import Draft
from .view import View

_LEAST_LENGTH = 4.0  # font sizes
_VALUE = re.compile(r"[-+−$€£]?\d[\d.,:]*\s?\S{0,3}")
_VALUE_REACH = 3.5
_TRACK = 0.76  # of its knob's height: the track is lower


def find_sliders(view: View) -> list[Draft]:
    """The sliders of a page without their labels; ``level`` is how far along the knob is."""
    x, y, w, h = view.outlines.stats[:, :4].T
    worth = (w >= _LEAST_LENGTH * view.size) & (h >= 0.5 * view.size) & (h <= 2.3 * view.size) & (w >= 3 * h)
    worth[0] = False
    words = [line.box for line in view.lines if len(line.text) > 1]  # a round knob is read as a letter
    found: list[Draft] = []
    for index in np.flatnonzero(worth).tolist():
        box = Box(int(x[index]), int(y[index]), int(x[index] + w[index]), int(y[index] + h[index]))
        knob = None if _is_text(words, box) else _knob(view, box, index)
        if knob is not None:
            found.append(Draft(Control("slider", box.grow(-1), "", level=_level(box, knob))))
    return found


def with_value(draft: Draft, lines: Sequence[Line], size: float) -> None:
    """Takes the figures beside a slider as its value."""
    box = draft.control.box
    for line in lines:
        beside = min(abs(line.box.x0 - box.x1), abs(box.x0 - line.box.x1)) < _VALUE_REACH * size
        on_row = line.box.y0 - 2 <= box.center.y <= line.box.y1 + 2
        if beside and on_row and _VALUE.fullmatch(line.text.strip()):
            control = draft.control
            draft.control = Control("slider", box, control.label, line.text.strip(), level=control.level)
            draft.words = (line,)
            return


def _is_text(words: Sequence[Box], box: Box) -> bool:
    near = (other for other in words if other.y0 < box.y1 and box.y0 < other.y1)
    return any(other.common_area(box) > 0.3 * min(other.area, box.area) for other in near)


def _knob(view: View, box: Box, index: int) -> tuple[int, int] | None:
    """Where the knob begins and ends along a connected outline, if that is a track with one knob in its middle."""
    mask = view.outlines.labels[box.y0 : box.y1, box.x0 : box.x1] == index
    height = box.height
    tops, bottoms = mask.argmax(axis=0), height - mask[::-1].argmax(axis=0)
    high = np.where(mask.any(axis=0), bottoms - tops, 0)
    track = float(np.median(high))
    if not 2 <= track <= _TRACK * height or (high == 0).any():
        return None
    runs = np.flatnonzero(np.diff(np.concatenate([[0], (high > track + 0.5 * (height - track)).astype(int), [0]])))
    if len(runs) != 2:
        return None
    start, end = int(runs[0]), int(runs[1])
    if not 0.3 * height <= end - start <= 1.5 * height:
        return None
    away = np.ones(len(high), bool)
    away[max(0, start - round(0.4 * height)) : end + round(0.4 * height)] = False
    flat = away.any() and np.abs(high[away] - track).mean() < 1.5
    centred = abs(float(np.median((tops + bottoms)[away])) - height) <= 0.3 * height if away.any() else False
    return (start, end) if flat and centred else None


def _level(box: Box, knob: tuple[int, int]) -> float:
    start, end = knob
    free = box.width - (end - start)
    return round(min(1.0, max(0.0, start / free)), 3) if free > 0 else 0.0
