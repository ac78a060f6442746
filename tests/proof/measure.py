"""Asks the eye for every target of a page and judges its answers by the truth."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from eyehand.tools.eye.eye import Eye
from eyehand.tools.eye.location import Location
from eyehand.tools.frames import Frame

from .absent import absent
from .phrases import instructions
from .shots import Shot
from .view import Instruction


class Pictured(Protocol):
    """Something with a frame, and a look that says in words which."""

    @property
    def look(self) -> object: ...
    @property
    def frame(self) -> Frame: ...


Some = TypeVar("Some", bound=Pictured)


@dataclass(frozen=True)
class Answer(Generic[Some]):
    """One question to the eye: what was asked, what it said, and whether that was right.

    ``outcome`` is "hit", "wrong", "ambiguous" or "not_found"; for what is not on the page "right" or "wrong".
    """

    shot: Some
    asked: Instruction
    said: Location
    outcome: str

    @property
    def present(self) -> bool:
        return bool(self.asked.boxes)


@dataclass(frozen=True)
class Reading(Generic[Some]):
    """The answers of one page, the seconds (wall, processor) that looking at it took, and those of all the asking."""

    answers: tuple[Answer[Some], ...]
    look_s: float
    look_cpu_s: float
    ask_s: float


def measure(shots: Iterable[Shot], targets: int, missing: int, only: str = "") -> Iterator[Reading[Shot]]:
    """The eye's answers to so many present and absent targets of each page."""
    asked = ((shot, instructions(shot, targets, only) + (absent(shot, missing) if missing else [])) for shot in shots)
    return answers_to(asked)


def answers_to(asked: Iterable[tuple[Some, list[Instruction]]]) -> Iterator[Reading[Some]]:
    """The eye's answers, screen by screen; every screen is new to it."""
    eye = Eye()
    eye.warm()
    for shot, all_of_it in asked:
        began, began_cpu = time.perf_counter(), time.process_time()
        eye.see(shot.frame)
        seen, seen_cpu = time.perf_counter(), time.process_time()
        answers = tuple(judge(shot, one, eye.locate(shot.frame, one.words)) for one in all_of_it)
        yield Reading(answers, seen - began, seen_cpu - began_cpu, time.perf_counter() - seen)


def judge(shot: Some, asked: Instruction, said: Location) -> Answer[Some]:
    """Whether an answer was right."""
    if not asked.boxes:
        return Answer(shot, asked, said, "wrong" if said.status == "found" else "right")
    if said.status != "found" or said.point is None:
        return Answer(shot, asked, said, said.status)
    hit = any(box.contains(said.point) for box in asked.boxes)
    return Answer(shot, asked, said, "hit" if hit else "wrong")
