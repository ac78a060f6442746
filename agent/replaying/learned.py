"""What a replay learned of a step, and what becomes of the anchor that it had before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ...env.events import Rung
from ...tools.errors import UsageError
from ...tools.marked_yaml import Marked, Where
from ..script.anchors import Anchors
from ..script.verbs import Step

LEARNED: frozenset[Rung] = frozenset({"crop", "text", "eye", "model"})
"""Rungs after which a step's anchor is no longer right, or there was none."""


@dataclass(frozen=True)
class Learned:
    """A step of the script at ``path`` that was found by a rung beyond its recorded place."""

    path: Path
    where: Where
    """The way to the step in the script's YAML."""
    step: Step
    """As the script has it, with its names."""
    said: str
    """Its last target in words, with this run's values."""
    at: str
    rung: Rung
    confidence: float


def keep_old(script: Path, name: str, where: Where, words: str | None) -> None:
    """Put a step's anchor aside, so that it can be taken back; ``words`` are those that are about to be replaced."""
    path = Anchors(script).folder / f"{name}.json"
    old = json.loads(path.read_text(encoding="utf-8"))["anchors"] if path.exists() else None
    kept = {"anchors": old, "where": list(where), "words": words}
    _before(script, name).write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def withdraw(script: Path, name: str) -> bool:
    """Take back what was accepted for a step, words and anchor; False when nothing was."""
    before = _before(script, name)
    if not before.exists():
        return False
    kept = json.loads(before.read_text(encoding="utf-8"))
    path = Anchors(script).folder / f"{name}.json"
    if kept["anchors"] is None:
        path.write_text('{"anchors": []}\n', encoding="utf-8")
    else:
        path.write_text(json.dumps({"anchors": kept["anchors"]}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if kept["words"] is not None:
        text = Marked.read(script).replaced(tuple(kept["where"]), kept["words"])
        script.write_text(text, encoding="utf-8")
    before.unlink()
    return True


def _before(script: Path, name: str) -> Path:
    folder = Anchors(script).folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write {str(folder)!r}: {error.strerror}") from None
    return folder / f"{name}.before.json"
