"""``eyehand results``: what an evaluation came to, alone or against another one."""

from __future__ import annotations

import json
import sys
import webbrowser
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...tools.errors import EnvError, UsageError

if TYPE_CHECKING:
    from ..evaluation.outcome_files import Outcomes
    from ..evaluation.summary import Summary


def add_results(parser: ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar="DIR", help="the folder of an evaluation, finished or not")
    parser.add_argument("before", nargs="?", type=Path, metavar="BEFORE", help="an earlier one, to compare it with")
    parser.add_argument("--oracle", type=Path, metavar="DIR", help="what `eval --model oracle` left: seconds beside it")
    parser.add_argument("--html", type=Path, metavar="FILE", help="where the page goes (default: DIR/results.html)")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables there, with each task, too")
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def results(arguments: Namespace) -> int:
    """Print the table, write the page. Exit code 0 whatever the numbers say."""
    from ..evaluation.efficiency import beside_oracle
    from ..evaluation.outcome_files import read_outcomes
    from ..evaluation.summary import difference, summarise
    from ..evaluation.table import write_markdown
    from ..evaluation.words import counted

    outcomes = read_outcomes(arguments.out)
    if arguments.oracle:
        outcomes = beside_oracle(outcomes, read_outcomes(arguments.oracle))
    before = read_outcomes(arguments.before) if arguments.before else None
    summary = summarise(outcomes)
    if summary is None:
        raise UsageError(
            f"{str(arguments.out)!r} holds no result yet: {counted(len(outcomes.missing), 'episode')} missing"
            + "".join(f"; {one.planned.task}: {one.why}" for one in outcomes.missing[:1])
        )
    if before is not None:
        difference(before, outcomes)  # refused before anything is written
    if arguments.markdown:
        write_markdown(arguments.markdown, summary, arguments.as_given, before)
    page = _page(arguments, summary, before)
    if arguments.json:
        print(json.dumps(as_json(summary, before, page), ensure_ascii=False))  # noqa: T201
    else:
        _show(summary, before, page)
    if arguments.open and page is not None:
        webbrowser.open(page.absolute().as_uri())
    return 0


def _page(arguments: Namespace, summary: Summary, before: Outcomes | None) -> Path | None:
    """Where the page is; None when the folder cannot be written and nobody asked for a page."""
    from ..evaluation.page import FILE, write_page

    path: Path = arguments.html or arguments.out / FILE
    try:
        write_page(path, summary, before)
    except EnvError as error:
        if arguments.html or arguments.open:
            raise
        print(f"eyehand: {error}", file=sys.stderr)  # noqa: T201
        return None
    return path


def as_json(summary: Summary, before: Outcomes | None, page: Path | None) -> dict[str, Any]:
    """The JSON object of ``eyehand results --json``."""
    outcomes = summary.outcomes
    return {
        "suite": outcomes.evaluation.suite,
        "suite_version": outcomes.evaluation.suite_version,
        "model": outcomes.evaluation.model,
        **summary.whole.as_json(),
        "missing": [{**one.planned.model_dump(), "why": one.why} for one in outcomes.missing],
        "by_tag": {group.name: group.as_json() for group in summary.groups},
        "by_task": {group.name: group.as_json() for group in summary.tasks},
        "pass_at_k": {str(k): list(estimate) for k, estimate in summary.pass_at_k.items()},
        "stages": {name: {"median_s": half, "p90_s": most} for name, (half, most) in summary.stages.items()},
        "comparison": _compared(before, outcomes) if before else None,
        "out": str(outcomes.folder),
        "html": str(page) if page else None,
    }


def _compared(before: Outcomes, now: Outcomes) -> dict[str, Any]:
    from ..evaluation.summary import difference

    found = difference(before, now)
    return {
        "with": str(before.folder),
        "pairs": found.pairs,
        "better": found.better,
        "worse": found.worse,
        "change": found.change.mean,
        "ci95": [found.change.low, found.change.high],
        "p": found.p,
    }


def _show(summary: Summary, before: Outcomes | None, page: Path | None) -> None:
    from rich.console import Console
    from rich.text import Text

    from ..evaluation.table import rendered

    console = Console(highlight=False)
    console.print(rendered(summary, before), crop=False)
    if page is not None:
        console.print(Text.assemble("\n", ("page ", "cyan"), str(page)), soft_wrap=True)
