"""What an action is: a frozen tagged union, so that an impossible action cannot be written.

Coordinates are pixels of the frame that was looked at, origin top-left; the env converts them to device pixels once.
Durations are seconds, scrolling is in wheel notches. ``Done`` is not an action: it can never reach a screen.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from .geometry import Point


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Move(_Frozen):
    """Put the pointer at a place (a hover)."""

    kind: Literal["move"] = "move"
    at: Point


class Click(_Frozen):
    """Press and release a button; ``count`` 2 is a double click, 3 selects a line."""

    kind: Literal["click"] = "click"
    at: Point
    button: Literal["left", "right", "middle"] = "left"
    count: Annotated[int, Field(ge=1, le=3)] = 1


class Drag(_Frozen):
    """Hold the left button from one place to another."""

    kind: Literal["drag"] = "drag"
    start: Point
    end: Point


class Scroll(_Frozen):
    """Turn the wheel at a place; positive ``dy`` shows what is further down, positive ``dx`` what is to the right."""

    kind: Literal["scroll"] = "scroll"
    at: Point
    dx_notches: Annotated[int, Field(ge=-100, le=100)] = 0
    dy_notches: Annotated[int, Field(ge=-100, le=100)] = 0


class Type(_Frozen):
    """Type text where the focus is. ``{name}`` stands for a secret; it is rendered at the input boundary only."""

    kind: Literal["type"] = "type"
    text: str


class Press(_Frozen):
    """Press keys together, in order, and release them in reverse: ``("Control", "a")``.

    Names are those of the W3C UI Events ``key`` values: ``Enter``, ``Tab``, ``Escape``, ``ArrowDown``, ``F5``, ``a``.
    """

    kind: Literal["press"] = "press"
    keys: Annotated[tuple[str, ...], Field(min_length=1, max_length=5)]


class Wait(_Frozen):
    """Keep looking for a while."""

    kind: Literal["wait"] = "wait"
    seconds: Annotated[float, Field(ge=0, le=60)]


class Navigate(_Frozen):
    """Open an address (browsers only)."""

    kind: Literal["navigate"] = "navigate"
    url: str


class Back(_Frozen):
    """Go back one page (browsers only)."""

    kind: Literal["back"] = "back"


class Reload(_Frozen):
    """Load the page again (browsers only)."""

    kind: Literal["reload"] = "reload"


class SwitchTab(_Frozen):
    """Make another tab the current one, counted from 0 in order of opening (browsers only)."""

    kind: Literal["switch_tab"] = "switch_tab"
    index: Annotated[int, Field(ge=0)]


class Upload(_Frozen):
    """Give files to the file chooser that is open (browsers only)."""

    kind: Literal["upload"] = "upload"
    paths: Annotated[tuple[Path, ...], Field(min_length=1)]


class AnswerDialog(_Frozen):
    """Accept or dismiss the alert, confirm or prompt that is open (browsers only)."""

    kind: Literal["answer_dialog"] = "answer_dialog"
    accept: bool
    text: str = ""


class Launch(_Frozen):
    """Start an application and wait for its window (desktops only).

    ``app`` is a name ("Mousepad", "the text editor") or a command line ("mousepad note.txt").
    """

    kind: Literal["launch"] = "launch"
    app: Annotated[str, Field(min_length=1)]


class FocusWindow(_Frozen):
    """Bring the window to the front whose title is or contains this (desktops only)."""

    kind: Literal["focus_window"] = "focus_window"
    title: Annotated[str, Field(min_length=1)]


class Recall(_Frozen):
    """Have the earlier screen shown again on which words could be read. No screen is touched: the memory answers."""

    kind: Literal["recall"] = "recall"
    query: Annotated[str, Field(min_length=1)]


Action = Annotated[
    Move
    | Click
    | Drag
    | Scroll
    | Type
    | Press
    | Wait
    | Navigate
    | Back
    | Reload
    | SwitchTab
    | Upload
    | AnswerDialog
    | Launch
    | FocusWindow
    | Recall,
    Field(discriminator="kind"),
]


class Act(_Frozen):
    """Do something, with the target in words that it was meant for."""

    kind: Literal["act"] = "act"
    action: Action
    target: str | None = None


class Done(_Frozen):
    """Stop: the decider believes that it has finished, or that it cannot."""

    kind: Literal["done"] = "done"
    status: Literal["success", "failure", "infeasible"]
    answer: str | None = None
    reason: str = ""


Decision = Annotated[Act | Done, Field(discriminator="kind")]
decision_adapter: TypeAdapter[Act | Done] = TypeAdapter(Decision)


def point_of(action: Action) -> Point | None:
    """Where on the frame an action happens, if it happens at a place (a drag: where it ends)."""
    match action:
        case Move(at=at) | Click(at=at) | Scroll(at=at):
            return at
        case Drag(end=end):
            return end
        case _:
            return None


def describe(action: Action) -> str:  # noqa: C901 - one case an action
    """An action in a few words, for a person."""
    match action:
        case Move():
            return "hover"
        case Click(button=button, count=count):
            times = ("click", "double click", "triple click")[count - 1]
            return times if button == "left" else f"{button} {times}"
        case Drag():
            return "drag"
        case Scroll(dx_notches=dx, dy_notches=dy):
            way = ("down" if dy > 0 else "up") if dy else ("right" if dx > 0 else "left")
            return f"scroll {way} {abs(dy or dx)}"
        case Type(text=text):
            return f"type {text!r}"
        case Press(keys=keys):
            return "press " + "+".join(keys)
        case Wait(seconds=seconds):
            return f"wait {seconds:g} s"
        case Navigate(url=url):
            return f"open {url}"
        case Back():
            return "go back"
        case Reload():
            return "reload"
        case SwitchTab(index=index):
            return f"switch to tab {index}"
        case Upload(paths=paths):
            return "upload " + ", ".join(path.name for path in paths)
        case AnswerDialog(accept=accept):
            return "accept the dialog" if accept else "dismiss the dialog"
        case Launch(app=app):
            return f"start {app}"
        case FocusWindow(title=title):
            return f"bring the window {title!r} to the front"
        case Recall(query=query):
            return f"recall {query!r}"
