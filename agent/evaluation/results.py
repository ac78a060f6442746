"""What an evaluation leaves on disk: ``eval.json``, and a ``result.json`` for each episode (docs/evaluation.md).

A format is ours; a reader refuses one that is newer than ``FORMAT``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    ValidationError,
    model_validator,
)

from ...env.events import OutcomeName, VerifiedBy
from ...tools.errors import EnvError, UsageError

FORMAT = 1
EVAL_FILE = "eval.json"
RESULT_FILE = "result.json"


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def _put(self, path: Path) -> None:
        """Write in one go: a file is there as a whole or not at all. Raises EnvError when the disk refuses."""
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            draft.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
            draft.replace(path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise EnvError(f"cannot write {str(path)!r}: {error.strerror}") from None


class Planned(_Written):
    """An episode that belongs to an evaluation, whether it has run or not."""

    task: Annotated[str, Field(pattern=r"^[A-Za-z0-9][\w.-]*$")]
    seed: int = 0

    def folder(self, out: Path) -> Path:
        """Where its result is, and beside it its run folder."""
        return out / "episodes" / self.task / str(self.seed)


class Evaluation(_Written):
    """``eval.json``: what was to be run, with whom, and how; written before the first episode."""

    format: int = FORMAT
    suite: str
    suite_version: int | str = 1
    model: str
    settings: dict[str, Any] = Field(default_factory=dict)
    eyehand: str
    started_unix_s: float
    commands: tuple[str, ...] = ()
    """Those that were given for this folder, each once."""
    machines: tuple[str, ...] = ()
    """Those that the commands were given on, or the address of a cluster."""
    episodes: tuple[Planned, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(set(self.episodes)) != len(self.episodes):
            raise ValueError("an episode is planned twice")
        return self

    def made_with(self, other: Evaluation) -> Self:
        """The same, made by the commands and on the machines of both, each once."""
        both = {key: dict.fromkeys((*getattr(self, key), *getattr(other, key))) for key in ("commands", "machines")}
        return self.model_copy(update={key: tuple(values) for key, values in both.items()})

    def write(self, out: Path) -> None:
        """Into a results folder. Raises EnvError when the disk refuses."""
        self._put(out / EVAL_FILE)


class Tokens(_Written):
    """What was sent to a model and what came back, over all its calls."""

    prompt: NonNegativeInt = 0
    cached: NonNegativeInt = 0
    completion: NonNegativeInt = 0


class Shortest(_Written):
    """What the task's own solution takes: no step where it cannot be done.

    ``seconds`` are those of the oracle (``beside_oracle``), None where it was not asked.
    """

    steps: NonNegativeInt
    seconds: NonNegativeFloat | None = None


class Result(_Written):
    """``result.json``: how one episode ended, by the checks (``score``) and by its own word (``outcome``).

    ``reward`` is what a foreign benchmark gave by its own rule, in its own range. ``error`` says what broke, for an
    episode that did not end by itself: its score is 0. ``steps`` are observations, of the oracle the steps of the
    solution. ``seconds`` are from the opening of the screen to the verdict, ``stages`` what they went into;
    ``overhead_s`` is the rest: starting the process, laying out files, closing the screen. ``run`` is the run folder,
    relative to the file.
    """

    format: int = FORMAT
    task: str
    seed: int = 0
    tags: tuple[str, ...] = ()
    score: Annotated[float, Field(ge=0, le=1)]
    reward: float | None = None
    reason: str
    outcome: OutcomeName
    verified_by: VerifiedBy = "none"
    error: str | None = None
    retries: NonNegativeInt = 0
    steps: NonNegativeInt = 0
    seconds: NonNegativeFloat = 0.0
    overhead_s: NonNegativeFloat = 0.0
    stages: dict[str, NonNegativeFloat] = Field(default_factory=dict)
    tokens: Tokens = Tokens()
    cost: NonNegativeFloat | None = None
    model_calls: NonNegativeInt = 0
    solution: Shortest | None = None
    run: str = "run"

    @model_validator(mode="after")
    def _an_error_scores_nothing(self) -> Self:
        if (self.error is not None or self.outcome == "error") and self.score > 0:
            raise ValueError(f"an episode that broke scores 0, not {self.score:g}")
        return self

    @property
    def passed(self) -> bool:
        return self.score == 1

    @property
    def broke(self) -> bool:
        """It did not end by itself: counted apart, and as not done."""
        return self.error is not None or self.outcome == "error"

    @property
    def false_success(self) -> bool:
        """It said that it was done, and it was not."""
        return self.outcome == "success" and not self.passed

    def write(self, folder: Path) -> None:
        """Into the folder of its episode, as the last thing there. Raises EnvError when the disk refuses."""
        self._put(folder / RESULT_FILE)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """None when the episode has not come to its end. Raises UsageError for a file that cannot be read."""
        path = folder / RESULT_FILE
        try:
            return cls.model_validate_json(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError, ValidationError) as error:
            raise UsageError(f"{str(path)!r} cannot be read: {error}; remove it to run it again") from None
