"""The steps of one English clause."""

from __future__ import annotations

import re

from ...plan import ClickOn, IfSee, Keys, Read, Tick
from ..clauses import Clause, NotUnderstood
from ..keys import keys_in
from ..openings import flat
from ..patterns import pattern
from ..wording import IT, field, named
from .choices import path
from .desktops import started
from .drawn import drawn
from .fronts import front
from .loops import each
from .seeing import condition
from .statements import form, pair, stated, wished
from .values import Rule, Steps
from .verbs import VERB, by_verb, imperative, order
from .words import is_filler, is_heading

_NOTHING_ELSE = pattern(
    r",? (?:without (?:changing|touching|modifying|clicking|doing|altering) (?:anything|any \w+)(?: else)?"
    r"|without (?:pressing|clicking|submitting|saving|sending|leaving|closing)\b.*|(?:and )?nothing else)$"
)
_UNLESS_DONE = pattern(
    " (?:if|unless) (?:it|they)(?:'s| is| are)?(?:n't| not)? ?(?:is |are )?(?:already |yet )?",
    "(?:ticked|checked|on|off|selected|unticked|unchecked|so|enabled|set)?(?: already| yet)?$",
)
_IF_THERE = pattern("(?P<do>.+?),? (?P<word>if|when|once|as soon as|after) (?P<what>.+)")
_IN_ORDER = pattern(r"(?P<do>.+?),? (?P<word>before|after|once|when) (?P<other>\w+.*)")
_NOT_UNTIL = pattern(
    "(?:don't|do not|never) (?:continue|go on|proceed|move on|do anything(?: else)?|(?P<do>.+?)) "
    "(?:until|till|before) (?P<what>.+)"
)
_BY_DOING = pattern(r".+? by (?P<doing>\w+ing\b.*)")
_WHEN = pattern("(?:when|where) (?:is|are|was|were) (?P<what>.+)")
_FOUND_FIRST = pattern("^(?:find|locate|look for) and (?=click|press|tap|select|choose|open)")
_WITH_KEYS = pattern(
    r"(?!(?:fill|replace|set|type|enter|overwrite|write|change|swap|substitute|answer|accept)\b)"
    "(?P<what>.+?) (?:with|using|via|through) (?P<keys>.+)"
)


def steps(clause: Clause) -> Steps | None:
    """The steps of a clause; none for one that asks for nothing; None when it is not understood."""
    if clause.text.endswith(":") and is_heading(clause.text):
        return []
    if match := _NOT_UNTIL.fullmatch(clause.text):
        said, done = condition(match["what"]), understood(clause, match["do"]) if match["do"] else []
        return [*said.steps(clause), *done] if said and done is not None else None
    text = _FOUND_FIRST.sub("", _NOTHING_ELSE.sub("", order(clause.text)), count=1)
    if is_filler(text):
        return []
    clause = clause.saying(text)
    for reading in (drawn, _wished, _under_condition, _in_order, _with_each, _front, _by_doing, _with_keys, *_PLAIN):
        found = reading(clause, text)
        if found is not None:
            return found
    return None


def _search(clause: Clause, text: str) -> Steps | None:
    """search: no verb of the table, where it would stand in the way of "the search field"."""
    return [ClickOn("the Search button", "left", 1)] if text.lower() in ("search", "run the search") else None


def _when(clause: Clause, text: str) -> Steps | None:
    """When is the next payment?"""
    match = _WHEN.fullmatch(text) if clause.end == "?" else None
    return [Read(field(clause, match["what"]))] if match else None


_PLAIN: tuple[Rule, ...] = (_when, _search, form, stated, by_verb, path, pair, started)


def understood(clause: Clause, words: str) -> Steps | None:
    """The steps of words; None as well when they hold something that must not be guessed."""
    try:
        return steps(clause.part(words))
    except NotUnderstood:
        return None


def _under_condition(clause: Clause, text: str) -> Steps | None:
    """press OK if a dialog appears; click Next when Ready is shown; tick X if it is not ticked."""
    bare = _UNLESS_DONE.sub("", text)
    if bare != text:
        found = understood(clause, bare)
        if found and all(isinstance(step, Tick) for step in found):
            return found
    match = _IF_THERE.fullmatch(text)
    said = condition(match["what"]) if match else None
    if match is None or said is None or said.kind in ("on", "off"):
        return None
    found = understood(clause, match["do"])
    if not found:
        return None
    if match["word"].lower() != "if":
        return [*said.steps(clause), *found]
    what = named(clause, re.sub("^(?:one|any)$", "it", said.words)) if said.kind == "seen" else ""
    if what == IT:
        verb = VERB.match(match["do"])
        what = named(clause, match["do"][verb.end() :]) if verb else ""
    return [IfSee(what, tuple(found))] if what and flat(found) else None


def _in_order(clause: Clause, text: str) -> Steps | None:
    """tick A before pressing Save; press Save after ticking A."""
    match = _IN_ORDER.fullmatch(text)
    other = imperative(match["other"]) if match else None
    if match is None or other is None:
        return None
    one, two = understood(clause, match["do"]), understood(clause, other)
    if not one or not two:
        return None
    return [*one, *two] if match["word"].lower() == "before" else [*two, *one]


def _with_each(clause: Clause, text: str) -> Steps | None:
    """tick every checkbox; press Approve in each row."""
    return each(clause, text, understood)


def _front(clause: Clause, text: str) -> Steps | None:
    """In the Name field, enter Ada."""
    return front(clause, text, understood)


def _wished(clause: Clause, text: str) -> Steps | None:
    """I want the country to be France."""
    return wished(clause, text, understood)


def _by_doing(clause: Clause, text: str) -> Steps | None:
    """save it by pressing Ctrl+S."""
    match = _BY_DOING.fullmatch(text)
    doing = imperative(match["doing"]) if match else None
    return understood(clause, doing) if doing else None


def _with_keys(clause: Clause, text: str) -> Steps | None:
    """save it with Ctrl+S; confirm using the Enter key; export it via File > Export."""
    match = _WITH_KEYS.fullmatch(text)
    if match is None or clause.is_quoted(match["keys"]):
        return None
    keys = keys_in(match["keys"])
    return [Keys(keys)] if keys else path(clause, match["keys"])
