"""What one reading of a target means among the things of a scene."""

from __future__ import annotations

from dataclasses import replace

from ...geometry import Box
from ..language.phrase import Target
from .candidates import FOUND, Match, candidates
from .choosing import at_place, equals, from_edge, in_order, ordered, weighed
from .linking import linked
from .sight import Sight

_MARGIN = 0.05  # scores closer than this are equal
_ROLE_MARGIN = 0.02  # without a name: "the switch" is a check box only where there are no switches
_NEARLY = 0.15  # where several are wanted
_LITERAL = 0.8  # a more literal reading is taken from here
_COUNTED = 0.7  # what is counted must be called so rather surely
_ROW = 0.65  # the score of a row that is counted by a noun
_LEEWAY = 4  # pixels within which two things are as near


class Resolver:
    """Resolves targets on one scene, only to controls of some kinds when they are given; answers are kept."""

    def __init__(self, sight: Sight, kinds: frozenset[str] | None = None) -> None:
        self._sight = sight
        self._kinds = kinds
        self._known: dict[tuple[Target, bool], list[Match]] = {}

    def means(self, target: Target, *, inner: bool = False) -> list[Match]:
        """The things that a target means, equally well, in reading order; ``inner`` is one that another refers to."""
        key = (target, inner)
        if key not in self._known:
            self._known[key] = self._literally(target, inner=inner) or self._means(target, inner=inner)
        return self._known[key]

    def _literally(self, target: Target, *, inner: bool) -> list[Match]:
        for other in target.instead:
            instead = replace(other, links=target.links, place=other.place or target.place, several=target.several)
            found = self.means(instead, inner=inner)
            if found and found[0].score >= _LITERAL:
                return found
        return []

    def _means(self, target: Target, *, inner: bool) -> list[Match]:
        kinds = None if inner else self._kinds
        matches = candidates(self._sight, target, kinds, inner=inner)
        if self._counts_rows(target, matches):
            target = replace(target, name="", role="row", kinds=("row",), instead=())
            matches = [replace(m, score=_ROW) for m in candidates(self._sight, target, kinds, inner=inner)]
        scene = self._sight.scene
        if not target.links:
            return self._choose(target, matches, {}, Box(0, 0, scene.width, scene.height))
        found = linked(self._sight, target, matches, lambda anchor: self.means(anchor, inner=True))
        return [] if found is None else self._choose(found.target, found.matches, found.distance, found.whole)

    def _counts_rows(self, target: Target, matches: list[Match]) -> bool:
        """Whether "the third message", or the selected one, means a row: at most one text is called so."""
        said = "selected" in target.states if target.order is None else not target.order.of
        if not said or not target.name or target.exact or target.kinds:
            return False
        good = [match for match in matches if match.score >= _COUNTED and match.evidence != "part"]
        rows = sum(item.kind == "row" for item in self._sight.parts)
        return rows > 1 and len(good) < 2 and all(match.control.kind in ("text", "link") for match in good)

    def _choose(self, target: Target, matches: list[Match], distance: dict[Box, float], whole: Box) -> list[Match]:
        margin = _ROLE_MARGIN if not target.name else _NEARLY if target.several else _MARGIN
        order, place = target.order, target.place
        best = weighed(equals(self._sight, matches, margin, anywhere=place is not None and not target.links), matches)
        if best and best[0].score < (_COUNTED if order and target.name else FOUND):
            return [] if target.links or order else best
        if place is not None:
            best = at_place(best, place, whole, several=target.several or order is not None)
        if order is not None:
            if (
                len(best) == 1
                and target.name
                and not target.exact
                and best[0].control.kind == "text"
                and not target.kinds
            ):
                return []  # the only text of that name is not "the first message"
            if order.of and place is not None and not distance:
                distance = {match.box: from_edge(match.box, place, whole) for match in best}
            return in_order(best, order, distance)
        if distance and not target.several and best:
            reach = min(distance.get(match.box, 0.0) for match in best)
            best = [match for match in best if distance.get(match.box, 0.0) <= reach + _LEEWAY]
        return ordered(best)
