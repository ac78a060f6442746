"""From what happened to what was meant: pure logic, without a clock or a browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ...tools.actions import AnswerDialog, Back, Drag, Navigate, Press, Reload, SwitchTab, Upload
from ...tools.browser.recording.happenings import (
    Answered,
    Asked,
    Cancelled,
    Chose,
    Down,
    Filled,
    Happening,
    Pressed,
    Rested,
    Switched,
    Turned,
    Up,
    Went,
)
from ...tools.geometry import Point
from ..base import Dialog
from .intentions import Intention, SecretNames
from .unfinished import Clicking, Filling, Lettering, Turning, Unfinished

NEAR = 6
"""Pixels within which a button that is held counts as not moved."""
DOUBLE_S = 0.5
"""A second click this soon belongs to the first."""
MOST_RESTS = 20
PRESSED_BY_SPACE = frozenset(
    {"button", "checkbox", "link", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "radio", "switch", "tab"}
)


class Grouping:
    """Takes happenings in order and gives back intentions as soon as it is sure of them, in order.

    At most one is in the making; ``pending_s`` is when it began.
    """

    def __init__(self) -> None:
        self._names = SecretNames()
        self._open: Unfinished | None = None
        self._last_s = 0.0
        self._rests: list[Rested] = []
        self._pressed_at: Point | None = None

    @property
    def pending_s(self) -> float | None:
        return self._open.began_s if self._open else None

    def take(self, happening: Happening) -> tuple[Intention, ...]:
        if isinstance(happening, Down):
            self._pressed_at = happening.at
        if isinstance(happening, Rested):
            if self._pressed_at is not None and not _apart(self._pressed_at, happening.at):
                return ()  # something else came under a pointer that was not moved since it pressed
            self._pressed_at = None
            self._rests = [*self._rests[-MOST_RESTS:], happening]
            return ()
        taken = self._taken(happening)
        if not isinstance(happening, Up | Asked):
            self._rests.clear()  # what was done since has changed the screen
        return self._in_order(taken)

    def idle(self, time_s: float) -> tuple[Intention, ...]:
        """Nothing happened up to now: what can no longer be part of something larger is given back."""
        if self._open is not None and self._open.over(time_s):
            return self._in_order(self._finished())
        return ()

    def finish(self) -> tuple[Intention, ...]:
        """Nothing will happen any more."""
        return self._in_order(self._finished())

    def _taken(self, happening: Happening) -> tuple[Intention, ...]:
        match happening:
            case Down():
                return self._down(happening)
            case Up():
                return self._up(happening)
            case Cancelled():
                if isinstance(self._open, Clicking) and self._open.held:
                    self._open = None
                return ()
            case Asked():
                if isinstance(self._open, Clicking):
                    self._open.asks = True
                return ()
            case Turned():
                if isinstance(self._open, Turning) and self._open.goes_on(happening):
                    self._open.add(happening)
                    return ()
                return self._begin(Turning(happening))
            case Filled():
                return self._filled(happening)
            case Pressed():
                return self._pressed(happening)
            case Chose():
                return self._chose(happening)
            case _:
                return (*self._finished(), *_by_browser(happening))

    def _down(self, down: Down) -> tuple[Intention, ...]:
        match self._open:
            case Clicking() as click if click.repeats(down, NEAR, DOUBLE_S):
                click.again(down)
                return ()
            case Clicking() as click if down.field and down.field == click.downs[0].field and not click.held:
                click.more(down)
                return ()
            case Filling() as filling if down.field and down.field == filling.field:
                filling.ended_s = down.time_s
                return ()
            case _:
                return self._begin(Clicking(down, tuple(self._rests)))

    def _up(self, up: Up) -> tuple[Intention, ...]:
        click = self._open
        if not isinstance(click, Clicking) or not click.held:
            return ()
        down = click.downs[-1]
        click.up(up)
        if (up.dragged or _apart(down.at, up.at)) and not down.field and down.button == "left":
            self._open = None
            before = click.without_last()
            return (*before, Intention(Drag(start=down.at, end=up.at), down.element, down.time_s, up.time_s))
        return ()

    def _filled(self, filled: Filled) -> tuple[Intention, ...]:
        match self._open:
            case Filling() as filling if filling.field == filled.field:
                filling.add(filled)
                return ()
            case Clicking() as click if filled.field in {down.field for down in click.downs}:
                self._open = Filling(filled, self._secret(filled), click)
                return ()
            case _:
                return self._begin(Filling(filled, self._secret(filled)))

    def _secret(self, filled: Filled) -> str | None:
        return None if filled.secret is None else self._names.of(*filled.secret)

    def _pressed(self, pressed: Pressed) -> tuple[Intention, ...]:
        role = pressed.element.role if pressed.element else ""
        if pressed.character and not (pressed.keys == (" ",) and role in PRESSED_BY_SPACE):
            if isinstance(self._open, Lettering):
                self._open.add(pressed)
                return ()
            return self._begin(Lettering(pressed))
        press = Intention(Press(keys=pressed.keys[-5:]), pressed.element, pressed.time_s, pressed.time_s)
        return (*self._finished(), press)

    def _chose(self, chose: Chose) -> tuple[Intention, ...]:
        began_s, element = chose.time_s, chose.element
        before: tuple[Intention, ...] = ()
        if isinstance(self._open, Clicking):
            began_s = self._open.began_s
            clicked = self._open.downs[0].element
            if clicked is not None and (clicked.kind == "file" or element is None or not element.box.area):
                element = clicked  # as it was called before it named its files
            self._open = None
        else:
            before = self._finished()
        upload = Upload(paths=tuple(Path(path) for path in chose.paths)) if chose.paths else None
        return before if upload is None else (*before, Intention(upload, element, began_s, chose.time_s))

    def _begin(self, unfinished: Unfinished) -> tuple[Intention, ...]:
        finished = self._finished()
        self._open = unfinished
        return finished

    def _finished(self) -> tuple[Intention, ...]:
        unfinished, self._open = self._open, None
        return unfinished.intentions() if unfinished else ()

    def _in_order(self, intentions: tuple[Intention, ...]) -> tuple[Intention, ...]:
        """With times that never go back: those of two processes may, by a little."""
        ordered: list[Intention] = []
        for one in intentions:
            began_s = max(self._last_s, one.began_s)
            self._last_s = began_s
            ordered.append(replace(one, began_s=began_s, ended_s=max(began_s, one.ended_s)))
        return tuple(ordered)


def _by_browser(happening: Happening) -> tuple[Intention, ...]:
    """What is done with the browser itself."""
    time_s = happening.time_s
    match happening:
        case Answered(kind=kind, message=message, accept=accept, text=text):
            dialog = Dialog(kind, message)
            return (Intention(AnswerDialog(accept=accept, text=text), None, time_s, time_s, dialog),)
        case Went(how="address", url=url):
            return (Intention(Navigate(url=url), None, time_s, time_s),)
        case Went(how=how):
            return (Intention(Back() if how == "back" else Reload(), None, time_s, time_s),)
        case Switched(index=index):
            return (Intention(SwitchTab(index=index), None, time_s, time_s),)
        case _:
            return ()


def _apart(one: Point, other: Point) -> bool:
    return max(abs(one.x - other.x), abs(one.y - other.y)) > NEAR
