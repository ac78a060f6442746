"""The screen history: what a decider is shown, as an append-only sequence of parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from ..env.events import Event, Instructed, Marked, Observed, Picture, Recalled, Receipt, Replied, Resumed, Withheld
from ..tools.frames import Frame

TextKind = Literal[
    "instruction", "expect", "time", "page", "note", "error", "dialog", "file_chooser", "fate", "receipt", "tab",
    "desktop", "window", "gone", "left_out", "recalled", "marked",
]  # fmt: skip
CLIP_SHRINK = 2
"""Frames of a clip are shown at half their width and height: what flashed by is told, for a quarter of the tokens."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words for the decider; ``kind`` says what they are about: "desktop" is the title of the active window, "gone" the
    time of a picture that is shown no longer, or only in a strip, "left_out" how many steps are told no longer,
    "recalled" what could be read on earlier screens, "marked" that a person marked the screen before it.
    """

    kind: TextKind
    text: str


@dataclass(frozen=True, slots=True)
class Screen:
    """A picture by path, with its size in pixels and its time; ``settled`` is False for frames of a clip.

    Its width and height are divided by ``shrink`` when it is shown to a model; a ``pinned`` one is always shown.
    """

    path: Path
    width: int
    height: int
    scale: float
    time_s: float
    settled: bool
    shrink: int = 1
    pinned: bool = False

    def open(self) -> Frame:
        """The frame itself, from disk; the newest few are kept decoded."""
        return _open(self)


@dataclass(frozen=True, slots=True)
class Strip:
    """Old pictures side by side as one, oldest first: in rows, from left to right."""

    screens: tuple[Screen, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A reply of a decider, word for word."""

    by: str
    text: str


Part = Text | Screen | Strip | Said


@dataclass(frozen=True, slots=True)
class History:
    """Immutable and append-only; ``generation`` counts folds (``folding``), and between two a prefix never changes."""

    parts: tuple[Part, ...] = ()
    generation: int = 0
    folded: int = 0
    """How many of the parts came out of the last fold."""

    def append(self, parts: Iterable[Part]) -> History:
        return replace(self, parts=(*self.parts, *parts))

    def current(self) -> History:
        """The parts since the last instruction, that one included."""
        for index in range(len(self.parts) - 1, -1, -1):
            part = self.parts[index]
            if isinstance(part, Text) and part.kind == "instruction":
                return replace(self, parts=self.parts[index:])
        return self

    def texts(self, kind: TextKind) -> tuple[str, ...]:
        return tuple(part.text for part in self.parts if isinstance(part, Text) and part.kind == kind)

    @property
    def screens(self) -> tuple[Screen, ...]:
        """The settled pictures that are shown by themselves, oldest first."""
        return tuple(part for part in self.parts if isinstance(part, Screen) and part.settled)

    @property
    def replies(self) -> tuple[Said, ...]:
        return tuple(part for part in self.parts if isinstance(part, Said))

    def since_input(self) -> tuple[Screen, ...]:
        """The pictures taken since the last input was sent, whatever instruction it was for; clips included."""
        parts = self.parts
        start = max((n for n, part in enumerate(parts) if isinstance(part, Text) and part.kind == "receipt"), default=0)
        return tuple(part for part in parts[start:] if isinstance(part, Screen))

    def since_reply(self) -> tuple[Part, ...]:
        """The parts after the last reply: what is new."""
        for index in range(len(self.parts) - 1, -1, -1):
            if isinstance(self.parts[index], Said):
                return self.parts[index + 1 :]
        return self.parts


def parts_of(event: Event, folder: Path) -> tuple[Part, ...]:
    """What an event of a trajectory adds to the history: the same live and after a resume."""
    match event:
        case Instructed():
            return (Text("instruction", event.text), *(Text("expect", text) for text in event.expect))
        case Resumed():
            return (Text("fate", event.last_action),)
        case Withheld():
            return (Text("fate", "withheld"),)
        case Receipt():
            return (Text("receipt", event.error or "done"),)
        case Marked():
            return (Text("marked", ""),)
        case Recalled():
            return tuple(_recalled(event, folder))
        case Replied():
            said = Said(event.by, event.text)
            return (said, Text("error", event.error)) if event.error else (said,)
        case Observed():
            return tuple(_observed(event, folder))
        case _:
            return ()


def _observed(event: Observed, folder: Path) -> Iterable[Part]:
    yield Text("time", f"<{event.time_s:.1f} seconds>")
    if event.error:
        yield Text("error", event.error)
    for picture in event.clip:
        yield _screen(picture, folder, settled=False)
    yield screen_of(event, folder)
    if event.url is not None:
        yield Text("page", f"{event.title or ''} {event.url}".strip())
    else:
        yield Text("desktop", event.title or "")
    for note in event.notes:
        yield Text("note", note)
    for title in event.tabs:
        yield Text("tab", title)
    for title in event.windows:
        yield Text("window", title)
    if event.dialog:
        yield Text("dialog", event.dialog)
    if event.file_chooser:
        yield Text("file_chooser", "a file chooser is open")


def _recalled(event: Recalled, folder: Path) -> Iterable[Part]:
    """Every finding in words, the best with its picture, which stays."""
    if not event.found:
        yield Text("recalled", f"Nothing that could be read on an earlier screen is like {event.query!r}.")
    for one in event.found:
        yield Text("recalled", f"At <{one.picture.time_s:.1f} seconds> it said: {one.text}")
    for one in event.found[:1]:
        yield replace(_screen(one.picture, folder, settled=False), shrink=1, pinned=True)


def screen_of(event: Observed, folder: Path) -> Screen:
    """The settled picture of an observation."""
    return _screen(event.frame, folder, settled=True)


def _screen(picture: Picture, folder: Path, *, settled: bool) -> Screen:
    size = (picture.width, picture.height, picture.scale)
    return Screen(folder / picture.path, *size, picture.time_s, settled=settled, shrink=1 if settled else CLIP_SHRINK)


@lru_cache(maxsize=4)
def _open(screen: Screen) -> Frame:
    return Frame.open(screen.path, scale=screen.scale, time_s=screen.time_s)
