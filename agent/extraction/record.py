"""One thing with a name for each of its values, read from a part of the screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from ...tools.geometry import Box
from .beside import Label, Side, labels_in
from .labels import NAMED
from .things import Sight
from .values import Seen, is_plain
from .wanted import Wanted

_SIDES: tuple[Side, ...] = ("right", "below", "above")
_ALIKE = 0.03  # of a score
_TYPED = 2  # votes of a value that not every text would be


class Twice(ValueError):
    """A field that several names on the screen fit, with different values; the message says which."""


def read_record(sight: Sight, fields: tuple[Wanted, ...], heading: Box | None = None) -> dict[str, Seen]:
    """The values of some fields, as far as they can be seen, by the fields' names.

    Names with a value of their own ("Total: 12", a field) come first; for the others the side on which most have a
    fitting value is that of all, as far as it can be. Of several equal names the first below ``heading`` counts.
    Raises Twice when a field still has two.
    """
    labels = [label for label in labels_in(sight, fields) if label.score >= NAMED]
    sides = _sides_by_votes(labels)
    taken: dict[str, Seen] = {}
    used: set[Box] = set()
    for label in sorted(labels, key=lambda label: -label.score):
        name = label.wanted.name
        if name in taken or label.box in used:
            continue
        rivals = [other for other in labels if other.wanted.name == name and label.score - other.score < _ALIKE]
        values = [(other, value) for other in rivals if other.box not in used and (value := _value(other, sides))]
        if not values:
            continue
        chosen, value = _the_one(values, heading)
        taken[name] = value
        used.add(chosen.box)
    return taken


def _value(label: Label, sides: Sequence[Side]) -> Seen | None:
    for side in ("here", *sides):
        if (seen := label.fitting(side)) is not None:
            return seen
    return label.values.get("here") or (label.values.get(sides[0]) if not is_plain(label.wanted.annotation) else None)


def _the_one(values: list[tuple[Label, Seen]], heading: Box | None) -> tuple[Label, Seen]:
    here = [one for one in values if "here" in one[0].values] or values
    texts = {(value.text, value.ticked) for _, value in here}
    below = [one for one in here if heading and one[0].box.y0 >= heading.y1 and one[0].box.x1 > heading.x0]
    if len(texts) == 1 or (len(below) == 1 and heading):
        return (below or here)[0]
    if below and heading:
        return min(below, key=lambda one: (one[0].box.y0, abs(one[0].box.x0 - heading.x0)))
    shown = " and ".join(repr(value.text) for _, value in here[:3])
    name = here[0][0].wanted.name
    raise Twice(f"{name!r} may be {shown}: {here[0][0].text!r} stands {len(here)} times; say of which part")


def _sides_by_votes(labels: list[Label]) -> list[Side]:
    """The sides on which values are, the most usual first."""
    votes: dict[Side, int] = defaultdict(int)
    costs: dict[Side, list[float]] = defaultdict(list)
    given: dict[Side, dict[Box, set[str]]] = defaultdict(lambda: defaultdict(set))
    for side in _SIDES:
        for label in labels:
            if "here" not in label.values and (seen := label.fitting(side)) is not None:
                given[side][seen.box].add(label.wanted.name)
                costs[side].append(_distance(label.box, seen.box))
                votes[side] += round(10 * label.score) * (1 if is_plain(label.wanted.annotation) else _TYPED)
    usual = {side: median(costs[side]) if costs[side] else 99.0 for side in _SIDES}
    return sorted(_SIDES, key=lambda side: (side == "above", -votes[side], usual[side]))


def _distance(label: Box, value: Box) -> float:
    """From a name to a value, in line heights; to the right it counts a quarter."""
    across, down = max(0, value.x0 - label.x1), max(0, value.y0 - label.y1)
    return (0.25 * across + down) / max(1, label.height)
