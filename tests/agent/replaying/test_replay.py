"""A run is compiled and replayed: on the same page without a model, on a changed one by a higher rung or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from eyehand.agent import replay
from eyehand.agent.replaying.results import Replayed
from eyehand.env.events import Resolved
from eyehand.env.trajectory import Trajectory
from eyehand.tools.errors import UsageError

from .parcels import Parcels

ADDED = {"name": "Dora Ek", "weight": "1.25", "service": "Express", "fragile": "on"}
RETURNED = {"returned": "Bo Chen"}


def again(script: Path, page: Parcels, *how: str, **values: str) -> Replayed:
    return replay(script, start=page.url(*how), values=values, out=script.parent / "replay", model="embedded")


def rungs(result: Replayed) -> list[str]:
    return [step.rung for step in result.steps]


def test_the_same_page_is_replayed_by_its_pixels_and_structure(script: Path, page: Parcels) -> None:
    result = again(script, page)
    assert result.outcome == "success", result.reason
    assert set(rungs(result)) <= {"pixels", "structure", "direct"}
    assert page.did == [{"added": ADDED}, RETURNED]
    assert result.model_calls == 0 and result.heals == 0
    run = Trajectory.read(result.run)
    assert run.outcome is not None and (run.outcome.outcome, run.outcome.verified_by) == ("success", "check")
    assert [event.rung for event in run.events if isinstance(event, Resolved)] == [
        rung for rung in rungs(result) if rung != "direct"
    ]


@pytest.mark.long  # test_replay_cli.py gives one value
def test_other_values(script: Path, page: Parcels) -> None:
    result = again(script, page, name="Egon Fall", weight="3")
    assert result.outcome == "success", result.reason
    assert page.did == [{"added": {**ADDED, "name": "Egon Fall", "weight": "3"}}, RETURNED]


MORE = [
    pytest.param(how, marks=pytest.mark.long)
    for how in ("dark", "reversed", "moved", "zoom80", "zoom180", "barred", "cookies", "cookies,below", "hiding")
]


@pytest.mark.parametrize("how", ["late", pytest.param("zoom125", marks=pytest.mark.long), *MORE])
def test_a_page_that_looks_other_is_replayed(script: Path, page: Parcels, how: str) -> None:
    result = again(script, page, how)
    assert result.outcome == "success", result.reason
    assert page.did == [{"added": ADDED}, RETURNED]


@pytest.mark.long
def test_a_thing_of_its_name_but_of_another_size_is_no_twin(script: Path, page: Parcels) -> None:
    """So that its recorded picture is enough, as it was: nothing has to be read to tell the two apart."""
    result = again(script, page, "menu")
    assert result.outcome == "success", result.reason
    assert page.did == [{"added": ADDED}, RETURNED]
    assert rungs(result)[4] == "pixels"


@pytest.mark.parametrize(
    ("how", "done"),
    [
        pytest.param("removed", [], marks=pytest.mark.long),
        pytest.param("disabled", [], marks=pytest.mark.long),
        pytest.param("twin", [], marks=pytest.mark.long),
        pytest.param("deaf", [], marks=pytest.mark.long),
        pytest.param("silent", [{"added": ADDED}], marks=pytest.mark.long),
        ("gone", [{"added": ADDED}]),
    ],
)
def test_what_is_not_sure_halts(script: Path, page: Parcels, how: str, done: list[object]) -> None:
    """Nothing wrong was done, the reason names the step, and both pictures are there."""
    text = script.read_text(encoding="utf-8").replace("steps:", "steps:", 1)
    script.write_text(text, encoding="utf-8")
    result = again(script, page, how)
    assert result.outcome == "halted"
    assert page.did == done
    assert result.reason.startswith("step ")
    assert result.seen is not None and result.seen.is_file()
    run = Trajectory.read(result.run)
    assert run.outcome is not None and run.outcome.outcome == "failure"


def test_bad_values_are_refused_before_anything_is_opened(script: Path, page: Parcels) -> None:
    with pytest.raises(UsageError, match="no parameter 'size'"):
        again(script, page, size="3")
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("eyehand: 1", "eyehand: 99"), encoding="utf-8")
    with pytest.raises(UsageError, match="version 99"):
        again(script, page)
    script.write_text(text, encoding="utf-8")
    picture = next((script.parent / "anchors").rglob("*.png"))
    picture.unlink()
    with pytest.raises(UsageError, match="cannot read"):
        again(script, page)
    assert page.did == [] and not (script.parent / "replay").exists()
