"""How well a text on the screen fits the words that were asked for."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ..language.synonyms import same_meaning
from ..language.texts import Text, text_of

Evidence = Literal["exact", "near", "piece", "meaning", "part", "picture", "role", "value"]
"""Why something fits: the same words, almost, one piece of a list or of two languages, a synonym or translation, words
within others, what a picture shows, only the role and what was said around it, or the form of the text (a price)."""


class Fit(NamedTuple):
    """A score from 0 to 1, how it came about, and which part of the drawn text fits (from, to; 0 to 1 of its width)."""

    score: float
    how: str
    evidence: Evidence
    part: tuple[float, float] = (0.0, 1.0)

    @property
    def whole(self) -> bool:
        return self.part == (0.0, 1.0)


NO_FIT = Fit(0.0, "", "part")
_NOT = re.compile(r"(?:not|no|never|dont|without|cancel|stop|不|取消|未|非|无|禁止)$")
_SHORTEST_START = 4  # letters that must be left of a text that was cut off


def fit(wanted: str, shown: str) -> Fit:
    """How well a text fits the wanted words: the same, misread, a synonym, or words within it."""
    want, have = text_of(wanted), text_of(shown)
    if not want.flat or not have.flat:
        same = bool(wanted.strip()) and wanted.strip() == shown.strip()
        return Fit(1.0, "exact", "exact") if same else NO_FIT
    if want.words == have.words:
        return Fit(1.0, "exact", "exact")
    if want.flat == have.flat:
        return Fit(0.98, "exact but for blanks", "exact")
    if want.flat == have.uncounted:
        return Fit(0.93, "exact but for a number after it", "exact")
    if want.shapes == have.shapes and not want.flat.isdigit():
        return Fit(0.94, "exact but for letters that look alike", "near")
    if (piece := _piece(want, have)) is not None:
        return piece
    if _is_typo(want.flat, have.flat):
        return Fit(0.86, "one or two letters differ", "near")
    if same_meaning(want.words, have.words):
        return Fit(0.82, "the same in other words", "meaning")
    if have.is_cut_off and len(have.flat) >= _SHORTEST_START and want.flat.startswith(have.flat):
        return Fit(0.84, "the start of it, cut off on the screen", "near")
    return _contained(want, have)


def _piece(want: Text, have: Text) -> Fit | None:
    """One piece of a list (Demo, Source), of a text in two languages (Button 按钮), of a choice (Log in / Join)."""
    if len(have.pieces) < 2:
        return None
    for flat, at in have.pieces:
        if flat == want.flat:
            score = 0.76 + 0.12 * min(1.0, 3 * len(flat) / len(have.flat))
            return Fit(score, "one piece of a longer text", "piece", have.share(at, len(flat)))
    for flat, at in have.pieces:
        if same_meaning(want.words, flat):
            return Fit(0.75, "one piece of a longer text, in other words", "meaning", have.share(at, len(flat)))
    return None


def _contained(want: Text, have: Text) -> Fit:
    """The wanted words one after another within a longer text; never the other way round."""
    if sorted(want.words.split()) == sorted(have.words.split()):
        return Fit(0.8, "the same words in another order", "near")
    if not want.is_han and f" {want.words} " not in f" {have.words} ":
        return NO_FIT
    at = have.flat.find(want.flat)
    if at < 0:
        return NO_FIT
    if _NOT.search(have.flat[:at]):
        return NO_FIT  # "Don't save" is not "Save"
    share = len(want.flat) / len(have.flat)  # a word of a long sentence is seldom what is meant
    return Fit(0.42 + 0.44 * share, "within a longer text", "part", have.share(at, len(want.flat)))


def typos_allowed(want: str) -> int:
    """How many letters of a word without blanks may differ."""
    return (len(want) >= 5) + (len(want) >= 9) + (len(want) >= 16) + len(want) // 24


def _is_typo(want: str, have: str) -> bool:
    """Whether two words without blanks differ as a slip of the finger or of the reader does."""
    from rapidfuzz.distance import OSA

    allowed = typos_allowed(want)
    if not allowed or abs(len(want) - len(have)) > allowed or (want[0] != have[0] and len(want) < 12):
        return False
    if want.startswith(have) or have.startswith(want) or re.sub(r"\D", "", want) != re.sub(r"\D", "", have):
        return False  # a different form of the word (approve, approved), another number
    distance = OSA.distance(want, have, score_cutoff=allowed)
    # Short words one letter apart are mostly other words (log in, log on); two swapped letters are a slip.
    swapped = len(want) == len(have) and sorted(want) == sorted(have)
    return distance <= allowed and (len(want) >= 7 or swapped)
