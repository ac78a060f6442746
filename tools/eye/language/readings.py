"""The ways in which a target in words may be understood, the most literal first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..locating.candidates import FOUND
from .chinese import read_chinese
from .chinese_words import FILLER as CHINESE_FILLER
from .english import read_english
from .english_words import FILLER as ENGLISH_FILLER
from .phrase import Shielded, Target
from .roles import Kind
from .texts import HAN

_MOST_LETTERS = 400  # a longer target is no target
_LITERAL = 0.9
_LITERAL_ROLE = 0.78  # "Menu" is rather the word than any menu
_COLOURED: tuple[Kind, ...] = ("button", "link", "tab", "text")
_PLAIN = 0.8


def readings(words: str) -> Iterator[tuple[Target, float]]:
    """Each reading with the least score at which it is taken before the next is tried."""
    words = words.strip()
    literal = Target(words)
    if len(words) > _MOST_LETTERS:
        yield literal, FOUND
        return
    parsed = list(dict.fromkeys(_parsed(words)))
    only_role = any(target.is_role and not target.links for target in parsed)
    yield literal, _LITERAL_ROLE if only_role else _LITERAL
    for target in parsed:
        simple = target.name and not (target.links or target.place or target.order or target.states or target.colour)
        yield target, _PLAIN if simple and len(parsed) > 1 else FOUND
    for target in parsed:
        yield target, FOUND
    for target in parsed:
        if (bare := _without_filler(target)) != target:
            yield bare, FOUND
        if target.colour and target.name and not (target.exact or target.kinds) and " " not in target.name:
            yield replace(target, name="", kinds=_COLOURED, instead=()), FOUND  # "the blue event" is a blue something


def _without_filler(target: Target) -> Target:
    name = target.name if target.exact else CHINESE_FILLER.sub("", ENGLISH_FILLER.sub("", target.name))
    return replace(target, name=name or target.name, instead=())


def _parsed(words: str) -> Iterator[Target]:
    spoken = Shielded(words).text
    if re.search(f"[{HAN}]", spoken):
        yield from read_chinese(words)
        if not re.search(r"\b(?:the|button|field|in|of|row)\b", spoken):
            return
    yield from read_english(words)
