"""The fourth rung: the thing's own text is read elsewhere, and what stood around it tells which one is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from ...tools.alike import folded, looks_in
from ...tools.elements import Element
from ...tools.eye.scene import Line, Scene
from ...tools.geometry import Box
from ..script.anchors import Anchor
from .structure import inside
from .targets import Contradiction, Found, Target

_ROW = 0.75
"""Heights of a line by which the middles of two texts in one row may be apart."""
_SAME_LEFT = 4  # pixels
_LEAST_LETTERS = 2
_LEAST_NEIGHBOURS = 2


def _unknown(text: str, box: Box) -> bool:
    return False


def same(text: str, other: str) -> bool:
    """Whether two texts say the same, however they are written, or mistaken by a reader."""
    one, two = folded(text), folded(other)
    return one == two or (abs(len(one) - len(two)) <= 1 and bool(one) and bool(two) and looks_in(one, two))


def by_text(
    scene: Scene, target: Target, elements: Sequence[Element], beside: Callable[[str, Box], bool] = _unknown
) -> Found | None:
    """The thing whose text and neighbours are the recorded ones.

    ``elements`` are those that the screen's structure has of the recorded role and name: where there are any, only
    these are meant. ``beside`` is whether it has a text in the row of a box that cannot be seen. Raises Contradiction
    when two fit equally well.
    """
    anchor = target.anchor
    if anchor is None:
        return None
    boxes = [one.box for one in elements if one.enabled] or _with_text(scene, anchor) or _of_its_kind(scene, target)
    if not anchor.unique:
        # To the page two names may differ by what nobody sees.
        boxes = [*boxes, *(box for box in _with_text(scene, anchor) if not any(_level(box, one) for one in boxes))]
        boxes = [box for box in boxes if in_its_row(scene, box, anchor, beside)]
        if not target.row:
            return None  # nothing was there to tell them apart
    elif len(boxes) > 1 and not _in_a_column(boxes):
        boxes = _best_surrounded(scene, boxes, anchor)
    if len(boxes) > 1:
        raise Contradiction(f"{len(boxes)} things read {anchor.text or target.words!r}, and nothing tells them apart")
    if not boxes:
        return None
    element = next((one for one in elements if one.box == boxes[0]), None)
    box = boxes[0] if element else _thing(scene, boxes[0])
    return Found(inside(box, target), box, "text", 0.9, element=element)


def by_surroundings(scene: Scene, target: Target, elements: Sequence[Element]) -> Found | None:
    """The one among things without a name or text around which the recorded neighbours stand as they did.

    Raises Contradiction when they stand so around two.
    """
    anchor = target.anchor
    if anchor is None or not elements:
        return None
    apart = sorted((apart_px, n) for n, one in enumerate(elements)
                   if (apart_px := _off_px(scene, one.box, anchor)) is not None)  # fmt: skip
    if not apart:
        return None
    best = elements[apart[0][1]]
    if len(apart) > 1 and apart[1][0] < apart[0][0] + best.box.height / 2:
        raise Contradiction(f"{len(apart)} things may be {target.words!r}, and nothing tells them apart")
    return Found(inside(best.box, target), best.box, "text", 0.9, element=best)


def _off_px(scene: Scene, box: Box, anchor: Anchor) -> float | None:
    """How far off the recorded neighbours stand around a box, on average; None when too few of them are there."""
    offs = [off for n in range(len(anchor.landmarks)) if (off := _neighbour_off_px(scene, box, anchor, n)) is not None]
    enough = len(offs) >= _LEAST_NEIGHBOURS and 2 * len(offs) >= len(anchor.landmarks)
    return sum(offs) / len(offs) if enough else None


def _level(one: Box, other: Box) -> bool:
    return other.y0 <= one.center.y < other.y1 or one.y0 <= other.center.y < one.y1


def _in_a_column(boxes: Sequence[Box]) -> bool:
    """Whether two are below each other, as in the rows of a list: where they stand says nothing of which is meant."""
    lefts = sorted(box.x0 for box in boxes)
    return any(right - left <= _SAME_LEFT for left, right in pairwise(lefts))


def _with_text(scene: Scene, anchor: Anchor) -> list[Box]:
    if len(folded(anchor.text)) < _LEAST_LETTERS:
        return []
    lines = [line.box for line in scene.lines if same(line.text, anchor.text)]
    named = [control.box for control in scene.controls if control.label and same(control.label, anchor.text)]
    return lines + [box for box in named if not any(box.has_center_of(line) for line in lines)]


def _of_its_kind(scene: Scene, target: Target) -> list[Box]:
    """The controls that it may be where nothing can be read on it, like a box to tick: its row tells which one is."""
    if target.anchor is None or target.anchor.text or target.kinds is None or not target.row:
        return []
    return [control.box for control in scene.controls if control.kind in target.kinds]


def _thing(scene: Scene, line: Box) -> Box:
    """The control that a line is written on, else the line."""
    around = [control.box for control in scene.controls if control.kind != "text" and control.box.has_center_of(line)]
    return min(around, key=lambda box: box.area, default=line)


def in_its_row(scene: Scene, box: Box, anchor: Anchor, beside: Callable[[str, Box], bool] = _unknown) -> bool:
    """Whether each text of its row stands beside a thing, as far above or below as it was recorded.

    One that can be read nowhere may be out of sight: ``beside`` says so.
    """
    zoom = _zoom(scene, anchor)
    row = [landmark for landmark in anchor.landmarks if landmark.same_row]
    for landmark in row:
        lower = (landmark.box.center.y - anchor.box.center.y) / anchor.scale * zoom
        level = [line for line in scene.lines if _beside(line, box, lower)]
        if not any(same(line.text, landmark.text) or folded(landmark.text) in folded(line.text) for line in level):
            seen = any(same(line.text, landmark.text) for line in scene.lines)
            if seen or not beside(landmark.text, box):
                return False
    return bool(row)


def _beside(line: Line, box: Box, lower: float) -> bool:
    slack = _ROW * max(line.box.height, min(box.height, 2 * line.box.height))
    return abs(line.box.center.y - box.center.y - lower) <= slack


def _zoom(scene: Scene, anchor: Anchor) -> float:
    """Frame pixels per recorded logical pixel, told from the heights of the landmarks that can be read."""
    ratios = [
        line.box.height / (landmark.box.height / anchor.scale)
        for landmark in anchor.landmarks
        for line in scene.lines
        if landmark.box.height and same(line.text, landmark.text)
    ]
    return median(ratios) if ratios else 1.0


def _best_surrounded(scene: Scene, boxes: list[Box], anchor: Anchor) -> list[Box]:
    """Those around which most of the recorded neighbours stand on the recorded side; all when none stands out."""
    scores = [sum(_on_its_side(scene, box, anchor, n) for n in range(len(anchor.landmarks))) for box in boxes]
    top = max(scores)
    best = [box for box, score in zip(boxes, scores, strict=True) if score == top]
    return best if top * 2 >= max(1, len(anchor.landmarks)) else boxes


def _on_its_side(scene: Scene, box: Box, anchor: Anchor, n: int) -> bool:
    return _neighbour_off_px(scene, box, anchor, n) is not None


def _neighbour_off_px(scene: Scene, box: Box, anchor: Anchor, n: int) -> float | None:
    """How far off its recorded place a neighbour stands, as seen from a box; None when it is not on that side of it."""
    landmark, zoom = anchor.landmarks[n], _zoom(scene, anchor)
    right = (landmark.box.center.x - anchor.box.center.x) / anchor.scale * zoom
    lower = (landmark.box.center.y - anchor.box.center.y) / anchor.scale * zoom
    slack = 0.3 * (abs(right) + abs(lower)) + 2 * box.height
    offs = [
        abs(line.box.center.x - box.center.x - right) + abs(line.box.center.y - box.center.y - lower)
        for line in scene.lines
        if same(line.text, landmark.text)
    ]
    return min((off for off in offs if off <= slack), default=None)
