"""Which episodes an evaluation has, and in which folder they are left: ``eval.json`` (docs/evaluation.md)."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from ...tasks.suite import Suite
from ...tasks.task import Task
from ...tools.errors import EnvError, UsageError
from ..models.choice import Choice
from ..settings import Settings

FILE = "eval.json"
FORMAT = 1
_LOCK = ".lock"


class Named(BaseModel):
    """One episode: a task and which time it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: str
    seed: int


class Evaluation(BaseModel):
    """A suite with a model. What is asked for again with another suite or other settings is another evaluation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = FORMAT
    suite: str
    suite_version: int
    model: str
    settings: dict[str, Any]
    eyehand: str
    started_unix_s: float
    episodes: tuple[Named, ...]

    @classmethod
    def of(cls, suite: Suite, tasks: Sequence[Task], seeds: Sequence[int], settings: Settings) -> Evaluation:
        """Of these tasks, each with each seed. The settings say which model, not only ``auto``."""
        choice = Choice(**{name: getattr(settings, name) for name in Choice.model_fields})
        digest = hashlib.sha256(suite.model_dump_json().encode()).hexdigest()
        return cls(
            suite=suite.name,
            suite_version=suite.version,
            model=choice.title,
            settings={**settings.model_dump(mode="json"), "suite_sha256": digest},
            eyehand=version("eyehand"),
            started_unix_s=round(time.time(), 3),
            episodes=tuple(Named(task=task.id, seed=seed) for task in tasks for seed in seeds),
        )

    @classmethod
    def read(cls, out: Path) -> Evaluation | None:
        """None when the folder holds none. Raises UsageError when it cannot be read."""
        path = out / FILE
        try:
            return cls.model_validate_json(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError, ValidationError) as error:
            raise UsageError(f"{str(path)!r} cannot be read: {error}") from None

    def joined(self, earlier: Evaluation) -> Evaluation:
        """With the episodes of an earlier command in the same folder. Raises UsageError when it is another one's."""
        mine, theirs = self._identity(), earlier._identity()
        for key, value in mine.items():
            if value != theirs.get(key):
                raise UsageError(
                    f"the folder holds an evaluation with another {key} ({theirs.get(key)!r}, now {value!r}): name "
                    "another folder with --out"
                )
        both = dict.fromkeys((*earlier.episodes, *self.episodes))
        return earlier.model_copy(update={"episodes": tuple(both)})

    def _identity(self) -> dict[str, Any]:
        flat: dict[str, Any] = {"suite": self.suite, "model": self.model, "eyehand": self.eyehand}
        for key, value in self.settings.items():
            if isinstance(value, dict):
                flat |= {f"{key}.{name}": one for name, one in cast(dict[str, Any], value).items()}
            else:
                flat[key] = value
        return flat

    def write(self, out: Path) -> None:
        """In one go. Raises EnvError when the disk refuses."""
        draft = out / f".{FILE}.{os.getpid()}"
        try:
            draft.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
            draft.replace(out / FILE)
        except OSError as error:
            raise EnvError(f"cannot write {str(out / FILE)!r}: {error.strerror}") from None


def folder_of(out: Path, episode: Named) -> Path:
    return out / "episodes" / episode.task / str(episode.seed)


@contextmanager
def held(out: Path) -> Generator[None]:
    """The folder is this process's alone while the block runs. Raises UsageError when another one evaluates there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / _LOCK).open("wb")
    except OSError as error:
        raise UsageError(f"cannot make the folder {str(out)!r}: {error.strerror}") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError(f"another process evaluates in {str(out)!r}; wait for it, or name another --out") from None
        yield
