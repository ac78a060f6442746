"""How much a scripted decider is told at once: so many pictures, and words without end."""

from __future__ import annotations

from dataclasses import dataclass

from eyehand.agent.history import History, Screen, Strip
from eyehand.env.events import Cost


@dataclass(frozen=True)
class Room:
    """A memory for so many pictures, strips counted as one, and ten tokens for each part."""

    pictures: int
    parts: int = 10_000

    @property
    def most(self) -> Cost:
        return Cost(tokens=10 * self.parts, pictures=self.pictures)

    def cost(self, history: History) -> Cost:
        shown = sum(isinstance(part, Screen | Strip) for part in history.parts)
        return Cost(tokens=10 * len(history.parts), pictures=shown)
