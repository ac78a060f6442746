"""What is asked for in English: read, what is, how many, find."""

from __future__ import annotations

import re

from ...plan import Count, Read
from ..clauses import Clause
from ..patterns import one_of, pattern
from ..wording import SOUGHT, TAKEN, field, singular, thing
from .values import Steps

_IS = "(?:'s| is| are| was| were)"
_ASKED = pattern(
    one_of(
        rf"""
        (?:what|which|who){_IS} (?:written |shown |displayed |entered |selected |chosen )?(?:in(?:side)?|as|under|for) (.+)
        (?:what|which|who){_IS} (?:written |shown |displayed )?(?:next to|beside|behind|after) (.+)
        (?:what|which|who){_IS} (.+)
        what does it say (?:under|next to|beside|in|for|at|about) (.+)
        what does (.+?) (?:say|show|read|display|contain|hold)
        (?:what|which) ((?!time\b|day\b)[\w ]+?) (?:is|are|was) (?:it )?(?:selected|chosen|shown|displayed|set|given|entered|listed)
        what (.+?) (?:is|are|says|shows)
        how (?:much|high|big|large|long) (?:is|are) (.+)
        """
    )
)
_HOW_MANY = pattern("(?:what(?:'s| is| are) )?(?:the )?(?:total )?number of (.+)")
_QUESTION = pattern(r"(?:what|which|who|when|where|why|how|if|whether|me|us|to)\b")
_ADDRESSEE = pattern(r"(?:out|me|us|off|aloud|down|with|back) (?=\S)")
_SHOWN = pattern(
    " (?:(?:that is )?(?:shown|displayed|listed|given)|you (?:can )?see)(?: (?:on|in) (?:the|this) (?:page|screen))?$"
)
_VALUE_OF = pattern("^(?:the )?(?:values?|text|contents?) (?:of|in) ")
_NUMBER_OF = pattern("(?:up )?(?:(?:the )?(?:number|total) of|how many|all(?: of)?|out) ")
_WHICH = pattern("(?:all )?(?:of )?(?:the|these|those|my) ")
_ON_PAGE = "on the (?:page|screen)"
_COUNTED = pattern(
    one_of(
        rf"""
        (?P<there>.+?) (?:are|is) (?:there|shown|listed|displayed|visible|in total|{_ON_PAGE})(?: in total| altogether)?(?: (?P<at>(?!{_ON_PAGE}).+?))?(?: {_ON_PAGE})?
        (?P<seen>.+?) can (?:you|i|we) (?:see|find|count)(?: (?P<among>.+))?
        (?P<placed>.+?) (?:are|is) (?P<where>(?:in|on|under|with|from|of) .+)
        (?P<owned>.+?) (?:does|do|did) (?:you|we|i|it|(?P<owner>.+?)) (?:have|see|contain|show|list|hold|find|get|count)(?: there)?
        (?P<having>.+?) (?:have|has) (?P<quality>.+)
        (?P<told>.+?) there (?:are|is)(?: (?P<within>.+))?
        (?P<stated>.+?) (?:are|is) (?P<state>\w+)
        """
    )
)


def read(clause: Clause, words: str) -> Steps | None:
    """read the total; tell me what the status says; what is the order number."""
    text = words.rstrip("? ")
    addressee = _ADDRESSEE.match(text)
    text = text[addressee.end() if addressee else 0 :]
    if how_many := re.fullmatch("how many (.+)", text, re.IGNORECASE):
        return count(clause, how_many[1])
    number = _HOW_MANY.fullmatch(text)
    if number and singular(number[1]) != number[1]:
        return count(clause, number[1])
    asked = _ASKED.fullmatch(text)
    if asked:
        text = next(group for group in asked.groups() if group)
    elif _QUESTION.match(text):
        return None
    text = _SHOWN.sub("", text)
    return [Read(field(clause, _VALUE_OF.sub("", text)))]


def question(clause: Clause, words: str) -> Steps | None:
    """what is the order number?"""
    return read(clause, clause.text)


def find_out(clause: Clause, words: str) -> Steps | None:
    """find out what the total is; get the total: only what is plainly one thing on the screen."""
    text = re.sub("^out ", "", words)
    return (
        read(clause, text) if re.match(r"(?:what|which|how many)\b|(?:the|its) |\ue000", text, re.IGNORECASE) else None
    )


def sought(clause: Clause, words: str) -> Steps | None:
    """find the Save button (and click it)."""
    found = find_out(clause, words) or []
    return [Read(SOUGHT + step.what) if isinstance(step, Read) else step for step in found] or None


def taken(clause: Clause, words: str) -> Steps | None:
    """take the total (and put it into Amount)."""
    return [Read(TAKEN + thing(clause, words))] if re.match("(?:the|its) ", words) else None


def count(clause: Clause, words: str) -> Steps | None:
    """how many rows are there; count the unread messages."""
    text = words.rstrip("? ")
    if re.match(r"times\b", text):
        return None
    for needless in (_NUMBER_OF, _WHICH):
        match = needless.match(text)
        text = text[match.end() if match else 0 :]
    match = _COUNTED.fullmatch(text)
    if match is None:
        return [Count(thing(clause, text))]
    said = {name: words for name, words in match.groupdict().items() if words}
    what = next(said[name] for name in ("there", "seen", "placed", "owned", "having", "told", "stated") if name in said)
    if "state" in said:
        return [Count(thing(clause, f"{said['state']} {what}"))]
    if "quality" in said:
        return [Count(thing(clause, f"{what} with {said['quality']}"))]
    places = [said[name] for name in ("at", "among", "where", "within") if name in said]
    places += [f"in {said['owner']}"] if "owner" in said else []
    return [Count(thing(clause, " ".join([what, *places])))]
