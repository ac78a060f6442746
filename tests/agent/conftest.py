"""What the tests of runs share: the demo application and the ``eyehand`` command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from eyehand.agent.episode import Episode
from eyehand.agent.protocols import Decider
from eyehand.agent.settings import load
from eyehand.agent.start import start_browser
from eyehand.tasks.apps.expenses.server import ExpensesServer
from eyehand.tools.secrets import Secrets

HEADLINE = (
    "Type 'Taxi to the airport' into Description, 42.50 into Amount, choose Travel as category, "
    "tick 'Paid by me' and press Save"
)


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended; ``result`` is the JSON object on stdout."""

    code: int
    out: str
    err: str

    @property
    def result(self) -> dict[str, Any]:
        return json.loads(self.out)


@pytest.fixture
def app() -> Iterator[ExpensesServer]:
    with ExpensesServer(latency_s=0.3) as server:
        yield server


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "eyehand.agent", *(str(word) for word in words)]


@pytest.fixture
def eyehand(tmp_path: Path) -> Callable[..., Said]:
    """Runs the command line as a person does, in a folder of its own; keyword arguments are environment variables."""

    def run(*words: object, **variables: str) -> Said:
        done = subprocess.run(
            command(*words),
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "EYEHAND_MODEL": "", **variables},
            timeout=240,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def episode(tmp_path: Path) -> Iterator[Callable[..., Episode]]:
    """Makes an episode on a page with a decider of the test's choice; closed after the test."""
    made: list[Episode] = []

    def make(url: str, decider: Decider | None = None, *words: str, secrets: Secrets | None = None) -> Episode:
        folder = tmp_path / f"run-{len(made)}"
        folder.mkdir()
        new = start_browser(url, folder, load(words=words, flags={"model": "embedded"}), secrets=secrets)
        if decider is not None:
            new.decider = decider
        made.append(new)
        return new

    yield make
    for one in made:
        one.close()
