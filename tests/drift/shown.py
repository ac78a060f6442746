"""A chore that a person showed once: the recording of it, and the script that was made of that."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from eyehand.agent.compiling.compiler import compiled
from eyehand.agent.compiling.sources import read_run
from eyehand.agent.script.script import load
from eyehand.tools.eye.eye import Eye

from ..env.recording.person import recorded
from .chore import Chore
from .drifts import NONE
from .person import Person
from .world import opened

LOOK_S = 0.8
"""How long the person looks at a new page."""
_SCRIPT = "script.yaml"


@dataclass(frozen=True)
class Shown:
    """A chore with its script."""

    chore: Chore
    script: Path
    record_s: float
    compile_s: float

    def values(self, chore: Chore) -> Mapping[str, str]:
        """The script's parameters with the values of the chore, which may have others than were shown.

        A parameter is known by its default: that is what was typed.
        """
        names = {value: name for name, value in self.chore.parameters.items()}
        defaults = {name: one.default for name, one in load(self.script).parameters.items()}
        unknown = [f"{name}={value!r}" for name, value in defaults.items() if value not in names]
        if unknown:
            raise AssertionError(f"{self.script} holds what nobody typed: {', '.join(unknown)}")
        return {name: chore.parameters[names[value]] for name, value in defaults.items() if value is not None}

    def secrets(self) -> Mapping[str, str]:
        """The values of the script's secrets: each chore has one, the password."""
        [secret] = self.chore.secrets
        return dict.fromkeys(load(self.script).secrets, self.chore.parameters[secret])


def shown(chore: Chore, folder: Path) -> Shown:
    """The chore as it is shown once, on the application as it is; what the folder has already is taken from there."""
    folder.mkdir(parents=True, exist_ok=True)
    record_s = _once(folder / "recorded.json", lambda: _record(chore, folder))
    compile_s = _once(folder / "compiled.json", lambda: _compile(chore, folder))
    return Shown(chore, folder / _SCRIPT, record_s, compile_s)


def _once(file: Path, work: Callable[[], None]) -> float:
    """How many seconds work took; the file says that it is done."""
    if not file.exists():
        began_s = time.monotonic()
        work()
        file.write_text(json.dumps({"seconds": round(time.monotonic() - began_s, 1)}))
    return json.loads(file.read_text())["seconds"]


def _record(chore: Chore, folder: Path) -> None:
    with opened(chore, NONE, folder / "application") as world:
        with recorded(folder / "recording", world.url, name=chore.name, viewport=NONE.viewport) as one:
            chore.person(Person(one.page, look_s=LOOK_S), chore.parameters)
            one.page.wait_for_timeout(1000 * LOOK_S)
        verdict = world.judge()
    if verdict.outcome != "right":
        raise AssertionError(f"the person who shows {chore.name!r} did it wrong: {verdict.reason}")


def _compile(chore: Chore, folder: Path) -> None:
    made = compiled(read_run(folder / "recording"), Eye(), chore.name)
    made.write(folder / _SCRIPT)
    (folder / "warnings.txt").write_text("\n".join(made.warnings))
