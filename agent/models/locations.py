"""What a reply says of where things are, as a Location."""

from __future__ import annotations

from collections.abc import Sequence

from ...tools.errors import FormatError
from ...tools.eye.location import Candidate, Location
from ...tools.geometry import Box
from ..dialect import grounding
from ..protocols import Unusable
from .wire import Said


def things(said: Said, area: Box) -> list[grounding.Found] | FormatError:
    """The different things in a reply, or why it cannot be read."""
    if said.cut:
        return Unusable("your reply was too long and was cut off; be brief", said.text, said.usage)
    try:
        return _distinct(grounding.found_in(said.text, area))
    except FormatError as error:
        return error


def _distinct(found: Sequence[grounding.Found]) -> list[grounding.Found]:
    """Without boxes that say the same thing twice."""
    kept: list[grounding.Found] = []
    for one in found:
        if all(one.box.iou(other.box) < 0.5 for other in kept):
            kept.append(one)
    return kept


def location(found: Sequence[grounding.Found], how: str, confidence: float = 0.5) -> Location:
    """A model gives no probability: ``confidence`` says how often it was asked and agreed; several things share it."""
    each = confidence / max(1, len(found))
    candidates = tuple(Candidate(point=one.point, box=one.box, confidence=each, how=one.label or how) for one in found)
    if len(found) != 1:
        return Location(status="ambiguous" if found else "not_found", how=how, candidates=candidates)
    return Location(
        status="found", point=found[0].point, box=found[0].box, confidence=each, how=how, candidates=candidates
    )
