"""What stands in front of an English verb: In the Name field, enter Ada; To save, press Ctrl+S."""

from __future__ import annotations

import re
from dataclasses import replace

from ...plan import Choose, CopyTo, Fill, PlanStep, Tick
from ..clauses import Clause
from ..patterns import one_of, pattern
from ..wording import MOVED
from .going import tab
from .values import Steps, Understood
from .verbs import INSIDE

FRONT_WORD = pattern(
    one_of(
        "in(?:to|side)? | under | for | as | on | onto | from | at | to the end of | next to | beside | near "
        "| where it says | within | below | above"
    ),
    " ",
)
HEAD = pattern(
    r"(?:\b",
    one_of(
        "to | the | an? | and | or | of | for | with | is | are | be | not | that | you | in | on | into | as | will "
        "| can | your | my | at | from | under"
    ),
    "|'s|^)$",
)
"""How the first half of a clause does not end: the word behind is a noun then ("the Open button")."""
_MOST_HALVES = 8
_BETWEEN = pattern(" ?,? ?\\b(?:please|then|just|also|always|simply)$")
_PURPOSE = pattern(r"(?:in order )?to [^,]+, ?(?=\S)")
_PASSING = pattern(
    "(?:in|on) (?:the |this |that )?(?:\\w+ )?(?:dialog|window|page|screen|form|modal|pop-?up|app|browser)\\b.*"
)
"""Where something is that lies over everything else: it says nothing of a field."""
_EDITS = pattern(r"(?:change|replace|update|edit|modify|correct|append|add|swap|substitute)\b")


def halves(text: str) -> list[tuple[str, str]]:
    """The ways to part a clause before a verb: what stands in front of it, and what is to be done."""
    found: list[tuple[str, str]] = []
    for match in INSIDE.finditer(text):
        head = _BETWEEN.sub("", text[: match.start()].rstrip(" ,:"))
        if not HEAD.search(head) and len(found) < _MOST_HALVES:
            found.append((head, text[match.start() :]))
    return found


def front(clause: Clause, text: str, understood: Understood) -> Steps | None:
    """In the Name field, enter Ada; As country pick France; On the Billing tab, tick Paperless; To save, press Ctrl+S."""
    purpose = _PURPOSE.match(text)
    if purpose:
        return understood(clause, text[purpose.end() :])
    for head, body in halves(text) if FRONT_WORD.match(text) else []:
        place = re.sub("^(?:on|in|at|from|under) ", "", head, flags=re.IGNORECASE)
        first = tab(clause, place) if re.search(r"\btab$", place) else None
        head = re.sub(" that (?:opens|opened|appears|appeared|pops up|comes up|is shown)$", "", head)
        phrase = re.sub("^where it says ", "in ", head[:1].lower() + head[1:])
        found = understood(clause, body) if first else _placed(clause, body, phrase, understood)
        if found:
            return [*(first or []), *found]
    return None


def _placed(clause: Clause, body: str, phrase: str, understood: Understood) -> Steps | None:
    """A clause with the phrase that stood in front of it: as the field of a text, or as where its target is."""
    if "," in phrase:
        return None  # "for Ada, Bob and Eve": which of them?
    plain = None if _EDITS.match(body) else understood(clause, body)
    typed = [step for step in plain or [] if isinstance(step, Fill | Choose | Tick | CopyTo)]
    if plain and typed and _PASSING.fullmatch(phrase):
        return plain
    if plain and typed and all(isinstance(step, Tick) or step.field for step in typed):
        return [_at(step, clause.plain(phrase)) for step in plain]
    return understood(clause, f"{body.rstrip()} {MOVED}{phrase}")


def _at(step: PlanStep, where: str) -> PlanStep:
    """The step with a place behind the name of its field: "Status in the row of Ada"."""
    match step:
        case Tick(label=label):
            return replace(step, label=f"{label} {where}")
        case Fill(field=field) | Choose(field=field) | CopyTo(field=field):
            return replace(step, field=f"{field} {where}")
        case _:
            return step
