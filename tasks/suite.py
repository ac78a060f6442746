"""Reads a suite of tasks from a YAML file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ..tools.errors import UsageError
from .task import KINDS, Task
from .variants import Strict

SUITES = Path(__file__).parent / "suites"


class Suite(Strict):
    """Tasks that are run together, in the order of the file."""

    name: str
    description: str
    tasks: tuple[Task, ...]

    def only(self, ids: list[str]) -> tuple[Task, ...]:
        """The tasks of these ids, in the order of the suite; all for no ids. Raises UsageError for an unknown one."""
        unknown = sorted(set(ids) - {task.id for task in self.tasks})
        if unknown:
            raise UsageError(f"the suite {self.name!r} has no task {', '.join(map(repr, unknown))}")
        return tuple(task for task in self.tasks if not ids or task.id in ids)


def load(path: Path) -> Suite:
    """Raises UsageError that names the file, the task and the field when it is no suite."""
    try:
        raw: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read {str(path)!r}: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: no YAML: {error}") from None
    try:
        suite = Suite.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"{path}: {_place(raw, first['loc'])}: {first['msg'].lower()}") from None
    twice = [name for name, times in Counter(task.id for task in suite.tasks).items() if times > 1]
    if twice:
        raise UsageError(f"{path}: two tasks are called {twice[0]!r}; an id names one")
    return suite


def _place(raw: Any, where: tuple[int | str, ...]) -> str:
    """The place of an error in words a person finds in the file: tasks by their ids."""
    match where:
        case ("tasks", int(index), *rest):
            name = (
                raw["tasks"][index].get("id", f"number {index + 1}") if isinstance(raw["tasks"][index], dict) else index
            )
            rest = rest[1:] if rest[:1] and rest[0] in KINDS else rest
            return ": ".join([f"task {name}", *([".".join(map(str, rest))] if rest else [])])
        case _:
            return ".".join(map(str, where)) or "the file"
