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


@dataclass(frozen=True, slots=True)
class ClickValue:
    """Click what stands behind a name in its line: the link of "Email: ada@example.org"."""

    name: str


@dataclass(frozen=True, slots=True)
class ClickResult:
    """Click one of the results of a search, counted from 1 over all its pages."""

    number: int


@dataclass(frozen=True, slots=True)
class ClickIn:
    """Click what belongs to an entry of a list that holds a text: a picture, or an item of the entry's menu.

    ``count`` entries of those that hold the text, 0 for all.
    """

    entry: str
    what: str
    count: int


@dataclass(frozen=True, slots=True)
class ClickInOrder:
    """Click all numbers on the screen, the smallest first, or the largest."""

    rising: bool


SearchStep = (
    Uncover
    | Unfold
    | FillFrom
    | Suggest
    | PickDay
    | ScrollIn
    | WriteAt
    | ClickValue
    | ClickIn
    | ClickInOrder
    | ClickResult
)
SEARCH_VERBS: dict[str, type[SearchStep]] = {
    "uncover": Uncover,
    "unfold": Unfold,
    "fill_from": FillFrom,
    "suggest": Suggest,
    "day": PickDay,
    "scroll_in": ScrollIn,
    "write_at": WriteAt,
    "click_value": ClickValue,
    "click_in": ClickIn,
    "in_order": ClickInOrder,
    "click_result": ClickResult,
}
"""What these steps are called where a plan is written down."""
