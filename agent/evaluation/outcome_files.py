"""Reads the folder that an evaluation leaves, finished or not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from ...tools.errors import UsageError
from .results import EVAL_FILE, FORMAT, RESULT_FILE, Evaluation, Planned, Result

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Missing:
    """An episode that was planned and has no result that can be read, and why."""

    planned: Planned
    why: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What is in a results folder: results and missing ones are together the plan, each in its order.

    ``strange`` are the folders of results that the plan does not have; they are not counted.
    """

    folder: Path
    evaluation: Evaluation
    results: tuple[Result, ...]
    missing: tuple[Missing, ...]
    strange: tuple[str, ...]

    def run_folder(self, result: Result) -> Path:
        return Planned(task=result.task, seed=result.seed).folder(self.folder) / result.run

    @property
    def scores(self) -> dict[tuple[str, int], float]:
        """The score of each (task, seed)."""
        return {(result.task, result.seed): result.score for result in self.results}


def read_outcomes(folder: Path) -> Outcomes:
    """Raises UsageError when it is no results folder, or one of a newer eyehand.

    A result that cannot be read makes its episode a missing one: it is never dropped.
    """
    evaluation = evaluation_in(folder)
    if evaluation is None:
        raise UsageError(f"{str(folder)!r} is no results folder: it holds no {EVAL_FILE}")
    results: list[Result] = []
    missing: list[Missing] = []
    for planned in evaluation.episodes:
        found = _result(planned, planned.folder(folder))
        if isinstance(found, Missing):
            missing.append(found)
        else:
            results.append(found)
    known = {planned.folder(folder) for planned in evaluation.episodes}
    there = {path.parent for path in folder.glob(f"episodes/*/*/{RESULT_FILE}")}
    strange = tuple(sorted(str(path.relative_to(folder)) for path in there - known))
    return Outcomes(folder, evaluation, tuple(results), tuple(missing), strange)


def evaluation_in(folder: Path) -> Evaluation | None:
    """What a folder says was to be run; None when it says nothing. Raises UsageError when that cannot be read."""
    path = folder / EVAL_FILE
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{str(path)!r} cannot be read: {error.strerror}") from None
    try:
        return _parsed(path, text, Evaluation)
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from None


def _result(planned: Planned, folder: Path) -> Result | Missing:
    path = folder / RESULT_FILE
    try:
        found = _parsed(path, path.read_bytes(), Result)
    except FileNotFoundError:
        return Missing(planned, "it began and did not end" if folder.is_dir() else "it has not begun")
    except OSError as error:
        return Missing(planned, f"its {RESULT_FILE} cannot be read: {error.strerror or error}")
    except ValueError as error:
        return Missing(planned, f"its {RESULT_FILE} cannot be read: {error}")
    if (found.task, found.seed) != (planned.task, planned.seed):
        return Missing(planned, f"its {RESULT_FILE} is that of {found.task} with seed {found.seed}")
    return found


def _parsed(path: Path, text: bytes, model: type[_Model]) -> _Model:
    """Raises ValueError with a sentence when it is damaged, UsageError when it is newer than we are."""
    try:
        raw: Any = json.loads(text)
    except ValueError:
        raise ValueError("it is no JSON, or was cut off while it was written") from None
    version = cast(dict[str, Any], raw).get("format") if isinstance(raw, dict) else None
    if isinstance(version, int) and version > FORMAT:
        raise UsageError(f"{path} is of format {version}, of a newer eyehand; this one reads {FORMAT}: update it")
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ValueError(": ".join([*([place] if place else []), first["msg"].lower()])) from None
