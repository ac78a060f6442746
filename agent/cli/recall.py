"""``eyehand recall``: what could be read on the screens of runs, found by words."""

from __future__ import annotations

import json
import sys
import webbrowser
from argparse import Namespace
from itertools import groupby
from pathlib import Path

from ..recall.hits import Hit


def recall(arguments: Namespace) -> int:
    """Print the hits, or one JSON object; exit code 1 when there are none."""
    from ..recall.page import write_page
    from ..recall.runs import recall as recalled
    from ..recall.runs import runs_in

    runs = list(dict.fromkeys(run for place in arguments.places for run in runs_in(place)))
    found = recalled(runs, arguments.query, _tell)
    page = write_page(found, arguments.query) if arguments.open and found else None
    if arguments.json:
        print(json.dumps({"hits": [hit.as_json() for hit in found]}, ensure_ascii=False))  # noqa: T201
    else:
        _show(found, len(runs), page)
    if page is not None:
        webbrowser.open(page.as_uri())
    return 0 if found else 1


def _tell(sentence: str) -> None:
    print(f"eyehand: {sentence}", file=sys.stderr)  # noqa: T201


def _show(found: list[Hit], runs: int, page: Path | None) -> None:
    from rich.console import Console
    from rich.text import Text

    from ..words import plain
    from .live import row

    console = Console(highlight=False)
    for frame, hits in groupby(found, key=lambda hit: hit.frame):
        for number, hit in enumerate(hits):
            console.print(row(" " * 7 if number else f"{hit.time_s:6.1f}s", "read", hit.text, "bold"))
        path = Text(plain(str(frame), 4_096), f"link {frame.absolute().as_uri()}")
        console.print(Text.assemble(" " * 8, ("frame    ", "cyan"), path), soft_wrap=True)
    if not found:
        console.print("not found on any screen of " + (f"{runs} runs" if runs > 1 else "the run"))
    if page is not None:
        console.print(Text.assemble(" " * 8, ("pictures ", "cyan"), str(page)), soft_wrap=True)
