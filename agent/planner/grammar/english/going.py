"""What brings another page or another part of it in English: open, go, switch, scroll, reload, upload."""

from __future__ import annotations

import re

from ...plan import Attach, ClickOn, GoBack, Open, PlanStep, Refresh, ScrollBy, ScrollTo, TabTo
from ..amounts import NUMBER, ordinal, times
from ..clauses import Clause
from ..frames import front
from ..patterns import one_of, pattern
from ..wording import field, target
from .choices import path
from .fields import set_to
from .values import Steps

ADDRESS = pattern(
    one_of(
        r"""
        (?:https?|file)://\S+ | about:\S+ | localhost(?::\d+)?\S* | \d+\.\d+\.\d+\.\d+(?::\d+)?\S*
        (?:[\w-]+\.)+(?:com|org|net|io|dev|edu|gov|de|fr|uk|eu|cn|jp|example|test|local)(?:[:/]\S*)?
        """
    )
)
_ADDRESS_OF = pattern("(?:the )?(?:page|site|website|web page|url|address|link) (?:at )?")
_BACK = pattern(
    "(?:(?:a|one) page )?back(?:wards)?(?: (?:a|one|to the (?:previous|last)) page| in the browser)?(?P<often> .+)?"
)
_PREVIOUS = pattern("(?:back )?to the (?:previous|last) page")
_TAB = pattern("(?P<name>.+?) (?:browser )?tab(?: of the (?:browser|page))?")
_TAB_NAMED = pattern("(?:browser )?tab (?:called |named |labelled )?(?P<name>.+)")
_SAME_TAB = {"other": "next", "prior": "previous"}
_PAGE = "(?: of (?:the|this) page)?"
_END = pattern(rf"(?:the )?(?:very )?(?:(?P<top>top|start|beginning)|bottom|end){_PAGE}")
_SCROLL = pattern(
    r"(?:(?:through )?the page\b ?)?(?:(?P<far>all the way|further|back) )?(?P<way>up|down)?(?:wards?)?"
    r"(?: ?\b(?:the|this) page\b)?(?: ?(?P<rest>.+))?"
)
_SHOWN = one_of(
    "is (?:visible|shown|in view|on the screen) | appears | shows up | can be seen | comes (?:in|into) (?:view|sight)"
)
_UNTIL = pattern(
    "(?:until|till|til) ",
    one_of(rf"you (?:can )?(?:see|find|reach|get to|come to) (?P<a>.+) | (?P<b>.+?) {_SHOWN}"),
    "|(?:further )?(?:to|towards) (?P<c>.+)|(?P<d>.+?) into view",
)
_ONCE = pattern(
    one_of(
        "a (?:bit|little(?: bit)?|page|screen) | one (?:page|screen) | by (?:a|one) (?:page|screen) | once | further "
        "| some more | more"
    ),
    "?",
)
_SEVERAL = pattern(rf"(?:by )?(?P<count>{NUMBER}) (?:pages|screens|times)|(?P<word>twice|thrice)")
_KIND = "(?:the )?(?:(?:file|picture|image|photo|document|attachment) )?(?:called |named )?"
_PATH = (
    r"(?P<path>\ue000\d+\ue001|[^ \ue000]+(?: (?!and\b)[^ \ue000]+)*?\.\w{1,5}(?= |$)|(?!the\b|an?\b|my\b|file\b)\S+)"
)
_UPLOAD = pattern(rf"{_KIND}{_PATH}(?: (?:to|into|onto|in|as|for|with|using|at|on|under|via) (?P<to>.+))?")


def open_(clause: Clause, words: str) -> Steps | None:
    """open example.com; open File > Export; open the Billing tab; open the Details."""
    text = re.sub("^up ", "", words)
    named = _ADDRESS_OF.match(text)
    address = clause.plain(text[named.end() if named else 0 :])
    if ADDRESS.fullmatch(address):
        return [Open(address)]
    if match := re.fullmatch("(?:the )?context menu (?:of|for|on) (?P<on>.+)", text, re.IGNORECASE):
        return [ClickOn(target(clause, match["on"]), "right", 1)]
    if re.search(r"\b(?:new|another) (?:browser )?(?:tab|window)\b", text):
        return None
    return path(clause, text) or tab(clause, text) or [ClickOn(target(clause, text), "left", 1)]


def go(clause: Clause, words: str) -> Steps | None:
    """go back; go to the top of the page; go to the Billing tab; go to File > Export."""
    back = _BACK.fullmatch(words)
    if back:
        often, found = times(back["often"] or "once"), list[PlanStep]([GoBack()])
        return found * often if often else tab(clause, words)
    match = re.fullmatch("(?:back |over )?(?:in)?to (?P<place>.+)", words)
    if match is None:
        return None
    if _PREVIOUS.fullmatch(f"to {match['place']}"):
        return [GoBack()]
    end = _end_of_page(match["place"])
    if end:
        return [end]
    return tab(clause, match["place"]) if words.startswith("back") else open_(clause, match["place"])


def back(clause: Clause, words: str) -> Steps | None:
    """return to the previous page."""
    return [GoBack()] if _PREVIOUS.fullmatch(words) else None


def reload(clause: Clause, words: str) -> Steps | None:
    return [Refresh()] if re.fullmatch("(?:(?:the|this) )?(?:page|browser|tab|site|view|it)?", words) else None


def tab(clause: Clause, words: str) -> Steps | None:
    """the Billing tab; tab 2; the next browser tab; None when no tab is named."""
    text = re.sub("^(?:back )?(?:to )?(?:the )?", "", words)
    match = _TAB.fullmatch(text) or _TAB_NAMED.fullmatch(text)
    if match is None:
        return None
    name = field(clause, re.sub(" browser$", "", match["name"]))
    if re.match(r"(?:a )?(?:new|another)\b", name):
        return None
    which = ordinal(name)
    return [TabTo(str(which) if which else _SAME_TAB.get(name, name))]


def switch(clause: Clause, words: str) -> Steps | None:
    """switch to the Billing tab; switch tabs; switch Language to French."""
    if re.fullmatch("(?:to )?(?:browser )?tabs?", words):
        return [TabTo("next")]
    match = re.fullmatch("(?:back |over )?to (?P<name>.+)", words)
    if match is None:
        return set_to(clause, words)
    return tab(clause, match["name"]) or [TabTo(field(clause, match["name"]))]


def change_to(clause: Clause, words: str) -> Steps | None:
    """change to the History tab."""
    return tab(clause, words) if words.startswith(("to ", "back to ")) else None


def scroll(clause: Clause, words: str) -> Steps | None:
    """scroll down twice; scroll to the bottom; scroll until you see Terms; scroll Terms into view."""
    match = _SCROLL.fullmatch(words)
    if match is None:
        return None
    rest, up = match["rest"] or "", (match["way"] or "down").lower() == "up"
    if (match["far"] or "").lower() == "all the way" and match["way"] and not rest:
        return [ScrollBy(-100 if up else 100)]
    seen = _UNTIL.fullmatch(rest)
    if seen and not re.fullmatch("(?:the )?(?:right|left)", seen["c"] or ""):
        place = next(part for part in seen.groups() if part)
        return [_end_of_page(place) or ScrollTo(target(clause, place))]
    several = _SEVERAL.fullmatch(rest)
    often = times(several["count"] or several["word"]) if several else 1 if _ONCE.fullmatch(rest) else None
    return [ScrollBy((-5 if up else 5) * often)] if often else None


def _end_of_page(words: str) -> PlanStep | None:
    match = _END.fullmatch(words)
    return ScrollBy(-100 if match["top"] else 100) if match else None


def attach(clause: Clause, words: str) -> Steps | None:
    """upload 'a b.pdf' to Receipt; attach cv.pdf."""
    moved = front(words)
    match = _UPLOAD.fullmatch(f"{moved.before} to {moved.behind}" if moved else words)
    return [Attach(clause.plain(match["path"]), target(clause, match["to"]) if match["to"] else "")] if match else None


def attach_file(clause: Clause, words: str) -> Steps | None:
    """choose the file cat.png for Avatar: only when it is said to be a file."""
    return attach(clause, words) if re.match(r"(?:the )?file (?=\S+\.\w|\ue000)", words) else None
