"""What a person does to a browser, as it happens: before anybody asks what they meant by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...elements import Element
from ...geometry import Point


@dataclass(frozen=True, slots=True)
class Happening:
    """``time_s`` is seconds since the recording began; places are device pixels of the page as it is shown."""

    time_s: float


@dataclass(frozen=True, slots=True)
class Rested(Happening):
    """The pointer came over a thing, then, and rested on it."""

    at: Point
    element: Element | None


@dataclass(frozen=True, slots=True)
class Down(Happening):
    """A button went down. ``field`` tells fields apart, and is empty where none is.

    ``over_s`` is when the pointer came over the thing.
    """

    at: Point
    button: Literal["left", "right", "middle"]
    element: Element | None
    field: str = ""
    over_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Up(Happening):
    """It came up again; ``dragged`` when it carried something there (drag and drop)."""

    at: Point
    dragged: bool = False


@dataclass(frozen=True, slots=True)
class Cancelled(Happening):
    """The button's way is not told to the page any more: a finger that scrolls."""


@dataclass(frozen=True, slots=True)
class Asked(Happening):
    """The page asks for files."""


@dataclass(frozen=True, slots=True)
class Turned(Happening):
    """The wheel was turned, or something was scrolled by its bar: CSS pixels, positive is right, down."""

    at: Point
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Filled(Happening):
    """A field holds ``value`` now; ``element.value`` is what it held before.

    The value of a secret is None; ``secret`` is then what the field calls itself and where it is, else None.
    """

    field: str
    element: Element
    value: str | None
    secret: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Pressed(Happening):
    """Keys, held together. ``character`` when it is one that is typed where no field is."""

    keys: tuple[str, ...]
    element: Element | None
    character: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Chose(Happening):
    """Files were given to a page: absolute paths."""

    paths: tuple[str, ...]
    element: Element | None


@dataclass(frozen=True, slots=True)
class Answered(Happening):
    """A dialog was closed; ``kind`` and ``message`` are those of it."""

    kind: Literal["alert", "confirm", "prompt", "beforeunload"]
    message: str
    accept: bool
    text: str


@dataclass(frozen=True, slots=True)
class Went(Happening):
    """The page was left by the browser's own means: an address, its Back, its Reload."""

    how: Literal["address", "back", "reload"]
    url: str


@dataclass(frozen=True, slots=True)
class Switched(Happening):
    """The person looks at another tab: the number of it, in order of opening; ``closed`` when theirs was closed."""

    index: int
    closed: bool = False
