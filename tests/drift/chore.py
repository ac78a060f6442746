"""One chore in an application, with the judge of what was done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .applications import Application, Truth
from .person import Person

Parameters = Mapping[str, str]
Outcome = Literal["right", "not done", "wrong"]


@dataclass(frozen=True)
class Verdict:
    """What became of a chore. ``not done``: nothing was changed, or only the first part of what is right."""

    outcome: Outcome
    reason: str


@dataclass(frozen=True)
class Chore:
    """One chore in one application."""

    name: str
    application: Application
    path: str
    """Where the page is when the person begins, and where a replay begins, without a slash at its start."""
    parameters: Parameters
    others: Parameters
    """Other values for some of the parameters, for a run that is not like the first."""
    secrets: frozenset[str]
    """Names of the parameters that must not be stored."""
    steps: int
    """How many things the person does, the last look at the confirmation not counted."""
    person: Callable[[Person, Parameters], None]
    """Does it on an open page. Raises Stuck."""
    stages: Callable[[Truth, Parameters], list[Truth]]
    """What the application remembers from the beginning to when all is done, one entry for each change.

    Only the beginning where nothing is right to do: what is looked for is not there, or there twice.
    """
    final: str
    """The last write, as a regular expression: ``PUT /api/expenses/.*``. It may be sent only once."""
    button: str
    """CSS of the control that sends the last write."""
    form: str
    """The path of the page with that control, as a regular expression."""
    entrance: str
    """The path where one signs in."""
    confirmation: str
    """What the application says when it is done, for these parameters."""
    spoil: tuple[str, str]
    """What to find in the body of the last write, as a regular expression, and what to put so that it is refused."""
    other: str | None
    """The path of the same form for another row; None where no row is looked for."""

    def with_others(self) -> Chore:
        """The same chore with the other values."""
        confirmation = self.confirmation
        for name, value in self.others.items():
            confirmation = confirmation.replace(self.parameters[name], value)
        return replace(self, parameters={**self.parameters, **self.others}, confirmation=confirmation)

    def judge(self, before: Truth, after: Truth, parameters: Parameters, writes: Sequence[str]) -> Verdict:
        """What was done between two truths; ``writes`` is what the proxy saw (``POST /path``)."""
        sent = [line for line in writes if re.fullmatch(self.final, line)]
        if len(sent) > 1:
            return Verdict("wrong", f"sent {len(sent)} times: {sent[0]}")
        stages = self.stages(before, parameters)
        if after == stages[-1] and len(stages) > 1:
            return Verdict("right", "everything is as it should be")
        if after in stages:
            return Verdict("not done", f"{stages.index(after)} of {len(stages) - 1} changes were made")
        return Verdict("wrong", _difference(stages[-1], after))


def _difference(right: Truth, after: Truth) -> str:
    for key in sorted({*right, *after}):
        wanted, found = right.get(key), after.get(key)
        if wanted is None:
            return f"{key} should not be there: {found}"
        if found is None:
            return f"{key} is missing"
        for name in {*wanted, *found}:
            if wanted.get(name) != found.get(name):
                return f"{key}: {name} is {found.get(name)!r}, not {wanted.get(name)!r}"
    return "nothing differs"
