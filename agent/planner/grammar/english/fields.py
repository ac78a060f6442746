"""What is said of fields in English: type, use, fill, set, change, make, give, clear, leave."""

from __future__ import annotations

import re

from ...plan import ClickOn, CopyTo, Fill, Hover, Keys, Tick
from ..clauses import Clause
from ..frames import Parts, first, front, last
from ..keys import keys_in
from ..patterns import one_of, pattern
from ..quotations import SLOT
from ..wording import MOVED, field, named, target
from .edits import append, at_end, replacing
from .values import KIND, STATES, Steps, items, value

TYPED_INTO = pattern(r"\b(?:fields?|box(?:es)?|area|input|cell|drop-?downs?|text ?box(?:es)?|text ?area|editor)$")
_TICK_MARK = pattern(
    "an? (?:tick|check(?: ?mark)?|cross|x)(?: mark)? (?:in|on|into|to|against|next to|beside|at|by) (?P<label>.+)"
)
_POINTER = pattern("(?:the )?(?:mouse|pointer|mouse pointer) (?:on|over|onto|at|to|above)(?: to)? (?P<on>.+)")
_CARET = pattern("(?:the )?(?:text )?(?:cursor|focus|caret) (?:in|into|on|to|inside|at) (?P<on>.+)")
_FIELD_FIRST = pattern(
    "(?:into|in|under|for) (?P<field>[^:\ue000]+?|\ue000\\d+\ue001)(?: ?: | (?=\ue000\\d+\ue001$))(?P<text>.+)"
)
_SET_TO = pattern(
    r"(?P<field>.+?)(?:(?<!\bnext)(?<!\bclose) to\b(?: (?:be|say|read)\b)?| so (?:that )?it (?:says|reads|is)\b| ?=|:(?= )) ?(?P<text>.+)"
)
_CONTENT = pattern(
    "(?:out )?",
    one_of("(?:the )?(?:text|contents?|value|entry) (?:in|of|from) | what(?: is|'s) in | everything in"),
    " ?",
)
_BOX = pattern(
    "(?P<label>.+?) (?:check ?box|tick ?box|toggle)"
    "|(?:the )?(?:tick|check ?mark|check ?box|tick ?box) (?:in |from |of |at )?(?P<named>.+)"
)
_IN_ROW = pattern(r" in (?:the )?(?:same |\w+ )?row(?: (?:of|with|for) .+)?$")


def put(clause: Clause, words: str) -> Steps | None:
    """type Ada into Name; put a tick in Newsletter; write X at the end of Notes."""
    if marked := tick_mark(clause, words):
        return marked
    if match := _POINTER.fullmatch(words):
        return [Hover(target(clause, match["on"]))]
    if match := _CARET.fullmatch(words):
        return [ClickOn(target(clause, match["on"]), "left", 1)]
    if at_end(words):
        return append(clause, words)
    if (match := _FIELD_FIRST.fullmatch(words)) and not last(words, "into"):
        return [Fill(field(clause, match["field"]), value(clause, match["text"], ends=True))]
    words = re.sub(r"^in (?=\ue000|\S+ (?:into|in|for|as)\b)", "", words)
    parts = last(words, "into|onto|inside|in|under|for|as|to|at|on|with|where it says")
    if parts and not parts.moved and parts.preposition in ("to", "at", "on", "with") and not _names_a_field(parts):
        parts = last(words, "into|onto|inside|in|under|for|as")
    if parts is None:
        return None if words.lower().startswith("the ") else [Fill("", value(clause, words, ends=True))]
    if re.match("the (?!\ue000)", parts.before) and not KIND.match(parts.before):
        return [CopyTo(source(clause, parts.before), field(clause, parts.behind))]
    return [Fill(field(clause, parts.behind), value(clause, parts.before))]


def tick_mark(clause: Clause, words: str) -> Steps | None:
    """put a tick in Newsletter; add a check mark to Newsletter."""
    match = _TICK_MARK.fullmatch(words)
    return [Tick(field(clause, match["label"]), True)] if match else None


def use(clause: Clause, words: str) -> Steps | None:
    """use Ada as the name; use the shortcut Ctrl+S."""
    keys = keys_in(re.sub(r" to \w+.*$", "", words))
    if keys:
        return [Keys(keys)]
    return put(clause, words) if last(words, "as|for|in") else None


def fill(clause: Clause, words: str) -> Steps | None:
    """fill in the Name field with Ada; fill Ada into Name; fill Name in with Ada."""
    words = re.sub("^(?:in|out) ", "", words)
    parts = None if front(words) or last(words, "into") else first(words, "with|using")
    if parts:
        name = re.sub(" (?:in|out)$", "", parts.before)
        return [Fill(field(clause, name), value(clause, parts.behind, ends=True))]
    match = re.fullmatch("(?P<field>[^:=]+?)(?::| ?=) (?P<text>.+)", words)
    if match:
        return [Fill(field(clause, match["field"]), value(clause, match["text"], ends=True))]
    parts = last(words, "into|in|for|under|as|to")
    return [Fill(field(clause, parts.behind), value(clause, parts.before))] if parts else None


def set_to(clause: Clause, words: str) -> Steps | None:
    """set Name to Ada; set Dark mode to off; set France as the country."""
    words, place = _place_behind(words)
    match = _SET_TO.fullmatch(words)
    if match is None:
        parts = last(words + place, "as|for|in|into|under|on")
        return [Fill(field(clause, parts.behind), value(clause, parts.before))] if parts else None
    name = field(clause, match["field"] + place)
    state = STATES.get(match["text"].lower())
    return [Fill(name, value(clause, match["text"], ends=True)) if state is None else Tick(name, state)]


def change(clause: Clause, words: str) -> Steps | None:
    """change the VAT number to X; change Status from Open to Closed; change 2023 to 2024 in the Title."""
    if re.match("(?:back )?to ", words):
        return None
    match = re.fullmatch("(?P<field>.+?) from .+? to (?P<text>.+)", words)
    if match:
        return set_to(clause, f"{match['field']} to {match['text']}")
    parts = first(words, "to|into")
    within = last(parts.behind, "in|within|inside|of") if parts else None
    if parts and within and not within.is_place and not re.match("(?:the|my|its) ", parts.before):
        return replacing(clause, parts.before, within.before, within.behind)
    return set_to(clause, words)


def clear(clause: Clause, words: str) -> Steps | None:
    """clear A, B and C; empty the Search box; delete the text in Notes."""
    if ticked := _BOX.fullmatch(words):
        return [Tick(field(clause, ticked["label"] or ticked["named"]), False)]
    match = _CONTENT.match(words)
    return [Fill(field(clause, each), "") for each in items(clause, words[match.end() if match else 0 :])]


def clear_content(clause: Clause, words: str) -> Steps | None:
    """delete the text in Notes, but not "delete Notes"."""
    text = re.sub("^all (?:of )?", "", words)
    return clear(clause, text) if _CONTENT.match(text) else None


def leave(clause: Clause, words: str) -> Steps | None:
    """leave Notes empty; leave Newsletter unticked."""
    match = re.fullmatch(r"(?P<field>.+?) (?P<state>empty|blank|\w+ed|on|off)", words, re.IGNORECASE)
    if match is None:
        return None
    name, state = field(clause, match["field"]), match["state"].lower()
    if state in ("empty", "blank"):
        return [Fill(name, "")]
    return [Tick(name, STATES[state])] if state in STATES else None


def make(clause: Clause, words: str) -> Steps | None:
    """make the title say Foo."""
    match = re.fullmatch("(?P<field>.+?) (?:say|read|be) (?P<text>.+)", words)
    return [Fill(field(clause, match["field"]), value(clause, match["text"], ends=True))] if match else None


def give(clause: Clause, words: str) -> Steps | None:
    """give the Name field the value Ada."""
    match = re.fullmatch("(?P<field>.+?) the (?:value|text) (?P<text>.+)", words)
    return [Fill(field(clause, match["field"]), value(clause, match["text"], ends=True))] if match else None


def copy(clause: Clause, words: str) -> Steps | None:
    """copy A into B; "copy A" alone reads it."""
    parts = last(re.sub(" (?:over|across)(?= (?:in)?to )", "", words), "into|to|onto")
    if parts is None or parts.behind.lower().endswith("clipboard"):
        return None
    return [CopyTo(source(clause, parts.before), field(clause, parts.behind))]


def source(clause: Clause, words: str) -> str:
    """What is copied: "the value of Total" is "Total"."""
    return named(clause, re.sub("^(?:the )?(?:values?|text|contents?) (?:of|in|from) ", "", words))


def _names_a_field(parts: Parts) -> bool:
    """Whether "at noon" or "to Bob" can be a field: when the text is quoted, or the phrase names one plainly."""
    return bool(SLOT.fullmatch(parts.before) or SLOT.search(parts.behind) or TYPED_INTO.search(parts.behind))


def _place_behind(words: str) -> tuple[str, str]:
    """The words without a phrase at their end that says where, and that phrase: "in the row of Ada"."""
    moved = front(words)
    if moved and (moved.is_place or re.search(r"\bto\b|=", moved.before)):
        return moved.before, f" {words.partition(MOVED)[2].strip()}"
    match = _IN_ROW.search(words)
    return (words[: match.start()], match[0]) if match else (words, "")
