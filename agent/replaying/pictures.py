"""Whether two pictures show the same thing, and where on a frame one stands, at any size and in light or dark.

A control that is repainted in other colours (hovered, focused, in a dark theme) is, roughly, the same picture with its
levels mapped along a straight line; a letter that is another one is not. So the best straight line from one picture's
grey levels to the other's is found, and what it leaves unexplained is counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...tools.frames import Pixels
from ...tools.geometry import Box

Grey = NDArray[np.float32]
"""Grey levels, shape (height, width), 0 to 255."""

_STRONG = 56
"""Levels that a pixel may be off the line: above JPEG's ringing, below a stroke of another letter."""
_PART, _FAINT = 0.4, 10
"""In a picture that has less contrast fewer levels count, this part of it: an empty field is a thin line on near white.
No fewer than these: so much is noise."""
_MOST_STRONG, _LEAST_STRONG_PX = 0.003, 4
"""The share of pixels, and in a small picture the number, that may be further off."""
_FLAT = 4.0
"""A picture whose levels deviate less than this shows nothing that could be told apart."""
SCALES = (1.0, 1.1, 0.9, 1.25, 0.8, 1.5, 1.35, 0.67, 1.75, 2.0, 0.57, 0.5)
"""How much larger things may be, those that are usual first."""
_SURE, _APART = 0.80, 0.08
"""The least correlation of a picture found elsewhere, and how far behind it every other place must be."""
SURE_WITHOUT_WORDS = 0.9
"""The least correlation where nothing can be read that would confirm it."""
_LEAST_SPREAD = 0.05
"""The variance that a place must have, as a part of that of the picture."""
_TWICE = 0.96
"""The correlation from which on two places show the same."""
_SEARCHED_PX = 40_000
"""Pixels of a picture that is searched for; a larger one is shrunk with the frame."""


def grey(pixels: Pixels) -> Grey:
    """The grey levels of an RGB picture."""
    import cv2

    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.float32)


def resized(picture: Grey, factor: float) -> Grey:
    """The picture at another size; at least one pixel each way."""
    import cv2

    if factor == 1:
        return picture
    size = max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor))
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, size, interpolation=method), dtype=np.float32)


def alike(one: Grey, other: Grey) -> bool:
    """Whether two pictures of one size show the same, in whatever two colours, light or dark.

    A picture of one colour is like nothing but one of the same colour.
    """
    if one.shape != other.shape or one.size == 0:
        return False
    one, other = _smooth(one), _smooth(other)
    spread = float(one.std())
    if spread < _FLAT or float(other.std()) < _FLAT:
        both = spread < _FLAT and float(other.std()) < _FLAT
        return both and abs(float(one.mean()) - float(other.mean())) < _STRONG / 4
    gain = float(((one - one.mean()) * (other - other.mean())).mean()) / spread**2
    if not 0.4 < abs(gain) < 2.5:
        return False
    off = np.abs(other - other.mean() - gain * (one - one.mean()))
    strong = min(_STRONG, max(_FAINT, _PART * float(one.max() - one.min())))
    return int((off > strong * min(1.0, abs(gain))).sum()) <= max(_LEAST_STRONG_PX, _MOST_STRONG * one.size)


def stands_at(frame: Grey, picture: Grey, box: Box, slack: int = 2) -> bool:
    """Whether a picture stands at a box of the frame, or a pixel or two beside it."""
    height, width = picture.shape
    for dy in sorted(range(-slack, slack + 1), key=abs):
        for dx in sorted(range(-slack, slack + 1), key=abs):
            y, x = box.y0 + dy, box.x0 + dx
            if y >= 0 and x >= 0 and alike(picture, frame[y : y + height, x : x + width]):
                return True
    return False


def stands_again(frame: Grey, box: Box) -> bool:
    """Whether what stands at a box of the frame stands at another place of it, too."""
    import cv2

    picture = frame[max(0, box.y0) : box.y1, max(0, box.x0) : box.x1]
    if min(picture.shape) < 4 or float(picture.std()) < _FLAT:
        return False
    scores = np.asarray(cv2.matchTemplate(frame, picture, cv2.TM_CCOEFF_NORMED))
    height, width = picture.shape
    scores[max(0, box.y0 - height // 2) : box.y0 + height // 2 + 1,
           max(0, box.x0 - width // 2) : box.x0 + width // 2 + 1] = -1  # fmt: skip
    return bool(scores.max(initial=-1) >= _TWICE)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a picture was found: its box on the frame, how much larger it is there, how sure, and whether alone."""

    box: Box
    scale: float
    score: float
    alone: bool


def find(frame: Grey, picture: Grey, scales: tuple[float, ...] = SCALES) -> Elsewhere | None:
    """Where a picture stands on a frame, at another size or in other colours; None when it does not.

    By the correlation of edges, whose signs do not count. ``alone`` is False when it stands in two places.
    """
    if float(picture.std()) < _FLAT:
        return None
    shrink = min(1.0, (_SEARCHED_PX / picture.size) ** 0.5)
    small = _edges(resized(frame, shrink))
    best: Elsewhere | None = None
    for scale in scales:
        wanted = _edges(resized(picture, scale * shrink))
        if min(wanted.shape) < 6 or wanted.shape[0] > small.shape[0] or wanted.shape[1] > small.shape[1]:
            continue
        found = _best(small, wanted, scale, shrink)
        if best is None or found.score > best.score:
            best = found
        if best.score > 0.95:
            break  # nothing fits better
    return best if best is not None and best.score >= _SURE else None


def _best(small: Grey, wanted: Grey, scale: float, shrink: float) -> Elsewhere:
    import cv2

    scores = np.asarray(cv2.matchTemplate(small, wanted, cv2.TM_CCOEFF_NORMED))
    scores[_blank(small, wanted)] = -1
    y, x = (int(n) for n in np.unravel_index(int(scores.argmax()), scores.shape))
    top = float(scores[y, x])
    height, width = wanted.shape
    scores[max(0, y - height // 2) : y + height // 2 + 1, max(0, x - width // 2) : x + width // 2 + 1] = -1
    box = Box(*(round(n / shrink) for n in (x, y, x + width, y + height)))
    return Elsewhere(box, scale, top, alone=float(scores.max()) < max(top - _APART, 0.0))


def _blank(small: Grey, wanted: Grey) -> NDArray[np.bool_]:
    """Where a window shows far less than what is wanted: its correlation would be noise, or undefined."""
    import cv2

    height, width = wanted.shape
    anchor, border = (0, 0), cv2.BORDER_CONSTANT
    mean = cv2.boxFilter(small, cv2.CV_32F, (width, height), anchor=anchor, borderType=border)
    square = cv2.sqrBoxFilter(small, cv2.CV_32F, (width, height), anchor=anchor, borderType=border)
    rows, columns = small.shape[0] - height + 1, small.shape[1] - width + 1
    spread = (np.asarray(square) - np.asarray(mean) ** 2)[:rows, :columns]
    return np.asarray(spread < _LEAST_SPREAD * float(wanted.var()))


def _edges(picture: Grey) -> Grey:
    import cv2

    across, down = cv2.Sobel(picture, cv2.CV_32F, 1, 0, ksize=3), cv2.Sobel(picture, cv2.CV_32F, 0, 1, ksize=3)
    return np.asarray(np.minimum(cv2.magnitude(across, down), 400), dtype=np.float32)


def _smooth(picture: Grey) -> Grey:
    import cv2

    return np.asarray(cv2.GaussianBlur(picture, (3, 3), 0), dtype=np.float32)
