"""The form of a Chinese rule: a pattern for a whole clause, with what makes its steps."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...plan import PlanStep
from ..clauses import Clause
from ..patterns import pattern
from ..wording import IT, is_pronoun

Steps = list[PlanStep]
Match = re.Match[str]
Build = Callable[[Clause, Match], Steps | None]
"""Makes the steps of a clause that fits; None when it does not mean that after all."""
Rule = tuple[re.Pattern[str], Build]

_KIND = re.compile("(?:文字|内容|文本|值|数值|字样|日期|数字)?[:：]?(?=\ue000)")


_VAGUE = re.compile("(?:一[封个篇段条些份]|任意|随便|某[个些])")
"""What only describes the text: 一段文字."""


def rule(build: Build, *patterns: str) -> tuple[Rule, ...]:
    """One rule for each way to say it."""
    return tuple((pattern(each), build) for each in patterns)


def by_rule(clause: Clause, text: str, rules: tuple[Rule, ...]) -> Steps | None:
    """The steps by the first rule that fits."""
    for said, build in rules:
        match = said.fullmatch(text)
        found = build(clause, match) if match else None
        if found is not None:
            return found
    return None


def value(clause: Clause, words: str) -> str:
    """The text to type, as said: of 文字“你好” what is quoted."""
    text = words.strip()
    kind = _KIND.match(text)
    text = text[kind.end() if kind else 0 :]
    if _VAGUE.match(text):
        raise clause.refused()
    return IT if is_pronoun(text) or text in ("这个值", "该值") else clause.verbatim(text)
