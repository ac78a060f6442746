"""Steps that hold steps: for each thing, and if something can be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ....tools.geometry import Box
from ..plan import Cursor, ForEach, IfSee, PlanStep
from .moves import Do, GiveUp, Move, Next
from .view import View

_DIALOGS = frozenset({
    "a", "an", "the", "any", "dialog", "popup", "pop-up", "modal", "window", "alert", "banner", "bar", "notice",
    "弹窗", "对话框", "窗口", "提示", "横幅",
})  # fmt: skip
Advance = Callable[[PlanStep, Cursor, View], Move]


def for_each(step: ForEach, cursor: Cursor, view: View, advance: Advance) -> Move:
    """The steps with each thing that is on the screen, top to bottom; things may vanish on the way."""
    first = _boxes(step.what, view.begun(Cursor(cursor.step)))
    if not first:
        return GiveUp(f"no {step.what} can be seen")
    here = replace(cursor, turn=max(cursor.turn, 0), inner=max(cursor.inner, 0))
    while True:
        scope = _scope(step.what, here, view, len(first))
        if scope is None:
            return Next(note=f"{step.what}: {here.turn} in all")
        move = _inside(step.steps, here, replace(view, scope=scope), advance)
        if isinstance(move, GiveUp):
            return GiveUp(f"{step.what} {here.turn + 1}: {move.reason}")
        if isinstance(move, Do):
            return move
        here = Cursor(cursor.step, turn=here.turn + 1, inner=0)


def if_seen(step: IfSee, cursor: Cursor, view: View, advance: Advance) -> Move:
    """The steps, when the thing is on the screen as this step begins."""
    if cursor.turn < 0 and not can_see(step.what, view):
        return Next(note=f"{step.what!r} is not on the screen")
    here = replace(cursor, turn=0, inner=max(cursor.inner, 0))
    return _inside(step.steps, here, view, advance)


def can_see(what: str, view: View) -> bool:
    """Whether something is on the screen: a dialog of any kind, a text, or a thing that a locator finds."""
    words = what.casefold()
    bare = " ".join(word for word in words.split() if word not in _DIALOGS)
    if bare != words and view.dialog is not None:
        return True
    if not bare:
        return any(region.kind == "dialog" for region in view.scene.regions)
    return view.sees(bare) or view.locate(what).status != "not_found"


def _inside(steps: tuple[PlanStep, ...], here: Cursor, view: View, advance: Advance) -> Move:
    """The next act among the inner steps; Next when all of them are done."""
    while here.inner < len(steps):
        move = advance(steps[here.inner], here, view)
        if not isinstance(move, Next):
            return move
        here = Cursor(here.step, turn=here.turn, inner=here.inner + 1)
    return Next()


def _scope(what: str, here: Cursor, view: View, at_first: int) -> Box | None:
    """Where the thing of this turn is; None when there is none left.

    Within a turn the thing may vanish or change (it is deleted, a dialog lies over it): then it is where it was when
    the turn began.
    """
    begun = here.phase != "start" or here.inner > 0
    seen = view.begun(Cursor(here.step, turn=here.turn)) if begun else view
    boxes = _boxes(what, seen)
    index = here.turn - max(0, at_first - len(boxes))
    return boxes[index] if 0 <= index < len(boxes) else None


def _boxes(what: str, view: View) -> list[Box]:
    return [match.box for match in view.things(what)]
