"""A run becomes a script with its anchors."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ...env.events import Intent, Observed
from ...env.trajectory import Trajectory
from ...tools.errors import UsageError
from ...tools.eye.eye import Eye
from ...tools.frames import Frame
from ..script.anchors import Anchor, Anchors
from ..script.script import Script
from ..script.verbs import verb_of
from ..script.writing import dump
from .grouping import grouped
from .moments import moments
from .screens import start_of
from .sight import Sight
from .steps import Made, Maker

PERSON = "a person"
"""Who decides in a recording (docs/recordings.md)."""
_PROVES_ITSELF = ("type", "select", "tick", "expect", "wait_for")


@dataclass(frozen=True)
class Compiled:
    """A script with its anchors by name, each with its pictures, and what a person should look at.

    ``comments`` stand above the steps of these positions, from 0.
    """

    script: Script
    anchors: dict[str, tuple[tuple[Anchor, ...], dict[str, Frame]]]
    comments: dict[int, str] = field(default_factory=dict[int, str])
    warnings: tuple[str, ...] = ()

    def write(self, path: Path) -> None:
        """The script as YAML, and its anchors folder beside it. Raises UsageError when the disk refuses."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            for name, (anchors, pictures) in self.anchors.items():
                Anchors(path).write(name, anchors, pictures)
            with path.open("x", encoding="utf-8") as file:
                file.write(dump(self.script, self.comments))
        except FileExistsError:
            raise UsageError(f"{str(path)!r} is there already; -o names another file") from None
        except OSError as error:
            raise UsageError(f"cannot write {str(path)!r}: {error.strerror or error}") from None


def compiled(trajectory: Trajectory, eye: Eye, name: str) -> Compiled:
    """The script of a run. Raises UsageError when nothing was done in it, or a picture of it is missing."""
    sight = Sight(trajectory.folder, eye)
    by_person = trajectory.header.model == PERSON
    deeds = grouped(moments(trajectory.events), sight, by_person=by_person)
    first = next((event.frame for event in trajectory.events if isinstance(event, Observed)), None)
    start, rest = start_of(trajectory.header, first, deeds) if first else (None, [])
    if start is None or not rest:
        raise UsageError(f"nothing was done in {str(trajectory.folder)!r}: a script of it would have no steps")
    secrets = frozenset(spec.partition("=")[0] for spec in trajectory.header.secrets)
    made = Maker(sight, secrets).made(rest)
    script = Script(
        name=name,
        about="" if by_person else _about(trajectory),
        start=start,
        parameters=made.given.parameters,
        secrets=tuple(made.given.secrets),
        steps=tuple(made.steps),
    )
    return Compiled(script, made.anchors, made.comments, (*_ending(trajectory, by_person), *_doubts(made)))


def _about(trajectory: Trajectory) -> str:
    """The instruction; of many, each for a step, none: the steps say it."""
    said = [event.text for event in trajectory.events if event.event == "instruction"]
    return said[0] if len(set(said)) == 1 else ""


def _ending(trajectory: Trajectory, by_person: bool) -> list[str]:
    """What to know of how the run ended: cut off, or without success."""
    sent = {event.step for event in trajectory.events if event.event == "receipt"}
    doubtful = [event.step for event in trajectory.events if isinstance(event, Intent) and event.step not in sent]
    found = [f"step {step + 1} of the run may not have been carried out, and is left out" for step in doubtful]
    outcome = trajectory.outcome
    if outcome is None:
        last = max((event.step for event in trajectory.events if isinstance(event, Observed)), default=-1)
        found.append(
            f"the {'recording' if by_person else 'run'} was cut off after step {last + 1}: the script ends there"
        )
    elif outcome.outcome not in ("success", "unverified"):
        found.append(f"the run ended as {outcome.outcome} ({outcome.reason}): the script does what it did")
    return found


def _doubts(made: Made) -> list[str]:
    found = [f"step {position + 1}: {text}" for position, text in made.comments.items()]
    last = made.steps[-1]
    if not last.then and verb_of(last) not in _PROVES_ITSELF:
        found.append("nothing that could be told again came of the last step: add what proves it, `then: - seen: …`")
    return found
