"""Folding: what is old in a history is told in fewer tokens, all at once, so that between two folds nothing changes.

Pictures age from whole to half their width and height, then into strips of small ones side by side, then to their time.
The words around them lose what only described the screen; at last whole steps are left out. How far is found by asking
for the exact cost of what would be told, so that the same history folds in the same way, live and after a resume.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from ..env.events import Cost
from ..tools.errors import EnvError
from .aging import Keep, Past
from .history import History

LOW = 0.25
"""A fold leaves this part of what may fill up again: each token is prefilled 1 + LOW / (1 - LOW) times, amortised."""
FULL = 8
"""The newest steps, whose words stay whole when those of all steps would be too much."""


class Memory(Protocol):
    """How much a decider can be told at once."""

    @property
    def most(self) -> Cost:
        """The most that a history may cost, with room left for a reply. Raises EnvError when nobody can say."""
        ...

    def cost(self, history: History) -> Cost:
        """What a history costs, exactly. Raises EnvError for a picture that the decider cannot be shown."""
        ...


def fold(history: History, memory: Memory, low: float = LOW) -> History:
    """The history itself while it fits, else one of the next generation that does (``shortened``)."""
    return history if memory.cost(history).within(memory.most) else shortened(history, memory, low)


def shortened(history: History, memory: Memory, low: float = LOW) -> History:
    """The next generation of a history that does not fit.

    It fills ``low`` (0 to 1) of what there is beyond the least that has to be told. That is the task, word for word,
    and the newest settled picture, whole. Raises EnvError when not even that fits.
    """
    most = memory.most
    past = Past.of(history)
    least = memory.cost(past.told(Keep()))
    if not least.within(most):
        past = past.without_new_clips()
        least = memory.cost(past.told(Keep()))
    if not least.within(most):
        raise EnvError(
            f"the task and the newest screen cost {least}, and there is room for {most}; give a smaller --viewport, "
            "a shorter task, or more --context to a model that has it"
        )
    return past.told(_kept(past, memory, least, least.towards(most, low)))


def _kept(past: Past, memory: Memory, least: Cost, most: Cost) -> Keep:
    """As much as the limit allows: three quarters for words, an eighth for pictures that stay, the rest for others."""

    def fits(keep: Keep, limit: Cost) -> bool:
        return memory.cost(past.told(keep)).within(limit)

    words, pins = least.towards(most, 0.75), least.towards(most, 0.875)
    steps = len(past.steps)
    keep = Keep(steps=steps, full=steps)
    if not fits(keep, words):
        steps = _most(steps, lambda count: fits(Keep(steps=count, full=min(count, FULL)), words))
        keep = Keep(steps=steps, full=min(steps, FULL))
    keep = next((better for better in keep.with_larger_pins() if fits(better, pins)), keep)
    pictures = _most(past.pictures, lambda count: fits(replace(keep, pictures=count), most))
    return replace(keep, pictures=pictures)


def _most(count: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to ``count`` that fits, as far as halving finds it; 0 always does."""
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low
