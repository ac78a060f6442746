"""A script that is about to be run: its values, and what they were when it was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...tools.errors import UsageError
from ..script.anchors import Anchors
from ..script.script import Script, load
from ..script.values import names_in
from ..script.verbs import Step, targets_of


@dataclass
class Play:
    """A script that is being run, with the values of its names."""

    script: Script
    path: Path
    values: dict[str, str]
    recorded: Mapping[str, str]
    """The values of the parameters when the script was recorded."""

    @property
    def anchors(self) -> Anchors:
        return Anchors(self.path)

    @property
    def given(self) -> dict[str, str]:
        """Recorded values with those of this run."""
        return {old: self.values.get(name, old) for name, old in self.recorded.items()}

    def meant(self, step: Step) -> dict[str, str]:
        """Recorded values that the targets of a step (as it is in the script) name, with those of this run."""
        return {self.recorded[name]: self.values[name] for name in _names(step) if name in self.recorded}

    def as_recorded(self, step: Step) -> bool:
        """Whether the values in a step's targets are those that its anchor stands for; with others it shows others."""
        return all(name in self.recorded and self.recorded[name] == self.values[name] for name in _names(step))


def _names(step: Step) -> list[str]:
    """The names in the targets of a step."""
    return [name for name in names_in(step) if any(f"{{{name}}}" in one for one in targets_of(step))]


def opened(path: Path, given: Mapping[str, str]) -> Play:
    """A script with the values of this run. Raises UsageError for an unknown name, or a parameter without a value."""
    script = load(path)
    unknown = sorted(set(given) - set(script.parameters))
    if unknown:
        known = ", ".join(script.parameters) or "none"
        raise UsageError(f"{path} has no parameter {unknown[0]!r}; its parameters are: {known}")
    recorded = {name: one.default for name, one in script.parameters.items() if one.default is not None}
    missing = [name for name in script.parameters if name not in recorded and name not in given]
    if missing:
        raise UsageError(f"{path} needs a value for {missing[0]!r}; give it with --set {missing[0]}=…")
    return Play(script, path, {**recorded, **given}, recorded)
