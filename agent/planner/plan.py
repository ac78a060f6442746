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
from dataclasses import astuple, dataclass
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class Fill:
    """Put text into a field, replacing what is there; no field means where the focus is."""

    field: str
    text: str


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
class Read:
    """Read a value that is named in words; it becomes the answer."""

    what: str


PlanStep = (
    Fill | Choose | Tick | ClickOn | Hover | DragTo | Keys | ScrollBy | ScrollTo | Open | GoBack | Refresh | Pause
    | See | Attach | AnswerWith | Read
)  # fmt: skip
Plan = tuple[PlanStep, ...]

_VERBS: dict[str, type[PlanStep]] = {
    "fill": Fill, "choose": Choose, "tick": Tick, "click": ClickOn, "hover": Hover, "drag": DragTo, "keys": Keys,
    "scroll": ScrollBy, "scroll_to": ScrollTo, "open": Open, "back": GoBack, "reload": Refresh, "wait": Pause,
    "see": See, "attach": Attach, "dialog": AnswerWith, "read": Read,
}  # fmt: skip
_NAMES = {step: verb for verb, step in _VERBS.items()}
_LINE = re.compile(r"^\d+\. ([a-z_]+) (\[.*\])$")
_MARK = re.compile(r"^\[(\d+) ([a-z-]+)(?: (\d+))?\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a planner stands: the step (from 0), what it did last in it, and how often it did that."""

    step: int = 0
    phase: str = "start"
    times: int = 0

    def __str__(self) -> str:
        return f"[{self.step + 1} {self.phase} {self.times}]"


def write_plan(plan: Sequence[PlanStep]) -> str:
    lines = (
        f"{number}. {_NAMES[type(step)]} {json.dumps(astuple(step), ensure_ascii=False)}"
        for number, step in enumerate(plan, 1)
    )
    return "Plan:\n" + "\n".join(lines)


def read_plan(text: str) -> Plan:
    """The plan in a reply; empty when the reply holds none."""
    steps: list[PlanStep] = []
    for line in text.split("\n"):  # JSON escapes this one; splitlines() knows others
        match = _LINE.match(line)
        if match and match[1] in _VERBS:
            build = cast(Callable[..., PlanStep], _VERBS[match[1]])
            values: list[Any] = json.loads(match[2])
            steps.append(build(*(tuple(value) if isinstance(value, list) else value for value in values)))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return tuple(steps)


def read_cursor(text: str) -> Cursor:
    """The mark in a reply."""
    match = _MARK.search(text)
    return Cursor(int(match[1]) - 1, match[2], int(match[3] or 0)) if match else Cursor()
