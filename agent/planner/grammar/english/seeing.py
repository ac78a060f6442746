"""What is to be seen in English: wait, make sure; conditions such as "X appears", "X is gone", "X is ticked"."""

from __future__ import annotations

import re

from ...plan import Fill, Pause, See
from ..amounts import seconds
from ..clauses import Clause
from ..conditions import Condition, Kind
from ..patterns import one_of, pattern
from ..wording import field, text_shown
from .choices import tick
from .values import STATES, Steps, value

_HERE = "(?: (?:on|in) (?:the|this) (?:page|screen|window|view))?"
_VISIBLE = one_of(
    "shown | showing | visible | displayed | there | present | open | opened | loaded | available | up | readable "
    "| on the (?:screen|page) | in the way"
)
_SHOWN = one_of(
    rf"""
    appears? | shows?(?: up)? | pops? up | comes? up | turns? up | opens? | loads? | exists? | displays? | arrives?
    (?:has|have) (?:appeared|opened|loaded|popped up|come up|shown up|arrived) | (?:can|could) be (?:seen|read)
    (?:comes?|is) in(?:to)? view | (?:is|are|be|becomes?|gets?|has been|being) (?:now )?{_VISIBLE}
    """
)
_GONE = one_of(
    r"""
    disappears? | vanish(?:es)? | goe?s? away | closes? | fades?(?: away| out)?
    (?:has|have) (?:disappeared|gone(?: away)?|vanished|closed) | no longer (?:appears?|shows?)
    (?:is|are|be|has been) (?:gone|hidden|closed|removed|no longer (?:shown|visible|there|displayed|on the (?:screen|page)))
    (?:is|are)(?:n't| not) (?:shown|visible|there|displayed)(?: any ?more)?
    (?:does|do)(?:n't| not) (?:appear|show(?: up)?|exist)(?: any ?more)?
    """
)
_READY = pattern(
    r"(?:the|your|this) \w+(?: \w+)? ",
    "(?:(?:is|was|has been) (?:ready|finished|complete|completed|done|generated)|has (?:finished|completed))",
)
_LOADED = pattern(
    "(?:(?:the|this|that) )?(?:(?:new|next|whole) )?(?:page|site|screen|form|everything|it|view) ",
    one_of(
        """
        is (?:fully )?(?:loaded|ready|there|done(?: loading)?) | has (?:fully |finished )?(?:loaded|loading|opened)
        loads | (?:to )?(?:be )?(?:fully )?(?:load|loaded|settle|ready) | (?:to finish|finishes) loading | appears
        opens
        """
    ),
)
_STATED = pattern(
    "(?P<name>.+?) (?:(?:is|are|be|stays?|remains?) (?P<not>not )?|(?P<nt>is)n't )(?:now )?(?P<state>",
    "|".join(STATES),
    ")",
)
_PAGE_SAYS = (
    r"(?:it|the (?:page|screen|site|status|message|title|heading|label|button|dialog|counter|total|field)(?: \w+)?) "
    "(?:now )?(?:says|shows|reads|displays|contains|should (?:say|read|show)|to (?:say|show|read)|asks for"
    "|changes to|turns (?:in)?to) (.+)"
)
_VALUE = r"(\ue000\d+\ue001|[€$£]?\d[\d.,]* ?[%€$£]?|(?-i:[A-Z])\w*)"
_CONDITIONS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("gone", pattern(rf"(.+?) (?:to |should )?{_GONE}")),
    ("gone", pattern("(?:you )?(?:no longer |don't |do not )see (.+?)(?: any ?more)?")),
    ("gone", pattern(rf"there (?:is|are) no (?:more )?(.+?){_HERE}")),
    (
        "seen",
        pattern(
            "(?:that )?(?:you|we|i) (?:can |should |will |do )?",
            f"(?:see|spot|find|notice|get|are shown|encounter) (.+?){_HERE}",
        ),
    ),
    ("seen", pattern(rf"there(?: is| are|'s| appears?| should be) (?:also |still )?(.+?)(?: {_SHOWN})?{_HERE}")),
    ("seen", pattern(_PAGE_SAYS)),
    ("seen", pattern(rf"(.+?) (?:to |should |will )?{_SHOWN}{_HERE}")),
    ("seen", pattern(r"(.+?) asks (?:for|whether|if|you|to)\b.*")),
    ("seen", pattern(r"((?:an?|any) .+?) (?:covers|blocks|hides|gets in the way of|interrupts)\b.*")),
    ("seen", pattern(rf"(?:.+?) (?:says|reads|shows|is|equals|contains) {_VALUE}")),
)
_NOBODY = pattern(r"(?:the|an?|any)?")
_AT_MOST = pattern(r"at least |(?:for )?(?:up to|at most) [\w.]+ \w+ |,? (?:up to|at most) [\w.]+ \w+$")
_ASKS = re.compile(r"\b(?:is|are|was|has|have|does|do|can|will|not|or|to|you)\b")


def condition(words: str) -> Condition | None:
    """What "a banner appears", "you see X", "X is gone", "X is ticked" say; None when it is something else."""
    text = re.sub(r"\b(it|that)'s ", r"\1 is ", words.strip(" ,"))
    if _LOADED.fullmatch(text) or _READY.fullmatch(text):
        return Condition("loaded", "")
    if re.search(r"\b(?:or|if|unless|until)\b", text, re.IGNORECASE):
        return None
    if match := _STATED.fullmatch(text):
        on = STATES[match["state"].lower()] != bool(match["not"] or match["nt"])
        return Condition("on" if on else "off", match["name"])
    for kind, said in _CONDITIONS:
        match = said.fullmatch(text)
        if match:
            return None if _NOBODY.fullmatch(match[1]) else Condition(kind, match[1])
    return None


def wait(clause: Clause, words: str) -> Steps | None:
    """wait 2 s; wait a moment; wait until X appears; wait for X to disappear; wait for X."""
    text = _AT_MOST.sub("", words)
    span = seconds(re.sub("^for ", "", text)) if text else 1.0
    if span is not None:
        return [Pause(span)]
    match = re.fullmatch("(?P<until>for|until|till|til|on) (?:the moment )?(?P<what>.+)", text)
    if match is None:
        return None
    said = condition(match["what"])
    if said is not None:
        return said.steps(clause) if said.kind in ("seen", "gone", "loaded") else None
    if match["until"] != "for" or " or " in match["what"]:
        return None
    return (
        [] if re.fullmatch("(?:the )?(?:next |new )?page", match["what"]) else [See(text_shown(clause, match["what"]))]
    )


def make_sure(clause: Clause, words: str) -> Steps | None:
    """make sure X is ticked; check that X appears; verify that X is gone; expect X."""
    text = re.sub("^(?:that|to see(?: that)?|for) ", "", words)
    said = condition(text)
    if said is not None:
        return brought_about(clause, said)
    match = re.fullmatch("(?P<name>.+?) is (?:set to|filled (?:in )?with) (?P<text>.+)", text)
    if match:
        return [Fill(field(clause, match["name"]), value(clause, match["text"]))]
    return [See(text_shown(clause, text))] if "\ue000" in text or not _ASKS.search(text) else None


def brought_about(clause: Clause, said: Condition) -> Steps:
    """What waits for something, or ticks what is to be ticked: "the boxes A and B are ticked"."""
    on = {"on": True, "off": False}.get(said.kind)
    return said.steps(clause) if on is None else tick(on)(clause, said.words) or []


def check(clause: Clause, words: str) -> Steps | None:
    """check that X appears; check Newsletter."""
    return make_sure(clause, words) if re.match(r"(?:that|for)\b", words) else tick(True)(clause, words)
