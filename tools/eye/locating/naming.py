"""What a small picture shows, in the words that people use for it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ..language.icon_words import ICON_WORDS, SIGN_WORDS
from ..language.synonyms import same_meaning
from ..language.texts import text_of
from ..scene import Icon
from .matching import NO_FIT, Fit

Asked = Literal["icon", "button", "anything"]
_LEAST = 0.5  # of the score, for a picture that is hardly known
_MOST = 0.92
_CORE = 4  # words of a language that are said of a picture first of all; the rest need "icon" or "button" with them
_LONGEST = 30  # letters of a name for a picture
_ASIDE = 0.88  # times, for the others
_ELSEWHERE = 0.8  # times, where there is a picture of just that name
_NEEDED = {"icon": _ELSEWHERE, "button": _ASIDE, "anything": 1.0}
_SIGNS = {
    **dict.fromkeys("×✕✖✗", ("close",)), **dict.fromkeys("+＋➕", ("plus",)), **dict.fromkeys("-−–—", ("minus",)),
    **dict.fromkeys("=＝≡☰", ("menu", "drag")), **dict.fromkeys("★☆⭐", ("star",)), **dict.fromkeys("♥♡❤", ("heart",)),
    **dict.fromkeys("✓✔√", ("check",)),
}  # fmt: skip
"""What signs show, to the pictures that they are taken for; the reader may not know them as letters."""
_WORDS = {**ICON_WORDS, **SIGN_WORDS}
_CONCEPTS = frozenset(concept.replace("-", "").removesuffix("s") for concept in ICON_WORDS)
_DESCRIBED = re.compile(
    r"\s*(?:icon|symbol|sign|logo|shaped|image|picture|glass|menu|button|图标|图案|形状|标志|标识|符号|按钮|功能)\s*$"
)


def picture_fit(name: str, icons: tuple[Icon, ...], asked: Asked = "icon") -> Fit:
    """How well a name fits what a picture may show: the surer the picture, the higher.

    What was asked for decides which words count: "the cancel icon" may be a cross, "Cancel" alone is not.
    """
    best = NO_FIT
    for icon in icons:
        called = _called(name, icon.name)
        score = (_LEAST + (_MOST - _LEAST) * icon.confidence) * called
        if score > best.score and called >= _NEEDED[asked]:
            best = Fit(score, f"a picture of {icon.name!r}", "picture")
    return best


@lru_cache(maxsize=8192)
def _called(name: str, concept: str) -> float:
    """1 when a name is one of the first words for a concept, less for the other words, 0 for none."""
    words = [text_of(word.removesuffix("s")) for word in dict.fromkeys((concept, *_WORDS.get(concept, ())))]
    core = [word for han in (False, True) for word in [w for w in words if w.is_han is han][:_CORE]]
    want = text_of(name)
    bare = text_of(_DESCRIBED.sub("", want.words).removesuffix("s"))
    if not want.flat:
        return 1.0 if concept in _SIGNS.get(name.strip(), ()) else 0.0
    if text_of(concept).flat.removesuffix("s") != bare.flat and bare.flat in _CONCEPTS:
        return _ELSEWHERE if any(bare.flat == word.flat for word in words) else 0.0
    if any(want.flat == word.flat or bare.flat == word.flat for word in core):
        return 1.0
    if len(want.flat) <= _LONGEST and _all_words(want.flat, frozenset(word.flat for word in words)):
        return 1.0 if want.flat not in {word.flat for word in words} else _ASIDE
    # A Chinese word is translated, but not swapped for another: 书签 is a bookmark, which 收藏 may be, but no heart.
    others = [word for word in words if not (want.is_han and word.is_han)]
    if bare.flat in {word.flat for word in words} or any(same_meaning(bare.words, word.words) for word in others):
        return _ASIDE
    halves = [_called(half, concept) for half in _doubled(want.words)]
    return sum(halves) / len(halves) if halves else 0.0


def _doubled(name: str) -> tuple[str, ...]:
    """The halves of a name that says the same twice: 书签收藏."""
    cuts = range(2, len(name) - 1) if len(name) <= _LONGEST and not name.isascii() else ()
    halves = ((name[:cut], name[cut:]) for cut in cuts)
    return next(((one, other) for one, other in halves if same_meaning(one, other)), ())


def _all_words(name: str, words: frozenset[str]) -> bool:
    """Whether a name is nothing but words for the same picture: 书签收藏, "x close"."""
    return not name or any(word and name.startswith(word) and _all_words(name[len(word) :], words) for word in words)
