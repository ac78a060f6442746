"""The instructions that a page is asked for: as many of each kind as it has room for."""

from __future__ import annotations

import random
import re

from . import described, named
from .shots import Shot
from .view import Made, View

_TELLERS = (
    named.by_name, named.by_picture, named.by_state, described.by_number, described.beside, described.in_cells,
    described.in_corners, described.by_colour, described.held,
)  # fmt: skip


_UNREAD = re.compile("[\u0590-\u06ff]")


def unread(words: str) -> bool:
    """Whether words are in Arabic or Hebrew script, which the eye's reader has not learnt."""
    return _UNREAD.search(words) is not None


def instructions(shot: Shot, count: int, only: str = "") -> Made:
    """Up to ``count`` present targets of a page, spread over the kinds; ``only`` keeps those whose kind begins so.

    A third at most is in a script that cannot be read, so that pages in it tell something about everything else.
    """
    view = View(shot)
    made = [one for tell in _TELLERS for one in tell(view) if one.kind.startswith(only)]
    return spread(made, count, view.chance)


def spread(made: Made, count: int, chance: random.Random) -> Made:
    """One of each group in turn, and in a group one of each kind in turn, so that no kind crowds out the others."""
    chance.shuffle(made)
    chosen: Made = []
    while made and len(chosen) < count:
        groups, kinds = [one.group for one in chosen], [one.kind for one in chosen]
        one = min(made, key=lambda other: (groups.count(other.group), kinds.count(other.kind)))
        made.remove(one)
        if unread(one.words) and sum(unread(other.words) for other in chosen) >= count // 3:
            continue
        if one.words not in {other.words for other in chosen}:
            chosen.append(one)
    return chosen
