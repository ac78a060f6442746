"""``eyehand eval``: a suite of tasks, each episode judged."""

from __future__ import annotations

import argparse
import json
import sys
import time
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...tools.errors import UsageError

if TYPE_CHECKING:
    from ...tasks.suite import Suite
    from ..evaluation.evaluating import Told
    from ..evaluation.summary import Summary

SUITES = "web, desktop, faults, memory, miniwob, browsergym:ID[,ID], or a file"
MOST = 100_000
"""Episodes of one task; a larger number is a slip."""


def add_eval(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("suite", nargs="?", metavar="SUITE", help=SUITES)
    what.add_argument("--schema", action="store_true", help="print the JSON schema of suites, for editors, instead")
    parser.add_argument("settings", nargs="*", metavar="KEY=VALUE", help="settings, like limits.max_tokens=50000")
    parser.add_argument("--model", metavar="NAME", help="who decides (default: auto), or oracle, nothing")
    parser.add_argument("--grounder", metavar="NAME", help="who points at what the model names (default: the model)")
    parser.add_argument("--base-url", metavar="U", help="the model's server, like http://127.0.0.1:8000/v1")
    parser.add_argument("--model-id", metavar="ID", help="what that server calls it, or where its weights are")
    parser.add_argument("--context", metavar="TOKENS", help="what the model is told at most, like 32K (default: auto)")
    parser.add_argument("--tasks", metavar="A,B|FILE", help="ids with commas between, or a file of them (default: all)")
    parser.add_argument("--seeds", default="1", metavar="N|1,2", help="so many, or just these (default: 1, which is 0)")
    parser.add_argument("--workers", type=int, metavar="N", help="episodes at once (default: 1; on Ray, its CPUs)")
    parser.add_argument("--on", default="local", metavar="PLACE", help="local, or a Ray cluster: ray://head:10001")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where episodes and results go; what is there is kept")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings, like configs/default.yaml")
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end; progress on stderr")


def eval_(arguments: Namespace) -> int:
    """Exit code 0 when each episode was judged, whatever the score; 3 when some could not be."""
    from ...tasks.schema import text
    from ..evaluation.evaluating import evaluate
    from ..evaluation.outcome_files import evaluation_in, read_outcomes
    from ..evaluation.placing import executor_on
    from ..evaluation.plan import held, joined, planned
    from ..evaluation.preflight import chosen, expressible, solvable
    from ..evaluation.summary import summarise
    from ..settings import load as settings_of

    began_s = time.monotonic()
    if arguments.schema:
        sys.stdout.write(text())
        return 0
    if arguments.out is None:
        raise UsageError("--out DIR is missing: where episodes and results go")
    if arguments.workers is not None and arguments.workers < 1:
        raise UsageError(f"--workers {arguments.workers}: at least 1 was expected")
    suite = suite_of(arguments.suite)
    tasks = suite.only(ids_of(arguments.tasks))
    seeds = seeds_of(arguments.seeds)
    flags = {key: getattr(arguments, key) for key in ("model", "grounder", "base_url", "model_id", "context")}
    given = {key: value for key, value in flags.items() if value is not None}
    asked = settings_of(arguments.config, tuple(arguments.settings), given)
    if arguments.on == "local":
        expressible(tasks)
    with closing(executor_on(arguments.on, arguments.workers)) as executor:
        settings = chosen(asked, executor.workers)
        solvable(suite, settings)
        evaluation = planned(suite, tasks, seeds, settings, arguments.as_given, arguments.on)
        out: Path = arguments.out.absolute()
        with held(out):
            earlier = evaluation_in(out)
            evaluation = joined(evaluation, earlier) if earlier else evaluation
            evaluation.write(out)
            _say(f"{evaluation.suite} with {evaluation.model}: {len(evaluation.episodes)} episodes in {arguments.out}")
            evaluate(evaluation, suite, settings, executor, out, _tell)
    summary = summarise(read_outcomes(out))
    assert summary is not None, "each episode has a result now"
    if arguments.json:
        print(json.dumps(as_json(summary, time.monotonic() - began_s, arguments.out), ensure_ascii=False))  # noqa: T201
    else:
        _show(summary, arguments.out)
    return 3 if summary.whole.broke else 0


def suite_of(words: str) -> Suite:
    """A suite that ships, one of somebody else's, or a file. Raises UsageError when there is none, or it is missing."""
    from ...tasks.browsergym import suite as browsergym
    from ...tasks.miniwob import suite as miniwob
    from ...tasks.suite import find, load

    if words == miniwob.NAME:
        return miniwob.suite()
    if words.startswith(browsergym.PREFIX):
        return browsergym.suite(words)
    return load(find(words))


def ids_of(words: str | None) -> list[str]:
    """Ids with commas between, or one a line in a file. Raises UsageError when the file cannot be read."""
    if words is None:
        return []
    path = Path(words)
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else words.split(",")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--tasks {words}: cannot be read: {error}") from None
    ids = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not ids:
        raise UsageError(f"--tasks {words}: it names no task")
    return ids


def seeds_of(words: str) -> list[int]:
    """``3`` is 0, 1, 2; ``3,`` and ``1,3`` are just those. Raises UsageError for anything else."""
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if not parts or not all(part.isascii() and part.isdecimal() for part in parts):
        raise UsageError(f"--seeds {words}: a number of seeds, or seeds with commas between, was expected")
    seeds = list(dict.fromkeys(map(int, parts))) if "," in words else list(range(int(parts[0])))
    if not 0 < len(seeds) <= MOST:
        raise UsageError(f"--seeds {words}: 1 to {MOST} seeds were expected")
    return seeds


def as_json(summary: Summary, seconds: float, out: Path) -> dict[str, Any]:
    """The JSON object of ``eyehand eval --json``: every episode is in the rate, those with an error as 0."""
    kept = ("success_rate", "episodes", "errors")
    whole = summary.whole.as_json()
    return {
        **{key: whole[key] for key in ("success_rate", "ci95", "episodes", "errors")},
        "seconds": round(seconds, 3),
        "by_task": {task.name: {key: task.as_json()[key] for key in kept} for task in summary.tasks},
        "out": str(out),
    }


def _show(summary: Summary, out: Path) -> None:
    from rich.console import Console

    from ..evaluation.table import rendered

    console = Console(highlight=False)
    console.print(rendered(summary), crop=False)
    if summary.whole.broke:
        console.print("Those with an error are run again by the same command.", soft_wrap=True)
    console.print(f"`eyehand results {out}` shows each episode in pictures.", soft_wrap=True)


def _tell(told: Told) -> None:
    result = told.result
    mark = "error" if result.outcome == "error" else f"{result.score:.2f}"
    claim = result.outcome if result.verified_by == "none" else f"{result.outcome} by {result.verified_by}"
    why = "" if result.score == 1 and result.outcome == "success" else " ".join(result.reason.split())[:160]
    again = "; it is tried again" if told.again else ""
    _say(
        f"{result.task + '/' + str(result.seed):34} {mark:5} {claim:20} {result.steps:3} steps {result.seconds:6.1f} s "
        f" {told.left:4} left  {why}{again}"
    )


def _say(line: str) -> None:
    print(line.rstrip(), file=sys.stderr, flush=True)  # noqa: T201
