"""What recall takes at 10,000 pictures: ``python -m tests.benchmarks.recall``.

``--write`` puts the tables into docs/results/recall.md. Lines are generated, in English and Chinese by turns, 40 to a
picture; nothing is read by OCR here.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sqlite3
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from rich import box
from rich.console import Console
from rich.table import Table

from eyehand.agent.models.scripted import Scripted
from eyehand.agent.recall.hits import hits
from eyehand.agent.recall.index import Index
from eyehand.agent.recall.opening import FILE, open_index
from eyehand.agent.recall.query import Query
from eyehand.agent.settings import load
from eyehand.agent.start import start_browser
from eyehand.env.events import Observed, Picture
from eyehand.tasks.apps.expenses.server import ExpensesServer
from eyehand.tools.actions import Act, Click, Done, Navigate
from eyehand.tools.eye.scene import Line
from eyehand.tools.geometry import Box

from ..conftest import PAGES, PageHandler, QuietServer
from ..proof.words import CITIES, PEOPLE, PRODUCTS, Language, terms
from .step import FIELDS, STEPS

PAGE = Path(__file__).parents[2] / "docs" / "results" / "recall.md"
PICTURES, LINES, SEED = 10_000, 40, 20261126
MOST = 20
TIMES = 9
RUNS = 3
ONCE = 4_321
"""The picture that shows what is looked for once."""
KINDS = {"every line is new": 1.0, "one line in ten is new": 0.1}
"""Share of the lines that are new from one picture to the next: a film, and an application at work."""
QUERIES = {
    "an order number that stood there once": "EXP-77123",
    "the same, a 1 read as l": "EXP-77l23",
    "its place in the words of a person": "what was the order number of the glockenspiel",
    "two words, lines apart": "glockenspiel 31.07.2026",
    "a common word": "Delete",
    "two common words": "settings Lisbon",
    "what stood there once, in Chinese": "订单编号四七",
    "two Chinese letters": "四七",
    "a common Chinese word": "删除",
    "two figures": "77",
    "what never stood there": "xylophone",
}
INTRODUCTION = """# What recall takes

Made by `python -m tests.benchmarks.recall --write` on {today}, on {machine}. An index of {pictures:,} pictures with
{lines} lines each, generated, in English and Chinese by turns; nothing is read by OCR here. *every line is new* is the
most that an index can have to hold; in *one line in ten is new* the others stay where they are from one picture to the
next, as in an application at work, and take no room again. Queries are answered as `eyehand recall` does, with at most
{most} pictures; milliseconds, the median of {times}. The third table is what a step of a run takes while its pictures
are read beside it: a script clicks into a field, or opens a page of some hundred lines, and there is nobody who thinks,
which is when reading has most of its chances. The load of the machine at the end was {load:.1f}.

"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="write docs/results/recall.md")
    arguments = asked.parse_args()
    sizes, times = table("lines", "pictures", "rows put in", "rows/s", "MB", "bytes/row"), table("query", *KINDS)
    found: dict[str, list[str]] = {name: [] for name in QUERIES}
    for kind, new in KINDS.items():
        with TemporaryDirectory() as folder, open_index(Path(folder), []) as index:
            began = time.perf_counter()
            fill(index, new)
            seconds = time.perf_counter() - began
            rows, size = PICTURES * LINES, (Path(folder) / FILE).stat().st_size
            told = (f"{PICTURES:,}", f"{rows:,}", f"{rows / seconds:,.0f}", f"{size / 1e6:.1f}", f"{size / rows:.0f}")
            sizes.add_row(kind, *told)
            for name, query in QUERIES.items():
                found[name].append(asking(index, Path(folder), query))
    for name, cells in found.items():
        times.add_row(f"{name}: {QUERIES[name]}", *cells)
    beside = table("step", "without reading, s", "with it, s", "pictures left at the end")
    with QuietServer(("127.0.0.1", 0), partial(PageHandler, directory=str(PAGES))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        beside.add_row("a new page", *steps(f"{address}/order.html", pages(address)))
        server.shutdown()
    with ExpensesServer() as app:
        clicks = [Act(action=Click(at=FIELDS[n % len(FIELDS)])) for n in range(STEPS)]
        beside.add_row("a click into a field", *steps(f"{app.url}new", clicks))
    console = Console(record=True, width=130)
    for one in (sizes, times, beside):
        console.print(one)
    if arguments.write:
        machine = f"{os.cpu_count()} CPU cores ({platform.machine()}), SQLite {sqlite3.sqlite_version}"
        facts = {"pictures": PICTURES, "lines": LINES, "most": MOST, "times": TIMES, "load": os.getloadavg()[0]}
        PAGE.write_text(
            INTRODUCTION.format(today=date.today(), machine=machine, **facts) + console.export_text(), "utf-8"
        )


def fill(index: Index, new: float) -> None:
    chance = random.Random(SEED)
    words = said(chance)
    shown = [Line(next(words), Box(40, 20 * n, 600, 20 * n + 16), 0.99) for n in range(LINES)]
    for number in range(PICTURES):
        for n in chance.sample(range(LINES), round(new * LINES)) if number else ():
            shown[n] = Line(next(words), shown[n].box, 0.99)
        lines = shown
        if number == ONCE:
            once = ("Order EXP-77123", "glockenspiel", "31.07.2026", "订单编号四七")
            lines = [Line(text, one.box, 0.99) for text, one in zip(once, shown, strict=False)] + shown[len(once) :]
        picture = Picture(path=f"frames/{number:05}.png", width=1280, height=800, scale=1.0, time_s=float(number))
        index.add(number, picture, settled=True, lines=lines)


def said(chance: random.Random) -> Iterator[str]:
    """Lines as applications show them, for ever: words, names and figures."""
    words_of = {language: [term[language] for term in terms().values()] for language in ("en", "zh")}
    while True:
        language: Language = chance.choice(["en", "zh"])
        vocabulary = [*words_of[language], *PEOPLE[language], *CITIES[language], *PRODUCTS[language]]
        gap = " " if language == "en" else ""
        for _ in range(100):
            figures = [str(chance.randrange(100_000)), f"${chance.uniform(1, 2_000):.2f}", ""]
            yield gap.join([*chance.choices(vocabulary, k=chance.randint(1, 3)), chance.choice(figures)]).strip()


def asking(index: Index, folder: Path, query: str) -> str:
    """How long it takes, and how many lines come back."""
    took: list[float] = []
    answers = 0
    for _ in range(TIMES):
        began = time.perf_counter()
        answers = len(list(hits(index, folder, Query.of(query), MOST)))
        took.append(time.perf_counter() - began)
    return f"{1000 * statistics.median(took):.1f} ({answers} lines)"


def pages(address: str) -> list[Act]:
    names = [path.name for path in sorted(PAGES.glob("dense_*.html"))]
    return [Act(action=Navigate(url=f"{address}/{name}?{n}")) for n in range(4) for name in names]


def steps(url: str, acts: Sequence[Act]) -> tuple[str, str, str]:
    """Seconds from one observation to the next, median of all steps of runs by turns, without and with reading."""
    took: dict[bool, list[float]] = {False: [], True: []}
    left: list[int] = []
    for reading in (False, True) * RUNS:
        with TemporaryDirectory() as name:
            episode = start_browser(url, Path(name), load(flags={"model": "embedded"}))
            episode.decider = Scripted([*acts, Done(status="failure", reason="the end")])
            if not reading:
                episode.listener = lambda event: None
            try:
                episode.run("benchmark")
            finally:
                episode.close()
            seen = [event for event in episode.events if isinstance(event, Observed)]
            took[reading] += [after.time_s - before.time_s for before, after in pairwise(seen)]
            if reading:
                with open_index(Path(name), []) as index:
                    left.append(sum(1 + len(event.clip) for event in seen) - len(index))
    without, beside = (statistics.median(took[reading]) for reading in (False, True))
    return f"{without:.2f}", f"{beside:.2f} ({beside / without - 1:+.0%})", ", ".join(map(str, left))


def table(*columns: str) -> Table:
    made = Table(box=box.MARKDOWN)
    for n, column in enumerate(columns):
        made.add_column(column, justify="right" if n else "left")
    return made


if __name__ == "__main__":
    main()
