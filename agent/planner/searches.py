"""Steps that bring to light what is not on the screen yet, or work out what to enter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Uncover:
    """Open tabs, sections, folders or further pages ("tab", "section", "folder", "page") until a text can be seen.

    It is clicked then, unless ``click`` is False.
    """

    target: str
    among: str
    click: bool


@dataclass(frozen=True, slots=True)
class Unfold:
    """Open what is folded on the page: its only section, or the only thing that could be."""


@dataclass(frozen=True, slots=True)
class FillFrom:
    """Fill each empty field that has a name with the value that stands beside the same name elsewhere."""


@dataclass(frozen=True, slots=True)
class Suggest:
    """Type the beginning of an item into a field and take the suggestion that begins and ends so."""

    field: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class PickDay:
    """Choose a day, year-month-day, in the calendar that a field opens."""

    field: str
    day: str


@dataclass(frozen=True, slots=True)
class ScrollIn:
    """Scroll what is inside a box with a text, to its end (positive) or its beginning."""

    target: str
    notches: int


@dataclass(frozen=True, slots=True)
class WriteAt:
    """Write where a form shows no frame: behind the name of a field, or below everything else ("")."""

    name: str
    text: str
