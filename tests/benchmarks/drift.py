"""What becomes of a chore that was shown once when the application looks other: ``python -m tests.benchmarks.drift``.

``--write`` puts the tables into docs/results/drift.md. ``--chore`` and ``--drift`` choose by a part of the name,
``--runs`` says how often. With ``--model``, structural drifts that halted are done again with a scripted model, then
once more after what was learned was accepted. ``--folder`` keeps recordings, scripts and results: what is there already
is not done again, so that the suite may be run in pieces. ``--known`` tells what is there and does nothing more,
``--again`` forgets the results of what is chosen.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from ..drift.chores import CHORES
from ..drift.drifts import DRIFTS, NONE, Drift
from ..drift.shown import Shown, shown
from ..drift.suite import Run, replayed, with_a_model

PAGE = Path(__file__).parents[2] / "docs" / "results" / "drift.md"
ALL = (NONE, *DRIFTS)
INTRODUCTION = """# Shown once, replayed under drift

Made by `python -m tests.benchmarks.drift --runs {runs} --model --write` on {today}: {about}

A person's mouse and keys do each chore once on the application as it is, `eyehand record` watches, `eyehand compile`
makes the script. Each run is a fresh application behind a proxy that changes it, and a replay with other values than
those that were shown (in one run of five the same). What was done is judged by the application's own database and by
what was sent to it. *Pass*: all of it is done, nothing else, and replay says so. *Halt*: replay stopped and says why,
and nothing wrong was done; under a fault that is what should happen. *Wrong*: anything else. Seconds per step are
wall-clock, with the application's own waits.

"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--chore", default="")
    parser.add_argument("--drift", default="")
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--known", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        suite = Suite(given.folder or Path(scratch))
        chosen = [(c, d) for c in CHORES for d in ALL if given.chore in c.name and given.drift in d.name and d.fits(c)]
        names = {(chore.name, drift.name) for chore, drift in chosen}
        if given.again:
            suite.forget(names)
        for number in range(0 if given.known else given.runs):
            for chore, drift in chosen:
                suite.run(suite.shown(chore.name), drift, number, model=given.model and drift.kind == "structural")
        runs = [run for run in suite.runs if (run.chore, run.drift) in names and run.number < given.runs]
    text = report(runs)
    print(text)
    if given.write:
        times = {run.chore: 1 + max(each.number for each in runs if each.chore == run.chore) for run in runs}
        told = ", ".join(f"{name} ({count} runs of each)" for name, count in times.items())
        about = f"{len({run.drift for run in runs})} drifts; {told}."
        PAGE.write_text(INTRODUCTION.format(runs=given.runs, today=date.today(), about=about) + text)


class Suite:
    """Recordings, scripts and results in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._results = folder / "results.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        lines = self._results.read_text().splitlines() if self._results.exists() else []
        self.runs = [Run.model_validate_json(line) for line in lines]

    def forget(self, names: set[tuple[str, str]]) -> None:
        """Drop the results of chores under drifts."""
        self.runs = [run for run in self.runs if (run.chore, run.drift) not in names]
        self._results.write_text("".join(f"{run.model_dump_json()}\n" for run in self.runs))

    def shown(self, name: str) -> Shown:
        """A chore with its script, recorded if it is not yet."""
        chore = next(each for each in CHORES if each.name == name)
        return shown(chore, self._folder / "shown" / name.replace(" ", "-"))

    def run(self, chore: Shown, drift: Drift, number: int, *, model: bool = False) -> None:
        """Replay once, unless the result is known; halts and what is wrong keep their run folder.

        With ``model``, what halted is done with the scripted model, too.
        """
        key = chore.chore.name, drift.name, number
        folder = self._folder / "runs" / f"{chore.chore.name}, {drift.name}, {number}".replace(" ", "-")
        known = {run.key: run for run in self.runs}
        without = known.get((*key, "none"))
        if without is None:
            shutil.rmtree(folder, ignore_errors=True)
            without = replayed(chore, drift, number, folder)
            self._keep(without)
            if without.end == "pass":
                shutil.rmtree(folder)
        if model and without.end == "halt" and (*key, "scripted") not in known:
            asking = folder.with_name(f"{folder.name},-model")
            shutil.rmtree(asking, ignore_errors=True)
            for run in with_a_model(chore, drift, number, asking):
                self._keep(run)

    def _keep(self, run: Run) -> None:
        print(f"{run.chore:20} {run.drift:32} {run.number} {run.end:5} {run.seconds:6.1f} s  {told(run)}", flush=True)
        self.runs.append(run)
        with self._results.open("a") as file:
            file.write(f"{run.model_dump_json()}\n")


def told(run: Run) -> str:
    """The rungs of a run, and why it is no pass."""
    rungs = " ".join(f"{name}:{count}" for name, count in sorted(run.rungs.items()))
    rungs += f" ({run.asked} model: {run.model_calls} calls)" if run.asked != "none" else ""
    return rungs if run.end == "pass" else f"{rungs}  {run.reason}  [{run.judged}]"


def report(runs: Sequence[Run]) -> str:
    """The tables in Markdown."""
    return "".join(_tables(runs))


def _tables(runs: Sequence[Run]) -> Iterator[str]:
    plain = [run for run in runs if run.asked == "none"]
    kinds = Table("Kind of drift", "runs", "pass", "halt", "wrong", "pass %", "model calls", box=box.MARKDOWN)
    for kind in ("cosmetic", "structural", "fault"):
        names = {drift.name for drift in ALL if drift.kind == kind}
        of = [run for run in plain if run.drift in names]
        if of:
            kinds.add_row(kind, str(len(of)), *_ends(of), _share(of), str(sum(run.model_calls for run in of)))
    yield _printed(kinds)
    chores = [chore.name for chore in CHORES if any(run.chore == chore.name for run in plain)]
    table = Table("Drift", *chores, "rungs", "s/step", box=box.MARKDOWN)
    for drift in ALL:
        of = [run for run in plain if run.drift == drift.name]
        if of:
            cells = (" / ".join(_ends([run for run in of if run.chore == name])) for name in chores)
            table.add_row(drift.name, *cells, _rungs(of), _per_step(of))
    yield f"\nPass / halt / wrong:\n\n{_printed(table)}"
    asked = [run for run in runs if run.asked != "none"]
    yield f"\n{_WITH_A_MODEL}\n\n{_printed(_asked(asked))}" if asked else ""


_WITH_A_MODEL = (
    "What halted under structural drift, again with a scripted model (`tests/drift/pointer.py`: it points at what the "
    "page says is right, and so says nothing of models), then once more after `eyehand heal --accept`. Runs that pass "
    "without a model do not ask one. Pass / halt / wrong, and the most calls in one run:"
)


def _asked(runs: Sequence[Run]) -> Table:
    table = Table("Drift", "chore", "with the model", "calls", "after accepting", "calls", box=box.MARKDOWN)
    for chore, drift in dict.fromkeys((run.chore, run.drift) for run in runs):
        of = [run for run in runs if (run.chore, run.drift) == (chore, drift)]
        cells: list[str] = []
        for asked in ("scripted", "accepted"):
            those = [run for run in of if run.asked == asked]
            cells += [" / ".join(_ends(those)), str(max((run.model_calls for run in those), default="-"))]
        table.add_row(drift, chore, *cells)
    return table


def _ends(runs: Sequence[Run]) -> tuple[str, str, str]:
    ends = Counter(run.end for run in runs)
    return str(ends["pass"]), str(ends["halt"]), str(ends["wrong"])


def _share(runs: Sequence[Run]) -> str:
    return f"{100 * sum(run.end == 'pass' for run in runs) / len(runs):.0f}"


def _rungs(runs: Sequence[Run]) -> str:
    counts: Counter[str] = Counter()
    for run in runs:
        counts.update(run.rungs)
    return " ".join(f"{name} {count}" for name, count in counts.most_common())


def _per_step(runs: Sequence[Run]) -> str:
    steps = sum(run.steps for run in runs)
    return f"{sum(run.seconds for run in runs) / steps:.2f}" if steps else "-"


def _printed(table: Table) -> str:
    console = Console(width=220)
    with console.capture() as caught:
        console.print(table)
    return "\n".join(line.strip() for line in caught.get().splitlines() if line.strip()) + "\n"


if __name__ == "__main__":
    main()
