"""What recall answers: a picture on which could be read what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...env.events import Picture
from ...tools.geometry import Box
from .index import Index
from .query import Query
from .ranking import moments


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of text on a picture of a run; ``box`` is in pixels of the picture, ``score`` is 0 to 1.

    Several lines that hold what was asked for together have " … " between them, and a box around all.
    """

    run: Path
    picture: Picture
    text: str
    box: Box
    score: float

    @property
    def frame(self) -> Path:
        """The picture's file."""
        return self.run / self.picture.path

    @property
    def time_s(self) -> float:
        """Seconds since the recording of the run began."""
        return self.picture.time_s

    def as_json(self) -> dict[str, Any]:
        """The object of `eyehand recall --json`."""
        place: dict[str, Any] = {"run": str(self.run), "time_s": self.time_s, "text": self.text, "box": self.box}
        return {**place, "frame": str(self.frame), "score": self.score}


def hits(index: Index, run: Path, query: Query, most: int) -> Iterator[Hit]:
    """Those of a run, of at most so many pictures, the best first."""
    for moment in moments(index, query, most):
        yield Hit(run, index.picture(moment.number), moment.text, moment.box, moment.score)
