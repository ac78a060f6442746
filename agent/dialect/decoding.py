"""A reply in the published interface becomes a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from ...tools.actions import Act, Action, Click, Done, Drag, Move, Press, Recall, Scroll, Type, Wait
from ...tools.errors import FormatError
from ...tools.geometry import Box, Point
from . import computer_use, mobile_use, recall
from .arguments import keys_of, number, numbers_in, text_in
from .calls import Call, NoCall, calls_in
from .grid import on_grid, to_pixels
from .keys import MODIFIERS, to_w3c

PIXELS_PER_NOTCH = 100
"""How much of ``pixels`` one wheel notch is; the least is one notch."""
_BUTTONS = {"left_click": "left", "right_click": "right", "middle_click": "middle"}
_COUNTS = {"double_click": 2, "triple_click": 3}
_MOST_NOTCHES, _MOST_WAIT_S = 100, 60.0
_POINTED = (*_BUTTONS, *_COUNTS, "mouse_move", "left_click_drag", "scroll", "hscroll")

Finder = Callable[[str], Point]
"""Where something named in words is; raises FormatError when it is not there, or not only there."""


@dataclass(frozen=True, slots=True)
class Pointing:
    """What a place in a call means: ``area`` is the picture that was sent, in frame pixels.

    ``cursor`` is where the pointer was left; None when nobody knows. ``finder`` points at words, where another model
    does the pointing.
    """

    area: Box
    cursor: Point | None = None
    finder: Finder | None = None


@dataclass(frozen=True, slots=True)
class Decoded:
    """The decision of a reply; ``calls`` is how many were made, ``used`` how many of them are in the decision."""

    decision: Act | Done
    calls: int
    used: int


def decode(reply: str, pointing: Pointing) -> Decoded:
    """The decision in a reply: its first call, with moves of the pointer before it taken into it.

    Raises FormatError with a sentence that helps the model; nothing is guessed.
    """
    try:
        words, calls = calls_in(reply)
        flat = [one for call in calls for one in _computer_use(call)]
        decision, used = _decide(flat, words, pointing)
    except FormatError as error:
        raise FormatError(str(error), reply) from None
    except NoCall as error:
        raise FormatError(str(error), reply) from None
    return Decoded(decision, len(flat), used)


def _computer_use(call: Call) -> list[Call]:
    if call.name in (computer_use.NAME, recall.NAME):
        return [call]
    same = mobile_use.as_computer_use(call.arguments)
    if isinstance(same, str):
        raise NoCall(same)
    return [Call(computer_use.NAME, arguments, call.cut) for arguments in same]


def _decide(calls: Sequence[Call], words: str, pointing: Pointing) -> tuple[Act | Done, int]:
    for index, call in enumerate(calls):
        if call.name == recall.NAME:
            query = " ".join(text_in(call.arguments, recall.NAME, "query").split())
            if not query:
                raise NoCall("recall needs a `query`: words that stood on the screen")
            return Act(action=Recall(query=query), target=words or None), index + 1
        moves_on = _name(call) == "mouse_move" and index + 1 < len(calls) and _needs_cursor(calls[index + 1])
        if not moves_on:
            break
        pointing = Pointing(pointing.area, _place(call, pointing), pointing.finder)
    else:
        raise NoCall("your reply holds no tool call")
    name = _name(call)
    if name == "answer":
        answer, follows = text_in(call.arguments, name), calls[index + 1 : index + 2]
        if follows and _name(follows[0]) == "terminate":
            return _done(follows[0], words, answer), index + 2
        return Done(status="success", answer=answer, reason=words), index + 1
    if name == "terminate":
        return _done(call, words, None), index + 1
    action = _action(name, call, pointing)
    target = call.arguments.get("target")
    said = target.strip() if isinstance(target, str) and target.strip() else words
    return Act(action=action, target=said or None), index + 1


def _name(call: Call) -> str:
    name = call.arguments.get("action")
    known = name.strip().lower() if isinstance(name, str) else name
    if known not in computer_use.ACTIONS:
        raise NoCall(f"{name!r} is no action; the actions are: {', '.join(computer_use.ACTIONS)}")
    return cast("str", known)


def _needs_cursor(call: Call) -> bool:
    """Whether a call happens where the cursor is, so that a move before it belongs to it."""
    if call.name == recall.NAME:
        return False
    name = _name(call)
    return name == "left_click_drag" or (name in _POINTED and not _has_place(call))


def _has_place(call: Call) -> bool:
    return any(call.arguments.get(key) not in (None, "", []) for key in ("coordinate", "target"))


def _done(call: Call, words: str, answer: str | None) -> Done:
    status = str(call.arguments.get("status")).strip().lower()
    if status not in computer_use.STATUSES:
        raise NoCall("terminate needs a `status`: success, or failure when the task cannot be done")
    return Done(status="success" if status == "success" else "infeasible", answer=answer, reason=words)


def _action(name: str, call: Call, pointing: Pointing) -> Action:
    if name in _POINTED:
        return _pointed(name, call, pointing)
    match name:
        case "key":
            return Press(keys=keys_of(call.arguments))
        case "type":
            return Type(text=text_in(call.arguments, name))
        case _:
            seconds = call.arguments.get("time")
            if seconds is None and call.cut:
                raise NoCall("your wait call is cut off; write it whole")
            return Wait(seconds=1.0 if seconds is None else max(0.0, min(_MOST_WAIT_S, number(seconds, "time"))))


def _pointed(name: str, call: Call, pointing: Pointing) -> Action:
    _no_modifiers(name, call)
    if name == "mouse_move":
        return Move(at=_place(call, pointing))
    if name == "left_click_drag":
        if pointing.cursor is None:
            raise NoCall("left_click_drag starts where the cursor is; put it there with mouse_move first")
        return Drag(start=pointing.cursor, end=_place(call, pointing))
    if name in ("scroll", "hscroll"):
        return _scroll(name, call, pointing)
    at = _place(call, pointing) if _has_place(call) else _here(name, call, pointing)
    if name in _COUNTS:
        return Click(at=at, count=_COUNTS[name])
    return Click.model_validate({"at": at, "button": _BUTTONS[name]})


def _scroll(name: str, call: Call, pointing: Pointing) -> Scroll:
    pixels = number(call.arguments.get("pixels"), "pixels")
    if pixels == 0:
        raise NoCall(f"{name} needs `pixels` other than 0: positive is up, negative is down")
    notches = min(_MOST_NOTCHES, max(1, round(min(abs(pixels), 1e6) / PIXELS_PER_NOTCH)))
    if call.cut and not _has_place(call):
        raise NoCall(f"your {name} call is cut off; write it whole")
    at = _place(call, pointing) if _has_place(call) else pointing.cursor or pointing.area.center
    if name == "scroll":
        return Scroll(at=at, dy_notches=-notches if pixels > 0 else notches)
    return Scroll(at=at, dx_notches=notches if pixels > 0 else -notches)


def _here(name: str, call: Call, pointing: Pointing) -> Point:
    if pointing.cursor is None or call.cut:
        raise NoCall(f"{name} needs {'a `target`' if pointing.finder else 'a `coordinate`'}: where on the screen")
    return pointing.cursor


def _place(call: Call, pointing: Pointing) -> Point:
    if pointing.finder is not None:
        target = call.arguments.get("target")
        if not isinstance(target, str) or not target.strip():
            raise NoCall(f"{_name(call)} needs a `target`: what to point at, in words")
        return pointing.finder(target.strip())
    given = call.arguments.get("coordinate")
    numbers = numbers_in(given)
    if numbers is None or len(numbers) not in (2, 4):
        raise NoCall(f"the coordinate {given!r} is no [x, y]; give two numbers from 0 to 1000")
    if not on_grid(*numbers):
        raise NoCall(f"the coordinate {given!r} is off the screen; x and y go from 0 to 1000, whatever its size")
    if any(0 < value < 1 for value in numbers) and all(value <= 1 for value in numbers):
        raise NoCall(f"the coordinate {given!r} looks like fractions; x and y go from 0 to 1000")
    if len(numbers) == 4:  # some models give the box of what they mean
        x0, y0, x1, y1 = numbers
        if x1 < x0 or y1 < y0:
            raise NoCall(f"the coordinate {given!r} is no box [x0, y0, x1, y1]; give [x, y]")
        numbers = [(x0 + x1) / 2, (y0 + y1) / 2]
    return to_pixels(numbers[0], numbers[1], pointing.area)


def _no_modifiers(name: str, call: Call) -> None:
    text = call.arguments.get("text")
    names = to_w3c([text]) if isinstance(text, str) and text else ()
    if not isinstance(names, str) and any(key in MODIFIERS for key in names):
        raise NoCall(f"{name} cannot hold keys here; leave `text` away")
