"""A chore that a person showed once: the recording of it, and the script that was made of that."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from eyehand.agent.compiling.compiler import compiled
from eyehand.agent.compiling.sources import read_run
from eyehand.agent.script.anchors import Anchors
from eyehand.agent.script.script import load
from eyehand.agent.script.verbs import targets_of
from eyehand.tools.eye.eye import Eye
from eyehand.tools.geometry import Point

from ..env.recording.person import recorded
from .chore import Chore
from .drifts import NONE
from .person import Person
from .world import opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

LOOK_S, AIM_S = 0.8, 0.6
"""How long the person looks at a new page, and how long the hand takes to the next thing."""
_SCRIPT, _PLACES = "script.yaml", "places.json"


@dataclass(frozen=True)
class Shown:
    """A chore with its script, and in the folder of that all that was made on the way."""

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

    def copied(self, folder: Path) -> Shown:
        """The same with a script of its own, for a replay that may learn."""
        folder.mkdir(parents=True)
        shutil.copytree(self.script.parent / "anchors", folder / "anchors")
        for name in (_SCRIPT, _PLACES):
            shutil.copy(self.script.parent / name, folder)
        return replace(self, script=folder / _SCRIPT)

    def places(self) -> Mapping[str, str]:
        """The CSS selectors of the things that the person acted on, by the words that the script has for them."""
        noted = json.loads((self.script.parent / _PLACES).read_text())
        found: dict[str, str] = {}
        for step in load(self.script).steps:
            for words, anchor in zip(targets_of(step), Anchors(self.script).read(step.anchor or ""), strict=True):
                inside = [selector for selector, at in noted if anchor.box.grow(4).contains(Point(*at))]
                found[words] = inside[0] if inside else ""
                noted = noted[noted_at(noted, inside[0]) :] if inside else noted
        return found

    def secrets(self) -> Mapping[str, str]:
        """The values of the script's secrets: each chore has one, the password."""
        [secret] = self.chore.secrets
        return dict.fromkeys(load(self.script).secrets, self.chore.parameters[secret])


def noted_at(noted: list[tuple[str, tuple[int, int]]], selector: str) -> int:
    """Where among what was noted a selector is the first time: what the person did goes on from there."""
    return next(n for n, (one, _) in enumerate(noted) if one == selector)


class Noted(Person):
    """A person of whom it is known what they meant each time, and where it was."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, look_s=LOOK_S, aim_s=AIM_S)
        self.places: list[tuple[str, tuple[int, int]]] = []

    def _place(self, selector: str) -> tuple[float, float]:
        x, y = super()._place(selector)
        self.places.append((selector, (round(x), round(y))))
        return x, y


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
            person = Noted(one.page)
            chore.person(person, chore.parameters)
            one.page.wait_for_timeout(1000 * LOOK_S)
        verdict = world.judge()
    (folder / _PLACES).write_text(json.dumps(person.places))
    if verdict.outcome != "right":
        raise AssertionError(f"the person who shows {chore.name!r} did it wrong: {verdict.reason}")


def _compile(chore: Chore, folder: Path) -> None:
    made = compiled(read_run(folder / "recording"), Eye(), chore.name)
    made.write(folder / _SCRIPT)
    (folder / "warnings.txt").write_text("\n".join(made.warnings))
