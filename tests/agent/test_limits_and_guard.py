"""Budgets and the loop guard."""

from pathlib import Path

import numpy as np
import pytest

from eyehand.agent.guard import Turn, stuck
from eyehand.agent.history import Screen
from eyehand.agent.limits import Limits
from eyehand.env.events import Usage
from eyehand.tools.actions import Action, Click, Press, Wait
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Point


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(max_steps=3), "--max-steps"),
        (Limits(max_seconds=9), "--max-seconds"),
        (Limits(max_tokens=90), "--max-tokens"),
        (Limits(max_cost=0.5), "--max-cost"),
        (Limits(max_steps=4, max_seconds=11, max_tokens=101, max_cost=0.6), None),
    ],
)
def test_each_budget_runs_out(limits: Limits, words: str | None) -> None:
    said = limits.exceeded(3, 10, Usage(prompt=90, completion=10, cost=0.5))
    assert (said is None) if words is None else (said is not None and words in said)


@pytest.fixture
def screens(tmp_path: Path) -> list[Screen]:
    """Five screens that a person could tell apart."""
    found: list[Screen] = []
    for number in range(5):
        pixels = np.full((320, 320, 3), 255, np.uint8)
        pixels[number * 64 : number * 64 + 64] = 0
        path = tmp_path / f"{number}.png"
        path.write_bytes(Frame.from_pixels(pixels).data)
        found.append(Screen(path, 320, 320, 1.0, float(number), settled=True))
    return found


def clicks(*x: int) -> list[Action]:
    return [Click(at=Point(value, 1)) for value in x]


def turns(actions: list[Action], screens: list[Screen]) -> list[Turn]:
    return [Turn(action, screen) for action, screen in zip(actions, screens, strict=True)]


def test_the_same_action_on_the_same_screen_three_times_is_noticed(screens: list[Screen]) -> None:
    assert stuck(turns(clicks(1, 1), [screens[0]] * 2)) is None
    assert "same action" in (stuck(turns(clicks(1, 1, 1), [screens[0]] * 3)) or "")


def test_the_same_action_on_changing_screens_is_progress(screens: list[Screen]) -> None:
    assert stuck(turns(clicks(1, 1, 1), screens[:3])) is None


def test_ping_pong_is_noticed(screens: list[Screen]) -> None:
    two = [screens[0], screens[1]] * 3
    assert "took turns" in (stuck(turns(clicks(1, 2, 1, 2, 1, 2), two)) or "")
    assert stuck(turns(clicks(1, 2, 1, 2), two[:4])) is None


def test_many_actions_without_a_visible_change_are_noticed(screens: list[Screen]) -> None:
    assert "nothing visible" in (stuck(turns(clicks(*range(8)), [screens[0]] * 8)) or "")
    assert stuck(turns(clicks(*range(8)), [screens[1], *[screens[0]] * 7])) is None


def test_waiting_is_not_counted(screens: list[Screen]) -> None:
    waits: list[Action] = [Wait(seconds=1), Press(keys=("a",))] * 2 + [Wait(seconds=1)] * 9
    assert stuck(turns(waits, [screens[0]] * len(waits))) is None
