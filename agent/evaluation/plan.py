"""Which episodes an evaluation has, and in which folder they are left: ``eval.json`` (docs/evaluation.md)."""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from ...tasks.suite import Suite
from ...tasks.task import Task
from ...tools.errors import UsageError
from ..models.choice import Choice
from ..settings import Settings
from .results import Evaluation, Planned

_LOCK = ".lock"


def planned(
    suite: Suite, tasks: Sequence[Task], seeds: Sequence[int], settings: Settings, command: str, place: str
) -> Evaluation:
    """These tasks, each with each seed, on ``local`` or a cluster. The settings say which model, not only ``auto``."""
    choice = Choice(**{name: getattr(settings, name) for name in Choice.model_fields})
    digest = hashlib.sha256(suite.model_dump_json().encode()).hexdigest()
    return Evaluation(
        suite=suite.name,
        suite_version=suite.version,
        model=choice.title,
        settings={**settings.model_dump(mode="json"), "suite_sha256": digest},
        eyehand=version("eyehand"),
        started_unix_s=round(time.time(), 3),
        commands=(command,),
        machines=(machine() if place == "local" else place,),
        episodes=tuple(Planned(task=task.id, seed=seed) for task in tasks for seed in seeds),
    )


def joined(now: Evaluation, earlier: Evaluation) -> Evaluation:
    """With the episodes of an earlier command in the same folder. Raises UsageError when it is another one's.

    What is asked for again with another suite, model or other settings is another evaluation.
    """
    theirs = _identity(earlier)
    for key, value in _identity(now).items():
        if value != theirs.get(key):
            raise UsageError(
                f"the folder holds an evaluation with another {key} ({theirs.get(key)!r}, now {value!r}): name "
                "another folder with --out"
            )
    both = dict.fromkeys((*earlier.episodes, *now.episodes))
    return earlier.made_with(now).model_copy(update={"episodes": tuple(both)})


def machine() -> str:
    """What seconds depend on: processors, system, whether there is a GPU."""
    gpu = any(Path("/dev").glob("nvidia[0-9]*")) or any(Path("/dev/dri").glob("renderD*"))
    cores = f"{os.cpu_count()} CPU cores ({platform.machine()})"
    return f"{cores}, {platform.system()}, {'with' if gpu else 'without'} a GPU"


def _identity(evaluation: Evaluation) -> dict[str, Any]:
    flat: dict[str, Any] = {"suite": evaluation.suite, "model": evaluation.model, "eyehand": evaluation.eyehand}
    for key, value in evaluation.settings.items():
        if isinstance(value, dict):
            flat |= {f"{key}.{name}": one for name, one in cast(dict[str, Any], value).items()}
        else:
            flat[key] = value
    return flat


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
