"""The words that English targets are built with, as tables of patterns."""

from __future__ import annotations

import re

from .colour_words import COLOURS
from .phrase import Place, Relation, State
from .roles import ROLES

NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]


def whole(pattern: str) -> re.Pattern[str]:
    """A pattern in which a blank stands for blanks or a hyphen."""
    return re.compile(pattern.replace(" ?", r"[\s-]*").replace(" ", r"[\s-]+"), re.IGNORECASE)


def _plural(role: str) -> str:
    return role[:-1] + "ies" if role.endswith("y") else role + ("es" if role[-1] in "xhs" else "s")


_ENGLISH = [role for role in ROLES if role.isascii()]
_ROLE_WORDS = sorted({*_ENGLISH, *map(_plural, _ENGLISH)}, key=len, reverse=True)
SINGULAR = {re.sub(r"[\s-]", "", role): role for role in _ENGLISH}
PLURAL = {re.sub(r"[\s-]", "", _plural(role)): role for role in _ENGLISH}
_ROLE_GROUP = (
    "(?P<role>" + "|".join(re.escape(role).replace(r"\ ", " ?").replace(r"\-", " ?") for role in _ROLE_WORDS) + ")"
)
ROLE_LAST = whole(rf"^(?P<name>.*?)(?:^|(?<=\W))\s*{_ROLE_GROUP}$")
ROLE_FIRST = whole(
    rf"^{_ROLE_GROUP}\s+(?:(?:(?:that is |which is )?(?:labelled|labeled|called|named|titled|marked|captioned|reading|"
    r"saying|showing)|with (?:the )?(?:label|text|title|name|caption|words?)|(?:that|which) (?:says|reads|shows|has|"
    r"looks like|contains)|looking like|containing|for(?: the)?|of(?: the| an?)?|"
    r"with(?: the| an?)?|whose|where(?: the)?)\s+)?(?P<name>.+)$"
)
ARTICLE = whole(r"^(?:the|an?|this|that|my|your|its|their|only|there (?:is|are))\s+(?=\S)")
ALL = whole(r"^(?:all(?: of)?(?: the)?|each|every|both)\s+(?=\S)")
FILLER = whole(r"\s+(?:page|section|folder|function|feature|control|element|area|region|action|part|status|state|tag)$")
"""Words after a name that say nothing more."""

WRITTEN = whole(
    r"^(?:the )?(?:(?:place|spot|part|bit|words?|line) )?(?:where (?:it|there) (?:says|reads|is written|stands)"
    r"|what (?:says|reads))\s+(?=\S)"
)
"""Before a text that stands on the screen."""

_ORDINAL = rf"(?:(?P<word>{'|'.join(ORDINALS)})|(?P<digits>\d+)(?:st|nd|rd|th))"
_FROM_END = r"(?P<end>(?:to|from)? (?:the )?(?:last|end)\b)"
ORDER_FIRST = whole(
    rf"^(?:{_ORDINAL}(?: {_FROM_END})?|(?P<last>last|final)|(?P<penult>penultimate))(?:\s+(?:one\s+)?|$)"
)
ORDER_LAST = whole(
    rf"\s*(?:,\s*)?(?:the )?{_ORDINAL}?(?: one)? ?(?:counting )?from (?:the )?(?P<side>left|right|top|bottom)$"
)
NUMBER_LAST = whole(r"\s+(?:(?:number|no\.?|nr\.?) ?|#)(?P<number>\d+)$")
WITHIN = whole(r" (?:of|in) the (?:table|list|page|results?|calendar)$")
COUNTED = whole(r"^(?:page|size|number|no\.?|step|level|chapter|seat|room|day|floor)\s+(?P<number>\d+)$")
"""What is marked with its number only: "page 3" is a button "3"."""
ROLE_NUMBER = whole(r"(?:(?<=row)|(?<=line)|(?<=item)|(?<=column)|(?<=option))\s+(?P<number>\d+)$")
EXTREME = whole(r"^(?P<side>left|right|top|upper|bottom|lower) ?most\s*|^(?P<end>highest|lowest|topmost)\s+")
MIDDLE = whole(r"^(?:middle|central)(?: one)?(?:\s+(?!left|right|of)|$)")
GROUP = whole(rf"^(?:of )?(?:the )?(?P<count>{'|'.join(NUMBERS)}|\d)\s+(?=\S)")
OF_GROUP = whole(
    r"^(?P<which>.{3,40}?) (?:one )?(?:of|among|out of) (?:the|these|those)\s+"
    rf"(?P<rest>(?:{'|'.join(NUMBERS)}|\d)\s.+)$"
)

_STATES: tuple[tuple[str, State], ...] = (
    (
        r"un ?(?:ticked|checked|marked|selected)|not (?:ticked|checked|selected)|(?:switched|turned) off|off",
        "unchecked",
    ),
    (r"ticked|checked|(?:switched|turned) on|on", "checked"),
    (r"disabled|gr[ae]yed(?: out)?|inactive|not enabled|unavailable|not clickable", "disabled"),
    (r"enabled|clickable|available", "enabled"),
    (r"focuss?ed|in focus", "focused"),
    (r"(?:currently )?(?:selected|active|highlighted|chosen)|current", "selected"),
    (r"empty|blank|unfilled", "empty"),
    (r"filled(?: (?:in|out))?", "filled"),
)
STATE_FIRST = [(whole(rf"^(?:{words})\s+(?=\S)"), state) for words, state in _STATES]
STATE_LAST = [(whole(rf"\s+(?:(?:that|which) (?:is|are)|that's)\s+(?:{words})$"), state) for words, state in _STATES]
STATE_LAST.append((whole(r"\s+(?:(?:that|which) has|with) (?:the )?focus$"), "focused"))
COLOUR = whole(
    rf"^(?P<colour>(?:(?:light|dark|bright|pale|deep) )?(?:{'|'.join(word for word in COLOURS if word.isascii())}))"
    r"(?: ?colou?red)?\s+(?=\S)"
)
SIZE = whole(r"^(?:big|large|small|little|tiny|wide|round(?:ed)?|circular)\s+(?=\S)")

_Y, _X = "top|upper|bottom|lower", "left|right"
_MID = "middle|cent(?:re|er)"
_TAIL = r"(?: (?:most|hand|side|corner|edge|part|half|area|end|border))*"
_SPOT = (
    rf"(?:(?:the|far|very) )*(?:(?P<y>{_Y}|{_MID}) ?(?P<x>{_X}|{_MID})|(?P<y2>{_Y})|(?P<x2>{_X})|(?P<mid>{_MID}))"
    rf"{_TAIL}"
)
_SCREEN = (
    r"(?: of (?:the )?(?:whole |entire )?(?:screen|page|window|app|application|display|view|site|website|picture))?"
)
PLACE_FIRST = whole(rf"^{_SPOT}{_SCREEN}\s+(?=\S)")
PLACE_LAST = whole(rf"(?:^|,?\s+)(?:in|at|on|to|towards?) {_SPOT}{_SCREEN}$")
PLACE_OF = whole(rf"(?:^|,?\s+)(?:in|at|on) {_SPOT} (?:of|in)\s+(?=\S)")
_ZONES: tuple[tuple[str, Place], ...] = (
    (r"left (?:side ?bar|navigation(?: bar)?|nav(?: ?bar)?|menu|panel|pane|column)", Place(-1, 0, True)),
    (r"right (?:side ?bar|navigation(?: bar)?|nav(?: ?bar)?|menu|panel|pane|column)", Place(1, 0, True)),
    (r"side ?bar|side (?:menu|panel|navigation)|navigation (?:pane|panel|drawer)", Place(-1, 0, True)),
    (r"footer|(?:status|task|control|player) ?bar|player|bottom (?:bar|navigation|menu|toolbar)", Place(0, 1, True)),
    (r"(?:top )?(?:tool|menu|nav|navigation|top|title|app|header) ?bar|header|top menu|banner", Place(0, -1, True)),
)  # fmt: skip
ZONE_LAST = [
    (whole(rf"\s+(?:in|on|of|at|from|inside) (?:the )?(?:main |page )?(?:{words})$"), place) for words, place in _ZONES
]
ZONE_FIRST = [(whole(rf"^(?:{words})\s+(?=\S)"), place) for words, place in _ZONES]

_JUST = "(?:immediately |directly |just |right |straight )?"
_RELATIONS: tuple[tuple[str, Relation], ...] = (
    (r"(?:in|on) the same (?:row|line) (?:as|with)", "row"),
    (r"(?:in|under|below|of) the same column (?:as|with)", "column"),
    (rf"{_JUST}(?:(?:to|on|at) the )?left(?: hand)?(?: side)? of", "left"),
    (rf"{_JUST}(?:(?:to|on|at) the )?right(?: hand)?(?: side)? of", "right"),
    (r"in ?between|between", "between"),
    (rf"{_JUST}(?:below|under|underneath|beneath)", "below"),
    (rf"{_JUST}(?:above|on top of|over)", "above"),
    (rf"{_JUST}(?:next to|beside|near(?: to)?|close to|by|adjacent to|alongside)", "near"),
    (r"inside(?: of)?|within|in", "in"),
    (r"(?:that |which )?(?:belongs|belonging) to|of|for|from(?! (?:the )?(?:left|right|top|bottom)\b)|on", "of"),
)
RELATIONS: tuple[Relation, ...] = tuple(relation for _, relation in _RELATIONS)
_WHERE = r"(?:(?:that|which) (?:is|are|stands?|sits?) |that's |located |placed |positioned |situated |shown )?"
RELATION = whole(rf"(?:^|\s+){_WHERE}(?:" + "|".join(f"({words})" for words, _ in _RELATIONS) + r")\s+(?=\S)")
COMMA = whole(r",\s*(?:and )?(?:in )?(?:the )?(?=(?:row|column|line)\b)")
HEAD_OF = whole(r"(?:column )?head(?:er|ing)? of the (?P<name>\S(?:.*\S)?) column$")
LEADING = whole(rf"^(?P<where>(?:{'|'.join(words for words, _ in _RELATIONS)}|on|at)\s+[^,]+?),\s*(?P<what>\S.*)$")
POSSESSIVE = whole(r"^(?P<anchor>.+?)(?:'s|’s)\s+(?P<what>\S.*)$")
VERB = whole(
    r"^(?:please )?(?:(?:double |right |left )?(?:click|tap)|press|push|hit|select|choose|pick|open|find|locate|"
    r"hover(?: over)?|move(?: the (?:mouse|pointer|cursor))? to|go to|tick|check|untick|uncheck|toggle|focus|"
    r"point (?:at|to)|look for|search for|show me|expand|activate|switch to|navigate to|where is)"
    r"(?: on| at| to)?\s+(?=\S)"
)
INTO = whole(
    r"^(?:input|type|enter|write|put|fill(?: in)?|paste)\s+.+?\s+(?:in|into|to|on|for)\s+(?P<what>.+?)"
    r"(?:\s+and (?:press|hit|then)\s.*)?$"
)
OBJECT = whole(
    r"^(?P<what>close|dismiss|exit|leave|minimi[sz]e|maximi[sz]e|refresh|reload|print|share|save|download|edit|delete|"
    r"search|expand|collapse|bookmark|go back|mute|pause|play) (?:this |the |current |my )*(?:window|dialog|pop ?up|"
    r"page|tab|document|file|menu|item|screen|app|website|site|message|banner|video|song|sound|audio|panel|sidebar)$"
)
"""What is to be done with something that every screen has: "close this window" is done with "Close"."""
