"""A real run of the embedded model becomes a script that says what a person would, and anchors that hold."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from eyehand.agent.screen import browser
from eyehand.agent.script.anchors import Anchors
from eyehand.agent.script.script import Script, load
from eyehand.agent.script.verbs import targets_of, verb_of
from eyehand.env.trajectory import Trajectory
from eyehand.tasks.apps.expenses.server import ExpensesServer
from eyehand.tools.eye.eye import Eye
from eyehand.tools.frames import Frame

from ..conftest import Said

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A run in which an expense is filed and a dialog asks whether to delete it."""
    folder = tmp_path_factory.mktemp("runs") / "expense"
    with ExpensesServer(latency_s=0.3) as app, browser(app.url, out=folder) as screen:
        screen.click("the New expense button")
        screen.type("Dinner with the team", into="Description")
        screen.type("99.90", into="Amount")
        screen.select("Travel", of="Category")
        screen.tick("Paid by me")
        screen.click("Save")
        screen.click("the Delete button in the row of Dinner with the team")
    yield folder


@pytest.fixture(scope="module")
def script(run: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Script]:
    from eyehand.agent.compiling.compiler import compiled

    path = tmp_path_factory.mktemp("scripts") / "expense.yaml"
    compiled(Trajectory.read(run), Eye(), "expense").write(path)
    return path, load(path)


def test_inputs_become_what_a_person_would_say_of_them(script: tuple[Path, Script]) -> None:
    steps = script[1].steps
    assert [(verb_of(step), targets_of(step)) for step in steps] == [
        ("click", ("the New expense button",)),
        ("type", ("Description",)),
        ("type", ("Amount",)),
        ("select", ("Category",)),
        ("tick", ("Paid by me",)),
        ("click", ("the Save button",)),
        ("click", ("the Delete button in the row of {description}",)),
    ]


def test_what_was_given_is_a_parameter_called_like_its_field(script: tuple[Path, Script]) -> None:
    given = {name: one.default for name, one in script[1].parameters.items()}
    assert given == {"description": "Dinner with the team", "amount": "99.90", "category": "Travel"}


def test_what_proves_a_step_holds_what_was_typed_and_no_dates_or_numbers(script: tuple[Path, Script]) -> None:
    steps = script[1].steps
    truths = [value for truth in steps[5].then for value in truth.model_dump(exclude_unset=True).values()]
    assert "Saved: {description}" in truths
    assert "the row of {description}" in truths
    assert not [text for step in steps for truth in step.then if any(map(str.isdigit, text := truth.seen or ""))]
    assert all(not steps[n].then for n in range(1, 5)), "replay looks at what is in the field"
    assert steps[6].then, "a dialog came"


def test_anchors_hold_the_pixels_of_the_run_and_their_words_lead_back(run: Path, script: tuple[Path, Script]) -> None:
    path, made = script
    eye = Eye()
    frames = [Frame.open(file) for file in sorted((run / "frames").glob("????.png"))]
    for step in made.steps:
        assert step.anchor
        (anchor,) = Anchors(path).read(step.anchor)
        picture = Anchors(path).picture(anchor.picture)
        shown = [frame for frame in frames if np.array_equal(frame.crop(anchor.around), picture.pixels)]
        assert shown, f"{step.anchor}: these pixels were never on the screen there"
        assert anchor.box.contains(anchor.at)
        for patch in anchor.after:
            assert Anchors(path).picture(patch.picture).width == patch.box.width
        if verb_of(step) == "click":
            words = targets_of(step)[0].replace("{description}", "Dinner with the team")
            place = eye.locate(shown[0], words)
            assert place.box is not None
            assert anchor.box.contains(place.box.center)


def test_one_of_many_like_it_is_told_by_its_row(script: tuple[Path, Script]) -> None:
    path, made = script
    assert made.steps[6].anchor
    (anchor,) = Anchors(path).read(made.steps[6].anchor)
    assert not anchor.unique
    assert "Dinner with the team" in [mark.text for mark in anchor.landmarks if mark.same_row]


def test_the_command_writes_the_script_once_and_says_what_is_in_it(
    run: Path, tmp_path: Path, eyehand: Callable[..., Said]
) -> None:
    shutil.copytree(run, tmp_path / "recordings" / "filed")
    said = eyehand("compile", "filed")
    assert said.code == 0, said.err
    assert said.out.startswith("filed.yaml: 7 steps, 3 parameters: description, amount, category")
    again = eyehand("compile", "filed")
    assert again.code == 2
    assert "-o names another file" in again.err
