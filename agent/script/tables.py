"""CSV files whose rows a script repeats its steps for."""

from __future__ import annotations

import csv
from pathlib import Path

from ...tools.errors import UsageError


def read_rows(path: Path) -> list[dict[str, str]]:
    """One row each, by the names of the first line. Empty lines are no rows; UTF-8, with or without a mark.

    Raises UsageError that names file and line: for a file that cannot be read, a column without a name or with that
    of another, a row with more or fewer values than there are columns.
    """
    names, rows = _read(path)
    for line, row in rows:
        if len(row) != len(names):
            lacks = f", {names[len(row)]!r} for one is missing" if len(row) < len(names) else ""
            raise UsageError(f"{path}: line {line}: {len(names)} values were expected and there are {len(row)}{lacks}")
    return [dict(zip(names, row, strict=True)) for _, row in rows]


def columns(path: Path) -> tuple[str, ...]:
    """The names of the columns. Raises UsageError like ``read_rows``, but for what is wrong in rows."""
    return _read(path)[0]


def _read(path: Path) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            lines = [(reader.line_num, [value.strip() for value in row]) for row in reader]
    except OSError as error:
        raise UsageError(f"cannot read {str(path)!r}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: byte {error.start} is no UTF-8 text; save it as UTF-8") from None
    except csv.Error as error:
        raise UsageError(f"{path} is no CSV: {error}") from None
    lines = [(line, row) for line, row in lines if any(row)]
    if not lines:
        raise UsageError(f"{path} is empty; a first line with the names of the columns was expected")
    names = lines[0][1]
    for name in names:
        if not name or names.count(name) > 1:
            what = f"two columns are called {name!r}" if name else "a column has no name"
            raise UsageError(f"{path}: line {lines[0][0]}: {what}")
    return tuple(names), lines[1:]
