"""What an English clause opens: if you see …, once … appears, for each row …."""

from __future__ import annotations

import re

from ..clauses import Clause
from ..openings import Each, First, If, IfTicked, Names, Opening
from ..patterns import pattern
from ..wording import field, named, singular, thing
from .fronts import halves
from .seeing import condition
from .steps import understood
from .values import Steps
from .verbs import imperative, order
from .words import is_filler

_DO_SO = "(?:(?:do (?:this|the following|so|it)|repeat(?: this| the following)?) )?"
OPENS = pattern(
    r"(?:if|in case|should|when|once|as soon as|after|before|whenever)\b",
    rf"|{_DO_SO}(?:for|in|on|with|at|to|from|of|through) (?:each|every|all|both)\b",
    r"|(?:each|every) \w|(?:go through|loop (?:over|through)|iterate over) (?:each|every|all|the)\b",
)
_ASKS = pattern("when (?:is|are|was|were|will|does) ")
_EACH = pattern(
    rf"(?:{_DO_SO}(?:for|in|on|with|at|to|from|of|go through|loop (?:over|through)|iterate over) )?",
    "(?P<word>each|every|all|both|the)(?: (?:single|one))?(?P<of> of)?",
    r"(?: (?:the following|the|these|those))?\b:? ?(?P<what>.+)",
)
_LISTED = re.compile(r"(?:\w+ ?: ?|\w+ (?:in|of|from) )(?P<names>.+)")
_AND = re.compile(" ?, ?(?:and )?| and ")
_LONGEST = 1000


def opening(clause: Clause, more: bool) -> tuple[Opening, str] | None:
    """What a clause opens, and the words behind that; ``more`` when other clauses follow in its sentence."""
    text = order(clause.text)
    if clause.end == "?" and _ASKS.match(text):
        return None
    if not OPENS.match(text) or len(text) > _LONGEST:
        return None
    for head, body in halves(text):
        found = _opened(clause, head)
        if found and understood(clause, body) is not None:
            return found, body
    found = _opened(clause, text.rstrip(" ,:")) if more else None
    return (found, "") if found else None


def _opened(clause: Clause, head: str) -> Opening | None:
    word, _, rest = head.partition(" ")
    match word.lower():
        case "if" | "should":
            return _if(clause, rest)
        case "in" if rest.lower().startswith("case "):
            return _if(clause, rest[5:])
        case "when" | "once" | "as" | "after" | "whenever":
            return _when(clause, re.sub("^soon as ", "", rest, flags=re.IGNORECASE))
        case "before":
            found = _done(clause, rest)
            return First(tuple(found), last=True) if found else None
        case _:
            return _each(clause, head)


def _if(clause: Clause, words: str) -> Opening | None:
    said = condition(words)
    if said is None or said.kind in ("gone", "loaded"):
        return None
    if said.kind == "seen":
        return If(named(clause, said.words))
    return IfTicked(field(clause, said.words), said.kind == "on")


def _when(clause: Clause, words: str) -> Opening | None:
    if is_filler(f"once {words}"):
        return First(())
    said = condition(words)
    if said is not None:
        return None if said.kind in ("on", "off") else First(tuple(said.steps(clause)))
    found = _done(clause, words)
    return First(tuple(found)) if found else None


def _done(clause: Clause, words: str) -> Steps | None:
    """The steps of "clicking Save", "you have clicked Save"."""
    order = imperative(words)
    return understood(clause, order) if order else None


def _each(clause: Clause, head: str) -> Opening | None:
    match = _EACH.fullmatch(head)
    if match is None:
        return None
    what = match["what"].strip(" ,:")
    listed = None if match["of"] else _LISTED.fullmatch(what)
    names = [part for part in _AND.split(listed["names"] if listed else what) if part.strip()]
    if len(names) > 1 and (match["of"] or "," in what):
        return Names(tuple(clause.plain(name) for name in names))
    if match["word"].lower() in ("all", "both", "the") and singular(what) == what:
        return None
    return Each(thing(clause, singular(what)))
