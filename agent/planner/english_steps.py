"""The steps of one English clause."""

from __future__ import annotations

import re
from dataclasses import replace

from .clauses import Clause, NotUnderstood
from .english_choices import path, tick
from .english_going import tab
from .english_loops import each
from .english_seeing import brought_about, condition
from .english_values import STATES, Steps, value
from .english_verbs import INSIDE, VERB, by_verb, imperative, order
from .english_words import is_filler, is_heading
from .keys import keys_in
from .openings import flat
from .patterns import one_of, pattern
from .plan import Choose, CopyTo, Fill, IfSee, Keys, Tick
from .wording import IT, MOVED, field, named

FRONT_WORD = pattern(
    one_of(
        "in(?:to|side)? | under | for | as | on | onto | from | at | to the end of | next to | beside | near "
        "| where it says | within | below | above"
    ),
    " ",
)
HEAD = pattern(
    r"(?:\b",
    one_of(
        "to | the | an? | and | or | of | for | with | is | are | be | not | that | you | in | on | into | as | will "
        "| can | your | my | at | from | under"
    ),
    "|'s|^)$",
)
"""How the first half of a clause does not end: the word behind is a noun then ("the Open button")."""
_MOST_HALVES = 8
_BETWEEN = pattern(" ?,? ?\\b(?:please|then|just|also|always|simply)$")
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
_PURPOSE = pattern(r"(?:in order )?to [^,]+, ?(?=\S)")
_NOT_UNTIL = pattern(
    "(?:don't|do not|never) (?:continue|go on|proceed|move on|do anything(?: else)?|(?P<do>.+?)) "
    "(?:until|till|before) (?P<what>.+)"
)
_WISH = pattern(
    r"(?:i(?: want|'d like| would like| need|'d prefer)|have|get) (?P<field>.+?) "
    rf"(?:to (?:be|say|read) (?:set to )?(?P<text>.+)|(?:to be )?(?P<state>{'|'.join(STATES)}))"
)
_INTO = "(?:in(?:to)?|under|as|for) "
_GOES_INTO = pattern(
    rf"(?P<text>.+?) (?:goes|belongs|should go) (?P<where>{_INTO}.+)|(?P<place>{_INTO}.+?) goes (?P<said>.+)"
)
_PASSING = pattern("(?:in|on) (?:the |this |that )?(?:\\w+ )?(?:dialog|window|page|screen|form|modal|pop-?up|app|browser)\\b.*")
"""Where something is that lies over everything else: it says nothing of a field."""
_EDITS = pattern(r"(?:change|replace|update|edit|modify|correct|append|add|swap|substitute)\b")
_BY_DOING = pattern(r".+? by (?P<doing>\w+ing\b.*)")
_WITH_KEYS = pattern(
    r"(?!(?:fill|replace|set|type|enter|overwrite|write|change|swap|substitute|answer|accept)\b)"
    "(?P<what>.+?) (?:with|using|via|through) (?P<keys>.+)"
)
_FORM = pattern("(?:fill (?:in|out)|complete) (?:the|this) form with (?=[^:=]+[:=])")
_MODAL = r"(?:should|must|needs? to|has to|shall|ought to|will)"
_STATED = pattern(
    rf"(?P<field>.+?) {_MODAL} (?:be|say|read|contain|become) (?:set to |changed to )?(?P<text>.+)"
)
_PAIR = pattern(
    "(?:(?:for|in|under|as) (?:the )?)?(?P<field>[^:：=>]{1,60}?) ?(?::(?!//)|：|=(?!=)) ?(?P<text>.+)"
)
_NO_FIELD = pattern(r"(?:warning|hint|tip|n\.?b\.?|p\.?s\.?|attention|important|goal|task|context|background|remark)")


def steps(clause: Clause) -> Steps | None:
    """The steps of a clause; none for one that asks for nothing; None when it is not understood."""
    if clause.text.endswith(":") and is_heading(clause.text):
        return []
    if match := _NOT_UNTIL.fullmatch(clause.text):
        said, done = condition(match["what"]), understood(clause, match["do"]) if match["do"] else []
        return [*said.steps(clause), *done] if said and done is not None else None
    text = _NOTHING_ELSE.sub("", order(clause.text))
    if is_filler(text):
        return []
    clause = clause.saying(text)
    readings = (_wished, _under_condition, _in_order, _with_each, _front, _by_doing, _with_keys, _form, _stated, by_verb, path, _pair)
    for reading in readings:
        found = reading(clause, text)
        if found is not None:
            return found
    return None


def understood(clause: Clause, words: str) -> Steps | None:
    """The steps of words; None as well when they hold something that must not be guessed."""
    try:
        return steps(clause.part(words))
    except NotUnderstood:
        return None


def halves(text: str) -> list[tuple[str, str]]:
    """The ways to part a clause before a verb: what stands in front of it, and what is to be done."""
    found: list[tuple[str, str]] = []
    for match in INSIDE.finditer(text):
        head = _BETWEEN.sub("", text[: match.start()].rstrip(" ,:"))
        if not HEAD.search(head) and len(found) < _MOST_HALVES:
            found.append((head, text[match.start() :]))
    return found


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
    """In the Name field, enter Ada; As country pick France; On the Billing tab, tick Paperless; To save, press Ctrl+S."""
    purpose = _PURPOSE.match(text)
    if purpose:
        return understood(clause, text[purpose.end() :])
    for head, body in halves(text) if FRONT_WORD.match(text) else []:
        place = re.sub("^(?:on|in|at|from|under) ", "", head, flags=re.IGNORECASE)
        first = tab(clause, place) if re.search(r"\btab$", place) else None
        head = re.sub(" that (?:opens|opened|appears|appeared|pops up|comes up|is shown)$", "", head)
        phrase = re.sub("^where it says ", "in ", head[:1].lower() + head[1:])
        found = understood(clause, body) if first else _placed(clause, body, phrase)
        if found:
            return [*(first or []), *found]
    return None


def _placed(clause: Clause, body: str, phrase: str) -> Steps | None:
    """A clause with the phrase that stood in front of it: as the field of a text, or as where its target is."""
    if "," in phrase:
        return None  # "for Ada, Bob and Eve": which of them?
    plain = None if _EDITS.match(body) else understood(clause, body)
    typed = [step for step in plain or [] if isinstance(step, Fill | Choose | Tick | CopyTo)]
    if plain and typed and _PASSING.fullmatch(phrase):
        return plain
    if plain and typed and all(isinstance(step, Tick) or step.field for step in typed):
        where = clause.plain(phrase)
        return [
            replace(step, label=f"{step.label} {where}") if isinstance(step, Tick)
            else replace(step, field=f"{step.field} {where}") if isinstance(step, Fill | Choose | CopyTo)
            else step
            for step in plain
        ]  # fmt: skip
    return understood(clause, f"{body.rstrip()} {MOVED}{phrase}")


def _wished(clause: Clause, text: str) -> Steps | None:
    """I want the country to be France; I'd like Newsletter ticked; Ada goes into Name."""
    if goes := _GOES_INTO.fullmatch(text):
        return understood(clause, f"type {goes['text'] or goes['said']} {goes['where'] or goes['place']}")
    match = _WISH.fullmatch(text)
    if match is None:
        return None
    if match["state"]:
        return tick(STATES[match["state"].lower()])(clause, match["field"])
    return [Fill(field(clause, match["field"]), value(clause, match["text"], ends=True))]


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


def _form(clause: Clause, text: str) -> Steps | None:
    """fill in the form with Name: Ada."""
    match = _FORM.match(text)
    return _pair(clause, text[match.end() :]) if match else None


def _stated(clause: Clause, text: str) -> Steps | None:
    """the title should be Foo; you should see Saved; Newsletter should be ticked."""
    if not re.search(rf"\b{_MODAL}\b", text) or VERB.match(text) or FRONT_WORD.match(text):
        return None
    said = condition(re.sub(rf" {_MODAL} ", " ", text, count=1)) or condition(text)
    if said is not None and said.kind != "loaded":
        return brought_about(clause, said)
    match = _STATED.fullmatch(text)
    return [Fill(field(clause, match["field"]), value(clause, match["text"], ends=True))] if match else None


def _pair(clause: Clause, text: str) -> Steps | None:
    """Name: Ada; Newsletter: ticked."""
    match = _PAIR.fullmatch(text)
    if match is None or len(match["field"].split()) > 6 or VERB.match(text) or is_heading(match["field"]):
        return None
    if _NO_FIELD.fullmatch(match["field"]) or (match["field"][-1:].isdigit() and match["text"][:1].isdigit()):
        return None
    state, name = STATES.get(match["text"].lower()), field(clause, match["field"])
    return [Fill(name, value(clause, match["text"], ends=True)) if state is None else Tick(name, state)]
