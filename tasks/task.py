"""A task: what is to be done, where it starts, what must be true afterwards."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, PositiveFloat, PositiveInt

from .checks import Check
from .solution import SolutionStep
from .variants import Strict


class Screen(Strict):
    """Where a task starts: an application of ours and the path of a page of it."""

    app: Literal["expenses", "widgets"]
    path: Annotated[str, Field(pattern="^/")] = "/"


class Limits(Strict):
    """What may be spent on a task."""

    max_steps: PositiveInt = 40
    max_seconds: PositiveFloat = 240.0


class Task(Strict):
    """What a person would ask for, and how to tell, without looking at pixels, that it was done.

    ``files`` are laid into the working folder before the start, by name and content. All checks must hold.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    instruction: Annotated[str, Field(min_length=1)]
    screen: Screen
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]
    solution: Annotated[tuple[SolutionStep, ...], Field(min_length=1)]
    files: dict[Annotated[str, Field(pattern=r"^[\w-]+(\.\w+)+$")], str] = Field(default_factory=dict)
    limits: Limits = Limits()
    tags: tuple[str, ...] = ()
