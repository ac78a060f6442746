"""An instruction as clauses, with everything quoted kept whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "‘": "’", "'": "'", "`": "`"}
_SLOT = re.compile("\ue000(\\d+)\ue001")
_VERBS = (
    "type|enter|write|put|input|insert|fill(?: in| out)?|set|change|choose|select|pick|tick|untick|check|uncheck|"
    "mark|unmark|turn (?:on|off)|switch (?:on|off)|enable|disable|press|hit|click(?: on)?|tap(?: on)?|push|"
    "double[- ]?click(?: on)?|triple[- ]?click(?: on)?|right[- ]?click(?: on)?|hover(?: over| on)?|"
    "point (?:at|to)|drag|scroll|go|open|visit|navigate|reload|refresh|wait|read|tell|what|upload|attach|accept|"
    "confirm|dismiss|cancel the dialog|clear|empty|verify|make sure|expect|ensure|submit|close|find|copy|use"
)
_LEAD = r"(?:please |also |now |next,? |finally,? )*"
VERB = re.compile(rf"(?:{_VERBS})\b", re.IGNORECASE)
_START = re.compile(rf"{_LEAD}(?:{_VERBS})\b", re.IGNORECASE)
_BREAK = re.compile(
    r"\s*(?:"
    r"\n+|;|(?<=\S)\.(?=\s|$)"
    r"|,?\s*\b(?:and\s+then|after\s+that|afterwards|then|finally)\b,?"
    r"|,\s*and\b|,|\band\b"
    r")\s*",
    re.IGNORECASE,
)
_SOFT = re.compile(r"\s*(?:,\s*and|,|and)\s*", re.IGNORECASE)
_INTO = re.compile(r"\b(?:into|in|to|as|for|from|under|onto|with|at)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:\d+[.)]|[-*•])\s+", re.MULTILINE)
_ELLIPSIS = re.compile(r"^.+?\s+(?:into|in|as|for|to|with|from)\s+.+$", re.IGNORECASE | re.DOTALL)
_PAIR = re.compile(r"^[\w\s\ue000\ue001-]{1,40}:\s*\S", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause; ``quoted`` holds what stood in quotation marks, and slots in ``text`` stand for it.

    ``again`` marks a clause without a verb of its own, after a comma or an "and": the verb before still holds.
    """

    text: str
    quoted: tuple[str, ...]
    again: bool = False

    def fill(self, text: str) -> str:
        """A part of the clause with its quotations back in place, without their marks."""
        return _SLOT.sub(lambda match: self.quoted[int(match[1])], text).strip()

    def is_quoted(self, text: str) -> bool:
        return _SLOT.fullmatch(text.strip()) is not None


def split(instruction: str) -> list[Clause]:
    """The clauses of an instruction, in order."""
    text, quoted = _lift_quotes(instruction)
    text = _NUMBERED.sub("", text)
    pieces = _join(_BREAK.split(text), _BREAK.findall(text))
    return [Clause(piece, quoted, again) for piece, again in pieces]


def _lift_quotes(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with each quotation replaced by a slot. An apostrophe inside a word opens nothing."""
    out: list[str] = []
    quoted: list[str] = []
    index = 0
    while index < len(text):
        end = _closing(text, index)
        if end is None:
            out.append(text[index])
            index += 1
        else:
            out.append(f"\ue000{len(quoted)}\ue001")
            quoted.append(text[index + 1 : end])
            index = end + 1
    return "".join(out), tuple(quoted)


def _closing(text: str, start: int) -> int | None:
    """Where the quotation that opens here closes; None when none opens."""
    closer = _QUOTES.get(text[start])
    if closer is None or (start > 0 and (text[start - 1].isalnum() or text[start - 1] == closer)):
        return None
    for end in range(start + 1, len(text)):
        after = text[end + 1] if end + 1 < len(text) else " "
        if text[end] == closer and not (closer in "'’" and after.isalnum()):
            return end if end > start + 1 else None
    return None


def _join(pieces: list[str], breaks: list[str]) -> list[tuple[str, bool]]:
    """Put back together what a comma or an "and" tore apart: a clause starts with a verb, or is "X into Y" again."""
    clauses: list[tuple[str, bool]] = []
    gap = ""
    for piece, after in zip(pieces, [*breaks, ""], strict=True):
        if clauses and gap and not _starts_clause(piece, clauses[-1][0], gap):
            clauses[-1] = (clauses[-1][0] + gap + piece, clauses[-1][1])
        elif piece.strip():
            clauses.append((piece, bool(_SOFT.fullmatch(gap)) and not _START.match(piece)))
        gap = after
    stripped = ((clause.strip(" ,.;\n"), again) for clause, again in clauses)
    return [(clause, again) for clause, again in stripped if clause]


def _starts_clause(piece: str, before: str, gap: str) -> bool:
    if "\n" in gap or _START.match(piece):
        return bool(piece.strip())
    complete = _INTO.search(before) is not None or _PAIR.match(before) is not None
    return complete and (_ELLIPSIS.match(piece) is not None or _PAIR.match(piece) is not None)
