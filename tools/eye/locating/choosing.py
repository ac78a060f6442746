"""Which of the things that fit is meant: the best, the one in front, the second, the one at the top right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...geometry import Box
from ..language.phrase import Order, Place
from .candidates import FOUND, Match
from .relations import groups, in_reading_order
from .sight import Sight

_ZONE = 0.15  # of the screen: how far in a bar along its edge reaches
_LEEWAY = 4  # pixels within which two things are as far


def equals(sight: Sight, matches: Sequence[Match], margin: float, *, anywhere: bool = False) -> list[Match]:
    """The best and those nearly as good, in reading order; what lies behind a dialog only if nothing else fits.

    What is in an open menu goes first, unless all of the screen was spoken of (``anywhere``).
    """
    good = [match for match in matches if match.score >= FOUND]
    front = [match for match in good if not _is_covered(sight, match)]
    matches = front or good or list(matches)
    if not matches:
        return []
    best = max(match.score for match in matches)
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: -match.score):
        if match.score > best - margin and not any(_same_thing(match, other) for other in kept):
            kept.append(match)
    ahead = [match for match in kept if sight.in_front(match.box)]
    return ordered(ahead if ahead and len(ahead) < len(kept) and not anywhere else kept)


def weighed(best: list[Match], matches: Sequence[Match]) -> list[Match]:
    """The best with how far they are ahead of the rest, and how many they are."""
    others = [match.score for match in matches if not any(_same_thing(match, other) for other in best)]
    ahead = min((match.score for match in best), default=0.0) - max(others, default=0.0)
    return [replace(match, margin=round(max(0.0, ahead), 3), among=len(best)) for match in best]


def ordered(matches: Sequence[Match]) -> list[Match]:
    """In reading order."""
    by_box = {match.box: match for match in matches}
    return [by_box[box] for box in in_reading_order(list(by_box))]


def at_place(matches: Sequence[Match], place: Place, whole: Box, *, several: bool = False) -> list[Match]:
    """Those on a side or in a corner of a box; of several the outermost, unless ``several`` are wanted."""
    if place.loose and several:
        edge = [match for match in matches if from_edge(match.box, place, whole) < _ZONE * _side(place, whole)]
        return edge or list(matches)
    fitting = [match for match in matches if place.loose or _is_on(match.box, place, whole)]
    if several or len(fitting) < 2:
        return list(fitting)
    far = [from_edge(match.box, place, whole) for match in fitting]
    return [match for match, distance in zip(fitting, far, strict=True) if distance <= min(far) + _LEEWAY]


def in_order(matches: Sequence[Match], order: Order, distance: dict[Box, float]) -> list[Match]:
    """The one that an ordinal counts to, none when there are too few; nearest first where distances are known."""
    by_box = {match.box: match for match in matches}
    boxes = _counted(list(by_box), order, distance)
    index = len(boxes) // 2 if order.index is None else order.index
    if order.index is None and len(boxes) % 2 == 0:
        return []
    return [by_box[boxes[index]]] if -len(boxes) <= index < len(boxes) else []


def _counted(boxes: list[Box], order: Order, distance: dict[Box, float]) -> list[Box]:
    if order.of and order.of > 1 and len(boxes) != order.of:
        boxes = _group(boxes, order.of, distance)
    if order.axis == "x":
        return sorted(boxes, key=lambda box: (box.x0, box.y0))
    if order.axis == "y":
        return sorted(boxes, key=lambda box: (box.y0, box.x0))
    if any(distance.values()):
        return sorted(boxes, key=lambda box: distance.get(box, 0.0))
    return in_reading_order(boxes)


def _group(boxes: list[Box], count: int, distance: dict[Box, float]) -> list[Box]:
    """So many that stand together, the nearest to what was said."""
    together = [group for group in groups(boxes) if len(group) == count]
    nearest = sorted(together, key=lambda group: min(distance.get(box, 0.0) for box in group))
    return nearest[0] if nearest else []


def _is_covered(sight: Sight, match: Match) -> bool:
    return match.control.covered or sight.is_behind(match.box)


def _same_thing(match: Match, other: Match) -> bool:
    """Whether two matches are one thing to a person: they overlap, or one is the label of the other."""
    if match.box.intersection(other.box).width > 0 and match.box.intersection(other.box).height > 0:
        return True
    return _labels(match.box, other) or _labels(other.box, match)


def _labels(box: Box, other: Match) -> bool:
    words = other.control.label_box
    return words is not None and words.has_center_of(box)


def _side(place: Place, whole: Box) -> int:
    return whole.width if place.x else whole.height


def _is_on(box: Box, place: Place, whole: Box) -> bool:
    """Whether the centre is in the half or quarter of a box; in the middle third for the centre."""
    x = (box.center.x - whole.x0) / max(1, whole.width)
    y = (box.center.y - whole.y0) / max(1, whole.height)
    if place.x == 0 and place.y == 0:
        return 0.25 <= x <= 0.75 and 0.25 <= y <= 0.75
    return (place.x == 0 or (x - 0.5) * place.x > 0) and (place.y == 0 or (y - 0.5) * place.y > 0)


def from_edge(box: Box, place: Place, whole: Box) -> float:
    """How far a box is from the side, corner or centre, in pixels."""
    centre = box.center
    if place.x == 0 and place.y == 0:
        return abs(centre.x - whole.center.x) + abs(centre.y - whole.center.y)
    across = {-1: centre.x - whole.x0, 0: 0, 1: whole.x1 - centre.x}[place.x]
    down = {-1: centre.y - whole.y0, 0: 0, 1: whole.y1 - centre.y}[place.y]
    return across + down
