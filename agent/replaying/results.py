"""What a replay says of itself, step by step and at its end."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ...env.events import Rung


class StepResult(BaseModel):
    """One step: its number in the order in which steps were done, where it stands in the script, how it was found."""

    model_config = ConfigDict(frozen=True)

    step: int
    at: str
    words: str
    rung: Rung
    seconds: float
    model_calls: int = 0
    skipped: bool = False


class Replayed(BaseModel):
    """How a replay ended.

    "halted": a step could not be done for sure, or something was not as it must be; ``reason`` says which, and
    ``expected`` and ``seen`` are pictures of what was looked for and of the screen, where there are any. "error": the
    screen or the model is gone. ``values`` holds what was extracted, by name. ``heals`` counts the proposals that
    `eyehand heal` shows.
    """

    model_config = ConfigDict(frozen=True)

    outcome: Literal["success", "halted", "error", "stopped"]
    reason: str
    steps: tuple[StepResult, ...]
    run: Path
    values: dict[str, object] = {}
    expected: Path | None = None
    seen: Path | None = None
    heals: int = 0

    @property
    def model_calls(self) -> int:
        return sum(step.model_calls for step in self.steps)
