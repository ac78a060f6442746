"""The index of a run is filled: the pictures of its trajectory are read in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ...env.events import Event, Observed, Picture
from ...tools.errors import UsageError
from ...tools.eye.scene import Line
from ...tools.frames import Frame
from ...tools.secrets import Secrets
from .index import Index

Read = Callable[[Frame], Iterable[Line]]


class Seen(NamedTuple):
    """A picture of a run: a settled screen, or a frame on the way to one."""

    picture: Picture
    settled: bool


def seen_in(events: Iterable[Event]) -> Iterator[Seen]:
    """The pictures of a trajectory, in order."""
    for event in events:
        if isinstance(event, Observed):
            yield from (Seen(picture, False) for picture in event.clip)
            yield Seen(event.frame, True)


def add(index: Index, number: int, seen: Seen, folder: Path, read: Read, secrets: Secrets) -> None:
    """Read a picture into the index; one that is missing or damaged is in it without text, with a sentence why."""
    picture, trouble, lines = seen.picture, None, ()
    try:
        frame = Frame.open(folder / picture.path, scale=picture.scale, time_s=picture.time_s)
        lines = read(frame)
    except UsageError as error:
        trouble = str(error)
    masked = (replace(line, text=secrets.mask_read(line.text)) for line in lines)
    index.add(number, picture, settled=seen.settled, lines=masked, trouble=trouble)
