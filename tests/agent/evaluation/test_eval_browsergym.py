"""``eyehand eval browsergym:…``: tasks of BrowserGym on our screen, judged by their own code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from eyehand.env.events import Observed
from eyehand.env.trajectory import Trajectory

from ...tree import ROOT
from ..conftest import Said
from ..served.brains import call
from ..served.server import MODEL, ModelServer
from .conftest import result

pytest.importorskip("browsergym.miniwob", reason="BrowserGym is not installed (make test installs it)")
Run = Callable[..., Said]
SHOP = "tests.tasks.gym_shop:shop"
SUITE = """\
name: own
description: A task of BrowserGym in a suite of one's own.
tasks:
- id: never
  screen: {browsergym: shop.never, module: tests.tasks.gym_shop}
  checks: [{at: [success], equals: true}]
"""
WITHOUT = "import sys; sys.modules['browsergym'] = None; from eyehand.agent.cli import main; sys.exit(main())"


def test_each_task_is_set_up_and_judged_by_its_own_code(eyehand: Run, tmp_path: Path) -> None:
    words = ("--model", "embedded", "--workers", 2, "--out", "o", "--json")
    done = eyehand("eval", f"browsergym:{SHOP}", *words, PYTHONPATH=str(ROOT))
    assert done.code == 3, done.err
    out = tmp_path / "o"
    rewards = {task: result(out, task)["reward"] for task in done.result["by_task"]}
    assert rewards == {
        "shop.buy": 1,
        "shop.half": 0.5,
        "shop.delete": 1,
        "shop.take": 1,
        "shop.told": 1,
        "shop.never": 0,
        "shop.zone": 1,
        "shop.broken": 0,
        "shop.pictured": None,
    }
    broke = {task for task, one in done.result["by_task"].items() if one["errors"]}
    assert broke == {"shop.broken", "shop.pictured"}
    scored = {task for task, one in done.result["by_task"].items() if one["success_rate"]}
    assert scored == {task for task, reward in rewards.items() if reward == 1}
    assert "RuntimeError: the till is stuck" in result(out, "shop.broken")["error"]
    assert "picture in the goal" in result(out, "shop.pictured")["error"]
    assert (result(out, "shop.never")["outcome"], result(out, "shop.buy")["outcome"]) == ("failure", "truncated")
    assert "success is False" in result(out, "shop.half")["reason"]

    run = Trajectory.read(out / "episodes" / "shop.buy" / "0" / "run")
    first = next(event for event in run.events if isinstance(event, Observed))
    assert first.title == "Shop" and (first.frame.width, first.frame.height) == (640, 400)
    assert run.instruction is not None and run.instruction.text.endswith("into Name and press Buy")


def test_a_model_that_says_that_it_cannot_be_done_is_heard(eyehand: Run, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(SUITE, encoding="utf-8")
    with ModelServer(lambda asked: call(action="terminate", status="failure")) as server:
        model = ("--model", "endpoint", "--base-url", server.url, "--model-id", MODEL)
        done = eyehand("eval", "own.yaml", *model, "--out", "o", PYTHONPATH=str(ROOT))
    assert done.code == 0, done.err
    told = result(tmp_path / "o", "never")
    assert (told["score"], told["outcome"], told["model_calls"]) == (1, "infeasible", 1)


def test_miniwob_of_browsergym_needs_nothing_but_its_packages(eyehand: Run, tmp_path: Path) -> None:
    words = ("--model", "embedded", "--out", "o", "--seeds", "3,")
    done = eyehand("eval", "browsergym:miniwob", "browser.scale=2", "--tasks", "miniwob.enter-text", *words)
    assert done.code == 0, done.err
    told = result(tmp_path / "o", "miniwob.enter-text", 3)
    assert (told["score"], told["reward"], told["error"]) == (1, 1, None)
    assert (tmp_path / "o/episodes/miniwob.enter-text/3/log.txt").read_text() == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("miniwob.click-tset", "registers no task 'miniwob.click-tset'"),
        ("webarena.3", "pip install --no-deps browsergym-webarena"),
        ("my_own:shop", "PYTHONPATH"),
        ("", "ids of tasks were expected"),
    ],
)
def test_a_task_that_is_not_there_is_said(eyehand: Run, name: str, said: str) -> None:
    done = eyehand("eval", f"browsergym:{name}", "--model", "embedded", "--out", "o")
    assert done.code == 2 and said in done.err, done.err
    assert "Traceback" not in done.err


def test_without_browsergym_the_command_says_what_to_install(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT, "eval", "browsergym:miniwob", "--out", "o"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=os.environ, timeout=60)
    assert done.returncode == 2
    assert "pip install 'eyehand[browsergym]'" in done.stderr and "--no-deps browsergym-core" in done.stderr
