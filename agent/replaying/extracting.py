"""The ``extract`` step of a script: a value, a record or rows are read from the screen."""

from __future__ import annotations

from ...tools.errors import ActionError
from ..planner.steps.reading import read_value
from ..script.verbs import Extract
from .stage import Stage


def extract(step: Extract, stage: Stage) -> str:
    """The value that is named in words. Raises ActionError when it cannot be read."""
    seen = stage.still()
    value = stage.think(lambda: read_value(stage.episode.eye, seen.frame, step.extract))
    if value is None:
        raise ActionError(f"{step.extract!r} cannot be read on the screen")
    return value
