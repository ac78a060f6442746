"""Finds what a target in words means among the controls of a scene."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from .location import Candidate, Location
from .matching import NO_FIT, Fit, fit
from .phrase import Target, parse_target
from .relations import nearest_to
from .scene import Control, Scene

FOUND = 0.6
"""A best match below this is no match."""
_MARGIN = 0.05  # scores closer than this are equal
_KIND_WEIGHT = {"button": 1.0, "link": 0.99, "checkbox": 1.0, "radio": 1.0, "toggle": 1.0, "text": 0.93}
_ENTRY_WEIGHT = 0.9  # without a role the words themselves are meant rather than the field that they name
_VALUE_WEIGHT = 0.9
_STAND_IN_WEIGHT = 0.72  # plain text for a button or link whose shape was not seen
_QUOTED_PART = 0.7
_HEADING = 1.3  # times the usual height of text


@dataclass(frozen=True)
class Match:
    """A control, the part of it that is meant, and how well it fits."""

    control: Control
    box: Box
    score: float
    how: str


def locate(scene: Scene, words: str) -> Location:
    """Where the target is: found, not found (with near misses), or ambiguous (with the equals, best first)."""
    matches = best_matches(scene, words)
    if len(matches) == 1 and matches[0].score >= FOUND:
        match = matches[0]
        return Location(
            status="found", point=match.box.center, box=match.box, confidence=match.score, how=match.how,
            candidates=(_candidate(match),),
        )  # fmt: skip
    candidates = tuple(_candidate(match) for match in matches[:10])
    if matches and matches[0].score >= FOUND:
        how = f"{len(matches)} things fit {words!r} equally well"
        return Location(status="ambiguous", confidence=matches[0].score / len(matches), how=how, candidates=candidates)
    return Location(status="not_found", how=f"nothing on the screen fits {words!r}", candidates=candidates)


def best_matches(scene: Scene, words: str, kinds: frozenset[str] | None = None) -> list[Match]:
    """The matches that fit best and equally well, in reading order; only controls of ``kinds`` when given.

    Matches below the threshold are near misses and are returned only when there is nothing better.
    """
    literal = _equals(_all_matches(scene, Target(words.strip()), kinds))
    target = parse_target(words)
    if target == Target(words.strip()) or (literal and literal[0].score >= 0.9):
        return literal
    return _choose(scene, target, _all_matches(scene, target, kinds))


def _choose(scene: Scene, target: Target, matches: list[Match]) -> list[Match]:
    if target.relation:
        anchors = _equals(_all_matches(scene, Target(target.anchor), None))
        if not anchors or anchors[0].score < FOUND:
            return []
        good = [match for match in matches if match.score >= FOUND]
        boxes = {match.box: match for match in good}
        near = nearest_to([anchor.box for anchor in anchors], target.relation, list(boxes))
        matches = [boxes[box] for box in near]
    equal = _equals(matches)
    if target.ordinal is None or not equal or equal[0].score < FOUND:
        return equal
    if target.ordinal >= len(equal):
        return []
    return [equal[target.ordinal]]


def _equals(matches: list[Match]) -> list[Match]:
    """The best and those as good, without the ones that lie on a better one; in reading order."""
    if not matches:
        return []
    ordered = sorted(matches, key=lambda match: -match.score)
    kept: list[Match] = []
    for match in ordered:
        if match.score > ordered[0].score - _MARGIN and not any(_same_thing(match, other) for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: (match.box.center.y // 12, match.box.x0))


def _same_thing(match: Match, other: Match) -> bool:
    """Whether two matches are one thing to a person: they overlap, or one is the label of the other."""
    if match.box.intersection(other.box).width > 0 and match.box.intersection(other.box).height > 0:
        return True
    return match.box == other.control.label_box or other.box == match.control.label_box


def _all_matches(scene: Scene, target: Target, kinds: frozenset[str] | None) -> list[Match]:
    usual = _usual_height(scene)
    found: list[Match] = []
    labels = {control.label_box for control in scene.controls if control.kind not in ("text", "link")}
    for control in scene.controls:
        if kinds is not None and control.kind not in kinds:
            continue
        weight = _weight(control, target, usual, labels, asked=kinds is not None)
        if weight > 0 and (match := _match(control, target, weight)):
            found.append(match)
    return found


def _match(control: Control, target: Target, weight: float) -> Match | None:
    if not target.name:
        return Match(control, control.box, 0.8 * weight, f"the {control.kind}") if target.kinds else None
    said, text = fit(target.name, control.label), control.label
    if control.kind in ("field", "dropdown") and control.value:
        inside = fit(target.name, control.value)
        if inside.score * _VALUE_WEIGHT > said.score:
            said, text = inside._replace(score=inside.score * _VALUE_WEIGHT), control.value
    if target.exact and control.kind not in ("text", "link") and said.part != (0.0, 1.0):
        said = NO_FIT  # quoted words are the whole name of a control
    elif target.exact and said.part != (0.0, 1.0):
        said = said._replace(score=max(said.score, _QUOTED_PART))  # or stand as they are in a sentence
    if said.score == 0:
        return None
    box = _part(control.box, said) if control.kind in ("text", "link") else control.box
    how = f"{control.kind} {text!r}, {said.how}" if control.kind != "text" else f"text {text!r}, {said.how}"
    return Match(control, box, round(said.score * weight, 3), how)


def _weight(control: Control, target: Target, usual: float, labels: set[Box | None], *, asked: bool) -> float:
    """How far the kind of a control fits the role that was asked for, 0 to 1."""
    if not target.kinds:
        if control.kind in ("field", "dropdown"):
            return 1.0 if asked else _ENTRY_WEIGHT
        return 1.0 if asked else _KIND_WEIGHT[control.kind]
    if control.kind in target.kinds:
        return 1.0 - 0.03 * target.kinds.index(control.kind)
    clickable_text = "button" in target.kinds or ("dropdown" in target.kinds and target.role == "menu")
    heading = control.box.height > _HEADING * usual
    if control.kind in ("text", "link") and clickable_text and not heading and control.label_box not in labels:
        return _STAND_IN_WEIGHT if target.name else 0.0
    if control.kind == "button" and {"link", "radio"} & set(target.kinds):
        return 0.9
    return 0.0


def _usual_height(scene: Scene) -> float:
    heights = sorted(line.box.height for line in scene.lines)
    return heights[len(heights) // 2] if heights else 0.0


def _part(box: Box, said: Fit) -> Box:
    start, end = said.part
    return box._replace(x0=round(box.x0 + start * box.width), x1=max(round(box.x0 + end * box.width), box.x0 + 1))


def _candidate(match: Match) -> Candidate:
    return Candidate(point=match.box.center, box=match.box, confidence=match.score, how=match.how)
