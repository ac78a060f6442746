"""Where a target in words is on a frame, and the protocol of everything that can say so."""

from __future__ import annotations

from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

from ..frames import Frame
from ..geometry import Box, Point


class Candidate(BaseModel):
    """One thing that a target may mean. ``box`` is in pixels of the frame; ``point`` is where to click."""

    model_config = ConfigDict(frozen=True)

    point: Point
    box: Box
    confidence: float
    how: str


class Location(BaseModel):
    """The answer of a locator; ``point`` and ``box`` are None unless ``status`` is "found"."""

    model_config = ConfigDict(frozen=True)

    status: Literal["found", "not_found", "ambiguous"]
    point: Point | None = None
    box: Box | None = None
    confidence: float = 0.0
    how: str = ""
    candidates: tuple[Candidate, ...] = ()


class Locator(Protocol):
    """Names a place on a frame for a target in words. Never guesses: absent is not_found, two equal are ambiguous."""

    def locate(self, frame: Frame, target: str) -> Location: ...
