"""What a clause can open: something that holds for the clauses behind it, to the end of their sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..plan import ForEach, IfSee, PlanStep


@dataclass(frozen=True, slots=True)
class If:
    """If this can be seen: the steps behind it."""

    what: str


@dataclass(frozen=True, slots=True)
class IfTicked:
    """If a box is in this state: the step behind it, which can only be to put it in the other one."""

    label: str
    on: bool


@dataclass(frozen=True, slots=True)
class Each:
    """With each of these: the steps behind it, which call the thing "it"."""

    what: str


@dataclass(frozen=True, slots=True)
class Names:
    """Once for each of these names."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class First:
    """These steps, then those behind it; ``last`` when it is the other way round: "before pressing Save, …"."""

    steps: tuple[PlanStep, ...]
    last: bool = False


Opening = If | IfTicked | Each | Names | First


def flat(steps: Sequence[PlanStep]) -> bool:
    """Whether no step holds others: loops and conditions are one deep."""
    return not any(isinstance(step, ForEach | IfSee) for step in steps)
