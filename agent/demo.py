"""The main job, shown: an instruction in words, a real browser, a small real web application."""

from __future__ import annotations

import sys
from argparse import Namespace

from ..tasks.apps.expenses.server import ExpensesServer
from ..tools.errors import EnvError, UsageError
from .cli import commands

INSTRUCTION = (
    "Click the New expense button. Type 'Taxi to the airport' into Description, 42.50 into Amount, "
    "choose Travel as category, set Date to 2026-11-20, tick 'Paid by me' and press Save"
)
EXPECT = ["Saved: Taxi to the airport", "EXP-1009"]


def main() -> int:
    """Run the demo on a server of its own; the server's own books say whether it was true."""
    with ExpensesServer() as app:
        print(f"A small expenses application runs at {app.url} - and eyehand is told:\n", file=sys.stderr)  # noqa: T201
        try:
            code = commands.run(_arguments(app.url))
        except (EnvError, UsageError) as error:
            print(f"eyehand: {error}\nTry: eyehand doctor", file=sys.stderr)  # noqa: T201
            return 3
        booked = [f"{e.number} {e.description} {e.amount} {e.category} {e.date}" for e in app.expenses[: app.submits]]
    print(f"\nThe application's own books: {app.submits} expense submitted: {'; '.join(booked)}", file=sys.stderr)  # noqa: T201
    return code


def _arguments(url: str) -> Namespace:
    from .cli import parser

    return parser().parse_args(["run", INSTRUCTION, "--browser", url, "--model", "embedded", "--expect", *EXPECT])


if __name__ == "__main__":
    sys.exit(main())
