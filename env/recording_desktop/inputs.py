"""What a person does at a desktop, one key, button or motion at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...tools.geometry import Point


@dataclass(frozen=True, slots=True)
class Key:
    """A key went down or up. ``text`` is what it types, ``held`` the modifiers; ``repeated``: it was down already."""

    time_s: float
    code: int
    name: str
    text: str = field(repr=False)  # it may be a part of a password
    held: tuple[str, ...] = ()
    down: bool = True
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """A button of the pointer went down or up, at a place of the display: 1 left, 2 middle, 3 right, 4 to 7 wheels."""

    time_s: float
    number: int
    at: Point
    down: bool = True
    held: tuple[str, ...] = ()


Input = Key | Button
