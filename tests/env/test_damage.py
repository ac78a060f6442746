"""A desktop on which nothing is drawn is left alone, and whatever is drawn is seen."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from Xlib.display import Display

from eyehand.env.desktop import DesktopEnv
from eyehand.tools.desktop.damage import Damage
from eyehand.tools.errors import EnvError
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box

pytestmark = pytest.mark.alone

Make = Callable[..., DesktopEnv]
PLACE, GREEN, PURPLE = Box(500, 300, 700, 380), 0x0B8A3D, 0xA0208C


def paint(screen: Display, colour: int, box: Box = PLACE) -> None:
    root = screen.screen().root
    root.fill_rectangle(root.create_gc(foreground=colour), box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0)
    screen.sync()


def colour_in(frame: Frame, box: Box = PLACE) -> int:
    red, green, blue = (int(level) for level in np.median(frame.crop(box).reshape(-1, 3), axis=0))
    return red << 16 | green << 8 | blue


def near(one: int, other: int) -> bool:
    return all(abs((one >> shift & 255) - (other >> shift & 255)) < 12 for shift in (0, 8, 16))


def wait_for(env: DesktopEnv, frames: list[Frame], colour: int, within_s: float = 20) -> None:
    deadline_s = time.monotonic() + within_s
    env.watch(lambda: near(colour_in(frames[-1]), colour) or time.monotonic() > deadline_s)


def test_it_says_once_that_something_was_drawn(desktop_env: Make) -> None:
    env = desktop_env()
    env.reset()
    damage, screen = Damage(str(env.display)), Display(str(env.display))
    paint(screen, GREEN)
    assert damage.happened()
    assert not damage.happened()
    paint(screen, PURPLE)
    assert damage.happened()
    screen.close()
    env.close()
    with pytest.raises(EnvError, match="gone"):
        damage.happened()
    damage.close()


def test_each_of_many_drawings_is_seen_in_the_end(desktop_env: Make) -> None:
    frames: list[Frame] = []
    env = desktop_env(on_frame=frames.append)
    env.reset()
    screen = Display(str(env.display))
    for number in range(40):
        colour = PURPLE if number % 2 else GREEN
        paint(screen, colour)
        wait_for(env, frames, colour)
        assert near(colour_in(frames[-1]), colour), f"drawing {number} was never seen"
    screen.close()


def test_a_desktop_at_rest_takes_less_than_three_hundredths_of_a_core(desktop_env: Make) -> None:
    env = desktop_env(on_frame=lambda frame: None)
    env.reset()
    shares: list[float] = []
    for _ in range(3):
        began_s, spent_s = time.monotonic(), time.process_time()
        env.watch(lambda began_s=began_s: time.monotonic() - began_s > 2)
        shares.append((time.process_time() - spent_s) / (time.monotonic() - began_s))
    assert min(shares) < 0.03


def test_a_glance_is_the_screen_now_and_costs_nothing_while_it_stays_so(desktop_env: Make) -> None:
    now_s = [1.0]
    env = desktop_env(clock=lambda: now_s[0])
    env.reset()
    screen = Display(str(env.display))
    paint(screen, GREEN)
    now_s[0] = 2.0
    first = env.glance().frame
    assert colour_in(first) == GREEN and first.time_s == 2.0 and first.suffix == ".png"
    now_s[0] = 3.0
    assert env.glance().frame is first
    paint(screen, PURPLE)
    second = env.glance().frame
    assert colour_in(second) == PURPLE and second.time_s == 3.0
    spent_s = time.process_time()
    for _ in range(100):
        assert env.glance().frame is second
    assert (time.process_time() - spent_s) / 100 < 0.005  # a picture that is made anew takes longer
    assert colour_in(first) == GREEN
    screen.close()
    env.close()
    with pytest.raises(EnvError, match="closed"):
        env.glance()
