"""A person at a real display is recorded: what is written is what was done, and pictures are from before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from eyehand.env.desktop import DesktopEnv
from eyehand.env.events import VERSION
from eyehand.env.recording_desktop.recording import Recording
from eyehand.tools.actions import Click, Press, Type
from eyehand.tools.errors import EnvError

from .at_desktop import Person, recorded

Make = Callable[..., DesktopEnv]


def test_what_a_person_does_is_written_as_it_was_done(desktop_env: Make, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("", encoding="utf-8")
    env = desktop_env(app=f"mousepad {note}")
    env.reset()
    person = Person(str(env.display))
    with recorded(tmp_path / "recording", str(env.display)) as made:
        person.click(640, 400)
        made.wait_for(1)
        person.type("Hello, (Ada)")
        env.observe()
        person.press("BackSpace")
        person.press("Control", "s")
        made.wait_for(3)
        person.press("F10")
        made.wait_for(4)
        env.observe()
        person.press("Escape")
        made.wait_for(5)
    person.x.close()
    steps = made.trajectory.steps()
    assert [step.intent.action for step in steps if step.intent] == [
        Click(at=(640, 400)),
        Type(text="Hello, (Ada"),
        Press(keys=("Control", "s")),
        Press(keys=("F10",)),
        Press(keys=("Escape",)),
    ]
    assert steps[-1].intent is None and len(steps) == 6
    assert made.trajectory.header.model == "a person" and made.trajectory.header.version == VERSION
    assert made.trajectory.outcome is not None and made.trajectory.outcome.outcome == "success"
    assert note.read_text(encoding="utf-8") == "Hello, (Ada"
    assert steps[0].observed.title is not None and "note.txt" in steps[0].observed.title
    closed, menu = made.picture(3), made.picture(4)
    opened = np.abs(closed.pixels.astype(int) - menu.pixels.astype(int)).max(axis=2) > 40
    assert opened.sum() > 1_000, "the menu is open in the picture before Escape, and not in the one before F10"
    times = [event.time_s for event in made.trajectory.events if hasattr(event, "time_s")]
    assert times == sorted(times)
    assert (made.folder / "video.webm").stat().st_size > 1_000


def test_a_display_that_cannot_be_recorded_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EnvError, match="the display :987 cannot be reached"):
        Recording(tmp_path, "x", ":987", lambda action: None)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":987")
    with pytest.raises(EnvError, match="Wayland session"):
        Recording(tmp_path, "x", ":987", lambda action: None)
