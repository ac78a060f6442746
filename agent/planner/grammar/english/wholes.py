"""English instructions that mean something only as a whole: what is to be found, uncovered or worked out first.

Each pattern stands for a beginning of an instruction; what follows it is read as usual.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ...plan import ClickOn, CopyTo, Fill, Keys, Menu, PlanStep
from ...searches import (
    ClickIn,
    ClickInOrder,
    ClickResult,
    ClickValue,
    FillFrom,
    PickDay,
    ScrollIn,
    Suggest,
    Uncover,
    Unfold,
)

Build = Callable[[re.Match[str]], list[PlanStep]]

_Q = r"[\"“]"
_E = r"[\"”]"
_SEEK = r"(?:to find and |to |and )?(?:find and )?(?:click|select|open|press)(?: on)?"
_TEXT = rf"(?:the )?(?:link|item|word|text|entry)?(?: labell?ed| named)? ?{_Q}(?P<target>[^\"”]+){_E}"
_ENTER = r"(?:enter|type|write|input)"
_IN_FIELD = r"(?:in|into) the (?:text|answer|input|search)?[ -]?(?:field|fields|box|boxes|input|textbox|text)s?"


def _click(target: str) -> ClickOn:
    return ClickOn(target, "left", 1)


def _upper(match: re.Match[str]) -> list[PlanStep]:
    text = match["text"]
    return [Fill("text field", text.lower() if match["case"].lower() == "lower" else text.upper())]


def _credentials(match: re.Match[str]) -> list[PlanStep]:
    return [Fill(match["a"], match["one"]), Fill(match["b"], match["two"])]


def _day(match: re.Match[str]) -> list[PlanStep]:
    return [PickDay(match["field"], f"{match['year']}-{match['month']}-{match['day']}")]


def _copy(match: re.Match[str]) -> list[PlanStep]:
    """By the clipboard: a text that does not fit its box cannot be read."""
    area = f"the {match['nth'] or ''} text area".replace("  ", " ")
    there: list[PlanStep] = [_click(area), Keys(("Control", "a")), Keys(("Control", "c"))]
    return [*there, _click("the text field"), Keys(("Control", "v"))]


def _path(match: re.Match[str]) -> list[PlanStep]:
    return [Menu(tuple(match["path"].split(">")))]


_WHOLES: tuple[tuple[str, Build], ...] = (
    (rf"(?:switch|go|look|browse|flip|click) (?:between|through) (?:all )?(?:of )?the tabs,? {_SEEK} {_TEXT}",
     lambda m: [Uncover(f"'{m['target']}'", "tab", True)]),
    (rf"(?:expand|open|unfold) (?:all )?the sections?(?: below)?,? {_SEEK} {_TEXT}",
     lambda m: [Uncover(f"'{m['target']}'", "section", True)]),
    (r"(?:expand|open|unfold) the (?:section|pie menu|menu|panel)(?: below)?(?=[,.;]| and | then |$)", lambda m: [Unfold()]),
    (r"(?:navigate|go|browse) through the (?:file |folder )?tree[.,]? (?:and )?(?:find and )?(?:click|open|select)(?: on)? "
     rf"(?:the )?(?:folder or file|file or folder|folder|file|item|node)? ?(?:named|called)? ?{_Q}(?P<target>[^\"]+){_E}",
     lambda m: [Uncover(f"'{m['target']}'", "folder", True)]),
    (rf"click(?: on)? the {_Q}(?P<menu>[^\"]+){_E} (?:button|menu),? (?:and then |and |then )(?:find and )?click(?: on)? the "
     rf"(?:item|entry|option) (?:labell?ed |named |called )?{_Q}(?P<target>[^\"]+){_E}",
     lambda m: [_click(f"the '{m['menu']}' button"), Uncover(f"'{m['target']}'", "entry", True)]),
    (r"(?:find|look up) (?P<who>[\w' -]+?) in the (?:contact|phone|address) ?(?:book|list)? and click(?: on)? "
     r"(?:their|his|her|its|the) (?P<what>[\w ]+?)(?=[.,]|$)",
     lambda m: [Uncover(f"'{m['who']}'", "page", False), ClickValue(m["what"].strip())]),
    (rf"use the (?:text ?box|text field|search (?:box|field|bar)|field) to (?:enter|search for|type) {_Q}(?P<text>[^\"]*){_E}",
     lambda m: [Fill("text field", m["text"])]),
    (rf"{_ENTER} the (?P<a>\w+(?: name)?) {_Q}(?P<one>[^\"]*){_E} and (?:the )?(?P<b>\w+) {_Q}(?P<two>[^\"]*){_E} {_IN_FIELD}",
     _credentials),
    (rf"{_ENTER} (?:the )?(?:text |word )?{_Q}(?P<text>[^\"]*){_E} in (?:all )?(?P<case>lower|upper)[ -]?case(?: letters)? {_IN_FIELD}",
     _upper),
    (rf"{_ENTER} (?:the )?(?:\w+ )?{_Q}(?P<text>[^\"]*){_E} (?:in|into) both (?:of the )?(?:text |input |password )?(?:fields|boxes)",
     lambda m: [Fill("1st text field", m["text"]), Fill("2nd text field", m["text"])]),
    (rf"{_ENTER} the (?P<field>name|word|code|address) {_Q}(?P<text>[^\"]*){_E}(?= (?:and|then)|,|$)",
     lambda m: [Fill(m["field"], m["text"])]),
    (r"scroll (?:the (?P<a>text ?area|list|text) to the bottom|(?:down )?to the bottom of the (?P<b>text ?area|list))"
     r"(?: of the text)?(?=,| and| then| hit| press|[.]?$)",
     lambda m: [ScrollIn(f"the {m['a'] or m['b']}", 100)]),
    (r"copy the text (?:in|from) the (?P<nth>\d+(?:st|nd|rd|th) )?text ?area(?: below)?,? (?:and )?paste it (?:in|into) the "
     r"(?:text ?box|text (?:input|field)|field|input)", _copy),
    (r"find (?P<what>the (?:\d+(?:st|nd|rd|th)|first|last) word in the (?:paragraph|text ?area|text))(?: below)?,? (?:and )?"
     rf"(?:{_ENTER}) (?:that|it) {_IN_FIELD}",
     lambda m: [CopyTo(m["what"].replace("the ", "", 1), "text field")]),
    (rf"{_ENTER} the value that corresponds (?:with|to) each label {_IN_FIELD.replace('|text)', '|text|form)')}", lambda m: [FillFrom()]),
    (r"solve (?:the (?:math )?(?:problem|equation)|for \w)(?: below)? and (?:type|enter|write) (?:your|the) (?:answer|result|solution) "
     rf"{_IN_FIELD}", lambda m: [CopyTo("the answer", "text field")]),
    (rf"(?:enter|choose|select|type) an item that starts with {_Q}(?P<start>[^\"]+){_E}(?: and ends with {_Q}(?P<end>[^\"]+){_E})?",
     lambda m: [Suggest("text field", m["start"], m["end"] or "")]),
    (r"(?:select|choose|pick) (?P<month>\d\d)/(?P<day>\d\d)/(?P<year>\d{4}) as the (?P<field>\w*date)", _day),
    (r"select (?P<path>[^\s,.>]+(?:>[^\s,.>]+)+)\.?$", _path),
    (r"(?:find and )?(?:click|open|select)(?: on)? the (?P<n>\d+)(?:st|nd|rd|th) (?:search )?result", lambda m: [ClickResult(int(m["n"]))]),
    (rf"for the (?:user|person|author) (?P<who>@?[\w.-]+),? click(?: on)? the {_Q}(?P<what>[^\"]+){_E} (?:button|icon|link)",
     lambda m: [ClickIn(m["who"], m["what"], 1)]),
    (rf"click(?: on)? the {_Q}(?P<what>[^\"]+){_E} (?:button|icon|link) (?:on|of|for) (?P<n>all|\d+)(?: of the)? (?:posts?|entries|messages) by (?P<who>@?[\w.-]+)",
     lambda m: [ClickIn(m["who"], m["what"], 0 if m["n"].lower() == "all" else int(m["n"]))]),
    (r"click(?: on)? (?:all )?the numbers in (?P<way>ascending|increasing|rising|descending|decreasing|falling) order",
     lambda m: [ClickInOrder(m["way"][0].lower() in "air")]),
    (r"select nothing", lambda m: []),
    (r"select (?P<value>-?\d+) with the (?P<what>spinner)", lambda m: [Fill(m["what"], m["value"])]),
)  # fmt: skip
_PATTERNS = tuple((re.compile(rf"(?:please )?{words}", re.IGNORECASE), build) for words, build in _WHOLES)
_GOES_ON = re.compile(r"^[\s,.;]*(?:and |then |and then )?", re.IGNORECASE)
_GAP = re.compile(r"(?:[,.;]\s+(?:and\s+)?(?:then\s+)?|\s+(?:and\s+)?then\s+)", re.IGNORECASE)
_REWRITTEN = (
    (re.compile(r"\b(?:find|locate) and (click|pick|select|press|choose)\b", re.IGNORECASE), r"\1"),
    (re.compile(r"\bfocus into\b", re.IGNORECASE), "focus on"),
    (re.compile(r"\b(?:and|then) (?:hit |press )?submit(?= when done|\.?$)", re.IGNORECASE), "and press Submit"),
    (re.compile(r" when (?:you are )?(?:done|finished)\b", re.IGNORECASE), ""),
    (re.compile(r"\bthe button in the dialog(?: box)? label+ed (?=[\"“])", re.IGNORECASE), "the button "),
)
"""Ways to say the same that the rules of clauses know."""


def whole(instruction: str) -> tuple[list[PlanStep], str] | None:
    """The steps of what an instruction begins with, and what is left of it; None when it is nothing of the kind."""
    text = " ".join(instruction.split())
    for words, build in _PATTERNS:
        if match := words.match(text):
            return build(match), _GOES_ON.sub("", text[match.end() :])
    return None


def later(instruction: str) -> tuple[str, str] | None:
    """What stands before the first clause that begins with such an instruction, and what begins there."""
    text = " ".join(instruction.split())
    for gap in _GAP.finditer(text):
        rest = text[gap.end() :]
        if not _quoted(text[: gap.end()]) and any(words.match(rest) for words, _ in _PATTERNS):
            return text[: gap.start()], rest
    return None


def _quoted(before: str) -> bool:
    """Whether a quotation is still open behind these words."""
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def rewritten(instruction: str) -> str:
    """The instruction in words that the rules of clauses know."""
    for words, instead in _REWRITTEN:
        instruction = words.sub(instead, instruction)
    return instruction
