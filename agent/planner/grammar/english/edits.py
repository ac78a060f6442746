"""What changes a part of a field in English: replace, substitute, append, add."""

from __future__ import annotations

import re

from ...plan import Append, Fill, Replace
from ..clauses import Clause
from ..frames import first, last
from ..patterns import pattern
from ..wording import MOVED, field
from .values import Steps, value

_AT_END = pattern(
    r"(?P<text>.*?) ?\b(?:(?:to|at|on|onto) the (?:very )?end of"
    r"|(?:after|behind) (?:the text|the content|what is|what's|whatever is) (?:already )?(?:there )?(?:in|of)) "
    r"(?P<field>.+)"
)
_WHOLE = pattern("(?:the )?(?:whole |current )?(?:text|contents?|value|everything|what is|what's)")
_PRESENT = pattern("(?:the text|what is|what's|whatever is) (?:already )?(?:in|of) ")
_FIELD = pattern(r"\b(?:field|box|area|input|cell|text ?box|text ?area|editor)$")


def replace(clause: Clause, words: str) -> Steps | None:
    """replace X with Y in F; replace the Title with Y."""
    parts = first(words, "with|by|for")
    if parts is None:
        return None
    within = last(parts.behind, "in|within|inside")
    if within:
        return replacing(clause, parts.before, within.before, within.behind)
    inside = last(parts.before, "in|within|inside|of")
    if inside and not _WHOLE.fullmatch(inside.before):
        return replacing(clause, inside.before, parts.behind, inside.behind)
    name = inside.behind if inside else parts.before
    if not inside and not name.lower().startswith("the "):
        return None  # what is replaced, and where?
    return [Fill(field(clause, name), value(clause, parts.behind, ends=True))]


def overwrite(clause: Clause, words: str) -> Steps | None:
    """overwrite Name with Ada."""
    parts = first(words, "with|by")
    return [Fill(field(clause, parts.before), value(clause, parts.behind, ends=True))] if parts else None


def substitute(clause: Clause, words: str) -> Steps | None:
    """substitute Y for X in F."""
    parts = first(words, "for")
    within = last(parts.behind, "in|within|inside") if parts else None
    return replacing(clause, within.before, parts.before, within.behind) if parts and within else None


def replacing(clause: Clause, old: str, new: str, name: str) -> Steps:
    old = re.sub("^(?:all|every|each)(?: (?:the )?occurrences? of)? ", "", old)
    return [Replace(field(clause, name), value(clause, old), value(clause, new))]


def append(clause: Clause, words: str) -> Steps | None:
    """append X to F; add X to the end of F."""
    match = at_end(words)
    if match and match["text"]:
        return [Append(field(clause, match["field"]), value(clause, match["text"]))]
    parts = last(words, "to|onto")
    if parts is None:
        return None
    return [Append(field(clause, _PRESENT.sub("", parts.behind, count=1)), value(clause, parts.before))]


def add(clause: Clause, words: str) -> Steps | None:
    """add X to the end of F; "add milk to the basket" is no typing."""
    if at_end(words):
        return append(clause, words)
    parts = last(words, "to|onto")
    if parts is None:
        return None
    typed = _FIELD.search(parts.behind) or clause.is_quoted(parts.before) or _PRESENT.match(parts.behind)
    return append(clause, words) if typed else None


def at_end(words: str) -> re.Match[str] | None:
    """The text and the field of "X to the end of F"."""
    return _AT_END.fullmatch(words.replace(MOVED, ""))
