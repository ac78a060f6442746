"""The rows of a CSV file that steps are repeated for."""

from __future__ import annotations

import csv
from pathlib import Path

from ...tools.errors import UsageError
from ..script.values import names_in
from ..script.verbs import IfSeen, Repeat, Step


def rows_of(path: Path, step: Repeat) -> list[dict[str, str]]:
    """The rows, by the names in the first line. Raises UsageError with the line where a row is no row."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="", restval="")
            names = reader.fieldnames or []
            rows: list[dict[str, str]] = []
            for row in reader:
                _check(path, reader.line_num, row, names)
                rows.append({name: row[name] for name in names})
    except OSError as error:
        raise UsageError(f"cannot read {str(path)!r}: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: no CSV in UTF-8: {error}") from None
    if not names:
        raise UsageError(f"{path} is empty; a first line with the names of the columns was expected")
    return rows


def columns_needed(steps: tuple[Step, ...]) -> set[str]:
    """The names that steps, and the steps inside them, use."""
    found: set[str] = set()
    for step in steps:
        found |= set(names_in(step))
        if isinstance(step, Repeat):
            found |= columns_needed(step.steps)
        if isinstance(step, IfSeen):
            found |= columns_needed(step.steps) | columns_needed(step.otherwise)
    return found


def _check(path: Path, line: int, row: dict[str, str], names: list[str] | object) -> None:
    if "" in row:
        raise UsageError(f"{path}: line {line} has more values than there are columns")
    if any(value is None for value in row.values()):
        raise UsageError(f"{path}: line {line} has fewer values than there are columns")
