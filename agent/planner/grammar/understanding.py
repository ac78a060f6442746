"""Ordinary instructions, English or Chinese, become plan steps; what is not understood is said, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Protocol

from ..plan import Choose, Fill, ForEach, IfSee, Keys, Plan, PlanStep, Tick
from .chinese import language as chinese
from .clauses import Clause, NotUnderstood, Tongue, TooDeep, clauses, sentences
from .english import language as english
from .english.mail import mail
from .english.wholes import later, rewritten, whole
from .openings import Each, First, If, IfTicked, Names, Opening, flat
from .references import finished, in_loop, joined, with_each
from .wording import IT

__all__ = ["NotUnderstood", "parse"]


class Language(Tongue, Protocol):
    """A language of instructions."""

    def is_meant(self, text: str) -> bool:
        """Whether a sentence is in this language."""
        ...

    def opening(self, clause: Clause, more: bool) -> tuple[Opening, str] | None:
        """What a clause opens, and the words behind that; ``more`` when other clauses follow in its sentence."""
        ...

    def steps(self, clause: Clause) -> list[PlanStep] | None:
        """The steps of a clause; none for one that asks for nothing; None when it is not understood."""
        ...

    def again(self, clause: Clause, verb: str) -> list[PlanStep] | None:
        """The steps of a clause that has no verb of its own, with the one before."""
        ...

    def verb_of(self, text: str) -> str:
        """The verb that a clause begins with; "" when it begins with none."""
        ...


def parse(instruction: str) -> Plan:
    """The steps of an instruction, in order. Raises NotUnderstood with the first clause that is none."""
    try:
        steps = _whole(instruction) or _read(rewritten(instruction))
    except TooDeep as error:
        raise NotUnderstood(str(error)) from error
    if not steps:
        raise NotUnderstood(instruction.strip())
    return steps


def _whole(instruction: str) -> Plan | None:
    """An instruction that begins with what means something only as a whole; None for all others."""
    found = whole(instruction)
    if found is None:
        parts = later(instruction)
        if parts is not None:
            return (*parse(parts[0]), *(_whole(parts[1]) or ()))
        return tuple(mail(instruction) or ())
    steps, rest = found
    return (*steps, *(parse(rest) if rest else ()))


def _read(instruction: str) -> Plan:
    reading = _Reading()
    said = list(sentences(instruction))
    while said:
        sentence = said.pop(0)
        language = _language(sentence.text)
        body = clauses(sentence, language)
        if body and sentence.text.endswith((":", "：")):
            bare = body[-1].saying(body[-1].text.rstrip(":： "))
            body[-1] = bare.saying(f"{bare.text}:")
            if language.opening(bare, True):  # "For each row:", and the list below
                body[-1] = bare
                listed = list(takewhile(lambda each: each.listed, said))
                body += [clause for each in listed for clause in clauses(each, language)]
                del said[: len(listed)]
        reading.read(body, language)
    return tuple(reading.steps)


_MOST_OPEN = 100
"""How many conditions and loops an instruction may have."""


def _language(text: str) -> Language:
    """Chinese where a sentence holds Chinese and does not begin with English words."""
    return chinese if chinese.is_meant(text) and not english.is_meant(text) else english


@dataclass
class _Reading:
    """What was read so far: the steps, and the verb that a clause without one goes on with."""

    steps: list[PlanStep] = field(default_factory=list[PlanStep])
    verb: str = ""
    opened: int = 0

    def read(self, said: Sequence[Clause], language: Language, it: str | None = None) -> None:
        """The clauses of one sentence; ``it`` is what "it" means. What one of them opens holds for the rest."""
        for index, clause in enumerate(said):
            rest = said[index + 1 :]
            opened = language.opening(clause, bool(rest))
            if opened is not None:
                opening, body = opened
                self.opened += 1
                if self.opened > _MOST_OPEN:
                    raise clause.refused()
                self._open(opening, [clause.saying(body), *rest] if body else rest, clause, language, it)
                break
            self._clause(clause, language, it)
        if said:
            self.steps = finished(self.steps, said[-1])

    def _clause(self, clause: Clause, language: Language, it: str | None) -> None:
        new = language.steps(clause)
        if new is None and clause.text.endswith(":"):
            clause = clause.saying(clause.text.rstrip(": "))
            new = language.steps(clause)
        if new is not None:
            self.verb = language.verb_of(clause.text) or self.verb
        elif clause.joint in ("soft", "then"):
            new = self._alike(language.again(clause, self.verb))
        if new is None:
            raise clause.refused()
        if clause.joint == "before" and self.steps:
            self.steps = joined(self.steps[:-1], [*new, self.steps[-1]], clause, it)
        else:
            self.steps = joined(self.steps, new, clause, it)

    def _alike(self, new: list[PlanStep] | None) -> list[PlanStep] | None:
        """Steps of a borrowed verb, when they say as much as those before: a field for a field."""
        if not new or not self.steps:
            return None
        return new if isinstance(new[0], Keys) or _form(new[-1]) == _form(self.steps[-1]) else None

    def _open(
        self, opening: Opening, body: Sequence[Clause], clause: Clause, language: Language, it: str | None
    ) -> None:
        match opening:
            case First(steps=steps, last=False):
                self.steps = joined(self.steps, steps, clause, it)
                self.read(body, language, it)
            case First(steps=steps):
                self.read(body, language, it)
                self.steps = joined(self.steps, steps, clause, it)
            case If(what=what):
                self.steps.append(IfSee(what, self._inner(body, clause, language, what)))
            case Each(what=what):
                inner = self._inner(body, clause, language, "it")
                self.steps.append(ForEach(what, tuple(in_loop(what, inner))))
            case Names(names=names):
                inner = self._inner(body, clause, language, IT)
                self.steps += [step for name in names for step in with_each(name, inner)]
            case IfTicked(label=label, on=on):
                if self._inner(body, clause, language, label) != (Tick(label, not on),):
                    raise clause.refused()
                self.steps.append(Tick(label, not on))

    def _inner(self, body: Sequence[Clause], clause: Clause, language: Language, it: str) -> Plan:
        """The steps that a condition or a loop holds; those do not hold others of their kind."""
        inner = _Reading()
        inner.read(body, language, it)
        if not inner.steps or not flat(inner.steps):
            raise clause.refused()
        return tuple(inner.steps)


def _form(step: PlanStep) -> tuple[type[PlanStep], bool]:
    """What kind of step this is, and whether it names a field."""
    return type(step), bool(step.field) if isinstance(step, Fill | Choose) else True
