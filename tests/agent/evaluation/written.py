"""A results folder as an evaluation leaves it, with real runs in it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eyehand.agent.evaluation.results import EVAL_FILE, RESULT_FILE, Evaluation, Planned, Result

STARTED_UNIX_S = 1_800_000_000.0


def result(task: str, score: float = 1.0, seed: int = 0, **values: Any) -> Result:
    """A result that says what such a score usually comes with, unless told otherwise."""
    usual: dict[str, Any] = {
        "tags": ("form",),
        "reason": "every check holds" if score == 1 else "submits is 0, 1 was expected",
        "outcome": "success" if score == 1 else "failure",
        "verified_by": "implied" if score == 1 else "none",
        "steps": 6,
        "seconds": 9.0,
        "overhead_s": 0.5,
        "stages": {"settle": 1.2, "capture": 0.3, "decide": 2.4, "act": 0.6},
    }
    return Result(task=task, seed=seed, score=score, **{**usual, **values})


def write(
    out: Path,
    results: Sequence[Result],
    *,
    missing: Sequence[Planned] = (),
    run: Path | None = None,
    **about: Any,
) -> Path:
    """The folder ``out`` with these results; ``run`` is copied beside each as its run folder."""
    planned = [Planned(task=one.task, seed=one.seed) for one in results]
    usual = {"suite": "web", "model": "embedded", "eyehand": "0.1.0", "started_unix_s": STARTED_UNIX_S}
    evaluation = Evaluation.model_validate({**usual, "episodes": [*planned, *missing], **about})
    out.mkdir(parents=True)
    (out / EVAL_FILE).write_text(evaluation.model_dump_json(), encoding="utf-8")
    for one, plan in zip(results, planned, strict=True):
        folder = plan.folder(out)
        folder.mkdir(parents=True)
        (folder / RESULT_FILE).write_text(one.model_dump_json(), encoding="utf-8")
        if run is not None:
            shutil.copytree(run, folder / one.run)
    return out
