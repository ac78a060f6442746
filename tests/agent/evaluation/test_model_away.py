"""The server of a model goes down in the middle of an evaluation: nothing is lost, and nothing is left out."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ..served.brains import call
from ..served.server import MODEL, Asked, Handler, ModelServer
from .conftest import result
from .evaluating import PATIENCE_S, evaluating, wait_for

TASKS = ("first", "second", "third")
SUITE = "name: away\ndescription: Pages on which nothing is to be done.\ntasks:\n" + "".join(
    f"- {{id: {task}, instruction: Look at the page, screen: {{app: expenses}}, "
    'checks: [{at: [submits], equals: 0}], solution: [{click: "a.button >> nth=0"}]}\n'
    for task in TASKS
)


def is_content(asked: Asked) -> str:
    return call(action="terminate", status="success")


@dataclass
class Falls:
    """A server that is asked once, and is gone while it is asked for the second time."""

    asked_again: threading.Event = field(default_factory=threading.Event)
    gone: threading.Event = field(default_factory=threading.Event)

    def holds(self, handler: Handler, asked: Asked) -> bool:
        self.asked_again.set()
        self.gone.wait(PATIENCE_S)
        handler.close_connection = True
        return True

    def wait(self, server: ModelServer) -> int:
        """Its port, once it has gone."""
        assert self.asked_again.wait(PATIENCE_S), "the second episode never asked"
        server.__exit__()
        self.gone.set()
        return server.port

    def start(self) -> ModelServer:
        return ModelServer(is_content, [lambda handler, asked: False, self.holds]).__enter__()


@contextmanager
def asking(folder: Path, port: int, *tasks: str) -> Iterator[subprocess.Popen[str]]:
    """The command while it runs; what it tells is in ``folder``/said.txt."""
    suite = folder / "away.yaml"
    suite.write_text(SUITE, encoding="utf-8")
    model = ("endpoint", "--base-url", f"http://127.0.0.1:{port}/v1", "--model-id", MODEL)
    with (
        (folder / "said.txt").open("w", encoding="utf-8") as said,
        evaluating(suite, folder / "o", "--tasks", ",".join(tasks), model=model, said=said) as process,
    ):
        yield process


def written_at(folder: Path, task: str) -> int:
    return (folder / "o" / "episodes" / task / "0" / "result.json").stat().st_mtime_ns


@pytest.mark.long
def test_a_server_that_comes_back_in_time_costs_tries_and_no_score(tmp_path: Path) -> None:
    falls = Falls()
    with asking(tmp_path, (server := falls.start()).port, *TASKS) as process:
        port = falls.wait(server)
        finished = written_at(tmp_path, "first")
        said = tmp_path / "said.txt"
        wait_for(lambda: "it is tried again" in said.read_text(encoding="utf-8"), "no try was given up")
        with ModelServer(is_content, port=port):
            told, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, said.read_text(encoding="utf-8")
    whole = json.loads(told)
    assert (whole["success_rate"], whole["episodes"], whole["errors"]) == (1, 3, 0)
    second = result(tmp_path / "o", "second")
    assert (second["score"], second["error"]) == (1, None) and 1 <= second["retries"] <= 2
    assert result(tmp_path / "o", "first")["retries"] == 0 and written_at(tmp_path, "first") == finished


@pytest.mark.long
def test_a_server_that_stays_away_costs_the_score_until_the_same_command_is_given_again(tmp_path: Path) -> None:
    falls = Falls()
    with asking(tmp_path, (server := falls.start()).port, "first", "second") as process:
        port = falls.wait(server)
        finished = written_at(tmp_path, "first")
        told, _ = process.communicate(timeout=2 * PATIENCE_S)
    assert process.returncode == 3
    whole = json.loads(told)
    assert (whole["success_rate"], whole["episodes"], whole["errors"]) == (0.5, 2, 1)
    second = result(tmp_path / "o", "second")
    assert (second["outcome"], second["score"], second["retries"]) == ("error", 0, 2)
    assert f"127.0.0.1:{port}" in second["error"]
    with ModelServer(is_content, port=port), asking(tmp_path, port, "first", "second") as process:
        told, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, (tmp_path / "said.txt").read_text(encoding="utf-8")
    whole = json.loads(told)
    assert (whole["success_rate"], whole["episodes"], whole["errors"]) == (1, 2, 0)
    assert (result(tmp_path / "o", "second")["retries"], written_at(tmp_path, "first")) == (3, finished)
