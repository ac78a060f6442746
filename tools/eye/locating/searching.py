"""Finds what a target in words means among the controls of a scene."""

from __future__ import annotations

from dataclasses import replace

from ..language.readings import readings
from ..location import Candidate, Location
from ..scene import Scene
from .calibration import probability
from .candidates import FOUND, Match
from .resolving import Resolver
from .sight import sight_of

__all__ = ["FOUND", "Match", "all_matches", "best_matches", "locate"]

_MOST_CANDIDATES = 10


def locate(scene: Scene, words: str) -> Location:
    """Where the target is: found, not found (with near misses), or ambiguous (with the equals, best first).

    ``confidence`` is the probability that the place is right.
    """
    matches = best_matches(scene, words)
    sure = probability(matches)
    shown = tuple(_candidate(match, sure / len(matches)) for match in matches[:_MOST_CANDIDATES])
    if not matches or matches[0].score < FOUND:
        return Location(status="not_found", how=f"nothing on the screen fits {words!r}", candidates=shown)
    if len(matches) > 1:
        how = f"{len(matches)} things fit {words!r} equally well"
        return Location(status="ambiguous", confidence=round(sure / len(matches), 3), how=how, candidates=shown)
    (match,) = matches
    return Location(
        status="found", point=match.box.center, box=match.box, confidence=round(sure, 3), how=match.how,
        candidates=shown,
    )  # fmt: skip


def best_matches(scene: Scene, words: str, kinds: frozenset[str] | None = None) -> list[Match]:
    """The matches that fit best and equally well, in reading order; only controls of ``kinds`` when given.

    Matches below the threshold are near misses and are returned only when there is nothing better.
    """
    resolver = Resolver(sight_of(scene), kinds)
    near: list[Match] = []
    for target, floor in readings(words):
        found = resolver.means(target)
        if found and found[0].score >= floor:
            return found
        missed = [match for match in found if match.score < FOUND]
        if missed and _best(missed) > _best(near):
            near = missed
    return near


def all_matches(scene: Scene, words: str) -> list[Match]:
    """Everything that fits: "Delete buttons", "the rows of the Users table"; in reading order."""
    resolver = Resolver(sight_of(scene))
    for target, floor in readings(words):
        found = [match for match in resolver.means(replace(target, several=True)) if match.score >= floor]
        if found:
            return found
    return []


def _best(matches: list[Match]) -> float:
    return max((match.score for match in matches), default=0.0)


def _candidate(match: Match, confidence: float) -> Candidate:
    return Candidate(point=match.box.center, box=match.box, confidence=round(confidence, 3), how=match.how)
