"""Whether a task was done, told from what the application remembers, never from pixels."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, cast

from pydantic import BeforeValidator, Field, JsonValue, Tag

from .variants import Strict, by_key

LOOK_AGAIN_S = 0.05


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well a task was done, 0 to 1, and why."""

    score: float
    reason: str


class Probe(Protocol):
    """What checks may ask of the machine, and an agent never sees."""

    def state(self) -> Any:
        """What applications remember and show now, as JSON, or as a mapping that finds a part when it is asked for it.

        Raises EnvError when they cannot be asked; so may looking up such a part.
        """
        ...


Path = Annotated[tuple[str | int | dict[str, JsonValue], ...], Field(min_length=1)]
"""A place in the application's state: keys, positions in lists, and the values that single out one item of a list."""


class Equals(Strict):
    """The value at a place is this one, all of it."""

    at: Path
    equals: JsonValue

    def problem(self, state: Any, answer: str | None) -> str | None:
        found = _at(self.at, state)
        right = found == self.equals and type(found) is type(self.equals)
        return None if right else _other(self.at, found, self.equals)


class Includes(Strict):
    """The mapping at a place has at least these entries."""

    at: Path
    includes: dict[str, JsonValue]

    def problem(self, state: Any, answer: str | None) -> str | None:
        found = _at(self.at, state)
        right = isinstance(found, dict) and self.includes.items() <= cast(dict[str, Any], found).items()
        return None if right else _other(self.at, found, self.includes)


class Length(Strict):
    """The list at a place has so many items."""

    at: Path
    length: int

    def problem(self, state: Any, answer: str | None) -> str | None:
        found = _at(self.at, state)
        right = isinstance(found, list) and len(cast(list[Any], found)) == self.length
        return None if right else _other(self.at, found, f"{self.length} items")


class Matches(Strict):
    """The text at a place has what this regular expression says somewhere; ``^`` and ``$`` are ends of lines."""

    at: Path
    matches: re.Pattern[str]

    def problem(self, state: Any, answer: str | None) -> str | None:
        found = _at(self.at, state)
        right = isinstance(found, str) and re.search(self.matches.pattern, found, re.MULTILINE) is not None
        return None if right else f"{_words(self.at)} is {found!r}, which does not match {self.matches.pattern!r}"


class Has(Strict):
    """The list at a place has such an item: this value, or a mapping with at least these entries."""

    at: Path
    has: JsonValue

    def problem(self, state: Any, answer: str | None) -> str | None:
        found = _at(self.at, state)
        return None if _has(found, self.has) else f"{_words(self.at)} has no {self.has!r}"


class Lacks(Strict):
    """The list at a place has no such item: this value, or a mapping with at least these entries."""

    at: Path
    lacks: JsonValue

    def problem(self, state: Any, answer: str | None) -> str | None:
        found = _at(self.at, state)
        right = isinstance(found, list) and not _has(cast(list[Any], found), self.lacks)
        return None if right else f"{_words(self.at)} still has {self.lacks!r}"


class AnswerIs(Strict):
    """The answer is one of these texts, whatever its case, spaces and last full stop."""

    answer: tuple[str, ...]

    def problem(self, state: Any, answer: str | None) -> str | None:
        right = answer is not None and _plain(answer) in {_plain(text) for text in self.answer}
        return None if right else f"the answer is {answer!r}, {' or '.join(map(repr, self.answer))} was expected"


class NumberIs(Strict):
    """The only number in the answer is this one; a currency or unit beside it does not matter."""

    number: float

    def problem(self, state: Any, answer: str | None) -> str | None:
        right = answer is not None and _numbers(answer) == [self.number]
        return None if right else f"the answer is {answer!r}, the number {self.number:g} was expected"


class AllOf(Strict):
    """All of these hold."""

    all: Annotated[tuple[Check, ...], Field(min_length=1)]

    def problem(self, state: Any, answer: str | None) -> str | None:
        return next(filter(None, _problems(self.all, state, answer)), None)


class AnyOf(Strict):
    """At least one of these holds."""

    any: Annotated[tuple[Check, ...], Field(min_length=1)]

    def problem(self, state: Any, answer: str | None) -> str | None:
        problems = _problems(self.any, state, answer)
        return None if None in problems else f"none of {len(problems)} holds: {'; '.join(filter(None, problems))}"


Check = Annotated[
    Annotated[Equals, Tag("equals")]
    | Annotated[Includes, Tag("includes")]
    | Annotated[Length, Tag("length")]
    | Annotated[Matches, Tag("matches")]
    | Annotated[Has, Tag("has")]
    | Annotated[Lacks, Tag("lacks")]
    | Annotated[AnswerIs, Tag("answer")]
    | Annotated[NumberIs, Tag("number")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")],
    by_key("equals", "includes", "length", "matches", "has", "lacks", "answer", "number", "all", "any"),
]
"""``problem`` of each says in one sentence what is not as it should be; None when the check holds."""
AllOf.model_rebuild()
AnyOf.model_rebuild()


def listed(value: object) -> object:
    """``{all: …}`` or ``{any: …}`` in place of a list of checks, as a list."""
    return [cast(Mapping[str, Any], value)] if isinstance(value, Mapping) else value


Checks = Annotated[tuple[Check, ...], BeforeValidator(listed), Field(min_length=1)]
"""All of them hold."""


def judge(checks: Sequence[Check], probe: Probe, answer: str | None, patience_s: float = 0.0) -> Verdict:
    """Score 1 when every check holds, else 0 with the first that does not. Raises EnvError when it cannot look.

    What was done may still be on its way to the application: ``patience_s`` seconds are granted for that.
    """
    deadline_s = time.monotonic() + patience_s
    while True:
        problem = next(filter(None, _problems(checks, probe.state(), answer)), None)
        if problem is None:
            return Verdict(1.0, "every check holds")
        if time.monotonic() >= deadline_s:
            return Verdict(0.0, problem)
        time.sleep(LOOK_AGAIN_S)


def _problems(checks: Sequence[Check], state: Any, answer: str | None) -> list[str | None]:
    """What each check says, asked alone: what one cannot see is not hidden by what another says."""
    return [_problem(check, state, answer) for check in checks]


def _problem(check: Check, state: Any, answer: str | None) -> str | None:
    try:
        return check.problem(state, answer)
    except LookupError as error:
        return error.args[0]


def _at(path: Path, state: Any) -> Any:
    """The value at a place. Raises LookupError with a sentence when the path leads nowhere, or to several."""
    found = state
    for part in path:
        try:
            if isinstance(part, dict):
                [found] = [item for item in found if part.items() <= item.items()]
            else:
                found = found[part]
        except (LookupError, TypeError, ValueError):
            raise LookupError(f"there is no {_words(path)}: {part!r} leads nowhere") from None
    return found


def _has(found: Any, wanted: JsonValue) -> bool:
    if not isinstance(found, list):
        return False
    if not isinstance(wanted, dict):
        return wanted in found
    return any(isinstance(item, dict) and wanted.items() <= item.items() for item in cast(list[Any], found))


def _other(path: Path, found: Any, wanted: Any) -> str:
    return f"{_words(path)} is {found!r}, {wanted!r} was expected"


def _words(path: Path) -> str:
    return "/".join(str(part) for part in path)


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".。").casefold()


def _numbers(text: str) -> list[float]:
    return [float(number.replace(",", "")) for number in re.findall(r"-?\d+(?:,\d{3})*(?:\.\d+)?", text)]
