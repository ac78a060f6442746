"""The loop guard: notices that nothing comes of what is done, by mechanical means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..tools.actions import Action, Wait
from ..tools.change import answered, changed
from .history import Screen

REPEATS = 3
STILL = 8


@dataclass(frozen=True, slots=True)
class Turn:
    """An action and the screen that it was decided on."""

    action: Action
    screen: Screen


def stuck(turns: Sequence[Turn]) -> str | None:
    """Why the newest turn leads nowhere, in words; None while there is progress. Waiting is not counted.

    The same action on the same screen three times; two actions taking turns on the same two screens three times;
    eight actions without a visible change.
    """
    done = [turn for turn in turns if not isinstance(turn.action, Wait)]
    if _repeats(done, period=1):
        return f"the same action was tried {REPEATS} times on the same screen; try something else"
    if _repeats(done, period=2):
        return f"the same two actions took turns {REPEATS} times on the same screens; try something else"
    if len(done) >= STILL and all(_same(done[-1].screen, turn.screen) for turn in done[-STILL:-1]):
        return f"nothing visible has changed for {STILL} actions; try something else"
    return None


def _repeats(turns: list[Turn], period: int) -> bool:
    last = turns[-REPEATS * period :]
    if len(last) < REPEATS * period:
        return False
    pairs = list(zip(last, last[period:], strict=False))
    if period > 1 and last[-1].action == last[-2].action:
        return False
    return all(a.action == b.action for a, b in pairs) and all(_same(a.screen, b.screen) for a, b in pairs)


def _same(a: Screen, b: Screen) -> bool:
    """Whether nothing came of an action: neither much of the screen nor a figure in a field is another."""
    if a.path == b.path:
        return True
    one, other = a.open(), b.open()
    return not (changed(one, other) or answered(one, other))
