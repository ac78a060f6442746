"""``--model oracle`` and ``--model nothing`` prove a suite; what the oracle took is what others are told by."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from eyehand.env.trajectory import Trajectory
from eyehand.tools.eye.eye import Eye
from eyehand.tools.frames import Frame

from ...tree import ROOT
from ..conftest import Said
from .conftest import result
from .written import result as written
from .written import write

Run = Callable[..., Said]
DESKTOP = """\
name: notes
description: A note that can be written, and a button that is not there.
tasks:
- id: note
  instruction: Save the note
  screen: {desktop: "mousepad note.txt"}
  files: {note.txt: "eggs\\n"}
  tags: [editor]
  setup: [{press: Control+End}, {type: milk}]
  checks: [{at: [files, note.txt], equals: "eggs\\nmilk"}]
  solution: [{press: Control+s}]
- id: print
  instruction: Press the Fax button
  screen: {desktop: "mousepad note.txt"}
  files: {note.txt: "eggs\\n"}
  tags: [editor]
  feasible: false
  checks: [{at: [files, note.txt], equals: "eggs\\n"}]
  solution: []
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The suite of two tasks that docs/tasks.md shows: one can be done, one cannot."""
    [text] = re.findall(r"^```yaml\n(version: 1\nname: small\n.*?)^```", read(ROOT / "docs" / "tasks.md"), re.M | re.S)
    path = tmp_path / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_oracle_does_each_task_and_who_does_nothing_does_none(eyehand: Run, small: Path, tmp_path: Path) -> None:
    done = eyehand("eval", small, "--model", "oracle", "--out", "best", "--json")
    assert (done.code, done.result["success_rate"], done.result["episodes"]) == (0, 1, 2), done.err
    taxi, fax = result(tmp_path / "best", "taxi"), result(tmp_path / "best", "print")
    assert (taxi["outcome"], taxi["steps"], taxi["solution"]["steps"]) == ("success", 4, 4)
    assert (fax["outcome"], fax["steps"], fax["solution"]["steps"]) == ("infeasible", 0, 0)
    assert taxi["seconds"] > 0 and taxi["model_calls"] == 0 and taxi["stages"] == {}
    run = Trajectory.read(tmp_path / "best" / "episodes" / "taxi" / "0" / "run")
    assert (run.header.model, run.outcome and run.outcome.outcome) == ("oracle", "success")

    none = eyehand("eval", small, "--model", "nothing", "--out", "none", "--json")
    assert (none.code, none.result["success_rate"], none.result["episodes"]) == (0, 0, 2), none.err
    for task in ("taxi", "print"):
        lazy = result(tmp_path / "none", task)
        assert (lazy["outcome"], lazy["score"], lazy["model_calls"]) == ("unverified", 0, 0)

    agent = write(tmp_path / "agent", [written("taxi", seconds=3 * taxi["seconds"])], **about(tmp_path / "best"))
    told = eyehand("results", agent, "--oracle", "best", "--json").result
    assert told["seconds_ratio"] == pytest.approx(3)
    assert eyehand("results", agent, "--json").result["seconds_ratio"] is None


def test_what_was_set_up_is_there_before_the_agent_looks(eyehand: Run, tmp_path: Path) -> None:
    for model in ("oracle", "nothing"):
        task = tmp_path / model / "episodes" / "expenses-half" / "0"
        done = eyehand("eval", "web", "--model", model, "--tasks", "expenses-half", "--out", model)
        assert done.code == 0, done.err
        first = Trajectory.read(task / "run").steps()[0].observed
        assert "Team breakfast" in words_on(task / "run" / first.frame.path), "the form was empty when it was looked at"
        assert first.clip == (), "how it was filled in is nothing that the agent saw"
        assert result(tmp_path / model, "expenses-half")["score"] == (model == "oracle")


@pytest.mark.long
def test_the_oracle_works_on_a_desktop(eyehand: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text(DESKTOP, encoding="utf-8")
    done = eyehand("eval", "notes.yaml", "--model", "oracle", "--out", "best", "--json")
    assert (done.code, done.result["success_rate"], done.result["episodes"]) == (0, 1, 2), done.err
    assert [result(tmp_path / "best", task)["outcome"] for task in ("note", "print")] == ["success", "infeasible"]
    none = eyehand("eval", "notes.yaml", "--model", "nothing", "--out", "none", "--json")
    assert (none.code, none.result["success_rate"], none.result["episodes"]) == (0, 0, 2), none.err


@pytest.mark.long
def test_a_solution_that_is_none_is_told(eyehand: Run, small: Path, tmp_path: Path) -> None:
    text = read(small)
    small.write_text(text.replace('"#save"', '"#sage"'), encoding="utf-8")
    lost = eyehand("eval", small, "--model", "oracle", "--tasks", "taxi", "--out", "lost", "--json")
    assert (lost.code, lost.result["errors"]) == (3, 1), lost.err
    assert "the suite's own steps cannot be carried out: Locator.click" in result(tmp_path / "lost", "taxi")["error"]
    small.write_text(text.replace('"42.50"}\n    - {select', '"42.05"}\n    - {select'), encoding="utf-8")
    wrong = eyehand("eval", small, "--model", "oracle", "--tasks", "taxi", "--out", "wrong")
    assert wrong.code == 0 and "called a success that was none" in " ".join(wrong.out.split()), wrong.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("eval", "miniwob", "--model", "oracle", "--out", "o"), "the tasks of 'miniwob' have none"),
        (("eval", "web", "--model", "oracle", "--context", "32K", "--out", "o"), "oracle is no model; leave out"),
        (("eval", "web", "--model", "embedded", "--grounder", "oracle", "--out", "o"), "embedded model points itself"),
        (("run", "Press Save", "--browser", "http://127.0.0.1:9", "--model", "oracle"), "'oracle' is no model"),
        (("run", "Press Save", "--browser", "http://127.0.0.1:9", "--model", "nothing"), "'nothing' is no model"),
        (("models", "use", "oracle"), "only `eyehand eval` takes it"),
        (("locate", ROOT / "docs/images/report.webp", "Save", "--model", "oracle"), "only `eyehand eval` takes it"),
    ],
)
def test_they_are_no_models(eyehand: Run, tmp_path: Path, words: tuple[object, ...], said: str) -> None:
    done = eyehand(*words, XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert done.code == 2, done.err
    assert said in done.err and "Traceback" not in done.err
    assert not (tmp_path / "o").exists()


def test_seconds_are_told_by_those_of_the_oracle(eyehand: Run, tmp_path: Path) -> None:
    known = {"solution": {"steps": 3}}
    out = write(
        tmp_path / "out",
        [
            written("taxi", seconds=12.0, **known),
            written("taxi", seed=1, seconds=8.0, **known),
            written("lunch", 0.0, seconds=90.0, **known),
            written("trip", seconds=9.0, **known),
        ],
    )
    best = [written("taxi", seconds=2.0, **known), written("taxi", seed=1, seconds=6.0, **known)]
    best += [written("lunch", seconds=3.0, **known), written("trip", 0.0, seconds=1.0, **known)]
    oracle = write(tmp_path / "oracle", best, model="oracle")
    told = eyehand("results", out, "--oracle", oracle, "--json").result
    assert told["by_task"]["taxi"]["seconds_ratio"] == pytest.approx(2.5), "12 and 8 of a median of 4"
    assert told["by_task"]["lunch"]["seconds_ratio"] is None, "it was not done"
    assert told["by_task"]["trip"]["seconds_ratio"] is None, "the oracle did not do it"
    assert told["seconds_ratio"] == pytest.approx(2.5)
    words = " ".join(eyehand("results", out, "--oracle", oracle).out.split())
    assert "own solutions, by the oracle: 3.5 s (median of 2 tasks); not known of trip" in words


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({}, "holds what embedded did, not the oracle: `eyehand eval web --model oracle --out DIR`"),
        ({"model": "oracle", "suite": "desktop"}, "is of the suite 'desktop'"),
        ({"model": "oracle", "settings": {"suite_sha256": "other"}}, "or of another text of it"),
    ],
)
def test_another_folder_is_not_taken_for_the_oracles(
    eyehand: Run, tmp_path: Path, about: dict[str, object], said: str
) -> None:
    out, other = write(tmp_path / "out", [written("taxi")]), write(tmp_path / "other", [written("taxi")], **about)
    done = eyehand("results", out, "--oracle", other)
    assert (done.code, done.out) == (2, "") and said in done.err


def words_on(picture: Path) -> str:
    return " ".join(line.text for line in Eye().read(Frame.open(picture)))


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def about(folder: Path) -> dict[str, object]:
    """Which suite an evaluation is of."""
    whole = json.loads(read(folder / "eval.json"))
    return {"suite": whole["suite"], "settings": {"suite_sha256": whole["settings"]["suite_sha256"]}}
