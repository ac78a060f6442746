"""A plan: explicit steps in words, with a text form that can be read back.

A planner keeps no state. Its plan is its first reply, and where it stands is the mark at the head of its last one:

    Plan:
    1. fill ["Description", "Taxi to the airport"]
    2. click ["the Save button", "left", 1]

    [1 focus] click the field 'Description'
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, cast

from .drawn import DRAWN_VERBS, DrawnStep
from .searches import SEARCH_VERBS, SearchStep


@dataclass(frozen=True, slots=True)
class Fill:
    """Put text into a field, replacing what is there; no field means where the focus is."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Append:
    """Put text behind what a field holds already."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Put one text in the place of another within what a field holds."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CopyTo:
    """Read a value that is named in words and put it into a field."""

    what: str
    field: str


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose an option of a drop-down or a group of radio buttons; the field may be left out."""

    option: str
    field: str


@dataclass(frozen=True, slots=True)
class Tick:
    """Make a check box ticked or not."""

    label: str
    on: bool


@dataclass(frozen=True, slots=True)
class ClickOn:
    """Click something named in words."""

    target: str
    button: str
    count: int


@dataclass(frozen=True, slots=True)
class Menu:
    """Open a menu and go down its levels to the last entry, which is clicked."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TabTo:
    """Go to a tab by name or number ("Billing", "2", "next"): one of the page when it has such, else the browser's."""

    name: str


@dataclass(frozen=True, slots=True)
class Hover:
    """Put the pointer on something."""

    target: str


@dataclass(frozen=True, slots=True)
class DragTo:
    """Drag one thing onto another."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Keys:
    """Press keys together, by their W3C names."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScrollBy:
    """Scroll the page by wheel notches; positive is down."""

    notches: int


@dataclass(frozen=True, slots=True)
class ScrollTo:
    """Scroll until something named in words can be seen."""

    target: str


@dataclass(frozen=True, slots=True)
class Open:
    """Open an address."""

    url: str


@dataclass(frozen=True, slots=True)
class GoBack:
    """Go back one page."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """Load the page again."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait for some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class See:
    """Wait until a text can be seen; not seeing it is a failure."""

    text: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Wait until a text can be seen no more; that it stays is a failure."""

    text: str


@dataclass(frozen=True, slots=True)
class Attach:
    """Give a file to the page; the target opens the chooser, when none is open."""

    path: str
    target: str


@dataclass(frozen=True, slots=True)
class AnswerWith:
    """Accept or dismiss a dialog of the browser."""

    accept: bool
    text: str


@dataclass(frozen=True, slots=True)
class StartApp:
    """Start an application of a desktop: a name, or a command line."""

    app: str


@dataclass(frozen=True, slots=True)
class Front:
    """Bring a window of a desktop to the front, named by its title or its application."""

    title: str


@dataclass(frozen=True, slots=True)
class SaveAs:
    """Save what the active application of a desktop shows under a name, through its own dialog."""

    name: str


@dataclass(frozen=True, slots=True)
class Read:
    """Read a value that is named in words; it becomes the answer."""

    what: str


@dataclass(frozen=True, slots=True)
class Count:
    """Count the things on the screen that fit some words; the number becomes the answer."""

    what: str


@dataclass(frozen=True, slots=True)
class ForEach:
    """Do steps with each thing that fits some words ("row", "Delete button"), which they call "it"."""

    what: str
    steps: tuple[PlanStep, ...]


@dataclass(frozen=True, slots=True)
class IfSee:
    """Do steps only when something is on the screen (words for a locator, or a text that can be read)."""

    what: str
    steps: tuple[PlanStep, ...]


PlanStep = (
    Fill | Append | Replace | CopyTo | Choose | Tick | ClickOn | Menu | TabTo | Hover | DragTo | Keys | ScrollBy
    | ScrollTo | Open | GoBack | Refresh | Pause | See | Gone | Attach | AnswerWith | StartApp | Front | SaveAs | Read | Count
    | ForEach | IfSee | SearchStep | DrawnStep
)  # fmt: skip
Plan = tuple[PlanStep, ...]

_VERBS: dict[str, type[PlanStep]] = {
    "fill": Fill, "append": Append, "replace": Replace, "copy": CopyTo, "choose": Choose, "tick": Tick,
    "click": ClickOn, "menu": Menu, "tab": TabTo, "hover": Hover, "drag": DragTo, "keys": Keys, "scroll": ScrollBy,
    "scroll_to": ScrollTo, "open": Open, "back": GoBack, "reload": Refresh, "wait": Pause, "see": See, "gone": Gone,
    "attach": Attach, "dialog": AnswerWith, "start": StartApp,
    "front": Front, "save": SaveAs, "read": Read, "count": Count, "each": ForEach, "if": IfSee,
    **SEARCH_VERBS,
    **DRAWN_VERBS,
}  # fmt: skip
_NAMES = {step: verb for verb, step in _VERBS.items()}
_LINE = re.compile(r"^\d+\. ([a-z_]+) (\[.*\])$")
_MARK = re.compile(r"^\[(\d+)(?:\.(\d+)\.(\d+))? ([a-z-]+)(?: (\d+))?\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a planner stands: the step (from 0), what it did last in it, and how often it did that.

    Within a ForEach or IfSee, ``turn`` counts the things and ``inner`` the steps inside, both from 0; -1 outside.
    """

    step: int = 0
    phase: str = "start"
    times: int = 0
    turn: int = -1
    inner: int = -1

    def __str__(self) -> str:
        within = f".{self.turn + 1}.{self.inner + 1}" if self.turn >= 0 else ""
        return f"[{self.step + 1}{within} {self.phase} {self.times}]"


def write_plan(plan: Sequence[PlanStep]) -> str:
    lines = (
        f"{number}. {_NAMES[type(step)]} {json.dumps(_values(step), ensure_ascii=False)}"
        for number, step in enumerate(plan, 1)
    )
    return "Plan:\n" + "\n".join(lines)


def read_plan(text: str) -> Plan:
    """The plan in a reply; empty when the reply holds none."""
    steps: list[PlanStep] = []
    for line in text.split("\n"):  # JSON escapes this one; splitlines() knows others
        match = _LINE.match(line)
        if match and match[1] in _VERBS:
            steps.append(_build(match[1], json.loads(match[2])))
    return tuple(steps)


def read_cursor(text: str) -> Cursor:
    """The mark in a reply."""
    match = _MARK.search(text)
    if match is None:
        return Cursor()
    turn, inner = (int(match[group] or 0) - 1 for group in (2, 3))
    return Cursor(int(match[1]) - 1, match[4], int(match[5] or 0), turn, inner)


def _values(step: PlanStep) -> list[Any]:
    """The fields of a step as JSON; steps within it as [verb, fields]."""
    values: list[Any] = [getattr(step, field.name) for field in fields(step)]
    if isinstance(step, ForEach | IfSee):
        values[-1] = [[_NAMES[type(inner)], _values(inner)] for inner in step.steps]
    return values


def _build(verb: str, values: list[Any]) -> PlanStep:
    kind = _VERBS[verb]
    if kind is ForEach or kind is IfSee:
        values = [*values[:-1], tuple(_build(*inner) for inner in values[-1])]
    make = cast(Callable[..., PlanStep], kind)
    return make(*(tuple(cast(list[Any], value)) if isinstance(value, list) else value for value in values))
