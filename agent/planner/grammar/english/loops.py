"""What is done with each of several things in one English clause: tick every checkbox, press Approve in each row."""

from __future__ import annotations

import re

from ...plan import ForEach, Tick
from ..clauses import Clause
from ..openings import flat
from ..patterns import pattern
from ..wording import IT, singular, thing
from .fields import TYPED_INTO
from .values import STATES, Steps, Understood
from .verbs import VERB

_EACH = "(?P<word>each|every|all|both)(?: (?:single|one))?(?: of)?(?: (?:the|these|those|my))?(?: (?:two|three|four|five|\\d))?"
_DIRECT = re.compile(rf"(?:on )?{_EACH} (?P<what>[^,]+?)(?P<rest> (?:to|with|from|into|as) .+)?")
_TRAILING = re.compile(
    rf"(?P<do>.+?) (?P<preposition>in|for|on|of|at|beside|next to|into|under|to|with|from) {_EACH} (?P<what>.+)"
)
_STATED = re.compile(rf"(?:that )?{_EACH} (?P<what>.+?) (?:is|are) (?P<state>\w+(?: o\w+)?)")
_ALL_OF_THEM = pattern("all|them all|all of (?:them|it)|everything|each of them|each one")
_CHOSEN = pattern("choose|select|pick")
_BUTTON = pattern("all (?:the )?(?:cookies|changes)")
"""Reject all cookies: one button says so."""
_NO_LOOP = pattern(r"(?:count|how|read|wait|scroll|what|which|tell|find|replace|swap|substitute)\b")


def each(clause: Clause, text: str, understood: Understood) -> Steps | None:
    """The loop that a clause says; None when it says none."""
    verb = VERB.match(text)
    if verb is None or _NO_LOOP.match(verb[0]):
        return None
    rest = text[verb.end() :].strip()
    if stated := _STATED.fullmatch(rest):
        on = STATES.get(stated["state"].lower())
        return None if on is None else _loop(clause, stated["what"], [Tick(IT, on)])
    if _ALL_OF_THEM.fullmatch(rest) and re.search("tick|check|able|activate", verb[0].lower()):
        return _loop(clause, "checkbox", understood(clause, f"{verb[0]} it"))
    direct = None if _BUTTON.fullmatch(rest) else _DIRECT.fullmatch(rest)
    if direct and _are_several(direct) and _CHOSEN.match(verb[0]) and re.search("box(?:es)?$", direct["what"]):
        return _loop(clause, direct["what"], [Tick(IT, True)])
    if direct and _are_several(direct):
        return _loop(clause, direct["what"], understood(clause, f"{verb[0]} it{direct['rest'] or ''}"))
    trailing = _TRAILING.fullmatch(text)
    if trailing and _are_several(trailing):
        into = TYPED_INTO.search(trailing["what"])
        inner = f"{trailing['do']} {trailing['preposition']} it" if into else trailing["do"]
        return _loop(clause, trailing["what"], understood(clause, inner))
    return None


def _are_several(match: re.Match[str]) -> bool:
    """Whether there is something each of: "every row", "all rows", but not "all day"."""
    several = match["word"] in ("each", "every") or singular(match["what"]) != match["what"]
    return several and " and " not in match["what"]


def _loop(clause: Clause, what: str, found: Steps | None) -> Steps | None:
    return [ForEach(thing(clause, singular(what)), tuple(found))] if found and flat(found) else None
