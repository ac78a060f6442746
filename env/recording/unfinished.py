"""Intentions in the making: each knows what it will have been."""

from __future__ import annotations

from typing import Protocol

from ...tools.actions import Click, Scroll, Type
from ...tools.browser.recording.happenings import Down, Filled, Pressed, Rested, Turned, Up
from ...tools.geometry import Point
from .intentions import Intention

CLICK_OVER_S = 0.6
"""A click is sure to be no double click any more."""
TURNED_S = 1.0
"""Turns of the wheel with a longer pause between them are two scrolls."""
NOTCH = 100
MOST_NOTCHES = 100


class Unfinished(Protocol):
    @property
    def began_s(self) -> float: ...

    def over(self, time_s: float) -> bool:
        """Whether nothing can be added any more."""
        ...

    def intentions(self) -> tuple[Intention, ...]: ...


class Clicking:
    """One click, or several at one place; on a field, whatever is clicked of it until its value changes."""

    def __init__(self, down: Down, rests: tuple[Rested, ...] = ()) -> None:
        self.downs = [down]
        self._rests = tuple(rest for rest in rests if rest.time_s < down.over_s)
        self.asks = False
        """Whether a page asked for files because of it."""
        self._done: list[Intention] = []
        self._count = 1
        self._ended_s = down.time_s
        self.held = True

    @property
    def began_s(self) -> float:
        return self.downs[0].time_s

    def repeats(self, down: Down, near: int, soon_s: float) -> bool:
        last = self.downs[-1]
        apart = max(abs(last.at.x - down.at.x), abs(last.at.y - down.at.y))
        same = last.button == down.button == "left" and apart <= near and down.time_s - last.time_s <= soon_s
        # The option of a list that opened under the pointer is another thing, however soon it is clicked.
        role = down.element.role if down.element else ""
        return same and self._count < 3 and role != "option" and not self.held

    def again(self, down: Down) -> None:
        self._count += 1
        self.downs.append(down)
        self.held = True

    def more(self, down: Down) -> None:
        """Something else of the same field was clicked: an option of its list."""
        self._done.append(self._click())
        self._count = 1
        self.downs.append(down)
        self.held = True

    def up(self, up: Up) -> None:
        self.held = False
        self._ended_s = up.time_s

    def over(self, time_s: float) -> bool:
        waits = self.held or self.asks or self.downs[0].field or self._kind == "file"
        return not waits and time_s - self._ended_s > CLICK_OVER_S

    def without_last(self) -> tuple[Intention, ...]:
        """The clicks before the last press of the button, which became something else."""
        last = self.downs.pop()
        self._count -= 1
        found = self.intentions() if self._count > 0 else tuple(self._done)
        self.downs.append(last)
        return found

    def intentions(self) -> tuple[Intention, ...]:
        return (*self._done, self._click())

    @property
    def _kind(self) -> str:
        element = self.downs[0].element
        return element.kind if element else ""

    def _click(self) -> Intention:
        first = self.downs[-self._count]
        action = Click(at=first.at, button=first.button, count=self._count)
        ended_s = max(first.time_s, self._ended_s)
        rests = self._rests if first is self.downs[0] else ()
        return Intention(action, first.element, first.time_s, ended_s, rests=rests, over_s=first.over_s)


class Filling:
    """A field gets another value; ``click`` is how the person came to it."""

    def __init__(self, filled: Filled, secret: str | None, click: Clicking | None = None) -> None:
        self.field = filled.field
        self._first = filled
        self._secret = secret
        self._click = click
        self._value = filled.value or ""
        self.began_s = click.began_s if click else filled.time_s
        self.ended_s = filled.time_s

    def add(self, filled: Filled) -> None:
        self._value = filled.value or ""
        self.ended_s = filled.time_s

    def over(self, time_s: float) -> bool:
        return False  # whatever is typed next may still belong to it

    def intentions(self) -> tuple[Intention, ...]:
        """Nothing but the click when the field holds in the end what it held before."""
        element = self._first.element
        if self._secret is None and self._value == (element.value or ""):
            return self._click.intentions() if self._click else ()
        text = self._value if self._secret is None else f"{{{self._secret}}}"
        return (Intention(Type(text=text), element, self.began_s, self.ended_s),)


class Lettering:
    """Characters are typed where no field is."""

    def __init__(self, pressed: Pressed) -> None:
        self._pressed = [pressed]

    @property
    def began_s(self) -> float:
        return self._pressed[0].time_s

    def add(self, pressed: Pressed) -> None:
        self._pressed.append(pressed)

    def over(self, time_s: float) -> bool:
        return False

    def intentions(self) -> tuple[Intention, ...]:
        first, last = self._pressed[0], self._pressed[-1]
        text = "".join(one.keys[-1] for one in self._pressed)
        return (Intention(Type(text=text), first.element, first.time_s, last.time_s),)


class Turning:
    """The wheel is turned in one direction."""

    def __init__(self, turned: Turned) -> None:
        self._turned = [turned]

    @property
    def began_s(self) -> float:
        return self._turned[0].time_s

    def goes_on(self, turned: Turned) -> bool:
        way = _way(turned)
        soon = turned.time_s - self._turned[-1].time_s <= TURNED_S
        return soon and (way == _way(self._turned[-1]) or way == (0, 0))

    def add(self, turned: Turned) -> None:
        self._turned.append(turned)

    def over(self, time_s: float) -> bool:
        return time_s - self._turned[-1].time_s > TURNED_S

    def intentions(self) -> tuple[Intention, ...]:
        """None when the wheel was hardly touched."""
        first, last = self._turned[0], self._turned[-1]
        dx, dy = (_notches(sum(side)) for side in zip(*((one.dx, one.dy) for one in self._turned), strict=True))
        if not dx and not dy:
            return ()
        return (Intention(_scroll(first.at, dx, dy), None, first.time_s, last.time_s),)


def _scroll(at: Point, dx: int, dy: int) -> Scroll:
    return Scroll(at=at, dx_notches=dx if abs(dx) > abs(dy) else 0, dy_notches=dy if abs(dy) >= abs(dx) else 0)


def _notches(pixels: float) -> int:
    """At least one for what could be seen to move."""
    if abs(pixels) < 1:
        return 0
    whole = max(1, round(abs(pixels) / NOTCH))
    return min(MOST_NOTCHES, whole) * (1 if pixels > 0 else -1)


def _way(turned: Turned) -> tuple[int, int]:
    """The direction that most of it goes in."""
    dx, dy = turned.dx, turned.dy
    if dx == dy == 0:
        return (0, 0)
    return ((dx > 0) - (dx < 0), 0) if abs(dx) > abs(dy) else (0, (dy > 0) - (dy < 0))
