"""Pictures of a run that nobody painted, with lines that nobody read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eyehand.agent.recall.hits import Hit, hits
from eyehand.agent.recall.index import Index
from eyehand.agent.recall.query import Query
from eyehand.env.events import Picture
from eyehand.tools.eye.scene import Line
from eyehand.tools.geometry import Box

RUN = Path("run")


def box(place: int) -> Box:
    return Box(10, 40 * place, 300, 40 * place + 20)


def picture(number: int) -> Picture:
    return Picture(path=f"frames/{number}.png", width=640, height=400, scale=1.0, time_s=float(number))


def put(index: Index, *texts: str, places: Sequence[int] | None = None, settled: bool = True) -> None:
    """The next picture, with these lines one under the other, or at given places."""
    lines = [Line(text, box(place), 0.9) for text, place in zip(texts, places or range(len(texts)), strict=True)]
    index.add(len(index), picture(len(index)), settled=settled, lines=lines)


def find(index: Index, query: str, most: int = 20) -> list[Hit]:
    return list(hits(index, RUN, Query.of(query), most))


def told(found: list[Hit]) -> list[tuple[int, str]]:
    """Number of the picture, and text."""
    return [(round(hit.time_s), hit.text) for hit in found]
