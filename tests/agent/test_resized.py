"""A real display that changes its size while a run goes on: video, key frames, folds and recall take it as it comes."""

from __future__ import annotations

import io
import subprocess
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from eyehand.agent.frames.extracting import extract
from eyehand.agent.history import History
from eyehand.agent.models.scripted import Line, Scripted
from eyehand.agent.settings import load
from eyehand.agent.start import start_desktop
from eyehand.env.desktop import DesktopEnv
from eyehand.env.events import Folded, Observed, Recalled
from eyehand.tools.actions import Act, Press, Recall, Type
from eyehand.tools.frames import Frame
from eyehand.tools.video.webm import read_webm

from .rooms import Room

MODES = {
    (800, 600): "40 800 840 968 1056 600 601 605 628",
    (1024, 768): "65 1024 1048 1184 1344 768 771 777 806",
}


def write(text: str) -> Act:
    return Act(action=Type(text=text))


@pytest.mark.long
def test_a_run_goes_on_when_the_display_changes_its_size(tmp_path: Path) -> None:
    flags = {"model": "embedded", "desktop.app": "mousepad"}
    episode = start_desktop(tmp_path, load(flags=flags))
    env = episode.env
    assert isinstance(env, DesktopEnv)

    def changed(size: tuple[int, int], text: str) -> Line:
        def line(history: History) -> Act:
            name = f"{size[0]}x{size[1]}"
            xrandr = ["xrandr", "-display", str(env.display)]
            subprocess.run([*xrandr, "--newmode", name, *MODES[size].split()], check=True)
            subprocess.run([*xrandr, "--addmode", "screen", name], check=True)
            subprocess.run([*xrandr, "--output", "screen", "--mode", name], check=True)
            return write(text)

        return line

    enter = Act(action=Press(keys=("Enter",)))
    large, small = (1024, 768), (800, 600)
    script: list[Line] = [write("Marigold invoice"), enter, changed(small, "Second line"), enter, write("Third line")]
    script += [enter, changed(large, "Fourth line"), enter, write("Fifth line")]
    script += [Act(action=Recall(query="Marigold"))]
    episode.decider = Scripted(script)
    episode.memory = Room(pictures=6)
    with closing(episode):
        episode.open()
        outcome = episode.run("Write some lines")
        history = episode.history
    assert outcome.outcome in ("success", "unverified"), outcome.reason

    seen = [event for event in episode.events if isinstance(event, Observed)]
    sizes = [(event.frame.width, event.frame.height) for event in seen]
    assert sizes.index(small) > 0 and sizes[-1] == large and sizes[0] not in (small, large)
    notes = [note for event in seen for note in event.notes]
    assert [f"the screen is now {size[0]}x{size[1]} pixels" in notes for size in (small, large)] == [True, True]
    for event in seen:
        picture = Frame.open(tmp_path / event.frame.path)
        assert (picture.width, picture.height) == (event.frame.width, event.frame.height)

    assert [event for event in episode.events if isinstance(event, Folded)], "six pictures are few"
    newest = history.screens[-1]
    assert (newest.width, newest.height, newest.shrink) == (*large, 1)
    [recalled] = [event for event in episode.events if isinstance(event, Recalled)]
    assert "Marigold" in recalled.found[0].text

    video = tmp_path / "video.webm"
    frames = [(time_ms, Image.open(io.BytesIO(picture)).size) for time_ms, picture in read_webm(video)]
    assert {size for _, size in frames} == {sizes[0]}, "a video has one size: that in which it began"
    assert all(one < two for (one, _), (two, _) in pairwise(frames))
    taken = extract(video, tmp_path / "taken", 1 << 18)
    first_small_s = seen[sizes.index(small)].time_s
    assert any(frame.time_s > first_small_s for frame in taken.frames) and not taken.notes
