"""What an episode of an evaluation came to: ``result.json`` of its folder (docs/evaluation.md)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...env.events import OutcomeName, VerifiedBy
from ...tools.errors import EnvError, UsageError

FILE = "result.json"
FORMAT = 1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tokens(_Part):
    """Of all replies together."""

    prompt: int = 0
    cached: int = 0
    completion: int = 0


class Solution(_Part):
    """The known way to do the task."""

    steps: int


class Result(_Part):
    """One episode. Durations are seconds; ``error`` says why it could not be judged, and its score is 0 then."""

    format: Literal[1] = FORMAT
    task: str
    seed: int
    tags: tuple[str, ...] = ()
    score: Annotated[float, Field(ge=0, le=1)] = 0.0
    reward: float | None = None
    """The task's own, where it gives one."""
    reason: str
    outcome: OutcomeName
    verified_by: VerifiedBy = "none"
    error: str | None = None
    retries: int = 0
    steps: int = 0
    seconds: float = 0.0
    """From the opening of the screen to the verdict."""
    overhead_s: float = 0.0
    """The rest: starting the process, laying out files, closing the screen."""
    stages: dict[str, float] = Field(default_factory=dict)
    tokens: Tokens = Tokens()
    cost: float | None = None
    model_calls: int = 0
    solution: Solution | None = None
    run: str = "run"

    def write(self, folder: Path) -> None:
        """In one go: a result is there as a whole or not at all. Raises EnvError when the disk refuses."""
        draft = folder / f".{FILE}.{os.getpid()}"
        try:
            draft.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
            draft.replace(folder / FILE)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise EnvError(f"cannot write {str(folder / FILE)!r}: {error.strerror}") from None

    @classmethod
    def read(cls, folder: Path) -> Result | None:
        """None when the episode has not come to its end. Raises UsageError for a file that cannot be read."""
        try:
            return cls.model_validate_json((folder / FILE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError, ValidationError) as error:
            raise UsageError(f"{str(folder / FILE)!r} cannot be read: {error}; remove it to run it again") from None
