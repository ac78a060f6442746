"""A real page is looked at when it is still, and what it showed on the way is kept."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest

from eyehand.env.base import Observation
from eyehand.env.browser import BrowserEnv
from eyehand.tools.actions import Click, Move, Navigate, Press, Type
from eyehand.tools.errors import ActionError
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box, Point

pytestmark = pytest.mark.alone

BUTTON = Point(100, 40)
TOAST = Box(410, 310, 700, 350)
GREEN = np.array([0x22, 0x66, 0x22])
Make = Callable[..., BrowserEnv]


@pytest.fixture
def env(shared_browser_env: BrowserEnv) -> BrowserEnv:
    return shared_browser_env


def go(env: BrowserEnv, url: str) -> Observation:
    env.step(Navigate(url=url))
    return env.observe()


def shows_toast(frame: Frame) -> bool:
    return bool((np.abs(frame.crop(TOAST).astype(int) - GREEN).sum(axis=2) < 30).mean() > 0.5)


def test_static_page_costs_little(env: BrowserEnv, page_server: str) -> None:
    go(env, f"{page_server}/moving.html")
    times: list[float] = []
    for x in range(5):
        env.step(Move(at=Point(500 + x, 500)))
        seen = env.observe()
        assert seen.notes == () and seen.clip == ()
        times.append(seen.stages["settle"])
    assert sorted(times)[2] <= 0.25


def test_caret_does_not_hold_it(env: BrowserEnv, page_server: str) -> None:
    go(env, f"{page_server}/form.html")
    env.step(Type(text="a"))
    seen = env.observe()
    assert seen.stages["settle"] < 1 and seen.notes == ()


def test_toast_is_in_the_clip(env: BrowserEnv, page_server: str) -> None:
    go(env, f"{page_server}/moving.html?toast")
    env.step(Click(at=BUTTON))
    gone_s = time.monotonic() + 0.8
    env.watch(lambda: time.monotonic() > gone_s)  # a model that thinks while the toast comes and goes
    seen = env.observe()
    assert seen.title == "over"
    assert not shows_toast(seen.frame)
    assert 1 <= len(seen.clip) <= 4
    assert any(shows_toast(frame) for frame in seen.clip)
    assert [frame.time_s for frame in seen.clip] == sorted(frame.time_s for frame in seen.clip)
    assert not env.observe().clip


def test_late_answer_is_waited_for(env: BrowserEnv, page_server: str) -> None:
    go(env, f"{page_server}/moving.html?fetch")
    env.step(Click(at=BUTTON))
    seen = env.observe()
    assert seen.title == "fetched" and shows_toast(seen.frame)
    assert 0.6 <= seen.stages["settle"] < 2


def test_navigation_by_a_click_is_waited_for(env: BrowserEnv, page_server: str) -> None:
    go(env, f"{page_server}/moving.html?go")
    env.step(Click(at=BUTTON))
    seen = env.observe()
    assert seen.url == f"{page_server}/slow?s=0.6"
    assert (seen.frame.crop(Box(0, 0, 80, 40)) < 128).any(), "the text of the new page is not in the picture"


def test_polling_does_not_hold_it(env: BrowserEnv, page_server: str) -> None:
    go(env, f"{page_server}/moving.html?poll")
    env.step(Click(at=BUTTON))
    assert env.observe().stages["settle"] < 4


def test_spinner_is_said_to_move(env: BrowserEnv, page_server: str) -> None:
    seen = go(env, f"{page_server}/moving.html?spinner")
    assert 0.7 < seen.stages["settle"] < 3
    (note,) = seen.notes
    assert note.startswith("still moving: a part around (6") and ", 4" in note


def test_page_that_never_stops(env: BrowserEnv, page_server: str) -> None:
    """Each look is bounded; on a busy machine an animation may stall in Chromium and be taken for still, not always."""
    looks = [go(env, f"{page_server}/moving.html?forever") for _ in range(2)]
    assert all(seen.stages["settle"] < 6.5 and len(seen.clip) <= 4 for seen in looks)
    told = [seen for seen in looks if seen.notes == ("the page never became still in 5 s",)]
    assert told and told[0].stages["settle"] > 4.9


def test_frames_are_handed_on_as_they_are_painted(browser_env: Make, page_server: str) -> None:
    frames: list[Frame] = []
    env = browser_env(f"{page_server}/keys.html", on_frame=frames.append, scale=2.0)
    first = env.reset()
    count = len(frames)
    assert count and first.frame.scale == 2.0
    env.step(Press(keys=("h",)))
    env.watch(lambda: len(frames) > count)
    assert frames[-1].suffix == ".jpg"
    assert (frames[-1].width, frames[-1].height, frames[-1].scale) == (1280, 800, 1.0)
    times = [frame.time_s for frame in frames]
    assert times == sorted(times)


def test_watch_asks_often(env: BrowserEnv, page_server: str) -> None:
    go(env, f"{page_server}/moving.html")
    asked: list[float] = []

    def until() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 20

    env.watch(until)
    assert np.median(np.diff(asked)) <= 0.03  # 20 ms, and what a timer takes


@pytest.mark.long
def test_page_that_hangs_is_shown_as_it_was(browser_env: Make, page_server: str) -> None:
    env = browser_env(f"{page_server}/moving.html?spin")
    env.reset()
    with pytest.raises(ActionError, match="may hang"):
        env.step(Click(at=BUTTON))
    seen = env.observe()
    assert "the page does not answer" in seen.notes[0]
    assert (seen.frame.crop(Box(30, 30, 210, 50)) < 128).any(), "the button was to be seen before it hung"
