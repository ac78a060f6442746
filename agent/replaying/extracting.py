"""The ``extract`` step of a script: a value, a record or rows are read from the screen."""

from __future__ import annotations

from ...tools.errors import ActionError
from ..extraction.face import extract_fields
from ..planner.steps.reading import read_value
from ..script.verbs import Extract
from .stage import Stage


def extract(step: Extract, stage: Stage) -> object:
    """A text, a record of texts by name, or a list of such records. Raises ActionError when it cannot be read."""
    seen, eye = stage.still(), stage.episode.eye
    if step.fields:
        fields = step.fields
        return stage.think(lambda: extract_fields(seen.frame, fields, step.extract, eye, rows=step.rows))
    value = stage.think(lambda: read_value(eye, seen.frame, step.extract))
    if value is None:
        raise ActionError(f"{step.extract!r} cannot be read on the screen")
    return value
