"""A run as it happens, told in the terminal: what was seen, what was done, how long it took."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...env.events import (
    Event,
    Folded,
    Header,
    Instructed,
    Intent,
    Marked,
    Observed,
    Outcome,
    Recalled,
    Receipt,
    Replied,
    Resolved,
    Resumed,
    Withheld,
)
from ...tools.actions import Done
from ..words import CUT_OFF, TAKEN_OVER, VERIFIED, More, Turn, extended, plain, timed, totals

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

COLOURS = {"success": "green", "unverified": "yellow", "truncated": "yellow", "failure": "red", "error": "red"}


class Live:
    """Prints events as they are written, to stderr unless another console is given.

    What it shows was masked when it was written; terminal escapes in it are not passed on.
    """

    def __init__(self, console: Console | None = None) -> None:
        from rich.console import Console

        self._console = console or Console(stderr=True, highlight=False)
        self._turn: Turn | None = None
        self._told: Outcome | None = None

    def __call__(self, event: Event) -> None:
        match event:
            case Header():
                self._line("", "run", f"{event.run} · {event.model}", "dim")
            case Instructed():
                self._turn = None
                self._console.print()
                self._line("", "task", event.text, "bold", limit=1_000)
                self._console.print()
            case Resumed():
                self._line("", "note", TAKEN_OVER[event.last_action], "yellow")
            case Observed():
                self._saw(event)
            case Folded() | Resolved() | Replied() | Withheld() | Intent() | Recalled() | Receipt():
                self._more(event)
            case Marked():
                self._line("", "note", "this screen was marked: it stays in the history", "yellow")
            case Outcome():
                self._console.print()
                self._console.print(ending(event))
                self._told = event

    def finish(self, outcome: Outcome, folder: Path, report: Path | None) -> None:
        """Say how it ended, unless that was just said, and where everything is."""
        if self._told != outcome:
            self._console.print()
            self._console.print(ending(outcome))
        self._console.print(places(folder, report), soft_wrap=True)  # a path is copied: it must not be broken

    def _saw(self, seen: Observed) -> None:
        before = self._turn.errors if self._turn else ()
        address = seen.url if not self._turn or seen.url != self._turn.observed.url else None
        self._turn = Turn(seen)
        size = f"{seen.frame.width}×{seen.frame.height}"
        place = " · ".join(part for part in (seen.title, size, address) if part)
        self._line(f"{self._turn.number:>3}", "saw", place, clock=seen.time_s)
        if seen.error and not any(said in seen.error for said in before):
            self._line("", "error", seen.error, "red")
        for remark in self._turn.remarks:
            self._line("", "note", remark, "yellow")

    def _more(self, event: More) -> None:
        if not self._turn:
            return
        self._turn = turn = extended(self._turn, event)
        if isinstance(event, Folded | Recalled | Withheld):
            self._line("", "note", turn.remarks[-1], "yellow")
        if isinstance(event, Replied) and event.error:
            self._line("", "error", event.error, "red")
        ended = isinstance(event, Replied) and isinstance(event.decision, Done)
        if isinstance(event, Intent) or ended:
            self._line("", "did", deed(turn), "bold")
        if isinstance(event, Receipt) or ended:
            self._line("", "took", timed(turn.stages), "dim")
        if isinstance(event, Receipt) and event.error:
            self._line("", "error", event.error, "red")

    def _line(
        self, number: str, verb: str, text: str, style: str = "", *, clock: float | None = None, limit: int = 400
    ) -> None:
        time = f"{clock:6.1f}s" if clock is not None else ""
        self._console.print(row(f"{number:3} {time:7}", verb, text, style, limit))


def row(left: str, verb: str, text: str, style: str = "", limit: int = 400) -> RenderableType:
    """A line of three columns; the text wraps under itself."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(width=8, no_wrap=True, style="red" if verb == "error" else "cyan")
    grid.add_column(overflow="fold")
    grid.add_row(left, verb, Text(plain(text, limit), style))
    return grid


def deed(turn: Turn) -> str:
    """What was done, to what, where: ``click · the Save button · (640, 512)``."""
    return " · ".join(part for part in (turn.did, turn.target, turn.where) if part)


def ending(outcome: Outcome | None) -> RenderableType:
    """How an instruction ended: the outcome, what verified it, the reason, the answer, what it took."""
    from rich.console import Group

    if not outcome:
        return row("", "outcome", f"{CUT_OFF}: it is still running, or its runner was stopped", "bold")
    style = f"bold {COLOURS.get(outcome.outcome, '')}".strip()
    lines = [row("", "outcome", f"{outcome.outcome} · {VERIFIED[outcome.verified_by]}", style)]
    lines += [row("", "reason", outcome.reason, limit=1_000)] if outcome.reason else []
    lines += [row("", "answer", outcome.answer, "bold", limit=2_000)] if outcome.answer is not None else []
    return Group(*lines, row("", "took", totals(outcome.steps, outcome.seconds, outcome.tokens)))


def places(folder: Path, report: Path | None) -> RenderableType:
    """Where the run folder and its report are, each on one line whatever the width."""
    from rich.text import Text

    lines = [("folder", folder), *([("report", report)] if report else [])]
    text = Text("\n").join(
        Text.assemble(" " * 12, (f"{name:9}", "cyan"), plain(str(path), 4_096)) for name, path in lines
    )
    return text
