"""The page of an evaluation: its numbers, and the film-strip of each episode; one HTML file that opens from disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from ...env.trajectory import Trajectory
from ...tools.actions import point_of
from ...tools.errors import EnvError, UsageError
from ..report import FILE as REPORT
from ..report.card import image
from ..report.marks import dot
from ..report.markup import Html, join, tag
from ..report.page import THUMB_WIDTH
from ..report.pictures import Wanted, embedded
from ..words import VERIFIED, Turn, chapters, plain
from .outcome_files import Outcomes
from .results import Result
from .summary import Summary
from .words import comparison, facts, heading, legend, named, rows

FILE = "results.html"
LIMIT = 12_000_000
"""Bytes of pictures on the page: each episode has an equal part, and the full pictures are a click away."""
STRIP = 8
"""Key frames of an episode: all of its steps when they are so few, else the first, the last and some between."""
_HERE = Path(__file__).parent
_STYLES = (_HERE.with_name("report") / "page.css", _HERE / "page.css")


def write_page(path: Path, summary: Summary, before: Outcomes | None = None) -> None:
    """Write the page; ``before`` is an earlier run to compare with. Raises EnvError when it cannot be written."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text(_page(path.absolute().parent, summary, before), encoding="utf-8")
        os.replace(new, path)
    except OSError as error:
        with suppress(OSError):
            new.unlink()
        raise EnvError(
            f"cannot write {str(path)!r}: {error.strerror or error}; free some space or use --html"
        ) from error


def _page(beside: Path, summary: Summary, before: Outcomes | None) -> str:
    outcomes = summary.outcomes
    # What the pictures and texts show was written by strangers: nothing may run, nothing is loaded from anywhere.
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    head = join(
        tag("meta", charset="utf-8"),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("title", f"{outcomes.evaluation.suite} · {outcomes.evaluation.model} · eyehand"),
        tag("style", Html("".join(path.read_text(encoding="utf-8") for path in _STYLES))),
    )
    words = tag("div", tag("h1", heading(outcomes)), _list(facts(summary)), class_="about")
    body = join(
        tag("header", words, class_="masthead"),
        tag(
            "main",
            _table(rows("", [summary.whole, *summary.groups])),
            tag("p", legend(summary), class_="legend"),
            *([tag("h2", "Compared"), _list(comparison(before, outcomes))] if before is not None else []),
            *(join(tag("h2", kind.capitalize()), _list(lines)) for kind, lines in named(outcomes)),
            tag("h2", "Episodes"),
            *_episodes(beside, outcomes),
        ),
    )
    return f"<!doctype html>\n{tag('html', tag('head', head), tag('body', body), lang='en')}\n"


def _list(lines: Iterator[str] | Sequence[str]) -> Html:
    return tag("ul", *(tag("li", line) for line in lines), class_="lines")


def _table(lines: Sequence[Sequence[str]]) -> Html:
    head, *body = lines
    names = tag("thead", tag("tr", *(tag("th", name) for name in head)))
    cells = tag("tbody", *(tag("tr", *(tag("td", cell) for cell in line)) for line in body))
    return tag("div", tag("table", names, cells), class_="scrolled")


def _episodes(beside: Path, outcomes: Outcomes) -> Iterator[Html]:
    """Those that need a look come first."""
    budget = LIMIT // max(1, len(outcomes.results))
    for result in sorted(outcomes.results, key=_urgency):
        yield _episode(result, outcomes.run_folder(result), beside, budget)


def _urgency(result: Result) -> tuple[int, str, int]:
    kinds = (result.false_success, result.broke, not result.passed, True)
    return kinds.index(True), result.task, result.seed


def _episode(result: Result, run: Path, beside: Path, budget: int) -> Html:
    mark = (
        "false success"
        if result.false_success
        else "done"
        if result.passed
        else "broke"
        if result.broke
        else "not done"
    )
    proof = f", {VERIFIED[result.verified_by]}" if result.outcome == "success" else ""
    ending = [
        tag("span", mark, class_=f"badge {mark.replace(' ', '-')}"),
        tag("span", f"score {result.score:g}" + ("" if result.reward is None else f", reward {result.reward:.3g}")),
        tag("span", f"said: {result.outcome}{proof}"),
        tag("span", f"{result.steps} steps, {result.seconds:.1f} s"),
        *([tag("a", "report", href=_link(run / REPORT, beside))] if (run / REPORT).is_file() else []),
    ]
    reason = tag("p", plain(result.error or result.reason, 400), class_="error" if result.broke else "reason")
    name = f"{result.task}/{result.seed}"
    title = tag("h3", name, tag("small", " ".join(result.tags)))
    return tag("article", title, tag("p", *ending, class_="ending"), reason, _strip(run, beside, budget), id=name)


def _strip(run: Path, beside: Path, budget: int) -> Html:
    try:
        turns = [turn for chapter in chapters(Trajectory.read(run).events) for turn in chapter.turns]
    except UsageError as error:
        return tag("p", f"no pictures: {error}", class_="missing")
    chosen = key_turns(turns)
    pictures = embedded(run, [Wanted(turn.observed.frame.path, THUMB_WIDTH) for turn in chosen], budget)
    shots: list[Html] = []
    for turn in chosen:
        seen = turn.observed.frame
        mark = dot(point_of(turn.action) if turn.action else None, seen)
        shot = tag("span", image(seen, THUMB_WIDTH, pictures), mark)
        words = plain(f"{turn.number} {turn.did}" + (f" · {turn.target}" if turn.target else ""), 80)
        link = tag("a", shot, tag("span", words, class_="words"), href=_link(run / seen.path, beside), title=words)
        shots.append(tag("li", link, class_="failed" if turn.errors else None))
    return tag("ol", *shots, class_="strip")


def key_turns(turns: Sequence[Turn]) -> list[Turn]:
    """``STRIP`` of the turns at most, the first and the last among them, evenly between."""
    if len(turns) <= STRIP:
        return list(turns)
    return [turns[round(n * (len(turns) - 1) / (STRIP - 1))] for n in range(STRIP)]


def _link(path: Path, beside: Path) -> str:
    return quote(os.path.relpath(path.absolute(), beside))
