"""Asks the eye for every target of a page and judges its answers by the truth."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eyehand.tools.eye.eye import Eye
from eyehand.tools.eye.location import Location

from .absent import absent
from .phrases import instructions
from .shots import Shot
from .view import Instruction


@dataclass(frozen=True)
class Answer:
    """One question to the eye: what was asked, what it said, and whether that was right.

    ``outcome`` is "hit", "wrong", "ambiguous" or "not_found"; for what is not on the page "right" or "wrong".
    """

    shot: Shot
    asked: Instruction
    said: Location
    outcome: str

    @property
    def present(self) -> bool:
        return bool(self.asked.boxes)


@dataclass(frozen=True)
class Reading:
    """The answers of one page, the seconds (wall, processor) that looking at it took, and those of all the asking."""

    answers: tuple[Answer, ...]
    look_s: float
    look_cpu_s: float
    ask_s: float


def measure(shots: Iterable[Shot], targets: int, missing: int, only: str = "") -> Iterator[Reading]:
    """The eye's answers, page by page; every page is new to it."""
    eye = Eye()
    eye.warm()
    for shot in shots:
        asked = instructions(shot, targets, only)
        asked += absent(shot, missing) if missing else []
        began, began_cpu = time.perf_counter(), time.process_time()
        eye.see(shot.frame)
        seen, seen_cpu = time.perf_counter(), time.process_time()
        answers = tuple(_judge(shot, one, eye.locate(shot.frame, one.words)) for one in asked)
        yield Reading(answers, seen - began, seen_cpu - began_cpu, time.perf_counter() - seen)


def _judge(shot: Shot, asked: Instruction, said: Location) -> Answer:
    if not asked.boxes:
        return Answer(shot, asked, said, "wrong" if said.status == "found" else "right")
    if said.status != "found" or said.point is None:
        return Answer(shot, asked, said, said.status)
    hit = any(box.contains(said.point) for box in asked.boxes)
    return Answer(shot, asked, said, "hit" if hit else "wrong")
