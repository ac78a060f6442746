"""What every Env must do; each implementation is listed once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from eyehand.agent.browsergym.harness import HarnessScreen
from eyehand.env.base import Env
from eyehand.env.browser import BrowserEnv
from eyehand.env.desktop import DesktopEnv
from eyehand.tools.actions import Click, Move, Press, Scroll, Type, Wait
from eyehand.tools.errors import ActionError, EnvError
from eyehand.tools.geometry import Point

ENVS: dict[str, Callable[[Path], Env]] = {
    "browser": lambda folder: BrowserEnv("about:blank", folder, clock=time.monotonic),
    "desktop": lambda folder: DesktopEnv(folder, clock=time.monotonic),
    "browsergym": lambda folder: shown(),
}


def shown() -> HarnessScreen:
    """What BrowserGym's harness shows; it is shown by somebody else, at whatever size."""
    screen = HarnessScreen(time.monotonic, 1.0)
    pixels = np.zeros((200, 300, 3), np.uint8)
    pages = {"open_pages_titles": ("Shop",), "active_page_index": np.array([0]), "url": "about:blank"}
    screen.show({"screenshot": pixels, **pages})
    return screen


@pytest.mark.parametrize("make", ENVS.values(), ids=ENVS)
def test_a_screen_is_looked_at_and_acted_on(make: Callable[[Path], Env], tmp_path: Path) -> None:
    env = make(tmp_path)
    try:
        first = env.reset()
        assert first.frame.pixels.shape == (first.frame.height, first.frame.width, 3)
        assert {"move", "click", "drag", "scroll", "type", "press", "wait"} <= env.accepts
        for action in (
            Move(at=Point(1, 1)),
            Click(at=Point(first.frame.width - 1, first.frame.height - 1)),
            Type(text="é✓"),
            Press(keys=("Shift", "a")),
            Scroll(at=Point(5, 5), dy_notches=1),
            Wait(seconds=0.05),
        ):
            env.step(action)
        for outside in (Point(first.frame.width, 0), Point(0, first.frame.height), Point(-1, 0)):
            with pytest.raises(ActionError):
                env.step(Click(at=outside))
        began = time.monotonic()
        env.watch(lambda: time.monotonic() > began + 0.2)
        later = env.observe()
        assert later.frame.time_s > first.frame.time_s
        assert {"settle", "capture"} <= set(later.stages)
        assert not env.repainted(Point(9, 9))
    finally:
        env.close()
    env.close()
    for use in (env.observe, lambda: env.step(Wait(seconds=0)), lambda: env.repainted(Point(9, 9))):
        with pytest.raises(EnvError):
            use()
