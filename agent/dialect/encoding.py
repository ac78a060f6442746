"""A decision becomes calls of the published interface."""

from __future__ import annotations

from typing import Any

from ...tools.actions import Act, Action, Click, Done, Drag, Move, Press, Recall, Scroll, Type, Wait
from ...tools.geometry import Box, Point
from . import computer_use, recall
from .calls import Call, write_call
from .decoding import PIXELS_PER_NOTCH
from .grid import to_grid
from .keys import from_w3c

_COUNTED = {2: "double_click", 3: "triple_click"}


def encode(decision: Act | Done, area: Box) -> str:
    """What a model would have replied to decide this; ``area`` is the picture it was sent, in frame pixels.

    Raises ValueError for an action that the interface has no call for (those of browsers, a double click of another
    button, a slanted scroll).
    """
    words = (decision.target if isinstance(decision, Act) else decision.reason) or ""
    said = "\n".join(map(write_call, _said(decision, area)))
    return f"Action: {words}\n{said}" if words else said


def _said(decision: Act | Done, area: Box) -> list[Call]:
    if isinstance(decision, Act) and isinstance(decision.action, Recall):
        return [Call(recall.NAME, {"query": decision.action.query})]
    calls = _ending(decision) if isinstance(decision, Done) else _calls(decision.action, area)
    return [Call(computer_use.NAME, arguments) for arguments in calls]


def _ending(done: Done) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = [] if done.answer is None else [{"action": "answer", "text": done.answer}]
    if answer and done.status == "success":
        return answer
    return [*answer, {"action": "terminate", "status": "success" if done.status == "success" else "failure"}]


def _calls(action: Action, area: Box) -> list[dict[str, Any]]:
    def at(point: Point) -> dict[str, Any]:
        return {"coordinate": list(to_grid(point, area))}

    match action:
        case Move(at=place):
            return [{"action": "mouse_move", **at(place)}]
        case Click(at=place, button=button, count=1):
            return [{"action": f"{button}_click", **at(place)}]
        case Click(at=place, button="left", count=count):
            return [{"action": _COUNTED[count], **at(place)}]
        case Drag(start=start, end=end):
            return [{"action": "mouse_move", **at(start)}, {"action": "left_click_drag", **at(end)}]
        case Scroll(at=place, dx_notches=0, dy_notches=dy):
            return [{"action": "scroll", **at(place), "pixels": -dy * PIXELS_PER_NOTCH}]
        case Scroll(at=place, dx_notches=dx, dy_notches=0):
            return [{"action": "hscroll", **at(place), "pixels": dx * PIXELS_PER_NOTCH}]
        case Type(text=text):
            return [{"action": "type", "text": text}]
        case Press(keys=keys):
            return [{"action": "key", "keys": from_w3c(keys)}]
        case Wait(seconds=seconds):
            return [{"action": "wait", "time": seconds}]
        case _:
            raise ValueError(f"{computer_use.NAME} has no call for {action}")
