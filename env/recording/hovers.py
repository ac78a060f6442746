"""The pointer rested on something, and that opened what was clicked next."""

from __future__ import annotations

from ...tools.actions import Move
from ...tools.geometry import Box
from .film import Film
from .intentions import Intention


def hovers(one: Intention, film: Film) -> tuple[Intention, ...]:
    """The hovers without which the thing would not have been there, told from pictures, in order.

    A thing was opened by the last rest before which there was something else at its place; that on which the pointer
    rested may have been opened in turn.
    """
    found: list[Intention] = []
    thing: Box | None = one.element.box if one.element is not None else None
    over_s = one.over_s
    for rest in reversed(one.rests):
        if thing is None or rest.time_s >= over_s or not film.appeared(thing, rest.time_s, over_s):
            continue
        found.append(Intention(Move(at=rest.at), rest.element, rest.time_s, over_s))
        thing, over_s = (rest.element.box if rest.element is not None else None), rest.time_s
    return tuple(reversed(found))
