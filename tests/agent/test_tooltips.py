"""Tools of a real application are found by what their tooltips say, which pointing at them tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from eyehand.agent import desktop
from eyehand.agent.planner.steps.tips import MOST
from eyehand.env.events import Intent
from eyehand.env.trajectory import Trajectory
from eyehand.tools.errors import ActionError


def inputs(folder: Path) -> list[str]:
    """The kinds of what was done, in order."""
    return [event.action.kind for event in Trajectory.read(folder).events if isinstance(event, Intent)]


def test_a_tool_is_found_by_its_tooltip_which_is_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with desktop("pcmanfm /usr/share/icons", out=folder) as screen:
        screen.click("'Go to parent Folder'")  # its picture is an arrow
        screen.expect("applications")
        first = inputs(folder)
        assert first[-1] == "click" and first.count("click") == 1
        assert 1 <= first.count("move") <= MOST
        screen.hover("'Return to previous folder in history'")  # could not be used before, and looks otherwise now
        before = len(inputs(folder))
        screen.hover("'Create new tab for this folder'")
        assert inputs(folder)[before:] == ["move"]  # it was told on the way


@pytest.mark.long
def test_a_tool_that_is_not_there_is_not_found_and_nothing_is_pressed(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with desktop("pcmanfm /usr/share/icons", out=folder) as screen, pytest.raises(ActionError, match="not on"):
        screen.click("the Calibrate button")
    done = inputs(folder)
    assert "click" not in done and "press" not in done
    assert 1 <= done.count("move") <= MOST
