"""Small shapes to tick or switch: squares, circles, pills, each with its state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...frames import Pixels
from ...geometry import Box
from .edges import Mask, Pieces
from .ink import Colour, beyond, middle
from .patches import Patches

MarkKind = Literal["square", "circle", "pill"]

_INK_STEP = 16
_FAINT_STEP = 4  # of a white knob on white, which only its shadow shows
_DARK_STEP = 8  # of a dark ring to tick on a dark ground
_LARGEST_BOX = 1.7  # font sizes: a larger square is a button; rings to tick and switches may be larger
_COLOURED = 90  # of saturation: a filled mark is on, an empty one is white or grey


@dataclass(frozen=True)
class Mark:
    """A small shape; ``on`` is whether it holds a tick or a dot (a pill: whether its knob is at the right).

    ``sure`` is whether it looks like one even where no words stand beside it.
    """

    kind: MarkKind
    box: Box
    on: bool
    sure: bool = True


def find_marks(patches: Patches, outlines: Pieces, text_px: float) -> list[Mark]:
    """The marks of a picture among its connected edges, none inside another."""
    found = [mark for box in _blobs(outlines, text_px) if (mark := patches.ask(_as_mark, box, text_px))]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: -mark.box.area):
        if not any(other.box.grow(2).has_center_of(mark.box) for other in kept):
            kept.append(mark)
    return kept


def _blobs(outlines: Pieces, text_px: float) -> list[Box]:
    """Bounding boxes of connected edges that are as large as a box to tick or a switch."""
    x, y, w, h = outlines.stats[:, :4].T
    least = 0.55 * text_px + 2
    most = np.where(w > 1.4 * h, 2.8, 2.2) * text_px + 2
    worth = (h >= least) & (h <= most) & (w >= 0.84 * h) & (w <= 2.6 * h)
    worth[0] = False
    return [Box(*row) for row in np.stack([x, y, x + w, y + h], axis=1)[worth].tolist()]


def _as_mark(pixels: Pixels, blob: Box, text_px: float) -> Mark | None:
    """The mark that a blob of edges is, if its outline is a square, a circle or a pill."""
    crop = pixels[blob.y0 : blob.y1, blob.x0 : blob.x1]
    ground = middle(np.concatenate([crop[0], crop[-1], crop[:, 0], crop[:, -1]]))
    found = _shaped(crop, beyond(crop, ground, _INK_STEP), blob, ground, text_px)
    if found is None and 1.2 < blob.width / blob.height < 2.2:
        found = _shaped(crop, beyond(crop, ground, _FAINT_STEP), blob, ground, text_px)
        return found if found and found.kind == "pill" else None
    if found is None and 0.9 < blob.width / blob.height < 1.1:
        found = _shaped(crop, beyond(crop, ground, _DARK_STEP), blob, ground, text_px)
        return replace(found, sure=False) if found and found.kind == "circle" else None
    return found


def _shaped(crop: Pixels, ink: Mask, blob: Box, ground: Colour, text_px: float) -> Mark | None:
    """The mark whose pixels are ``ink`` in the crop of a blob."""
    import cv2

    contours, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    outline = max(contours, key=lambda contour: len(contour))
    x, y, w, h = cv2.boundingRect(outline)
    if w < 0.75 * blob.width or h < 0.75 * blob.height:
        return None
    filled = np.zeros_like(ink)
    cv2.drawContours(filled, [outline], -1, 1, cv2.FILLED)
    filled = filled[y : y + h, x : x + w]
    inner = crop[y : y + h, x : x + w].astype(np.int16)
    box = Box(blob.x0 + x, blob.y0 + y, blob.x0 + x + w, blob.y0 + y + h)
    kind = _outline_kind(filled)
    if kind is None:
        on = _overhanging_knob(filled, inner)
        return None if on is None else Mark("pill", box, on)
    if kind == "pill":
        on = _knob_is_right(inner)
        return None if on is None else Mark("pill", box, on)
    if kind == "square" and h > _LARGEST_BOX * text_px + 2:
        return None
    return _ticked(kind, box, inner, ground)


def _outline_kind(filled: Mask) -> MarkKind | None:
    height, width = filled.shape
    share, aspect = float(filled.mean()), width / height
    # The four edge middles are touched by a square and a circle alike, the corners only by a square.
    row, column = filled[height // 2], filled[:, width // 2]
    if not all(end.any() for end in (row[:2], row[-2:], column[:2], column[-2:])) or min(height, width) < 7:
        return None
    if 1.45 <= aspect <= 2.5 and 0.84 <= share <= 0.97:
        return "pill"
    if not 0.88 <= aspect <= 1.14:
        return None
    halves = (filled[:, : width // 2], filled[:, -(width // 2) :], filled[: height // 2], filled[-(height // 2) :])
    uneven = max(half.mean() for half in halves) - min(half.mean() for half in halves)
    if uneven > 0.05 + 0.5 / min(height, width):
        return None  # a letter: D, U
    if share >= 0.92:
        return "square"
    return "circle" if 0.7 <= share <= 0.88 else None


def _ticked(kind: MarkKind, box: Box, inner: NDArray[np.int16], ground: NDArray[np.float64]) -> Mark | None:
    """A square or circle with its state: what is inside its border; None when that is a picture or a sign."""
    height, width = inner.shape[:2]
    inset_y, inset_x = max(2, round(0.2 * height)), max(2, round(0.2 * width))
    core = inner[inset_y : height - inset_y, inset_x : width - inset_x]
    within = _disc(*core.shape[:2]) if kind == "circle" else np.ones(core.shape[:2], bool)
    flat = core[within]
    values, counts = np.unique(flat // 24, axis=0, return_counts=True)
    main = values[counts.argmax()]
    other = np.abs(flat // 24 - main).max(axis=1) > 1
    if len(values) > 0.8 * len(flat) and len(flat) > 60:
        return None
    holds = bool(other.mean() > 0.06)
    if holds and kind == "circle":
        dot = np.zeros(core.shape[:2], bool)
        dot[within] = other
        if not _is_dot(dot) and not _is_solid_dot(_unlike_rim(core)):
            return None  # a sign in a ring: information, a clock
    filled = float(np.median(flat.max(axis=1) - flat.min(axis=1))) > _COLOURED
    ringed = float(np.abs(flat.astype(np.float64) - ground).max(axis=1).mean()) < 60 or holds
    return Mark(kind, box, holds or filled, sure=ringed)


def _disc(height: int, width: int) -> NDArray[np.bool_]:
    """The pixels of a rectangle that are inside its ellipse."""
    y, x = np.ogrid[:height, :width]
    return np.asarray(((2 * y - height + 1) / height) ** 2 + ((2 * x - width + 1) / width) ** 2 <= 1.0)


def _unlike_rim(core: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Which pixels inside a ring differ from those along it: a dot may have a border and be larger than the rest."""
    sides = (core[0], core[-1], core[:, 0], core[:, -1])
    usual = np.median(np.concatenate([side[len(side) // 3 : -(len(side) // 3) or None] for side in sides]), axis=0)
    return np.asarray(np.abs(core - usual).max(axis=2) > 48, np.bool_)


def _is_solid_dot(other: NDArray[np.bool_]) -> bool:
    """Whether what differs is a disc in the middle that reaches no side."""
    rows, columns = np.flatnonzero(other.any(axis=1)), np.flatnonzero(other.any(axis=0))
    if (
        rows.size == 0
        or min(rows[0], columns[0]) == 0
        or rows[-1] + 1 == len(other)
        or columns[-1] + 1 == other.shape[1]
    ):
        return False
    disc = other[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return _is_dot(other) and disc.mean() >= 0.7 and not disc[[0, -1]][:, [0, -1]].any()


def _is_dot(other: NDArray[np.bool_]) -> bool:
    """Whether what differs inside a ring is round: it looks the same from four sides, and its middle is of one kind."""
    side = min(other.shape)
    square = other[:side, :side]
    turned = [np.rot90(square, times) for times in (1, 2)]
    alike = min(float((square == turn).mean()) for turn in turned) + 1.0 / side
    middle = square[side // 3 : side - side // 3, side // 3 : side - side // 3]
    return alike > 0.8 and (middle.mean() > 0.65 or middle.mean() < 0.2)


def _knob_is_right(inner: NDArray[np.int16]) -> bool | None:
    """Where the knob of a switch is; None when there is no knob."""
    height, width = inner.shape[:2]
    reach = max(2, height // 4)
    middle = inner[height // 2 - reach // 2 : height // 2 + reach // 2 + 1]
    left = np.median(middle[:, height // 2 - reach // 2 : height // 2 + reach // 2 + 1], axis=(0, 1))
    x = width - height // 2
    right = np.median(middle[:, x - reach // 2 : x + reach // 2 + 1], axis=(0, 1))
    depth = round(0.2 * height)  # above the middle between two knobs there is track
    track = np.median(inner[depth - 1 : depth + 1, width // 2 - 1 : width // 2 + 2], axis=(0, 1))
    at_left, at_right = np.abs(left - track).max(), np.abs(right - track).max()
    if max(at_left, at_right) < 40 or min(at_left, at_right) > 0.5 * max(at_left, at_right):
        return None
    is_right = bool(at_right > at_left)
    reach = round(0.3 * height)
    free = inner[2:-2, reach : width - height] if is_right else inner[2:-2, height : width - reach]
    even = np.abs(free - track).max(axis=2) < 30
    return is_right if even.size == 0 or even.mean() > 0.85 else None  # words are no knob


def _overhanging_knob(filled: Mask, inner: NDArray[np.int16]) -> bool | None:
    """Whether the knob is right, of a switch whose round knob is higher than its track; None for any other shape."""
    height, width = filled.shape
    if not 1.4 <= width / height <= 2.3 or height < 9:
        return None
    high = filled.sum(axis=0) / height
    half = round(0.45 * height)
    ends = high[half : half + 2].mean(), high[-half - 2 : -half].mean()
    if max(ends) < 0.9 or not 0.4 <= min(ends) <= 0.85:
        return None
    right = bool(ends[1] > ends[0])
    track = high[: width - height - 1] if right else high[height + 1 :]
    if track.size < 5 or track[2:-2].std() > 0.08:
        return None
    row = inner[height // 2, 3 : width - height - 1] if right else inner[height // 2, height + 1 : -3]
    if np.abs(row - np.median(row, axis=0)).max() > 30:
        return None  # letters
    middle = float((np.flatnonzero(filled) // width).mean())
    return right if abs(middle - (height - 1) / 2) < 1 else None
