"""Steps that go by the numbers on the screen: in order, the least, until one fits, by halving."""

from __future__ import annotations

import re
from dataclasses import replace

from ....tools.actions import Click, Type
from ....tools.geometry import Box
from ..plan import Cursor
from ..searches import ClickBest, ClickInOrder, ClickUntil, Guess
from .kinds import of_kind
from .moves import GiveUp, Move, Next, do
from .seeking import seek
from .view import FILLABLE, View

_NUMBER = re.compile(r"[-−–]?\d+(?:\.\d+)?")
_PRICE = re.compile(r"[$€£]\s?(\d[\d,]*(?:\.\d+)?)")
_SPAN = re.compile(r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*m)?", re.IGNORECASE)
_MOST = 8


def click_in_order(step: ClickInOrder, cursor: Cursor, view: View) -> Move:
    """The numbers that could be read when the step began, one after the other."""
    done = cursor.times + 1 if cursor.phase == "number" else 0
    found = sorted(_numbers(view.begun(Cursor(cursor.step))), key=lambda each: each[0], reverse=not step.rising)
    if not found:
        return seek(cursor, view, "numbers")
    if done >= len(found):
        return Next()
    value, box = found[done]
    return do(cursor, "number", Click(at=box.center), f"click the number {value:g}")


def _numbers(view: View) -> list[tuple[float, Box]]:
    """The numbers that stand alone, also lone digits that are seen as pictures."""
    texts = [(line.text.strip(), line.box) for line in view.eye.read(view.frame)]
    texts += [(view.eye.spell(view.frame, c.box), c.box) for c in view.scene.controls if c.kind == "icon"]
    plain = [(re.sub("[−–]", "-", text), box) for text, box in texts if _NUMBER.fullmatch(text)]
    return [(float(text), box) for text, box in plain]


def click_best(step: ClickBest, cursor: Cursor, view: View) -> Move:
    """Click the words with the best amount; those of a duration are but told, and the button is below them."""
    if cursor.phase == "best" and view.fate == "done":
        return Next()
    lines = view.eye.read(view.frame)
    amounts = [(value, line) for line in lines if (value := _amount(line.text, step.kind)) is not None]
    if not amounts:
        return seek(cursor, view, f"amounts of {step.kind}")
    _, best = min(amounts, key=lambda each: each[0] if step.least else -each[0])
    box = best.box
    if step.kind != "price":
        below = [line.box for line in lines if line.box.center.y > box.y1]
        box = min(below, key=lambda other: other.y0, default=box)
    return do(cursor, "best", Click(at=box.center), f"click what goes with {best.text!r}")


def _amount(text: str, kind: str) -> float | None:
    if kind == "price":
        match = _PRICE.search(text)
        return float(match[1].replace(",", "")) if match else None
    for match in _SPAN.finditer(text):
        if match[1] or match[2]:
            return 60 * int(match[1] or 0) + int(match[2] or 0)
    return None


def click_until(step: ClickUntil, cursor: Cursor, view: View) -> Move:
    """Press, look at the number, press again while it does not fit."""
    pressed = cursor.times + 1 if cursor.phase == "until" else 0
    if pressed and any(_fits(value, step) for value, _ in _numbers(view)):
        return Next()
    if pressed >= _MOST:
        return GiveUp(f"{step.button!r} brought no number that fits in {_MOST} tries")
    place = view.locate(f"the {step.button} button")
    if place.point is None:
        return seek(cursor, view, f"the {step.button} button")
    return do(cursor, "until", Click(at=place.point), f"press {step.button}")


def _fits(value: float, step: ClickUntil) -> bool:
    match step.condition:
        case "less":
            return value < step.limit
        case "greater":
            return value > step.limit
        case parity:
            return value % 2 == (1 if parity == "odd" else 0)


def guess(step: Guess, cursor: Cursor, view: View) -> Move:
    """Select the field, type the middle of what is left, submit; "higher" and "lower" say which half is left.

    What is left is kept in the cursor: ``turn`` is the least, ``inner`` the greatest.
    """
    low, high = (cursor.turn, cursor.inner) if cursor.turn >= 0 else (step.low, step.high)
    if cursor.phase == "submit" and view.fate == "done":
        said = " ".join(line.text for line in view.eye.read(view.frame)).casefold()
        if re.search(r"\b(?:correct|right|yes|well done)\b", said):
            return Next()
        middle = (low + high) // 2
        higher, lower = (re.search(words, said) for words in (r"higher|greater|larger|bigger", r"lower|less|smaller"))
        if bool(higher) == bool(lower):
            return GiveUp("the screen does not say whether the number is higher or lower")
        low, high = (middle + 1, high) if higher else (low, middle - 1)
    if low > high:
        return GiveUp(f"no number from {step.low} to {step.high} is left")
    here = replace(cursor, turn=low, inner=high)
    middle = (low + high) // 2
    if cursor.phase == "field" and view.fate == "done":
        return do(here, "guess", Type(text=str(middle)), f"guess {middle}")
    if cursor.phase == "guess" and view.fate == "done":
        place = view.locate("the Submit button")
        if place.point is None:
            return seek(here, view, "the Submit button")
        return do(here, "submit", Click(at=place.point), "submit the guess")
    fields = of_kind(view.scene, "field", FILLABLE)
    if len(fields) != 1:
        return seek(here, view, "the field for the guess")
    return do(here, "field", Click(at=fields[0].box.center, count=3), "select what is in the field")
