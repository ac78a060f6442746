"""Words that mean the same on a screen, within a language and from one to the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import permutations

from .texts import HAN

_EMPTY_WORDS = frozenset({"the", "a", "an", "my", "your", "of", "to", "的", "我的"})
_MOST_TURNED = 3  # parts of a phrase
_BRIEF = {
    "选择": "选",
    "添加": "加",
    "查看": "看",
    "返回": "回",
    "购买": "买",
    "更改": "改",
    "修改": "改",
}  # as buttons say it


def same_meaning(one: str, other: str) -> bool:
    """Whether two phrases (lower case, one blank between words) mean the same, as a whole or part by part."""
    if one == other:
        return True
    mine, theirs = _meanings(one), _meanings(other)
    if mine and len(mine) == len(theirs):
        orders = permutations(theirs) if len(theirs) <= _MOST_TURNED else [theirs]  # languages differ in the order
        if any(all(_agree(a, b) for a, b in zip(mine, order, strict=True)) for order in orders):
            return True
    return not one.isascii() and _brief(one) == _brief(other)


def is_phrase(words: str) -> bool:
    """Whether several words, or characters, are one known phrase: "first name", 下一步."""
    return len([*_words(words)]) > 1 and words.casefold() in _dictionary()


def meaning_keys(phrase: str) -> set[str]:
    """Two phrases mean the same only if they have one of these in common."""
    keys = {f"brief {_brief(phrase)}"} if not phrase.isascii() else set[str]()
    meanings = _meanings(phrase)
    for part in meanings:
        numbers = [part] if isinstance(part, str) else part
        keys |= {f"{len(meanings)} {number}" for number in numbers}
    return keys


def _agree(one: str | frozenset[int], other: str | frozenset[int]) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return bool(one & other)


@lru_cache(maxsize=16384)
def _meanings(phrase: str) -> tuple[str | frozenset[int], ...]:
    """The numbers of the meanings of each part of a phrase, longest parts first; a word without any is itself."""
    known = _dictionary()
    if phrase in known:
        return (known[phrase],)
    parts: list[str | frozenset[int]] = []
    words = [word for word in _words(phrase) if word not in _EMPTY_WORDS]
    while words:
        for length in range(min(len(words), 12), 0, -1):
            head = words[:length]
            joined = ("" if re.match(f"[{HAN}]", head[0]) else " ").join(head)
            if joined in known or length == 1:
                parts.append(known.get(joined, joined))
                words = words[length:]
                break
    return tuple(parts)


def _words(phrase: str) -> Iterator[str]:
    """Words, or single characters where a script has no blanks."""
    return (match[0] for match in re.finditer(rf"[{HAN}]|[^\s{HAN}]+", phrase))


def _brief(phrase: str) -> str:
    for long, short in _BRIEF.items():
        phrase = phrase.replace(long, short)
    return phrase


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, frozenset[int]]:
    """Phrase to the numbers of its lines in vocabulary.txt."""
    meanings: dict[str, frozenset[int]] = {}
    lines = files(__package__ or "").joinpath("vocabulary.txt").read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            for phrase in re.split(r"[,|]", line):
                meanings[phrase.strip()] = meanings.get(phrase.strip(), frozenset()) | {number}
    return meanings
