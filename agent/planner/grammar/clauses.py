"""An instruction as sentences of clauses, with everything quoted kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from .quotations import SLOT, lift

Joint = Literal["start", "soft", "beside", "colon", "then", "before"]
"""How a clause hangs on the one before: it begins a sentence, follows a comma or "and", nothing or a colon, comes
after it or before it."""


_DEEPEST = 4


class NotUnderstood(Exception):
    """A clause that is no explicit step; the message is the clause."""


class TooDeep(Exception):
    """A clause within a clause within …; the message is the innermost."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause; ``quoted`` holds what stood in quotation marks, and slots in ``text`` stand for it.

    ``end`` is the mark behind it: it may belong to a text that is typed, not to a name. ``depth`` is how many
    clauses this one is a part of.
    """

    text: str
    quoted: tuple[str, ...]
    joint: Joint = "start"
    end: str = ""
    depth: int = 0

    def plain(self, words: str) -> str:
        """A part of the clause with its quotations back in place, without their marks."""
        return SLOT.sub(lambda match: self.quoted[int(match[1])], words).strip()

    def marked(self, words: str) -> str:
        """A part of the clause with its quotations back in place, in single quotation marks."""
        return SLOT.sub(lambda match: f"'{self.quoted[int(match[1])]}'", words).strip()

    def verbatim(self, words: str) -> str:
        """The same, with the spaces at the ends of a quotation."""
        return SLOT.sub(lambda match: self.quoted[int(match[1])], words.strip())

    def is_quoted(self, words: str) -> bool:
        return SLOT.fullmatch(words.strip()) is not None

    def saying(self, text: str) -> Clause:
        """The same clause in other words."""
        return replace(self, text=text)

    def part(self, text: str) -> Clause:
        """A clause within this one. Raises TooDeep beyond what a person says: nothing else is tried then."""
        if self.depth >= _DEEPEST:
            raise TooDeep(self.plain(self.text))
        return replace(self, text=text, depth=self.depth + 1)

    def refused(self) -> NotUnderstood:
        return NotUnderstood(self.plain(self.text))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one line: its text with slots, what they stand for, and the mark it ends with.

    ``listed`` when it is an item of a list; ``carried`` when only a semicolon stands before it.
    """

    text: str
    quoted: tuple[str, ...]
    end: str = ""
    listed: bool = False
    carried: bool = False


class Tongue(Protocol):
    """What splitting a sentence has to know of its language."""

    gap: re.Pattern[str]
    """What may stand between two clauses; its groups, named like joints, tell what is no comma or "and"."""

    def starts(self, piece: str, before: str, joint: Joint) -> bool:
        """Whether a clause begins with this piece, when ``before`` is the clause so far."""
        ...


_NUMBER = (
    r"(?:step\s+\d+\s*[:.)–-]*|\d{1,3}[.)](?!\d)|[(（]\d{1,3}[)）]|\d{1,3}[、．:：](?!\d)|[①-⑳]|[a-h]\)|[-*•–—☐▪‣]"
    r"|\[[ x]?\]|第[一二三四五六七八九十]+步[：:，,]?|步骤\s*[\d一二三四五六七八九十]+\s*[：:、.]?)"
)
_BULLET = re.compile(rf"\s*(?:{_NUMBER}(?:\s+|(?=[\u2e80-\u9fff\ue000])))+(?=\S)", re.IGNORECASE)
_END = re.compile(r"(?P<mark>[.!?]+)(?=\s|$)|(?P<wide>[。！？]+|…+(?=\s|$))|(?P<semicolon>[;；])")
_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|prof|st|nr|vs|jr|sr|inc|ltd|approx|e\.g|i\.e)$", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:[,，、]|\b(?:and|the|an?|into|in|to|for|as|with|of|on|from|under))\s*$", re.IGNORECASE)


def sentences(instruction: str) -> Iterator[Sentence]:
    """The sentences of an instruction, in order; a line ends a sentence unless it plainly goes on."""
    text, quoted = lift(instruction)
    text = re.sub(r"[^\S\n]+", " ", text)
    for line in _lines(text):
        bullet = _BULLET.match(line)
        carried = False
        for piece, mark in _pieces(line[bullet.end() if bullet else 0 :]):
            body = piece.strip(" \t\r,，、")
            if body:
                yield Sentence(body, quoted, mark if mark in "!?！？." else "", bullet is not None, carried)
            carried = mark in ";；" and mark != ""


def _lines(text: str) -> Iterator[str]:
    """The lines; one that ends in a comma or a little word takes the next one in, "1. … 2. …" are two."""
    held = ""
    for line in text.split("\n"):
        held = f"{held} {line.strip()}" if held else line
        if _OPEN_END.search(line) and line.strip():
            continue
        yield from _numbered_apart(held)
        held = ""
    yield from _numbered_apart(held)


def _numbered_apart(line: str) -> Iterator[str]:
    begins = re.match(r"\s*[(（]?1(?P<mark>[.)）、])(?!\d)", line)
    start, number = 0, 2
    while begins:
        mark = re.escape(begins["mark"])
        item = re.compile(rf"(?:(?<=[\s,;.，；。])|(?=[(（]))[(（]?{number}{mark}(?!\d)").search(line, start + 1)
        if item is None:
            break
        yield line[start : item.start()]
        start, number = item.start(), number + 1
    yield line[start:]


def _pieces(line: str) -> Iterator[tuple[str, str]]:
    """The sentences of a line, each with the first mark that ends it."""
    start = 0
    for match in _END.finditer(line):
        if match["mark"] and _ABBREVIATION.search(line[start : match.start()]):
            continue
        yield line[start : match.start()], match[0][0]
        start = match.end()
    yield line[start:], ""


def clauses(sentence: Sentence, tongue: Tongue) -> list[Clause]:
    """The clauses of a sentence: what a comma or an "and" tears apart stays together until a clause begins."""
    found: list[Clause] = []
    text, start = sentence.text, 0
    joint: Joint = "soft" if sentence.carried else "start"
    gaps = list(tongue.gap.finditer(text))
    ends = [gap.start() for gap in gaps if _joint(gap) not in ("colon", "beside")]
    for gap in gaps:
        while ends and ends[0] <= gap.start():
            ends.pop(0)
        piece = text[gap.end() : ends[0] if ends else len(text)]
        following = _joint(gap)
        if gap.start() > start and tongue.starts(piece, text[start : gap.start()], following):
            colon = ":" if following == "colon" else ""
            found.append(Clause(text[start : gap.start()].strip(" ,，、") + colon, sentence.quoted, joint))
            start, joint = gap.end(), following
    found.append(Clause(text[start:].strip(" ,，、"), sentence.quoted, joint, sentence.end))
    return [clause for clause in found if clause.text]


def _joint(gap: re.Match[str]) -> Joint:
    kinds: tuple[Joint, ...] = ("before", "then", "colon", "beside")
    for kind in kinds:
        if gap.groupdict().get(kind) is not None:
            return kind
    return "soft"
