"""``eyehand eval``: each episode has its result, the same command goes on, what cannot be is said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from eyehand.env.trajectory import Trajectory

from ...tree import ROOT
from ..conftest import Said
from .conftest import SUITE, result

Run = Callable[..., Said]


def test_each_episode_is_judged_and_the_same_command_has_nothing_left(
    eyehand: Run, suite: Path, tmp_path: Path
) -> None:
    ordered = ("eval", suite, "--model", "embedded", "--tasks", "press,save", "--out", "o", "--json")
    done = eyehand(*ordered, "--workers", 2)
    assert done.code == 0, done.err
    told = done.result
    assert (told["success_rate"], told["episodes"], told["errors"], told["out"]) == (0.5, 2, 0, "o")
    assert told["ci95"][0] <= 0.5 <= told["ci95"][1]
    assert {task: one["success_rate"] for task, one in told["by_task"].items()} == {"press": 1, "save": 0}
    out = tmp_path / "o"
    press, save = result(out, "press"), result(out, "save")
    assert (press["score"], press["outcome"], press["tags"], press["solution"]) == (
        1,
        "success",
        ["click"],
        {"steps": 1, "seconds": None},
    )
    assert press["reason"] == "every check holds" and press["seconds"] > 0 and press["overhead_s"] > 0
    assert {"observe", "decide", "act"} <= set(press["stages"]) and press["model_calls"] == 0
    assert save["score"] == 0 and save["reason"].startswith("submits is 0, 1 was expected")
    run = Trajectory.read(out / "episodes" / "press" / "0" / press["run"])
    assert run.outcome is not None and run.outcome.steps == press["steps"]
    assert (out / "episodes" / "press" / "0" / "log.txt").read_text() == ""
    written = json.loads((out / "eval.json").read_text())
    assert written["episodes"] == [{"task": "press", "seed": 0}, {"task": "save", "seed": 0}]
    assert (written["suite"], written["suite_version"], written["model"]) == ("small", 1, "embedded")
    given = f"eyehand eval {suite} --model embedded --tasks press,save --out o --json"
    assert written["commands"] == [f"{given} --workers 2"] and "CPU cores" in written["machines"][0]

    before = (out / "episodes" / "save" / "0" / "result.json").stat().st_mtime_ns
    again = eyehand(*ordered)
    assert (again.code, again.result["by_task"]) == (0, told["by_task"])
    written = json.loads((out / "eval.json").read_text())
    assert (written["commands"], len(written["machines"])) == ([f"{given} --workers 2", given], 1)
    assert (out / "episodes" / "save" / "0" / "result.json").stat().st_mtime_ns == before

    other = eyehand("eval", suite, "limits.max_steps=5", "--out", "o", "--model", "embedded")
    assert other.code == 2 and "another limits" in other.err
    changed = tmp_path / "changed.yaml"
    changed.write_text(SUITE.replace("Press Save", "Press the Save button"), encoding="utf-8")
    other = eyehand("eval", changed, "--out", "o", "--model", "embedded")
    assert other.code == 2 and "suite_sha256" in other.err and "--out" in other.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("web",), "--out DIR is missing"),
        (("wep", "--out", "o"), "no suite 'wep'"),
        (("web", "--out", "o", "--tasks", "expenses-taxy"), "no task 'expenses-taxy'"),
        (("web", "--out", "o", "--tasks", ","), "names no task"),
        (("web", "--out", "o", "--seeds", "many"), "--seeds many"),
        (("web", "--out", "o", "--seeds", "0"), "--seeds 0"),
        (("web", "--out", "o", "--workers", "0"), "--workers 0"),
        (("web", "--out", "o", "--model", "gpt-7"), "embedded"),
        (("web", "limits.max_stepz=3", "--out", "o"), "max_stepz: extra inputs"),
        (("web", "--out", "o", "--on", "mars"), "ray://head:10001"),
        (("newer.yaml", "--out", "o"), "newer.yaml: line 1: version 2 is newer"),
        (("broken.yaml", "--out", "o"), "broken.yaml: line 8: task press: tags.0"),
        (("twice.yaml", "--out", "o"), "twice.yaml: line 11: two tasks are called 'press'"),
        (("web", "--out", "small.yaml"), "cannot make the folder"),
        (("web", "--out", "o", "--tasks", "expenses-taxi", "--model", "qwen3-vl-4b", "--workers", "2"), "vllm serve"),
    ],
)
def test_what_cannot_be_run_as_written_is_2(
    eyehand: Run, suite: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "newer.yaml").write_text(SUITE.replace("version: 1", "version: 2"), encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(SUITE.replace("[click]", "[[click]]", 1), encoding="utf-8")
    (tmp_path / "twice.yaml").write_text(SUITE.replace("id: save", "id: press"), encoding="utf-8")
    done = eyehand("eval", *words)
    assert done.code == 2, done.err
    assert said in done.err and "Traceback" not in done.err
    assert not (tmp_path / "o" / "episodes").exists()


def test_what_this_machine_cannot_show_is_named_before_anything_runs(eyehand: Run, tmp_path: Path) -> None:
    lines = SUITE.replace("- id: save\n", "- id: paint\n").replace(
        "screen: {app: expenses, path: /new}", "screen: {desktop: no-such-painter}"
    )
    lines = re.sub(r'  - \{fill: .*\n  - \{click: "#save"\}', "  - {press: a}", lines)
    (tmp_path / "paint.yaml").write_text(lines, encoding="utf-8")
    done = eyehand("eval", "paint.yaml", "--model", "embedded", "--out", "o")
    assert done.code == 3
    assert "paint: 'no-such-painter' is not installed" in done.err and "press" not in done.err
    assert not (tmp_path / "o").exists()


def test_the_schema_is_printed(eyehand: Run) -> None:
    done = eyehand("eval", "--schema")
    assert (done.code, done.out) == (0, (ROOT / "docs" / "tasks.schema.json").read_text(encoding="utf-8"))
