"""Ordinary English instructions become plan steps; what is not understood is said, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from .clauses import VERB, Clause, split
from .keys import keys_in
from .plan import (
    AnswerWith,
    Attach,
    Choose,
    ClickOn,
    DragTo,
    Fill,
    GoBack,
    Hover,
    Keys,
    Open,
    Pause,
    Plan,
    PlanStep,
    Read,
    Refresh,
    ScrollBy,
    ScrollTo,
    See,
    Tick,
)


class NotUnderstood(Exception):
    """A clause that is no explicit step; the message is the clause."""


def parse(instruction: str) -> Plan:
    """The steps of an instruction, in order. Raises NotUnderstood with the first clause that is none."""
    steps: list[PlanStep] = []
    verb = ""
    for clause in split(instruction):
        text = _LEAD.sub("", clause.text)
        said = VERB.match(text)
        verb = said[0] if said else verb
        steps.extend(_steps_of(clause, text, verb))
    if not steps:
        raise NotUnderstood(instruction.strip())
    return tuple(steps)


Rule = tuple[re.Pattern[str], Callable[[Clause, re.Match[str]], list[PlanStep]]]


def _steps_of(clause: Clause, text: str, verb: str) -> list[PlanStep]:
    for said in (text, f"{verb} {text}") if clause.again else (text,):
        for pattern, build in _RULES:
            match = pattern.fullmatch(said)
            if match:
                return build(clause, match)
        pair = _PAIR.fullmatch(text)
        if pair:
            return [Fill(clause.fill(pair["target"]), clause.fill(pair["value"]))]
    raise NotUnderstood(clause.fill(clause.text))


def _fill(clause: Clause, match: re.Match[str]) -> list[PlanStep]:
    target = match.groupdict().get("target")
    return [Fill(_field(clause, target) if target else "", clause.fill(match["value"]))]


def _choose(clause: Clause, match: re.Match[str]) -> list[PlanStep]:
    target = match.groupdict().get("target")
    return [Choose(_option(clause, match["value"]), _field(clause, target) if target else "")]


def _tick(on: bool) -> Callable[[Clause, re.Match[str]], list[PlanStep]]:
    return lambda clause, match: [Tick(_control(clause, match["target"]), on)]


def _click(count: int, button: Literal["left", "right"] = "left") -> Callable[[Clause, re.Match[str]], list[PlanStep]]:
    return lambda clause, match: [ClickOn(_target(clause, match["target"]), button, count)]


def _press(clause: Clause, match: re.Match[str]) -> list[PlanStep]:
    keys = None if clause.is_quoted(match["target"]) else keys_in(clause.fill(match["target"]))
    return [Keys(keys)] if keys else [ClickOn(_target(clause, match["target"]), "left", 1)]


def _open(clause: Clause, match: re.Match[str]) -> list[PlanStep]:
    target = clause.fill(match["target"])
    if _ADDRESS.fullmatch(target):
        return [Open(target)]
    return [ClickOn(_target(clause, match["target"]), "left", 1)]


def _scroll(clause: Clause, match: re.Match[str]) -> list[PlanStep]:
    if match["target"]:
        return [ScrollTo(_target(clause, match["target"]))]
    if match["end"]:
        return [ScrollBy(-100 if match["end"].lower() == "top" else 100)]
    times = {"twice": 2, "once": 1}.get((match["times"] or "").lower()) or int(match["count"] or 1)
    return [ScrollBy((-5 if (match["way"] or "down").lower() == "up" else 5) * times)]


def _dialog(accept: bool) -> Callable[[Clause, re.Match[str]], list[PlanStep]]:
    return lambda clause, match: [AnswerWith(accept, clause.fill(match.groupdict().get("value") or ""))]


def _target(clause: Clause, words: str) -> str:
    """A target in words for a locator: quotations keep marks, so that they are matched as they are."""
    text = re.sub(r"^on\s+", "", words.strip(), flags=re.IGNORECASE)
    return Clause(text, tuple(f"'{quote}'" for quote in clause.quoted)).fill(text)


def _control(clause: Clause, words: str) -> str:
    return _strip_role(clause.fill(words))


def _field(clause: Clause, words: str) -> str:
    return _strip_role(clause.fill(words))


def _option(clause: Clause, words: str) -> str:
    return clause.fill(words) if clause.is_quoted(words) else _strip_role(clause.fill(words))


def _strip_role(words: str) -> str:
    text = re.sub(r"^(?:the|a|an)\s+", "", words.strip(), flags=re.IGNORECASE)
    text = re.sub(
        r"^(?:field|box|check ?box|option|list|drop-?down)\s+(?:called|named|labell?ed)?\s*", "", text, flags=re.I
    )
    role = r"(?:(?:text|input|search|drop-?down|combo|select|check|radio|date)[ -]?)?"
    return re.sub(
        rf"\s+{role}(?:field|box|area|input|list|menu|button|option|drop-?down|switch|toggle|checkbox)$",
        "",
        text,
        flags=re.IGNORECASE,
    )


def _rule(pattern: str, build: Callable[[Clause, re.Match[str]], list[PlanStep]]) -> Rule:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL), build


_LEAD = re.compile(
    r"^(?:(?:please|now|also|next|first|firstly|finally|lastly|then|and|you should|i want you to)\b,?\s*)+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:https?|file)://\S+|about:\S+|localhost(?::\d+)?\S*|\d+\.\d+\.\d+\.\d+(?::\d+)?\S*|"
    r"(?:[\w-]+\.)+(?:com|org|net|io|dev|edu|gov|de|fr|uk|eu|cn|jp)(?:[:/]\S*)?",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?P<target>[^:]{1,60}):\s*(?P<value>.+)", re.DOTALL)
_IN = r"(?:into|in|to|for|as|under|at)"
_RULES: tuple[Rule, ...] = (
    _rule(r"(?:clear|empty)\s+(?P<target>.+)", lambda c, m: [Fill(_field(c, m["target"]), "")]),
    _rule(rf"(?:type|enter|write|put|input|insert)(?: in)?\s+(?P<value>.+)\s+{_IN}\s+(?P<target>.+?)", _fill),
    _rule(r"(?:type|enter|write|input)(?: in)?\s+(?P<value>.+)", _fill),
    _rule(r"fill(?: in| out)?\s+(?P<target>.+?)\s+(?:with|as|:)\s*(?P<value>.+)", _fill),
    _rule(rf"fill(?: in)?\s+(?P<value>.+)\s+{_IN}\s+(?P<target>.+)", _fill),
    _rule(r"(?:set|change)\s+(?P<target>.+?)\s*(?:\bto\b|=|:)\s*(?P<value>.+)", _fill),
    _rule(
        r"(?:upload|attach)\s+(?P<value>\S+?|\ue000\d+\ue001)(?:\s+(?:to|into|in|as|for|with|using)\s+(?P<target>.+))?",
        lambda c, m: [Attach(c.fill(m["value"]), _target(c, m["target"] or ""))],
    ),
    _rule(r"(?:choose|select|pick)\s+(?P<value>.+)\s+(?:as|for|from|in|under|on)\s+(?P<target>.+)", _choose),
    _rule(r"(?:choose|select|pick)\s+(?P<value>.+)", _choose),
    _rule(r"(?:untick|uncheck|unmark|deselect|turn off|switch off|disable)\s+(?P<target>.+)", _tick(False)),
    _rule(r"(?:tick|check|mark|turn on|switch on|enable)\s+(?!that\b|if\b|whether\b)(?P<target>.+)", _tick(True)),
    _rule(r"(?:double[- ]?click)(?: on)?\s+(?P<target>.+)", _click(2)),
    _rule(r"(?:triple[- ]?click)(?: on)?\s+(?P<target>.+)", _click(3)),
    _rule(r"(?:right[- ]?click)(?: on)?\s+(?P<target>.+)", _click(1, "right")),
    _rule(r"(?:hover|point)(?: over| on| at| to)?\s+(?P<target>.+)", lambda c, m: [Hover(_target(c, m["target"]))]),
    _rule(
        r"drag\s+(?P<start>.+?)\s+(?:onto|to|into|over)\s+(?P<end>.+)",
        lambda c, m: [DragTo(_target(c, m["start"]), _target(c, m["end"]))],
    ),
    _rule(
        r"(?:accept|confirm|ok)\s+the\s+(?:browser\s+)?(?:dialog|alert|prompt|confirmation)"
        r"(?:\s+with\s+(?P<value>.+))?",
        _dialog(True),
    ),
    _rule(r"(?:dismiss|cancel|close)\s+the\s+(?:browser\s+)?(?:dialog|alert|prompt|confirmation)", _dialog(False)),
    _rule(r"(?:go|navigate)\s+back", lambda c, m: [GoBack()]),
    _rule(r"(?:reload|refresh)(?:\s+the)?(?:\s+page)?", lambda c, m: [Refresh()]),
    _rule(r"(?:go|navigate)\s+to\s+(?P<target>.+)", _open),
    _rule(r"(?:open|visit|expand|close)\s+(?P<target>.+)", _open),
    _rule(
        r"scroll(?:\s+(?P<way>up|down))?(?:\s+(?P<count>\d+)\s+times|\s+(?P<times>once|twice))?"
        r"(?:\s+to\s+(?:the\s+)?(?P<end>top|bottom)(?:\s+of\s+the\s+page)?"
        r"|(?:\s+until\s+you\s+see|\s+to)\s+(?P<target>.+))?",
        _scroll,
    ),
    _rule(
        r"wait\s+(?:for\s+)?(?P<seconds>\d+(?:\.\d+)?)\s*(?:s|sec|seconds?)",
        lambda c, m: [Pause(min(60.0, float(m["seconds"])))],
    ),
    _rule(
        r"(?:wait\s+(?:for|until)(?:\s+you\s+see)?|expect|verify|make sure|ensure|check)\s+(?:that\s+)?(?P<target>.+?)"
        r"(?:\s+(?:is\s+|to\s+)?(?:appears?|be\s+(?:shown|visible)|shown|visible|displayed|there|can be seen))?",
        lambda c, m: [See(_control(c, m["target"]))],
    ),
    _rule(
        r"(?:read|tell me|find|copy|what\s+is|what's)(?:\s+out)?\s+(?P<target>.+?)\??",
        lambda c, m: [Read(_control(c, m["target"]))],
    ),
    _rule(r"(?:press|hit)\s+(?P<target>.+)", _press),
    _rule(r"(?:click|tap|push)(?:\s+on)?\s+(?P<target>.+)", _click(1)),
    _rule(r"submit(?:\s+the\s+form)?", lambda c, m: [ClickOn("the Submit button", "left", 1)]),
)
