"""What is wished or stated in English rather than ordered: I want X to be Y; the title should be Foo; Name: Ada."""

from __future__ import annotations

import re

from ...plan import Fill, Tick
from ..clauses import Clause
from ..patterns import pattern
from ..wording import field
from .choices import tick
from .fronts import FRONT_WORD
from .seeing import brought_about, condition
from .values import STATES, Steps, Understood, value
from .verbs import VERB
from .words import is_heading

_WISH = pattern(
    r"(?:i(?: want|'d like| would like| need|'d prefer)|have|get) (?P<field>.+?) "
    rf"(?:to (?:be|say|read) (?:set to )?(?P<text>.+)|(?:to be )?(?P<state>{'|'.join(STATES)}))"
)
_INTO = "(?:in(?:to)?|under|as|for) "
_GOES_INTO = pattern(
    rf"(?P<text>.+?) (?:goes|belongs|should go) (?P<where>{_INTO}.+)|(?P<place>{_INTO}.+?) goes (?P<said>.+)"
)
_FORM = pattern("(?:fill (?:in|out)|complete) (?:the|this) form with (?=[^:=]+[:=])")
_MODAL = r"(?:should|must|needs? to|has to|shall|ought to|will)"
_STATED = pattern(rf"(?P<field>.+?) {_MODAL} (?:be|say|read|contain|become) (?:set to |changed to )?(?P<text>.+)")
_PAIR = pattern("(?:(?:for|in|under|as) (?:the )?)?(?P<field>[^:：=>]{1,60}?) ?(?::(?!//)|：|=(?!=)) ?(?P<text>.+)")
_NO_FIELD = pattern(r"(?:warning|hint|tip|n\.?b\.?|p\.?s\.?|attention|important|goal|task|context|background|remark)")


def wished(clause: Clause, text: str, understood: Understood) -> Steps | None:
    """I want the country to be France; I'd like Newsletter ticked; Ada goes into Name."""
    if goes := _GOES_INTO.fullmatch(text):
        return understood(clause, f"type {goes['text'] or goes['said']} {goes['where'] or goes['place']}")
    match = _WISH.fullmatch(text)
    if match is None:
        return None
    if match["state"]:
        return tick(STATES[match["state"].lower()])(clause, match["field"])
    return [Fill(field(clause, match["field"]), value(clause, match["text"], ends=True))]


def form(clause: Clause, text: str) -> Steps | None:
    """fill in the form with Name: Ada."""
    match = _FORM.match(text)
    return pair(clause, text[match.end() :]) if match else None


def stated(clause: Clause, text: str) -> Steps | None:
    """the title should be Foo; you should see Saved; Newsletter should be ticked."""
    if not re.search(rf"\b{_MODAL}\b", text) or VERB.match(text) or FRONT_WORD.match(text):
        return None
    said = condition(re.sub(rf" {_MODAL} ", " ", text, count=1)) or condition(text)
    if said is not None and said.kind != "loaded":
        return brought_about(clause, said)
    match = _STATED.fullmatch(text)
    return [Fill(field(clause, match["field"]), value(clause, match["text"], ends=True))] if match else None


def pair(clause: Clause, text: str) -> Steps | None:
    """Name: Ada; Newsletter: ticked."""
    match = _PAIR.fullmatch(text)
    if match is None or len(match["field"].split()) > 6 or VERB.match(text) or is_heading(match["field"]):
        return None
    if _NO_FIELD.fullmatch(match["field"]) or (match["field"][-1:].isdigit() and match["text"][:1].isdigit()):
        return None
    state, name = STATES.get(match["text"].lower()), field(clause, match["field"])
    return [Fill(name, value(clause, match["text"], ends=True)) if state is None else Tick(name, state)]
