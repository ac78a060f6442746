"""A run as a person is told it: instructions, and under each the turns of the loop in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..env.events import (
    Event,
    Folded,
    Instructed,
    Intent,
    Observed,
    Outcome,
    Recalled,
    Receipt,
    Replied,
    Resolved,
    Resumed,
    Usage,
    Withheld,
)
from ..tools.actions import Act, Action, Done, describe, point_of

VERIFIED = {
    "check": "verified by a check",
    "implied": "verified by what the instruction implies",
    "second_look": "verified by a second look",
    "none": "not verified",
}
CUT_OFF = "cut off"
TAKEN_OVER = {
    "none": "a new runner took over",
    "done": "a new runner took over",
    "not_sent": "a new runner took over; the last action was not sent",
    "unknown": "a new runner took over; the last action may have happened",
}


More = Folded | Replied | Resolved | Withheld | Intent | Recalled | Receipt
"""What can happen in a turn after the look that it begins with."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was seen, said and done in one step; ``intent`` and ``receipt`` are None when nothing was sent.

    ``before`` is what was wrong when the turn began, unless the turn before has said it already.
    """

    observed: Observed
    before: str | None = None
    resumed: Resumed | None = None
    folded: Folded | None = None
    resolved: Resolved | None = None
    recalled: Recalled | None = None
    replies: tuple[Replied, ...] = ()
    withheld: Withheld | None = None
    intent: Intent | None = None
    receipt: Receipt | None = None

    @property
    def number(self) -> int:
        """For a person, from 1; the trajectory counts from 0."""
        return self.observed.step + 1

    @property
    def decision(self) -> Act | Done | None:
        """The last usable decision."""
        return next((reply.decision for reply in reversed(self.replies) if reply.decision), None)

    @property
    def action(self) -> Action | None:
        if self.intent:
            return self.intent.action
        return self.decision.action if isinstance(self.decision, Act) else None

    @property
    def target(self) -> str | None:
        """What the action was meant for, in words."""
        if self.resolved:
            return self.resolved.words
        return self.decision.target if isinstance(self.decision, Act) else None

    @property
    def did(self) -> str:
        """The action, or the end, in words."""
        if self.action:
            return describe(self.action)
        if isinstance(self.decision, Done):
            return f"done: {self.decision.status}"
        return "no usable decision" if self.replies else "looked"

    @property
    def where(self) -> str | None:
        """The point, in frame pixels, of an action that has one."""
        point = point_of(self.action) if self.action else None
        return f"({point.x}, {point.y})" if point else None

    @property
    def errors(self) -> tuple[str, ...]:
        """What went wrong, in order; empty when nothing did."""
        found = [self.before, *(reply.error for reply in self.replies)]
        if self.receipt:
            found.append(self.receipt.error)
        elif self.intent:
            found.append("cut off while it was acting: it may have happened")
        return tuple(error for error in found if error)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the pixels do not show."""
        seen = self.observed
        found = [TAKEN_OVER[self.resumed.last_action]] if self.resumed else []
        found += [f"dialog open: {seen.dialog}"] if seen.dialog else []
        found += ["a file chooser is open"] if seen.file_chooser else []
        found += seen.notes
        found += [f"the history was folded: {self.folded.before} became {self.folded.after}"] if self.folded else []
        found += [_recollected(self.recalled)] if self.recalled else []
        found += [_resolved(self.resolved)] if self.resolved else []
        if isinstance(self.decision, Act) and not self.intent:
            found.append("not carried out: the screen had changed there" if self.withheld else "not carried out")
        return tuple(found)

    @property
    def stages(self) -> dict[str, float]:
        """Seconds of each stage, in the order in which they happened."""
        seconds = dict(self.observed.stages)
        if self.folded:
            seconds["fold"] = self.folded.seconds
        if self.replies:
            seconds["decide"] = sum(reply.seconds for reply in self.replies)
        if self.resolved:
            seconds["find"] = self.resolved.seconds
        if self.receipt:
            seconds["act"] = self.receipt.seconds
        return seconds


def _resolved(one: Resolved) -> str:
    """How a step of a script was found."""
    if one.rung == "none":
        return f"step {one.at} of the script halted: {one.reason}"
    asked = f", {one.model_calls} model calls" if one.model_calls else ""
    return f"step {one.at} of the script, found by {one.rung} ({one.confidence:.2f}{asked})"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One instruction with its turns; ``instruction`` is None for turns that nobody asked for in words."""

    instruction: Instructed | None
    turns: tuple[Turn, ...] = ()
    outcome: Outcome | None = None

    @property
    def tokens(self) -> Usage:
        """What the model calls cost, also when there is no outcome yet."""
        if self.outcome:
            return self.outcome.tokens
        return sum((reply.usage for turn in self.turns for reply in turn.replies), Usage())


def chapters(events: Iterable[Event]) -> tuple[Chapter, ...]:
    """The events grouped as they were lived; a screen looked at again after a crash is a turn of its own."""
    found: list[Chapter] = []
    resumed: Resumed | None = None
    for event in events:
        if isinstance(event, Instructed):
            found.append(Chapter(event))
        elif isinstance(event, Resumed):
            resumed = event
            if found:  # it goes on with what it was told last
                found[-1] = replace(found[-1], outcome=None)
        elif isinstance(event, Observed):
            last = found[-1].turns[-1] if found and found[-1].turns else None
            _add(found, Turn(event, before=_unsaid(event.error, last), resumed=resumed))
            resumed = None
        elif found and isinstance(event, Outcome):
            found[-1] = replace(found[-1], outcome=event)
        elif found and found[-1].turns and isinstance(event, More):
            *turns, turn = found[-1].turns
            found[-1] = replace(found[-1], turns=(*turns, extended(turn, event)))
    return tuple(found)


def extended(turn: Turn, event: More) -> Turn:
    """The turn with one more thing that happened in it."""
    match event:
        case Folded():
            return replace(turn, folded=event)
        case Recalled():
            return replace(turn, recalled=event)
        case Resolved():
            return replace(turn, resolved=event)
        case Replied():
            return replace(turn, replies=(*turn.replies, event))
        case Withheld():
            return replace(turn, withheld=event)
        case Intent():
            return replace(turn, intent=event)
        case Receipt():
            return replace(turn, receipt=event)


def plain(text: str, limit: int = 300) -> str:
    """One printable line: a page's title can hold line breaks, terminal escapes and direction overrides."""
    line = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * limit])
    line = " ".join(line.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def timed(stages: dict[str, float]) -> str:
    """``settle 0.21 · capture 0.03 · decide 1.40 s``."""
    return " · ".join(f"{name} {seconds:.2f}" for name, seconds in stages.items()) + (" s" if stages else "")


def totals(steps: int, seconds: float, tokens: Usage) -> str:
    """``9 steps · 12.3 s · 1,204 tokens``: what an instruction took."""
    spent = tokens.prompt + tokens.completion
    parts = [f"{steps} step{'' if steps == 1 else 's'}", f"{seconds:.1f} s"]
    parts += [f"{spent:,} tokens"] if spent else []
    parts += [f"cost {tokens.cost:.4g}"] if tokens.cost else []
    return " · ".join(parts)


def _add(found: list[Chapter], turn: Turn) -> None:
    if not found or found[-1].outcome:
        found.append(Chapter(None))
    found[-1] = replace(found[-1], turns=(*found[-1].turns, turn))


def _recollected(recalled: Recalled) -> str:
    if not recalled.found:
        return "recalled nothing"
    best = recalled.found[0]
    return f"recalled the screen of {best.picture.time_s:.1f} s: {best.text}"


def _unsaid(error: str | None, last: Turn | None) -> str | None:
    told = last.errors if last else ()
    return None if error and any(said in error for said in told) else error
