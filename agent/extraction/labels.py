"""Which words on the screen name a field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ...tools.eye.language.texts import text_of
from ...tools.eye.locating.matching import fit
from .wanted import Wanted

NAMED = 0.5
"""The least score of a name."""
_SURE = frozenset(("exact", "near", "meaning"))
_AT_END, _AT_START = 0.72, 0.56
"""Scores of "Date" for "order date", and of "Customer" for "customer name": what it is, and only whose."""
_WITHIN = 0.9  # times, for a longer name: "Total amount due" for "amount"
_LATER = 0.995  # times, for each further name of a field
_LONGEST = 48  # characters of a label; more is a sentence
_SHORT = {
    "no": "number", "nr": "number", "num": "number", "#": "number", "№": "number", "qty": "quantity", "amt": "amount",
    "tel": "phone", "dob": "date of birth", "ref": "reference", "addr": "address", "desc": "description",
    "inv": "invoice", "cust": "customer", "dept": "department", "e-mail": "email",
}  # fmt: skip
_REMARK = re.compile(r"\s*[(（\[][^()（）\[\]]{1,16}[)）\]]\s*$")
_EDGES = re.compile(r"^[\s*•·▲▼↑↓⇅\-]+|[\s*:：=▲▼↑↓⇅?？.]+$")


def name_score(wanted: Wanted, text: str) -> float:
    """How well a text names a field, 0 to 1; 0 when it does not."""
    return _scored(wanted.names, text)


@lru_cache(maxsize=32768)
def _scored(names: tuple[str, ...], text: str) -> float:
    label = _EDGES.sub("", text)
    if not label or len(label) > _LONGEST:
        return 0.0
    shown = list(dict.fromkeys((label, _spelled(label), _spelled(_EDGES.sub("", _REMARK.sub("", label))))))
    scores = [_one(_spelled(name), each) * _LATER**at for at, name in enumerate(names) for each in shown if each]
    return max(scores, default=0.0)


def _one(name: str, label: str) -> float:
    found = fit(name, label)
    if found.evidence in _SURE and found.score > 0:
        return found.score
    if found.score >= NAMED / _WITHIN:
        return found.score * _WITHIN
    want, have = text_of(name), text_of(label)
    if not have.flat or len(have.flat) >= len(want.flat):
        return 0.0
    tail, head = _ends(want.words, want.is_han, have.words)
    return _AT_END if tail else _AT_START if head else 0.0


def _ends(name: str, han: bool, label: str) -> tuple[bool, bool]:
    """Whether a name ends, and whether it begins, with a label, or with words of its meaning."""
    if han:
        return name.endswith(label), name.startswith(label)
    words = name.split()
    tails = [" ".join(words[cut:]) for cut in range(1, len(words))]
    heads = [" ".join(words[:cut]) for cut in range(1, len(words))]
    return any(_same(tail, label) for tail in tails), any(_same(head, label) for head in heads)


def _same(one: str, label: str) -> bool:
    found = fit(one, label)
    return found.evidence in _SURE and found.score > 0


def _spelled(text: str) -> str:
    """A text with usual short forms written out: "Order no." is "Order number"; a lone "No" is none."""
    words = text.split()
    if len(words) == 1 and words[0].casefold() in ("no", "ref", "inv"):
        return text
    return " ".join(_SHORT.get(word.casefold().rstrip("."), word) for word in words)


def assigned(fields: Sequence[Wanted], texts: Sequence[str]) -> dict[str, int]:
    """Which of some texts names each field, each at most once, the best first; a field without one is left out."""
    scores = sorted(
        ((name_score(field, text), -n, field.name) for field in fields for n, text in enumerate(texts)), reverse=True
    )
    found: dict[str, int] = {}
    for score, at, name in scores:
        if score >= NAMED and name not in found and -at not in found.values():
            found[name] = -at
    return found
