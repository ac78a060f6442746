"""Rules: level lines and edges that part the rows of tables and lists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...frames import Pixels

_STEP = 2  # levels from one row of pixels to the next
_JOIN = 5  # pixels: pieces of one rule between the upright lines of a grid
_LEAST = 8  # font sizes: the length of a rule
_PIECE = 1.6  # font sizes: letters have no level edge this long
_SAME = 5  # pixels: ends that are this close are at the same place


@dataclass(frozen=True)
class Ladder:
    """Rules of the same left and right end; ``tops`` and ``bottoms`` are their edges, from top to bottom."""

    x0: int
    x1: int
    tops: tuple[int, ...]
    bottoms: tuple[int, ...]


def find_ladders(pixels: Pixels, text_px: float) -> list[Ladder]:
    """Rules and edges of flat bands that are at least 8 font sizes long, put together by where they begin and end."""
    groups: list[list[tuple[int, int, int, int]]] = []
    for rule in _rules(pixels, text_px):
        near = [g for g in groups if abs(g[0][0] - rule[0]) <= _SAME and abs(g[0][2] - rule[2]) <= _SAME]
        if near:
            near[0].append(rule)
        else:
            groups.append([rule])
    return [_as_ladder(group) for group in groups]


def _as_ladder(rules: list[tuple[int, int, int, int]]) -> Ladder:
    tops: list[int] = []
    bottoms: list[int] = []
    for _, y0, _, y1 in sorted(rules, key=lambda rule: rule[1]):
        if bottoms and y0 <= bottoms[-1] + 3:  # both sides of one line
            bottoms[-1] = max(bottoms[-1], y1)
        else:
            tops.append(y0)
            bottoms.append(y1)
    x0, x1 = min(rule[0] for rule in rules), max(rule[2] for rule in rules)
    return Ladder(x0, x1, tuple(tops), tuple(bottoms))


def _rules(pixels: Pixels, text_px: float) -> list[tuple[int, int, int, int]]:
    """(x0, y0, x1, y1) of level edges, y1 exclusive; a line of one pixel has edges above and below."""
    import cv2

    if pixels.shape[0] < 3:
        return []
    limit = (_STEP, _STEP, _STEP)
    steps = cv2.bitwise_not(cv2.inRange(cv2.absdiff(pixels[1:], pixels[:-1]), (0, 0, 0), limit))
    pieces = cv2.morphologyEx(steps, cv2.MORPH_OPEN, np.ones((1, max(3, round(_PIECE * text_px))), np.uint8))
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, np.ones((1, _JOIN), np.uint8))
    found: list[tuple[int, int, int, int]] = []
    for y in np.flatnonzero(joined.any(axis=1)).tolist():
        ends = np.flatnonzero(np.diff(joined[y] > 0, prepend=False, append=False))
        for x0, x1 in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True):
            if x1 - x0 >= _LEAST * text_px:
                found.append((x0, y + 1, x1, y + 1))
    return found
