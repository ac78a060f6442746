"""Steps that look: wait for a text to come or go, read a value, count things, copy a value."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from ....tools.actions import Wait
from ..plan import CopyTo, Cursor, Fill
from .drawing.picking import counted
from .forms import fill
from .moves import Do, GiveUp, Move, Next, do
from .reading import read_value
from .rules import worked_out
from .seeking import seek
from .view import View

_FIGURE = r"\d{1,3}(?:[,.\u2009\u00a0 ]\d{3})+|\d+"
PATIENCE = 15
"""How many seconds a text that is expected may take to appear, or to go."""


def see(text: str, cursor: Cursor, view: View) -> Move:
    if view.saw(text) or view.locate(text).status == "found":
        return Next()
    if cursor.phase == "wait" and cursor.times >= PATIENCE - 1:
        return GiveUp(f"{text!r} did not appear within {PATIENCE} s")
    return do(cursor, "wait", Wait(seconds=1.0), f"wait for {text!r} to appear")


def gone(text: str, cursor: Cursor, view: View) -> Move:
    if not view.sees(text) and view.locate(text).status == "not_found":
        return Next()
    if cursor.phase == "wait" and cursor.times >= PATIENCE - 1:
        return GiveUp(f"{text!r} could still be seen after {PATIENCE} s")
    return do(cursor, "wait", Wait(seconds=1.0), f"wait for {text!r} to go away")


def read(what: str, cursor: Cursor, view: View) -> Move:
    value = read_value(view.eye, view.frame, what)
    return Next(value) if value is not None else seek(cursor, view, f"a value for {what!r}")


def count(what: str, cursor: Cursor, view: View) -> Move:
    """How many there are: a number that the screen states, or the things that fit the words."""
    stated = _stated(what, view)
    if stated is not None:
        return Next(stated)
    things = view.things(what)
    if things:
        return Next(str(len(things)))
    if cursor.phase in ("start", "seek-wait", "seek-top"):
        return seek(cursor, view, what)
    return Next("0")


def _stated(what: str, view: View) -> str | None:
    """The number in "3 unread messages" or "Unread messages: 3"."""
    words = r"\s+".join(re.escape(word) for word in what.split())
    for line in view.eye.read(view.frame):
        match = re.search(rf"(?<![\w.,])({_FIGURE})\s+{words}\b", line.text, re.IGNORECASE)
        if match:
            return match[1]
    value = read_value(view.eye, view.frame, what)
    return value if value is not None and re.fullmatch(_FIGURE, value) else None


def copy(step: CopyTo, cursor: Cursor, view: View) -> Move:
    """Read the value, note it down in the reply, then fill it in."""
    value = view.last_read(cursor.step)
    if value is not None:
        return fill(Fill(step.field, value), cursor, view)
    value = worked_out(view.eye, view.frame, step.what) or read_value(view.eye, view.frame, step.what)
    value = value or counted(step.what, view)
    if value is None:
        return seek(cursor, view, f"a value for {step.what!r}")
    move = fill(Fill(step.field, value), replace(cursor, phase="start", times=0), view)
    if isinstance(move, Do):
        return replace(move, words=f"{move.words}\nread {json.dumps(value, ensure_ascii=False)}")
    return move
