"""What was on the screen for a fifth of a second while the model thought for five is in the history."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from Xlib.display import Display

from eyehand.agent.episode import Episode
from eyehand.agent.frames.extracting import extract
from eyehand.agent.history import History, Screen
from eyehand.agent.protocols import Reply
from eyehand.agent.settings import load
from eyehand.agent.start import new_folder, start_desktop
from eyehand.env.desktop import DesktopEnv
from eyehand.tools.actions import Act, Click, Done
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box, Point
from eyehand.tools.video.webm import read_webm

pytestmark = pytest.mark.alone

THINKING_S = 5.0
TOAST, GREEN = Box(830, 710, 1130, 750), (0x0B, 0x8A, 0x3D)
MENU, PURPLE = Box(410, 140, 570, 290), (0xA0, 0x20, 0x8C)
RING, BLUE = Box(38, 197, 322, 200), (0x24, 0x59, 0xD6)
FLASHES = ((TOAST, GREEN), (MENU, PURPLE), (RING, BLUE))


def shows(frame: Frame, box: Box, colour: tuple[int, int, int]) -> bool:
    part = frame.crop(box).astype(int)
    return bool((np.abs(part - colour).sum(axis=2) < 90).mean() > 0.5)


def clips(history: History) -> list[Frame]:
    return [part.open() for part in history.parts if isinstance(part, Screen) and not part.settled]


class Thinks:
    """Does one thing, thinks for long about what comes of it, and gives up."""

    name = "slow"

    def __init__(self, first: Act, thinking: Callable[[], None]) -> None:
        self._first = first
        self._thinking = thinking

    def decide(self, history: History) -> Reply:
        if not history.current().replies:
            return Reply(text="begin", decision=self._first)
        if len(history.current().replies) > 1:
            return Reply(text="enough", decision=Done(status="failure", reason="seen"))
        self._thinking()
        return Reply(text="go on", decision=self._first.model_copy(update={"action": Click(at=Point(1000, 20))}))


def test_toast_menu_and_focus_of_a_page_are_in_the_clip_and_in_the_video(
    episode: Callable[..., Episode], page_server: str, tmp_path: Path
) -> None:
    """A machine that is busy with something else may leave a frame out before anybody can see it: then once more."""
    press = Act(action=Click(at=Point(100, 40)), target="start")
    for _ in range(3):
        run = episode(f"{page_server}/flashes.html", Thinks(press, lambda: time.sleep(THINKING_S)))
        run.run("start and think")
        run.close()
        video = [Frame.decode(webp, time_s=time_ms / 1000) for time_ms, webp in read_webm(run.folder / "video.webm")]
        if all(any(shows(frame, *flash) for frame in video) for flash in FLASHES):
            break
    else:
        pytest.fail("the browser painted them in none of three runs")
    seen = clips(run.history)
    stills = extract(run.folder / "video.webm", tmp_path / "stills", 262_144).frames
    for flash in FLASHES:
        assert not any(shows(part.open(), *flash) for part in run.history.screens)
        clip_s = [frame.time_s for frame in seen if shows(frame, *flash)]
        still_s = [still.time_s for still in stills if shows(Frame.open(still.path), *flash)]
        assert clip_s and still_s, f"{flash} is missing"
        assert min(abs(one - other) for one in clip_s for other in still_s) < 0.4, "clip and video have one clock"
    assert len(seen) <= 3 * 2 + 8, "caret, clock and spinner are no events"
    assert [frame.time_s for frame in seen] == sorted(frame.time_s for frame in seen)


def flash_a_window(display: str, begun: threading.Event) -> None:
    """Think, while a green window is on the display for 0.2 s."""
    screen = Display(display)
    root = screen.screen()
    green = root.default_colormap.alloc_color(0x0B0B, 0x8A8A, 0x3D3D).pixel
    window = root.root.create_window(
        TOAST.x0 - 10, TOAST.y0 - 10, 320, 60, 0, root.root_depth, background_pixel=green, override_redirect=1
    )
    time.sleep(THINKING_S / 2)
    window.map()
    screen.sync()
    begun.set()
    time.sleep(0.2)
    window.destroy()
    screen.sync()
    time.sleep(THINKING_S / 2)
    screen.close()


def test_a_window_that_flashes_up_on_a_desktop_is_in_the_clip_and_in_the_video(tmp_path: Path) -> None:
    folder, begun = new_folder(tmp_path / "run", "flash"), threading.Event()
    run = start_desktop(folder, load(flags={"desktop.app": "xterm"}))
    env = run.env
    assert isinstance(env, DesktopEnv)
    press = Act(action=Click(at=Point(1200, 780)), target="the desktop")
    run.decider = Thinks(press, lambda: flash_a_window(str(env.display), begun))
    try:
        run.run("think")
    finally:
        run.close()
    assert begun.is_set()
    assert not any(shows(part.open(), TOAST, GREEN) for part in run.history.screens)
    seen = clips(run.history)
    assert any(shows(frame, TOAST, GREEN) for frame in seen)
    assert len(seen) <= 6
    stills = extract(folder / "video.webm", tmp_path / "stills", 262_144).frames
    assert any(shows(Frame.open(still.path), TOAST, GREEN) for still in stills)
