"""Tables of how often the eye was right, as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from eyehand.tools.eye.location import Location

from .view import Instruction


class Judged(Protocol):
    """An answer of the eye: what was asked, what it said, and whether that was right."""

    @property
    def asked(self) -> Instruction: ...
    @property
    def said(self) -> Location: ...
    @property
    def outcome(self) -> str: ...


Some = TypeVar("Some", bound=Judged)
BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def table(what: str, answers: Sequence[Some], key: Callable[[Some], str]) -> str:
    """Hits and the ways to miss, by a key."""
    if not answers:
        return ""
    rows = [f"| {what} | targets | hit | wrong | ambiguous | not found |", "|---|---:|---:|---:|---:|---:|"]
    for name in [*sorted({key(answer) for answer in answers}), "all"]:
        some = [a for a in answers if name == "all" or key(a) == name]
        cells = [
            share(sum(a.outcome == outcome for a in some), len(some))
            for outcome in ("hit", "wrong", "ambiguous", "not_found")
        ]
        rows.append(f"| {name} | {len(some)} | {' | '.join(cells)} |")
    return "\n".join(rows)


def missing_table(answers: Sequence[Judged]) -> str:
    """How often what is not there was not found, by its kind."""
    if not answers:
        return ""
    rows = ["| Absent | targets | never found |", "|---|---:|---:|"]
    for name in [*sorted({a.asked.kind for a in answers}), "all"]:
        some = [a for a in answers if name == "all" or a.asked.kind == name]
        right = sum(a.outcome == "right" for a in some)
        rows.append(f"| {name.removeprefix('absent/')} | {len(some)} | {share(right, len(some))} |")
    return "\n".join(rows)


def reliability(answers: Iterable[Judged]) -> str:
    """Of the answers "found" with a confidence in a bin (present and absent targets), the share that is right."""
    found = [a for a in answers if a.said.status == "found"]
    rows = ["| Confidence of “found” | answers | mean | right |", "|---|---:|---:|---:|"]
    for low, high in pairwise(BINS):
        some = [a for a in found if low <= a.said.confidence < high]
        if some:
            mean = sum(a.said.confidence for a in some) / len(some)
            right = share(sum(a.outcome == "hit" for a in some), len(some))
            rows.append(f"| {low:.2f} to {min(high, 1):.2f} | {len(some)} | {mean:.2f} | {right} |")
    return "\n".join(rows)


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
