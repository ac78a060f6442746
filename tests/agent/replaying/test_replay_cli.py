"""`eyehand replay` as a person and a program see it: options, exit codes, the JSON object, what it refuses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from eyehand.agent.compiling.compiler import compiled
from eyehand.env.trajectory import Trajectory
from eyehand.tools.eye.eye import Eye

from ..conftest import Said
from .parcels import Parcels

Eyehand = Callable[..., Said]
HEAD = "eyehand: 1\nstart: {browser: 'http://127.0.0.1:1/'}\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_replay_with_other_values_tells_a_program_how_it_went(script: Path, page: Parcels, eyehand: Eyehand) -> None:
    said = eyehand("replay", script, "--start", page.url(), "--set", "name=Egon Fall", "--model", "none",
                   "--out", "again", "--json")  # fmt: skip
    assert said.code == 0, said.err
    result = said.result
    assert result["outcome"] == "success" and result["reason"]
    assert Path(result["run"]) == Path("again") or Path(result["run"]).name == "again"
    steps = result["steps"]
    assert [step["step"] for step in steps] == list(range(1, len(steps) + 1))
    assert all(step["rung"] in {"pixels", "structure", "direct"} for step in steps)
    assert all(step["seconds"] >= 0 and step["model_calls"] == 0 for step in steps)
    assert page.did[0]["added"]["name"] == "Egon Fall" and len(page.did) == 2
    assert said.err.count(" s  ") == len(steps) and "success: " in said.err
    assert (script.parent / "again" / "report.html").is_file()
    assert eyehand("heal", script, "--json").result == {"proposals": []}


@pytest.mark.long
def test_a_halt_is_exit_code_1_with_both_pictures(script: Path, page: Parcels, eyehand: Eyehand) -> None:
    said = eyehand("replay", script, "--start", page.url("removed"), "--json", "--model", "none")
    assert said.code == 1, said.err
    result = said.result
    assert result["outcome"] == "halted" and "Add" in result["reason"]
    assert page.did == []
    for name in ("expected", "seen"):
        assert (script.parent / result[name]).is_file() and f"{name}: {result[name]}" in said.err


def test_an_application_that_does_not_run_is_exit_code_3(script: Path, nobody: str, eyehand: Eyehand) -> None:
    said = eyehand("replay", script, "--start", nobody, "--json")
    assert said.code == 3, said.err
    assert said.result["outcome"] == "error" and nobody.split("//")[1] in said.result["reason"]
    assert said.result["steps"] == []


def test_what_cannot_be_is_refused_before_anything_is_opened(script: Path, page: Parcels, eyehand: Eyehand) -> None:
    def refused(*words: object) -> str:
        said = eyehand("replay", script, "--start", page.url(), *words)
        assert said.code == 2, said.err
        assert said.out == "" and "Traceback" not in said.err
        return said.err

    assert "no parameter 'size'; its parameters are: " in refused("--set", "size=3")
    assert "NAME=VALUE was expected" in refused("--set", "name")
    assert "--display does not go with a script for a page" in refused("--display", ":7")
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("eyehand: 1", "eyehand: 2"), encoding="utf-8")
    assert "version 2" in refused()
    script.write_text(text, encoding="utf-8")
    picture = next((script.parent / "anchors").rglob("*.png"))
    picture.unlink()
    assert picture.name in refused()
    anchor = next((script.parent / "anchors").rglob("*.json"))
    anchor.unlink()
    assert f"take `anchor: {anchor.stem}` out of the step" in refused()
    assert page.did == [] and not (script.parent / "runs").exists()


def test_a_parameter_or_a_column_that_is_missing_is_named(tmp_path: Path, page: Parcels, eyehand: Eyehand) -> None:
    needs = written(tmp_path, HEAD + "parameters: {who: {}}\nsteps: [{type: '{who}', into: Name}]\n")
    said = eyehand("replay", needs, "--start", page.url())
    assert said.code == 2 and "--set who=" in said.err
    rows = tmp_path / "rows.csv"
    by_rows = written(
        tmp_path, HEAD + "steps:\n  - repeat: rows.csv\n    steps: [{type: '{name} {weight}', into: the Name field}]\n"
    )
    rows.write_text("name\nEva\n", encoding="utf-8")
    said = eyehand("replay", by_rows, "--start", page.url())
    assert said.code == 2 and "weight" in said.err
    rows.write_text("name,weight\nEva,3\nGus\n", encoding="utf-8")
    said = eyehand("replay", by_rows, "--start", page.url())
    assert said.code == 2 and "rows.csv" in said.err and "3" in said.err
    secret = written(tmp_path, HEAD + "secrets: [pw]\nsteps: [{type: '{pw}', into: Name}]\n")
    said = eyehand("replay", secret, "--start", page.url())
    assert said.code == 2 and "--secret pw=" in said.err
    assert not (tmp_path / "runs").exists()


@pytest.mark.long
def test_a_recording_that_was_cut_off_is_replayed_as_far_as_it_goes(
    recorded: Path, page: Parcels, tmp_path: Path, eyehand: Eyehand
) -> None:
    """As after `kill -9`: the end of the file is missing, in the middle of a line."""
    run = Path(shutil.copytree(recorded.parent / "run", tmp_path / "cut"))
    [events] = run.glob("*.jsonl")
    lines = events.read_bytes().splitlines(keepends=True)
    returned = next(n for n, line in enumerate(lines) if b"Return link" in line)
    events.write_bytes(b"".join(lines[:returned]) + lines[returned][: len(lines[returned]) // 2])
    path = tmp_path / "cut.yaml"
    compiled(Trajectory.read(run), Eye(), "cut").write(path)
    said = eyehand("replay", path, "--start", page.url(), "--json")
    assert said.code == 0, said.err
    assert [list(did) for did in page.did] == [["added"]]


@pytest.mark.long
def test_natural_speed_can_be_followed(tmp_path: Path, page: Parcels, eyehand: Eyehand) -> None:
    """At natural speed each of the steps waits before it is done."""
    steps = "".join(f"  - {{press: {key}}}\n" for key in ("Tab", "Tab", "Tab", "Tab", "Escape", "Home"))
    path = written(tmp_path, HEAD + "steps:\n" + steps)

    def took_s(*words: str) -> list[float]:
        said = eyehand("replay", path, "--start", page.url(), "--json", *words)
        assert said.code == 0, said.err
        return [step["seconds"] for step in json.loads(said.out)["steps"]]

    assert min(took_s("--speed", "natural")) >= 0.8
    assert min(took_s()) < 0.8
