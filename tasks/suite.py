"""Reads a suite of tasks from a YAML file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, cast

from pydantic import PositiveInt, ValidationError

from ..tools.errors import UsageError
from ..tools.marked_yaml import Marked
from .task import KINDS, Task
from .variants import Strict

SUITES = Path(__file__).parent / "suites"
VERSION = 1
"""Of the format of suites (docs/tasks.md)."""


class Suite(Strict):
    """Tasks that are run together, in the order of the file."""

    version: PositiveInt = VERSION
    name: str
    description: str
    tasks: tuple[Task, ...]

    def only(self, ids: list[str]) -> tuple[Task, ...]:
        """The tasks of these ids, in the order of the suite; all for no ids. Raises UsageError for an unknown one."""
        unknown = sorted(set(ids) - {task.id for task in self.tasks})
        if unknown:
            raise UsageError(f"the suite {self.name!r} has no task {', '.join(map(repr, unknown))}")
        return tuple(task for task in self.tasks if not ids or task.id in ids)


def find(words: str) -> Path:
    """The file of a suite: one that ships, by its name, or a path. Raises UsageError when there is none."""
    path = SUITES / f"{words}.yaml"
    if "/" not in words and path.is_file():
        return path
    if Path(words).is_file():
        return Path(words)
    shipped = ", ".join(sorted(["miniwob", *(file.stem for file in SUITES.glob("*.yaml"))]))
    raise UsageError(f"there is no suite {words!r}: neither a file, nor one that ships with eyehand ({shipped})")


def load(path: Path) -> Suite:
    """Raises UsageError that names the file, the line, the task and the field when it is no suite."""
    marked = Marked.read(path)
    raw: Any = marked.data
    version: Any = marked.at(("version",))
    if isinstance(version, int) and version > VERSION:
        line = marked.line(("version",))
        raise UsageError(
            f"{path}: line {line}: version {version} is newer than this eyehand, which reads {VERSION}: update it"
        )
    try:
        suite = Suite.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        line, place = marked.line(_in_file(first["loc"], raw)), _place(raw, first["loc"])
        raise UsageError(f"{path}: line {line}: {place}: {_said(first['type'], first['msg'])}") from None
    twice = [name for name, times in Counter(task.id for task in suite.tasks).items() if times > 1]
    if twice:
        last = max(n for n, task in enumerate(suite.tasks) if task.id == twice[0])
        line = marked.line(("tasks", last, "id"))
        raise UsageError(f"{path}: line {line}: two tasks are called {twice[0]!r}; an id names one")
    return suite


def _said(kind: str, message: str) -> str:
    return "there is no such field here" if kind == "extra_forbidden" else message.removeprefix("Value error, ").lower()


def _in_file(where: tuple[int | str, ...], raw: Any) -> tuple[int | str, ...]:
    """The place of an error as it stands in the file, which knows nothing of the kinds that a reader tells apart."""
    found: list[int | str] = []
    for step in where:
        if (isinstance(raw, list) and isinstance(step, int)) or (isinstance(raw, dict) and step in raw):
            raw = cast(Any, raw)[step]
            found.append(step)
    return tuple(found)


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
