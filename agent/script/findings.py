"""What was found wrong in a script, in words for a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from ...tools.marked_yaml import Where
from .verbs import VERBS

_LISTS = ("steps", "otherwise")


@dataclass(frozen=True)
class Finding:
    """``line`` counts from 1; ``at`` is the way to the part, "steps.3.click", its positions from 1 too."""

    file: str
    line: int
    at: str
    message: str
    kind: Literal["mistake", "warning"] = "mistake"

    def as_json(self) -> dict[str, Any]:
        """As ``eyehand check --json`` lists it."""
        told = asdict(self)
        del told["kind"]
        return told

    def __str__(self) -> str:
        warning = "warning: " if self.kind == "warning" else ""
        return f"{self.file}:{self.line}: {warning}{f'{self.at}: ' if self.at else ''}{self.message}"


class Findings:
    """Collects what is found, each thing once, over the files of a script."""

    def __init__(self) -> None:
        self._found: dict[Finding, None] = {}
        self._looked: set[Path] = set()

    def mistake(self, file: Path, line: int, at: str, message: str) -> None:
        self._found[Finding(str(file), line, at, message)] = None

    def warning(self, file: Path, line: int, at: str, message: str) -> None:
        self._found[Finding(str(file), line, at, message, "warning")] = None

    def once(self, file: Path, look: Callable[[], None]) -> None:
        """Look into a file unless that was done before."""
        if file.resolve() not in self._looked:
            self._looked.add(file.resolve())
            look()

    def sorted(self) -> list[Finding]:
        """By file, in the order in which something was found in them, then by line."""
        files = list(dict.fromkeys(one.file for one in self._found))
        return sorted(self._found, key=lambda one: (files.index(one.file), one.line))


def without_tags(where: Where) -> Where:
    """A place as pydantic says it, without the tags of steps, which no file holds."""
    return tuple(part for n, part in enumerate(where) if not (n >= 2 and where[n - 2] in _LISTS and part in VERBS))


def way(where: Where) -> str:
    """The way to a part for a person: positions count from 1."""
    return ".".join(f"{part + 1}" if isinstance(part, int) else part for part in where)


def said(kind: str, message: str, value: Any) -> str:
    """What pydantic found, with what to do."""
    match kind:
        case "extra_forbidden":
            return "there is no such field here"
        case "string_type" if isinstance(value, int | float) and not isinstance(value, bool):
            return f'a text was expected and this is a number: write it in quotes, "{value}"'
        case "string_type" if value is None:
            return 'a text was expected and there is none: write it, or "" for an empty one'
        case "string_type":
            return f"a text was expected and this is {'a list' if isinstance(value, list) else repr(value)}: quote it"
        case "too_short":
            return "there is nothing in it"
        case "missing":
            return "it is missing"
        case "string_too_short":
            return "it is empty"
        case "string_pattern_mismatch" if "viewport" not in message:
            return f"{message[0].lower()}{message[1:]}; {value!r} does not"
        case "value_error":
            return message.removeprefix("Value error, ")
        case _:
            return message[:1].lower() + message[1:]
