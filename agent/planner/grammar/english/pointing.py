"""What is pointed at or pressed in English: click, press, hover, drag, accept, close."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from ...plan import AnswerWith, ClickOn, DragTo, Fill, Hover, Keys
from ..amounts import TIMES, number, times
from ..clauses import Clause
from ..frames import last
from ..keys import keys_in
from ..patterns import one_of, pattern
from ..wording import field, is_pronoun, target
from .choices import in_menu, path
from .values import Rule, Steps, items

_BUTTON_USED = pattern(" with the (?P<button>right|left) (?:mouse )?button$")
_PURPOSE = pattern(r" (?:(?:in order )?to|so that) (?=\w)")
_HELD = pattern("(?:down )?(?P<held>.+?) (?:and|while) (?:press|hit|pressing|hitting) (?P<key>.+)")
_OVER = pattern("(?:(?:the |your )?(?:mouse|pointer|cursor) )?(?:over|on|at|to|above|onto)(?: to)? ")
_MOUSE = pattern(r"(?:the |your )?(?:mouse )?(?:mouse|pointer|cursor)\b ?")
_ONTO = ("onto|into|on top of", "over to|to", "over", "on|in")
_DROP = pattern(",? (?:and )?(?:drop|release) it$")
_NO_END = pattern(r"(?:the )?(?:left|right|top|bottom|up|down)|(?:the )?next\b.*|\d.*")
_DIALOG = "(?:(?:browser(?:'s)?|pop-?up|confirm(?:ation)?) )?(?:dialog(?:ue)?(?: box)?|alert|prompt|confirmation|confirm|question)"
_ANSWERED = pattern(
    rf"(?:(?:with )?(?:ok|yes|(?P<no>no|cancel)) (?:to|in) )?(?:the|this|any|that) {_DIALOG}"
    r"(?: that (?:comes|pops|shows) up| that (?:appears|opens))?(?: with (?P<text>.+))?"
)
_MEANS = pattern(
    "(?:(?:it|this|that|the (?:question|deletion|removal|choice|action)) )?(?:with|by|using|via) (?P<what>.+)"
)
_STARS = pattern(r"(?:(?:it|this|that|the .+?) )?(?P<count>\w+)(?: stars?(?: out of \w+)?| out of (?:five|ten|5|10))")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TO_CART = pattern("(?P<what>.+) (?:in)?to (?:the |my |your )?(?:shopping )?(?P<cart>cart|basket|bag|trolley)")
_SEARCH = pattern("(?P<text>.+?)(?: (?:in|using|with|via) (?P<field>(?:the|this) .+))?")
_POP_UP = pattern(
    "(?:the|this|that|any|a) (?:.* )?",
    one_of(
        "banner | pop-?up | window | panel | notification | toast | modal | message | overlay | ad | notice | hint "
        "| tooltip | sidebar | drawer | box"
    ),
)
_OPENED = pattern("(?:the|this) (?:.* )?(?:menu|drop-?down|list|pop-?over)")


def click(count: int, button: Literal["left", "right"] = "left") -> Rule:
    """click Save; click A, B and C; click File > Export; click Add three times."""

    def steps(clause: Clause, words: str) -> Steps | None:
        used = _BUTTON_USED.search(words)
        which = "right" if used and used["button"].lower() == "right" else button
        words = words[: used.start()] if used else words
        return (
            path(clause, words)
            or in_menu(clause, last(words, "in|on|from|under"))
            or repeated(
                words, lambda text: [ClickOn(target(clause, each), which, count) for each in _several(clause, text)]
            )
        )

    return steps


def _several(clause: Clause, words: str) -> list[str]:
    """The things to click: a list needs commas or quotation marks; "Save and Close" is one button."""
    parts = items(clause, re.sub("^on ", "", words))
    quoted = all("\ue000" in part for part in parts)
    return parts if quoted or "," in words else [words]


def repeated(words: str, build: Callable[[str], Steps]) -> Steps | None:
    """What is done as often as said: "Next twice". None when that is too often."""
    counted = TIMES.search(words)
    often = times(counted["count"]) if counted else 1
    return build(words[: counted.start()] if counted else words) * often if often else None


def press(clause: Clause, words: str) -> Steps | None:
    """press Ctrl+S; press Tab three times; press Up, Down and Enter; press the Save button."""
    if re.match(r"and hold\b", words):
        return None
    return _keys(words) or click(1)(clause, words)


def _keys(words: str) -> Steps:
    """The keys that are named, each as often as said; none when something else is named."""
    said = _PURPOSE.split(words)[0]
    counted = TIMES.search(said)
    often = times(counted["count"]) if counted else 1
    said = said[: counted.start()] if counted else said
    parts = [said] if keys_in(said) else re.split(", ?(?:and )?| and ", said)
    found = [keys_in(part) or (keys_in(f"{part} key") if len(parts) > 1 else None) for part in parts]
    pressed: Steps = [Keys(keys) for keys in found if keys]
    return pressed * often if often and len(pressed) == len(parts) else []


def hold(clause: Clause, words: str) -> Steps | None:
    """hold Shift and press Tab."""
    match = _HELD.fullmatch(words)
    keys = keys_in(f"{match['held']}+{match['key']}".replace(" key", "")) if match else None
    return [Keys(keys)] if keys else None


def page(way: str) -> Rule:
    """page down; page up twice."""
    return lambda clause, words: _keys(f"page {way} {words}".strip()) or None


def hover(clause: Clause, words: str) -> Steps | None:
    match = _OVER.match(words)
    return [Hover(target(clause, words[match.end() if match else 0 :]))]


def move(clause: Clause, words: str) -> Steps | None:
    """move the mouse over Help; move Task A to Done; move the Volume slider to 30."""
    mouse = _MOUSE.match(words)
    return hover(clause, words[mouse.end() :]) if mouse else drag(clause, words)


def drag(clause: Clause, words: str) -> Steps | None:
    """drag A to B; drag and drop A onto B; drag the Volume slider to 30."""
    words = re.sub("^(?:and drop|up) ", "", words)
    parts = next((found for onto in _ONTO if (found := last(words, onto))), None)
    if parts is None or (_NO_END.fullmatch(parts.behind) and "slider" not in parts.before):
        return None
    if re.search(r"\bslider\b", parts.before):
        number = re.fullmatch(r"[\d.,]+ ?%?", parts.behind)
        return [Fill(field(clause, parts.before), parts.behind)] if number else None
    start = _DROP.sub("", parts.before).replace(" from ", " in ")
    return [DragTo(target(clause, start), target(clause, parts.behind))]


def dialog(accept: bool) -> Rule:
    """accept the dialog; answer the prompt with X."""

    def steps(clause: Clause, words: str) -> Steps | None:
        match = _ANSWERED.fullmatch(words)
        if match is None:
            return None
        return [AnswerWith(accept and match["no"] is None, clause.plain(match["text"] or ""))]

    return steps


def by_means(clause: Clause, words: str) -> Steps | None:
    """confirm with the Delete button; confirm it with Delete in the dialog."""
    match = _MEANS.fullmatch(words)
    return click(1)(clause, match["what"]) if match and not clause.is_quoted(match["what"]) else None


def search(clause: Clause, words: str) -> Steps | None:
    """search for blue shoes; search for blue shoes in the search box."""
    match = _SEARCH.fullmatch(words)
    if match is None or is_pronoun(match["text"]) or re.match(r"(?:the|a|an|all|any) ", match["text"]):
        return None
    where = field(clause, match["field"]) if match["field"] else "search"
    return [Fill(where, clause.plain(match["text"])), Keys(("Enter",))]


def stars(clause: Clause, words: str) -> Steps | None:
    """give it 4 stars; rate it 4 stars out of 5; rate it 4 out of 5."""
    match = _STARS.fullmatch(words)
    count = number(match["count"]) if match else None
    return [ClickOn(f"the {int(count)}{_ENDINGS.get(int(count), 'th')} star", "left", 1)] if count else None


def to_cart(clause: Clause, words: str) -> Steps | None:
    """add the mug and the towel to the cart: the button beside or below each."""
    match = _TO_CART.fullmatch(words)
    if match is None:
        return None
    things = [
        clause.plain(re.sub("^(?:the|an?|one) ", "", each, flags=re.IGNORECASE))
        for each in items(clause, match["what"])
    ]
    return [ClickOn(f"Add to {match['cart']} next to '{each}'", "left", 1) for each in things]


def close(clause: Clause, words: str) -> Steps | None:
    """close the dialog; close the banner; close it."""
    if is_pronoun(words) or _POP_UP.fullmatch(words):
        return [ClickOn("Close", "left", 1)]
    if _OPENED.fullmatch(words):
        return [Keys(("Escape",))]
    if re.search(r"\b(?:tabs?|browser)$", words):
        return None
    return dialog(False)(clause, words) or [ClickOn(target(clause, words), "left", 1)]
