"""What is typed in English: a text as said, not one that is only described; lists; states of check boxes."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...plan import PlanStep
from ..amounts import number
from ..clauses import Clause
from ..frames import front
from ..patterns import one_of, pattern
from ..quotations import SLOT
from ..wording import IT, MOVED

Steps = list[PlanStep]
Rule = Callable[[Clause, str], Steps | None]
"""Makes the steps of a clause from the words behind its verb; None when the verb does not mean that here."""

Understood = Callable[[Clause, str], Steps | None]
"""The steps of a part of a clause; None as well when it holds something that must not be guessed."""

STATES = {
    "on": True, "ticked": True, "checked": True, "enabled": True, "active": True, "activated": True,
    "switched on": True, "turned on": True, "off": False, "unticked": False, "unchecked": False, "disabled": False,
    "inactive": False, "deactivated": False, "switched off": False, "turned off": False,
}  # fmt: skip
_SENTENCE = 5  # words: fewer are a name, a title, a phrase
_VAGUE = re.compile(
    one_of(
        """
        (?:an?|some|any|my|your|his|her|their|our|something|anything|whatever|today's|tomorrow's|yesterday's|current)\\b(?= \\w)
        something$ | anything$
        """
    )
)
KIND = re.compile(
    r"(?:the )?(?:(?:exact )?(?:text|words?|value|string|phrase|letters?|characters?) ?:? (?!of\b)"
    r"|(?:number|amount|year|figure|digits?|part|date|time|name|message|code|email|title|address|password|line|comment|note) ?:? (?=\ue000|\d))"
)
_BACK = pattern("it|that|them|this|(?:the|that|this) (?:name|value|number|one|same)")
_AND = pattern(" ?, ?(?:and |as well as )?| as well as | and ")
_BEHIND = re.compile(
    r"(?<=\ue001)(?: (?:(?:in |over )?(?:there|here)|again|now|please|instead|too|as well|first|exactly|next))+$",
    re.IGNORECASE,
)
"""What is said behind a quotation and is no part of the text."""
_AND_MORE = re.compile(r"\ue000\d+\ue001,? (?!and\b|or\b)[a-z][^\ue000]*$")
_FOLLOWING = pattern(r"(?:both|all of these|(?:the following|these)(?: \w+)?) ?:? (?=\S)")


def value(clause: Clause, words: str, *, ends: bool = False) -> str:
    """The text to type, as said; ``ends`` when it ends its clause, so that the mark behind that may belong to it.

    Raises NotUnderstood when the text is only described ("a nice text", "my name"), or when more is said of a quotation
    than is understood ("'x' twice").
    """
    kind = KIND.match(words.strip())
    text = _BEHIND.sub("", words.strip()[kind.end() if kind else 0 :])
    if _BACK.fullmatch(text):
        return IT
    if clause.is_quoted(text):
        return clause.verbatim(text)
    if is_vague(text) or MOVED in text or _AND_MORE.fullmatch(text):
        raise clause.refused()
    if ends:
        text = re.sub(", (?:please|thanks|thank you)$", "", text)
        text += clause.end if clause.text.endswith(text[-8:]) and _owns(text, clause) else ""
    return clause.verbatim(text)


def _owns(text: str, clause: Clause) -> bool:
    """Whether the mark at the end of a clause belongs to a text; a full stop only in "Message: Call me back at six."."""
    pair = clause.text[: -len(text)].rstrip().endswith((":", "="))
    return clause.end != "." or (pair and text[:1].isupper() and len(text.split()) >= _SENTENCE)


def is_vague(words: str) -> bool:
    """Whether words only describe what is meant: "a nice text", "my name", "any option"."""
    return _VAGUE.match(words) is not None


def items(clause: Clause, words: str) -> list[str]:
    """The things of a list, "A, B and C"; one thing when the "and" seems to belong to its name."""
    following = _FOLLOWING.match(words)
    words = words[following.end() if following else 0 :]
    words = words[4:] if following and words.startswith("the ") else words
    if front(words) or re.match(r"(?:I|yes|no)\b", words):
        return [words]
    parts = [part for part in _AND.split(words) if part]
    if len(parts) == 2 and "," not in words and not _two(*parts):
        return [words]
    return [re.sub("^(?:also|then) ", "", part) for part in parts]


def _two(one: str, other: str) -> bool:
    """Whether "A and B" are two: "Newsletter and Offers", not "Send me news and offers", "Terms and Conditions"."""
    if SLOT.match(one) or SLOT.match(other):
        return bool(SLOT.match(other) or one.islower())
    if other.lower() in ("conditions", "i agree"):
        return False
    named = other[:1].isupper() or not re.search("[a-zA-Z]", other) or other.startswith("the ")
    return named or one[:1].islower() or number(other) is not None
