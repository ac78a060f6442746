"""What a person who knows the applications would do, carried out with keys, and clicks on what is named.

Places are told by the accessibility tree, never by our own eye.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import PositiveInt, Tag

from ...tools import actions
from ...tools.errors import EnvError
from ...tools.geometry import Box, Point
from ..variants import Strict, by_key

if TYPE_CHECKING:
    from ...env.desktop import DesktopEnv

PATIENCE_S, POLL_S = 15.0, 0.1
T = TypeVar("T")


class Spot(Strict):
    """A thing that an application shows, by its name or text, its role and application where they are needed."""

    name: str
    role: str | None = None
    application: str | None = None


Place = str | Spot


class ClickOn(Strict):
    """Click something."""

    click: Place
    button: Literal["left", "right"] = "left"
    count: Literal[1, 2] = 1


class Write(Strict):
    """Type where the focus is."""

    type: str


class PressKeys(Strict):
    """Press keys together ("Control+s"), as often as is said."""

    press: str
    times: PositiveInt = 1


class DragOnto(Strict):
    """Drag something onto something else."""

    drag: Place
    to: Place


class Open(Strict):
    """Start an application."""

    launch: str


class ToFront(Strict):
    """Bring a window to the front, by words of its title."""

    focus: str


class AwaitWindow(Strict):
    """Wait until the active window's title has these words."""

    wait: str


class AwaitFile(Strict):
    """Wait until a file is in the home folder."""

    saved: str


class Tell(Strict):
    """Give this answer."""

    say: str


DesktopStep = Annotated[
    Annotated[ClickOn, Tag("click")]
    | Annotated[Write, Tag("type")]
    | Annotated[PressKeys, Tag("press")]
    | Annotated[DragOnto, Tag("drag")]
    | Annotated[Open, Tag("launch")]
    | Annotated[ToFront, Tag("focus")]
    | Annotated[AwaitWindow, Tag("wait")]
    | Annotated[AwaitFile, Tag("saved")]
    | Annotated[Tell, Tag("say")],
    by_key("click", "type", "press", "drag", "launch", "focus", "wait", "saved", "say"),
]


def solve(steps: Sequence[DesktopStep], env: DesktopEnv, patience_s: float = PATIENCE_S) -> str | None:
    """Carry out the steps on a desktop that shows the task's start. Returns the answer.

    Raises EnvError when a step does not find its place within the patience, ActionError when an action cannot be
    carried out.
    """
    answer: str | None = None
    for step in steps:
        match step:
            case Tell(say=text):
                answer = text
            case _:
                _carry_out(step, _Patience(env, patience_s))
                env.observe()
    return answer


@dataclass(frozen=True, slots=True)
class _Patience:
    """A desktop on which something is looked for until it is there."""

    env: DesktopEnv
    patience_s: float

    def until(self, look: Callable[[], T | None], trouble: str) -> T:
        """Look until something is found. Raises EnvError when nothing is within the patience."""
        deadline_s = time.monotonic() + self.patience_s
        while (found := look()) is None:
            if time.monotonic() > deadline_s:
                raise EnvError(f"{trouble} within {self.patience_s:.0f} s")
            again_s = time.monotonic() + POLL_S
            self.env.watch(lambda: time.monotonic() > again_s)  # noqa: B023 - it is asked at once
        return found

    def place(self, place: Place) -> Point:
        """The middle of the one thing that is meant."""
        spot = Spot(name=place) if isinstance(place, str) else place
        words = " ".join(filter(None, (repr(spot.name), spot.role, spot.application)))
        return self.until(
            lambda: _middle(spot, self.env.probe().state()["things"]), f"{words} is not shown, or not once"
        )

    def window(self, words: str) -> None:
        self.until(lambda: words in (self.env.observe().title or "") or None, f"no window {words!r} came to the front")

    def file(self, name: str) -> None:
        self.until(lambda: self.env.probe().files().get(name, "") or None, f"{name} was not saved")


def _carry_out(step: DesktopStep, desktop: _Patience) -> None:
    env = desktop.env
    match step:
        case ClickOn(click=place, button=button, count=count):
            env.step(actions.Click(at=desktop.place(place), button=button, count=count))
        case Write(type=text):
            env.step(actions.Type(text=text))
        case PressKeys(press=keys, times=times):
            for _ in range(times):
                env.step(actions.Press(keys=tuple(keys.split("+"))))
        case DragOnto(drag=start, to=end):
            env.step(actions.Drag(start=desktop.place(start), end=desktop.place(end)))
        case Open(launch=app):
            env.step(actions.Launch(app=app))
        case ToFront(focus=title):
            env.step(actions.FocusWindow(title=title))
        case AwaitWindow(wait=words):
            desktop.window(words)
        case AwaitFile(saved=name):
            desktop.file(name)
        case Tell():
            raise AssertionError(step)


def _middle(spot: Spot, things: Sequence[dict[str, Any]]) -> Point | None:
    """None when it is not shown, or in several places; applications may tell of one thing more than once."""
    fits = [
        Box(*thing["place"])
        for thing in things
        if spot.name in (thing["name"].strip(), thing["text"].strip())
        and spot.role in (None, thing["role"])
        and spot.application in (None, thing["application"])
        and thing["place"]
    ]
    common = reduce(Box.intersection, fits) if fits else Box(0, 0, 0, 0)
    return common.center if common.width > 0 and common.height > 0 else None
