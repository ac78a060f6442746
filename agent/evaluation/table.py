"""The tables of an evaluation, for a terminal or as Markdown."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...tools.errors import EnvError
from .outcome_files import Outcomes
from .summary import Summary
from .words import comparison, facts, heading, legend, named, rows

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


def write_markdown(path: Path, summary: Summary, before: Outcomes | None = None) -> None:
    """The same as a Markdown file, with a line for each task. Raises EnvError when it cannot be written."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text("\n".join(_markdown(summary, before)) + "\n", encoding="utf-8")
        os.replace(new, path)
    except OSError as error:
        raise EnvError(f"cannot write {str(path)!r}: {error.strerror or error}") from error


def _markdown(summary: Summary, before: Outcomes | None) -> Iterator[str]:
    yield from (f"# {summary.outcomes.evaluation.suite}", "", heading(summary.outcomes), "")
    yield from (f"- {_escaped(fact)}" for fact in facts(summary))
    yield from ("", *_pipes(rows("tag", [summary.whole, *summary.groups])), "", legend(summary))
    for kind, lines in named(summary.outcomes):
        yield from ("", f"## {kind.capitalize()}", "", *(f"- {_escaped(line)}" for line in lines))
    if before is not None:
        yield from ("", "## Compared", "", *(f"- {_escaped(line)}" for line in comparison(before, summary.outcomes)))
    yield from ("", "## Each task", "", *_pipes(rows("task", summary.tasks)))


def _pipes(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *body = lines
    yield f"| {' | '.join(map(_escaped, head))} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    yield from (f"| {' | '.join(map(_escaped, line))} |" for line in body)


def _escaped(text: str) -> str:
    """Text of strangers: an error's text may hold bars, tags and stars."""
    return "".join(f"\\{sign}" if sign in "\\|*_<>`[]" else sign for sign in text)
