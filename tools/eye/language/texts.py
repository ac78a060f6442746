"""A text of the screen or of a target, made ready to be compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from .simplified import SIMPLIFIED

HAN = r"\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Characters of scripts that put no blanks between words, for a character class of a regular expression."""

_REMARK = re.compile(r"\((required|optional|必填|选填|可选)\)\s*$")
_LENS = re.compile(r"^q\s+(?=\w)")  # a magnifying glass before the words
_COUNT = re.compile(r"(?:\s*[(\[]\s*\d+\+?\s*[)\]]|\s+\d+\+?)$")
_CUT_OFF = re.compile(r"(?:\.{2,}|⋯|\W\.)\s*$")
_BREAKS = re.compile(
    rf"[/|·•,;、>»›:]|[?!.。](?:\s|$)|\s{{2,}}|(?<=[{HAN}])\s+|\s+(?=[{HAN}])"
    rf"|(?<=[{HAN}])(?=[a-z])|(?<=[a-z])(?=[{HAN}])"
)
_LOOKALIKE = str.maketrans("0|!il5", "o11115")
_NARROW = frozenset("iIlj|!.,:;'`()[]{}/ ft")


@dataclass(frozen=True)
class Text:
    """A text as it stands on the screen; the other forms are made when they are first asked for."""

    raw: str

    @cached_property
    def plain(self) -> str:
        """Lower case, one form of each character, without remarks such as "(required)"."""
        return _REMARK.sub("", _LENS.sub("", _fold(self.raw).strip())).strip()

    @cached_property
    def words(self) -> str:
        """Words with one blank between them, without punctuation at their edges."""
        edged = (re.sub(r"^[\W_]+|[\W_]+$", "", word) for word in self.plain.replace("&", " and ").split())
        return " ".join(word for word in edged if word)

    @cached_property
    def flat(self) -> str:
        """Letters and digits only."""
        return re.sub(r"[\W_]+", "", self.plain)

    @cached_property
    def shapes(self) -> str:
        """``flat``, with one letter for all that look alike."""
        return self.flat.translate(_LOOKALIKE)

    @cached_property
    def uncounted(self) -> str:
        """``flat`` without a number in brackets, or apart, at its end: "Inbox (3)"."""
        return re.sub(r"[\W_]+", "", _COUNT.sub("", self.plain))

    @cached_property
    def is_cut_off(self) -> bool:
        return _CUT_OFF.search(unicodedata.normalize("NFKC", self.raw)) is not None or "…" in self.raw[-2:]

    @cached_property
    def is_han(self) -> bool:
        return re.search(f"[{HAN}]", self.raw) is not None

    @cached_property
    def pieces(self) -> tuple[tuple[str, int], ...]:
        """Parts between slashes, commas, wide gaps and scripts: their letters and digits, and where these begin."""
        found: list[tuple[str, int]] = []
        at = 0
        for piece in _BREAKS.split(self.plain):
            flat = re.sub(r"[\W_]+", "", piece)
            if flat:
                found.append((flat, at))
            at += len(flat)
        return tuple(found)

    def share(self, start: int, length: int) -> tuple[float, float]:
        """From where to where in the drawn text letters of ``flat`` stand, 0 to 1 of its width."""
        starts, ends = self._edges
        if not length or start + length > len(starts):
            return 0.0, 1.0
        return starts[start], ends[start + length - 1]

    @cached_property
    def _edges(self) -> tuple[list[float], list[float]]:
        """Where each letter of ``flat`` begins and ends, 0 to 1 of the width of the drawn text."""
        starts: list[float] = []
        ends: list[float] = []
        at = 0.0
        for char in self.raw:
            width = _width(char)
            for _ in re.sub(r"[\W_]+", "", _fold(char)):
                starts.append(at)
                ends.append(at + width)
            at += width
        return [x / at for x in starts], [x / at for x in ends]


@lru_cache(maxsize=16384)
def text_of(raw: str) -> Text:
    return Text(raw)


def _fold(raw: str) -> str:
    # Circled digits and other pictures are icons that the reader took for letters.
    shown = "".join(" " if unicodedata.category(char) in ("So", "No") else char for char in raw)
    return unicodedata.normalize("NFKC", shown).casefold().translate(SIMPLIFIED)


def _width(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 1.9
    if char in _NARROW:
        return 0.6
    return 1.35 if char.isupper() or char in "mw" else 1.0
