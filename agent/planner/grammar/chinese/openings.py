"""What a Chinese clause opens: 如果看到…就…, …出现后…, 对每一行…."""

from __future__ import annotations

import re

from ...plan import Pause
from ..amounts import seconds
from ..clauses import Clause
from ..openings import Each, First, If, IfTicked, Names, Opening
from ..wording import field, named, thing
from .seeing import condition
from .steps import QUANTIFIED, understood
from .words import INSIDE, VERB, listed, one_of_them, without_lead

Opened = tuple[Opening, str] | None

_IF = re.compile("(?:如果|若是?|假如|要是|倘若|万一|一旦) ?")
_THEN = re.compile(" ?(?:的话)? ?[，,]? ?(?:就|则|那么|便|请) ?| ?的话 ?[，,]? ?| ?[，,] ?")
_AFTER = re.compile(
    "(?:等待|等到|等|待|当|一旦)? ?(?P<what>.+?) ?(?:之后|以后|后|时(?![间长刻])|的时候) ?[，,]? ?[就再]? ?(?P<body>.*)"
)
_BEFORE = re.compile("在? ?(?P<what>.+?) ?(?:之前|以前|前) ?[，,]? ?先? ?(?P<body>.*)")
_EACH = re.compile(
    rf"(?:(?:对于?|给|为|针对|在|遍历) ?)?{QUANTIFIED}(?P<what>.*?)(?:里面|里|中|上|内)? ?(?:都|分别|依次|逐一)? ?"
    "(?:执行|进行)?(?:以下操作|如下操作)? ?"
)
_NAMES = re.compile(
    "(?:对于?|给|为|针对) ?(?P<names>[^，,：:]*[、和与][^，,：:]*?) ?(?:中的每一?个人?|这[几两三四]个(?:人|名字)?|每个人)? ?"
    "(?:分别|各自?|都|依次)? ?"
)
_MOST_HALVES = 16
_LONGEST = 500


def opening(clause: Clause, more: bool) -> Opened:
    """What a clause opens, and the words behind that; ``more`` when other clauses follow in its sentence."""
    text = without_lead(clause.text)
    if len(text) > _LONGEST:
        return None
    said = _IF.match(text)
    if said:
        return _if(clause, text[said.end() :], more)
    return _each(clause, text, more) or _after(clause, text, more) or _before(clause, text, more)


def _if(clause: Clause, words: str, more: bool) -> Opened:
    marked = [(words[: match.start()], words[match.end() :]) for match in _THEN.finditer(words)]
    for head, body in [*marked, *_halves(words)][:_MOST_HALVES]:
        found = _condition(clause, head) if head.strip() and body.strip() else None
        if found and understood(clause, body) is not None:
            return found, body
    found = _condition(clause, words) if more else None
    return (found, "") if found else None


def _halves(words: str) -> list[tuple[str, str]]:
    """The ways to part a clause before a verb."""
    return [(words[: match.start()], words[match.start() :]) for match in INSIDE.finditer(words) if match.start()]


def _condition(clause: Clause, words: str) -> Opening | None:
    said = condition(words)
    if said is None or said.kind in ("gone", "loaded"):
        return None
    return (
        If(named(clause, said.words)) if said.kind == "seen" else IfTicked(field(clause, said.words), said.kind == "on")
    )


def _after(clause: Clause, text: str, more: bool) -> Opened:
    """已保存出现后，点击关闭; 点击保存后等待完成."""
    match = _AFTER.fullmatch(text)
    if match is None or not (match["body"] or more):
        return None
    said, span = condition(match["what"]), seconds(match["what"])
    if span is not None:
        found = [Pause(span)]
    elif said is not None and said.kind in ("seen", "gone", "loaded"):
        found = said.steps(clause)
    else:
        found = understood(clause, match["what"]) if VERB.match(match["what"]) else None
    if found is None or (match["body"] and understood(clause, match["body"]) is None):
        return None
    return First(tuple(found)), match["body"]


def _before(clause: Clause, text: str, more: bool) -> Opened:
    """点击保存之前，先勾选同意."""
    match = _BEFORE.fullmatch(text)
    if match is None or not (match["body"] or more) or not VERB.match(match["what"]):
        return None
    found = understood(clause, match["what"])
    if not found or (match["body"] and understood(clause, match["body"]) is None):
        return None
    return First(tuple(found), last=True), match["body"]


def _each(clause: Clause, text: str, more: bool) -> Opened:
    """对每一行，点击批准; 对 Ada、Bob 和 Eve 分别点击邀请."""
    parts = [(head.rstrip(" ，,：:"), body) for head, body in _halves(text)[:_MOST_HALVES]]
    for head, body in [*parts, *([(text.rstrip(" ，,：:"), "")] if more else [])]:
        found = _each_head(clause, head)
        if found and (not body or understood(clause, body)):
            return found, body
    return None


def _each_head(clause: Clause, head: str) -> Opening | None:
    if match := _EACH.fullmatch(head):
        what = one_of_them(match["m"], match["what"])
        return Each(thing(clause, f"{match['pre'] or ''}{what}")) if what and not VERB.match(head) else None
    match = _NAMES.fullmatch(head)
    return Names(tuple(clause.plain(name) for name in listed(match["names"]))) if match else None
