"""The tables of an evaluation, for a terminal or as Markdown."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...tools.errors import EnvError
from ..words import plain
from .outcome_files import Outcomes
from .summary import Summary
from .words import comparison, endings, facts, heading, legend, named, rows

ENDED, WHY = "ended with", "not done because"
LETTERS = 140
"""Of a reason in the table of tasks."""

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text


def rendered(summary: Summary, before: Outcomes | None = None) -> RenderableType:
    """What a person reads in a terminal; ``before`` is an earlier run that this one is compared with."""
    from rich.console import Group
    from rich.text import Text

    told: list[RenderableType] = [Text(heading(summary.outcomes), "bold"), Text()]
    told += [Text(f"· {fact}", "yellow" if fact.startswith("unfinished") else "") for fact in facts(summary)]
    told += [_table(rows("", [summary.whole, *summary.groups])), Text(legend(summary), "dim")]
    for kind, lines in named(summary.outcomes):
        told += [Text(), Text(kind, "bold red"), *(Text(f"  {line}") for line in lines)]
    if before is not None:
        told += [
            Text(),
            *(Text(line, "" if n else "bold") for n, line in enumerate(comparison(before, summary.outcomes))),
        ]
    return Group(*told)


def _table(lines: Sequence[Sequence[str]]) -> Text:
    """Columns as wide as they must be: a line that is too long for the terminal loses nothing."""
    from rich.cells import cell_len
    from rich.text import Text

    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    table = Text("\n", no_wrap=True, overflow="ignore")
    for n, line in enumerate(lines):
        spaces = [" " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)]
        others = (space + cell for cell, space in zip(line[1:], spaces[1:], strict=True))
        table.append("  ".join([line[0] + spaces[0], *others]) + "\n", "" if n else "dim")
    return table


def write_markdown(path: Path, summary: Summary, command: str, before: Outcomes | None = None) -> None:
    """The same as a Markdown file, with a line for each task, and with what it was made by.

    ``command`` is the one that tells it. Raises EnvError when it cannot be written.
    """
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text("\n".join(_markdown(summary, command, before)) + "\n", encoding="utf-8")
        os.replace(new, path)
    except OSError as error:
        raise EnvError(f"cannot write {str(path)!r}: {error.strerror or error}") from error


def _markdown(summary: Summary, command: str, before: Outcomes | None) -> Iterator[str]:
    about = summary.outcomes.evaluation
    yield from (f"# The suite {about.suite} with {about.model}", "", heading(summary.outcomes), "")
    commands = ", ".join(f"`{one}`" for one in (*about.commands, command))
    yield from (f"Made by {commands}" + "".join(f"; on {one}" for one in about.machines) + ".", "")
    yield from (f"- {_escaped(fact)}" for fact in facts(summary))
    yield from ("", *_pipes(rows("tag", [summary.whole, *summary.groups])), "", legend(summary))
    for kind, lines in named(summary.outcomes):
        yield from ("", f"## {kind.capitalize()}", "", *(f"- {_escaped(line)}" for line in lines))
    if before is not None:
        yield from ("", "## Compared", "", *(f"- {_escaped(line)}" for line in comparison(before, summary.outcomes)))
    yield from ("", "## Each task", "", *_pipes(_each_task(summary)))


def _each_task(summary: Summary) -> list[list[str]]:
    """The table of tasks, with how they ended and what the first was not done for."""
    head, *body = rows("task", summary.tasks, intervals=False)
    lines = [[*head, ENDED, WHY]]
    for line, task in zip(body, summary.tasks, strict=True):
        results = [one for one in summary.outcomes.results if one.task == task.name]
        why = next((plain(one.error or one.reason, LETTERS) for one in results if not one.passed), "")
        lines.append([*line, endings(results), why])
    return lines


def _pipes(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *body = lines
    yield f"| {' | '.join(map(_escaped, head))} |"
    yield f"|---|{''.join('---|' if name in (ENDED, WHY) else '---:|' for name in head[1:])}"
    yield from (f"| {' | '.join(map(_escaped, line))} |" for line in body)


def _escaped(text: str) -> str:
    """Text of strangers: an error's text may hold bars, tags and stars."""
    return "".join(f"\\{sign}" if sign in "\\|*_<>`[]" else sign for sign in text)
