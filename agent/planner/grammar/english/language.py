"""English as a language of instructions: where its clauses begin, what opens in them, and their steps."""

from __future__ import annotations

import re

from ...plan import Keys
from ..clauses import Clause, Joint
from ..frames import ROLE
from ..keys import keys_in
from ..patterns import one_of, pattern
from .fronts import FRONT_WORD, HEAD
from .openings import OPENS, opening
from .steps import steps as _steps
from .values import Steps
from .verbs import ALONE, INSIDE, VERB, imperative, order
from .words import is_filler, is_heading

__all__ = ["again", "gap", "is_meant", "opening", "starts", "steps", "verb_of"]

gap = pattern(
    " ?(?:",
    r",? ?\b(?P<before>(?:but|and) (?:first|before (?:that|this))\b(?: of all)?,?)",
    r"|,? ?\b(?P<then>(?:and )?",
    one_of("then | after (?:that|this) | afterwards | finally | followed by | subsequently | thereafter | lastly"),
    r"\b,?|but\b)",
    r"|, ?and\b|, ?&|&(?= )|,(?!\d)|(?P<colon>:)(?= )|\band\b",
    ") ?",
)
_FRAME = pattern(r"\b(?:into|in|to|as|for|from|under|onto|with|at)(?= )|=")
_ELLIPSIS = pattern(r"(?!(?:which|that|who|not|or)\b)\S.*? (?:(?:into|in|as|for|to|with|from|under) |= ?)\S")
_PAIR = pattern("[\\w \ue000\ue001()/'-]{1,40}(?:: | ?= ?) ?\\S")
_NEGATION = re.compile(r"(?:don't|do not|never|not) ")
_STATE_LAST = pattern(
    "(?:turn|switch|leave|keep|make sure|ensure) .+ (?:on|off|(?:un)?ticked|(?:un)?checked|empty|blank)$"
)
"""Turn Wi-Fi off and Bluetooth on: what stands behind the "and" is as complete as what stands before it."""
_FOR_EACH_OF = pattern(r"(?:for|in|with|to) (?:each|every one) of\b")
_THE_FOLLOWING = pattern(r"\b(?:of|in) (?:these|those|the following)(?: \w+)?$")
_CLICK = pattern(r"(?:click|press|tap|hit|push|choose|select)\b")
_CLICKED = pattern(r"(?:(?:double|triple|right)[- ]?)?(?:click|tap|push|open|press|hit|strike)\b")
_NEXT = re.compile(r"Next\b(?! ?,)")
_NAMED = re.compile(r"[A-Z\d\ue000]|(?:the|on|its) |\W")
_LOOKED_FOR = pattern("(?:find|locate|look for)")
_HOLD = pattern(r"hold\b")
_PRESS = pattern(r"(?:press|hit|strike)\b")
_I_AGREE = re.compile(r"(?i:tick|check) I ")
_AGREE = pattern(r"(?:accept|agree|confirm|read)\b")
_ENOUGH = 1000
"""How many characters of a clause are looked at to tell what it is."""


def verb_of(text: str) -> str:
    """The verb that a clause begins with; "" when it begins with none."""
    match = VERB.match(order(text))
    return match[0] if match else ""


def is_meant(text: str) -> bool:
    """Whether a sentence is English by the words that it begins with."""
    words = order(text)
    return any(each.match(words) for each in (VERB, OPENS, FRONT_WORD)) or imperative(words) is not None


def steps(clause: Clause) -> Steps | None:
    """The steps of a clause; "Next" behind another one is a name: "press Next, then Next"."""
    return None if clause.joint in ("soft", "then") and _NEXT.match(clause.text) else _steps(clause)


def again(clause: Clause, verb: str) -> Steps | None:
    """The steps of a clause that has no verb of its own, with the one before: a name or a key, not "book a flight"."""
    words, verb = clause.text if _NEXT.match(clause.text) else order(clause.text), verb or "type"
    words = re.sub(" again$", "", words)
    keys = keys_in(words) or (keys_in(f"{words} key") if _PRESS.match(verb) and len(words) > 1 else None)
    if keys and (clause.joint == "then" or _PRESS.match(verb)):
        return [Keys(keys)]
    meant = _NAMED.match(words) if _CLICKED.match(verb) else verb_of(words) in ("", words)
    return _steps(clause.saying(f"{verb} {words}")) if meant else None


def starts(piece: str, before: str, joint: Joint) -> bool:
    """Whether a clause begins with this piece; a comma or an "and" may as well belong to a text or a name."""
    text, head = order(piece.strip()), order(before[:_ENOUGH].strip())
    if joint == "colon":
        return not _THE_FOLLOWING.search(head) and _announces(head)
    if not text or _waits_for_more(head):
        return False
    begins = _begins(text, head)
    if begins or _FOR_EACH_OF.match(head):
        return begins
    if joint != "soft":
        return FRONT_WORD.match(text) is None or INSIDE.search(text) is not None
    if is_filler(text) or OPENS.match(text) or _NEGATION.match(text):
        return True
    if FRONT_WORD.match(text) and (INSIDE.search(text) or ROLE.search(text[-12:])):
        return True
    if _STATE_LAST.match(head) and _STATE_LAST.match(f"turn {text}"):
        return True
    complete = _FRAME.search(head) is not None or _PAIR.match(head) is not None
    return complete and (_ELLIPSIS.match(text) is not None or _PAIR.match(text) is not None)


def _announces(head: str) -> bool:
    """Whether words before a colon only announce what follows: "For each row:", "Steps:"."""
    return (
        bool(OPENS.match(head))
        or is_filler(head)
        or (is_heading(head) and (head.endswith("form") or not VERB.match(head)))
    )


def _begins(text: str, head: str) -> bool:
    """Whether a piece begins with a verb: one with words behind it, or one that is enough alone."""
    match = VERB.match(text)
    if match is None:
        return False
    if _LOOKED_FOR.fullmatch(head):
        return False  # find and click on the middle: what is found is said behind the click
    if (_HOLD.match(head) and _PRESS.match(text)) or (_I_AGREE.match(head) and _AGREE.match(text)):
        return False  # hold Shift and press Tab; tick I have read and accept the terms
    if text[match.end() :].strip(" .,!"):
        return True
    return match[0].lower() in ALONE and not (_CLICK.match(head) and match[0][:1].isupper())


def _waits_for_more(head: str) -> bool:
    """Whether a clause so far is only a phrase that stands in front of its verb: "In the Name field", "To save"."""
    if VERB.match(head) or OPENS.match(head):
        return False
    if re.match("(?:in order )?to ", head, re.IGNORECASE):
        return "," not in head
    if FRONT_WORD.match(head) is None:
        return False
    inside = INSIDE.search(head)
    return inside is None or HEAD.search(head[: inside.start()].rstrip()) is not None
