"""What a person meant by keys and buttons: what is complete, what may still go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ...tools.actions import Action, Click, Drag, Press, Scroll, Type
from ...tools.desktop.pointer import BUTTONS, DOWN, LEFT, RIGHT, UP
from ...tools.geometry import Point
from .inputs import Button

AGAIN_S, NEAR = 0.4, 5
"""A press so soon after another one, so near to it (pixels), belongs to a double click: as GTK and Qt have it."""
DRAGGED = 8
"""A button that is let go farther (pixels) from where it was pressed has dragged something: as GTK has it."""
SCROLL_S, TYPING_S, PRESSING_S = 0.8, 5.0, 1.0
"""A pause after which more of the same is something else; a key that is held so long is what it is."""
MOST_NOTCHES = 100
NAMES = {number: name for name, number in BUTTONS.items()}
WHEEL = {UP: (0, -1), DOWN: (0, 1), LEFT: (-1, 0), RIGHT: (1, 0)}


@dataclass(frozen=True, slots=True)
class Intention:
    """What a person meant, from its first input to its last; points are places of the display.

    ``switches`` says that it brought another window to the front, by a key that was held meanwhile. ``notes`` are
    sentences about what the action does not say.
    """

    began_s: float
    ended_s: float
    action: Action = field(repr=False)  # it may hold a password
    notes: tuple[str, ...] = ()
    switches: bool = False


@dataclass(slots=True)
class Typing:
    began_s: float
    ended_s: float
    text: list[str]

    def due_s(self) -> float:
        return self.ended_s + TYPING_S

    def closed(self) -> Intention:
        return Intention(self.began_s, self.ended_s, Type(text="".join(self.text)))


@dataclass(slots=True)
class Clicking:
    began_s: float
    pressed_s: float
    ended_s: float
    at: Point
    number: int
    held: tuple[str, ...]
    count: int = 1
    notes: tuple[str, ...] = ()

    def due_s(self) -> float:
        return self.pressed_s + AGAIN_S

    def continued_by(self, press: Button) -> bool:
        soon = press.time_s - self.pressed_s <= AGAIN_S
        alike = press.number == self.number and press.held == self.held
        return alike and soon and self.count < 3 and not self.notes and near(press.at, self.at, NEAR)

    def closed(self) -> Intention:
        action = Click(at=self.at, button=NAMES[self.number], count=self.count)  # type: ignore[arg-type]
        return Intention(self.began_s, self.ended_s, action, (*self.notes, *noted(self.held, "clicking")))


@dataclass(slots=True)
class Scrolling:
    began_s: float
    ended_s: float
    at: Point
    number: int
    held: tuple[str, ...]
    notches: int = 1

    def due_s(self) -> float:
        return self.ended_s + SCROLL_S

    def continued_by(self, turn: Button) -> bool:
        alike = (turn.number, turn.held) == (self.number, self.held) and self.notches < MOST_NOTCHES
        return alike and turn.time_s - self.ended_s <= SCROLL_S and near(turn.at, self.at, DRAGGED)

    def closed(self) -> Intention:
        dx, dy = (way * self.notches for way in WHEEL[self.number])
        action = Scroll(at=self.at, dx_notches=dx, dy_notches=dy)
        return Intention(self.began_s, self.ended_s, action, noted(self.held, "scrolling"))


@dataclass(slots=True)
class Pressing:
    began_s: float
    ended_s: float
    code: int
    keys: tuple[str, ...]
    repeats: int = 0
    switches: bool = False

    def due_s(self) -> float:
        return float("inf") if self.switches else self.ended_s + PRESSING_S

    def closed(self) -> Intention:
        name = "+".join(self.keys)
        notes = (f"{name} was held down and repeated {self.repeats} times",) if self.repeats else ()
        return Intention(self.began_s, self.ended_s, Press(keys=self.keys), notes, self.switches)


def moved(action: Action, to: Callable[[Point], Point]) -> Action:
    """The action with its points put elsewhere: from places of the display to pixels of a frame."""
    match action:
        case Click(at=at) | Scroll(at=at):
            return action.model_copy(update={"at": to(at)})
        case Drag(start=start, end=end):
            return Drag(start=to(start), end=to(end))
        case _:
            return action


def in_order(intention: Intention, after_s: float) -> Intention:
    """The intention, begun no earlier than the one before ended: two buttons can be down at once."""
    began_s = max(intention.began_s, after_s)
    return replace(intention, began_s=began_s, ended_s=max(intention.ended_s, began_s))


def near(one: Point, other: Point, pixels: int) -> bool:
    return abs(one.x - other.x) <= pixels and abs(one.y - other.y) <= pixels


def noted(held: tuple[str, ...], doing: str) -> tuple[str, ...]:
    return (f"{'+'.join(held)} was held while {doing}; no action has that",) if held else ()
