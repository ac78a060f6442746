"""What is chosen in English: choose, select, tick, turn on, entries of menus."""

from __future__ import annotations

import re

from ...plan import Choose, ClickOn, Keys, Menu, Tick
from ..clauses import Clause
from ..frames import Parts, first, front, last
from ..patterns import one_of, pattern
from ..wording import field, option, target
from .fields import TYPED_INTO
from .values import Rule, Steps, items

ARROW = re.compile(" ?(?: >|> |(?<=\ue001)>|>(?=\ue000)|→|->|›|»|▸|＞) ?")
_CLICKED = pattern(
    r"\b",
    one_of(
        "row | cell | link | button | icon | image | picture | photo | card | file | folder | message | result | item "
        "| entry | product | thumbnail"
    ),
    r"(?: (?:of|with|for|in|from|named|called)\b.*| \d+)?$",
)
_MENU = pattern("(?:the )?(?P<name>.+?) menu|(?:the )?menu (?P<named>.+)")
_NO_NAME = pattern(
    r"\b",
    one_of(
        "drop[- ]?down | select | options? | bar | main | side | left | right | top | bottom | nav(?:igation)? | context "
        "| hamburger | pop-?up | this | that | the"
    ),
    "$",
)
_UNNAMED_LIST = pattern("(?:the )?(?:drop[- ]?down(?: menu| list)?|list|options)")
_BOXES = pattern("(?:the )?(?:check ?|tick ?)?boxes (?:for |of |in the rows? of |next to |beside |called |labelled )?")
_BOXES_LAST = pattern(" (?:check ?|tick ?)?(?:boxes|options|switches|toggles)$")
_BOX_BESIDE = pattern(
    "(?:the )?(?:check ?|tick ?)?box (?:next to|beside|in front of|before|by|at) (?:the )?(?P<label>.+)"
)
_TURN = pattern("(?P<first>on|off) (?P<a>.+)|(?P<b>.+?) (?P<last>on|off)")
_TERMS = pattern(
    r"(?:to )?(?:the |all |our |your |these )?(?P<label>.*\b(?:terms?|conditions|polic(?:y|ies)|rules|agreements?|licen[sc]es?"
    r"|guidelines|statement)\b.*)"
)
_TICK_AWAY = pattern(
    r"(?:away )?(?:the|its) (?:tick|check)(?: ?mark)? (?:from|off|in|out|at|next to|beside)(?: of)? (?P<label>.+)"
)


def choose(clause: Clause, words: str) -> Steps | None:
    """choose France as country; select the second row; pick A, B and C in Toppings."""
    if re.fullmatch("all (?:of )?(?:the )?text|(?:all )?everything", words, re.IGNORECASE):
        return [Keys(("Control", "a"))]
    if words.lower() == "all" or re.match("(?:any|some|your|my) ", words):
        return None  # a box, a button, or keys? which of them?
    if ticked := re.fullmatch("(?P<label>.+?) (?:check ?box|tick ?box|toggle|switch)", words, re.IGNORECASE):
        return [Tick(field(clause, ticked["label"]), True)]
    if re.search(r"\bradio(?: button)?$", words):
        return [Choose(field(clause, words), "")]
    pointed = TYPED_INTO.search(words) and not last(words, "as|for|from|in|out of")
    thing = _CLICKED.search(words)
    if pointed or (thing and not front(words) and not first(words[: thing.start()] + " ", "as|for|from|in|under|on")):
        return [ClickOn(target(clause, words), "left", 1)]
    parts = last(words.replace(" out of ", " from "), "as|for|from|in|under|on|with")
    if parts is None:
        return [Choose(option(clause, each), "") for each in items(clause, words)]
    if menu := in_menu(clause, parts):
        return menu
    if re.fullmatch(r"(?:the|this) (?:\w+ )?menu", parts.behind):
        return [ClickOn(target(clause, parts.before), "left", 1)]
    if _UNNAMED_LIST.fullmatch(parts.behind):
        return [Choose(option(clause, parts.before), "")]
    return [Choose(option(clause, each), field(clause, parts.behind)) for each in items(clause, parts.before)]


def in_menu(clause: Clause, parts: Parts | None) -> Steps | None:
    """Export, in the File menu; None for a menu without a name of its own ("the main menu", "the drop-down menu")."""
    if parts is None or parts.preposition not in ("in", "on", "from", "under", "of"):
        return None
    said = _MENU.fullmatch(parts.behind)
    if said is None or _NO_NAME.search(said["name"] or said["named"]):
        return None
    return [Menu(tuple(field(clause, each) for each in (said["name"] or said["named"], *ARROW.split(parts.before))))]


def path(clause: Clause, words: str) -> Steps | None:
    """A menu's path, "File > Export > CSV"; None when the words are none."""
    moved = front(words)
    if moved:
        bar = re.fullmatch("(?:the )?(?:main |top )?menu(?: bar)?", moved.behind, re.IGNORECASE)
        return path(clause, moved.before) if bar else None
    said = re.sub("^(?:on )?(?:the )?(?:menus? (?:item |entry |path )?)?", "", words)
    parts = ARROW.split(clause.plain(said) if clause.is_quoted(said) else said)
    if len(parts) < 2 or not all(part.strip() for part in parts):
        return None
    return [Menu(tuple(re.sub(" menu$", "", field(clause, part)) for part in parts))]


def tick(on: bool) -> Rule:
    """tick A, B and C; untick the Newsletter box."""

    def steps(clause: Clause, words: str) -> Steps | None:
        if re.match(
            r"(?:that|if|whether|for|out|in)\b|(?:the )?(?:first|last|next) (?:two|three|four|five|\d+) ", words
        ) or re.search(r" as \w+$", words):
            return None
        if words.lower() == "all":
            return None
        words, several = _BOXES_LAST.sub("", words), _BOXES.match(words)
        parts = items(clause, words[several.end() if several else 0 :])
        beside = [_BOX_BESIDE.fullmatch(part) for part in parts]
        labels = [match["label"] if match else part for match, part in zip(beside, parts, strict=True)]
        return [Tick(field(clause, label), on) for label in labels]

    return steps


def terms(clause: Clause, words: str) -> Steps | None:
    """accept the terms and conditions; agree to the privacy policy: a box to tick."""
    match = _TERMS.fullmatch(words)
    return [Tick(field(clause, match["label"]), True)] if match and not front(words) else None


def turn(clause: Clause, words: str) -> Steps | None:
    """turn on Dark mode; turn Dark mode off."""
    match = _TURN.fullmatch(words)
    if match is None:
        return None
    return tick((match["first"] or match["last"]).lower() == "on")(clause, match["a"] or match["b"])


def remove_tick(clause: Clause, words: str) -> Steps | None:
    """remove the tick from Newsletter; take the check mark off Newsletter."""
    match = _TICK_AWAY.fullmatch(words)
    return [Tick(field(clause, match["label"]), False)] if match else None
