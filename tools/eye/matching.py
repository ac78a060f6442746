"""How well a text on the screen fits the words that were asked for."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from .synonyms import same_meaning

_LOOKALIKE = str.maketrans("0|!il5", "o11115")
_BY_SCRIPT = re.compile(r"(?<=[\u2e80-\uffef])\s*(?=[a-z])|(?<=[a-z])\s*(?=[\u2e80-\uffef])")
_SUFFIX = re.compile(r"\((required|optional)\)\s*$")


class Fit(NamedTuple):
    """A score from 0 to 1, how it came about, and which part of the text fits (from, to; 0 to 1 of its length)."""

    score: float
    how: str
    part: tuple[float, float] = (0.0, 1.0)


NO_FIT = Fit(0.0, "")


def normalise(text: str) -> str:
    """Lower case words with one blank between them, without punctuation at their edges."""
    plain = _SUFFIX.sub("", unicodedata.normalize("NFKC", text).casefold())
    words = (re.sub(r"^\W+|\W+$", "", word) for word in plain.split())
    return " ".join(word for word in words if word)


def fit(wanted: str, text: str) -> Fit:
    """How well a text fits the wanted words: the same, misread, a synonym, or words within it."""
    want, have = normalise(wanted), normalise(text)
    if not want or not have:
        same = bool(wanted.strip()) and wanted.strip() == text.strip()
        return Fit(1.0, "exact") if same else NO_FIT
    if want == have:
        return Fit(1.0, "exact")
    flat_want, flat_have = _flat(want), _flat(have)
    if flat_want == flat_have:
        return Fit(0.98, "exact but for blanks")
    if flat_want.translate(_LOOKALIKE) == flat_have.translate(_LOOKALIKE) and not flat_want.isdigit():
        return Fit(0.94, "exact but for letters that look alike")
    if same_meaning(want, have):
        return Fit(0.84, "a synonym")
    if _is_typo(flat_want, flat_have):
        return Fit(0.86, "one or two letters differ")
    return _contained(want, have)


def _contained(want: str, have: str) -> Fit:
    """The wanted words one after another within a longer text; never the other way round."""
    at = f" {have} ".find(f" {want} ")
    if at < 0 and not want.isascii():
        at = have.find(want)  # Chinese and Japanese have no blanks between words
    if at < 0:
        return NO_FIT
    if want in _BY_SCRIPT.split(have):
        return Fit(0.8, "one part of a bilingual text", (at / len(have), (at + len(want)) / len(have)))
    share = len(want) / len(have)  # a word of a long sentence is seldom what is meant
    return Fit(0.46 + 0.4 * share, "within a longer text", (at / len(have), (at + len(want)) / len(have)))


def _is_typo(want: str, have: str) -> bool:
    """Whether two words without blanks differ as a slip of the finger or of the reader does."""
    from rapidfuzz.distance import OSA

    allowed = (len(want) >= 5) + (len(want) >= 9) + (len(want) >= 16)
    if not allowed or want[0] != have[0] or re.sub(r"\D", "", want) != re.sub(r"\D", "", have):
        return False
    if want.startswith(have) or have.startswith(want):
        return False  # a different form of the word: approve, approved
    distance = OSA.distance(want, have, score_cutoff=allowed)
    # Short words one letter apart are mostly other words (log in, log on); two swapped letters are a slip.
    swapped = len(want) == len(have) and sorted(want) == sorted(have)
    return distance <= allowed and (len(want) >= 7 or swapped)


def _flat(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
