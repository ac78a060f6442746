"""Instructions carried out on a real desktop, from the command line and from Python."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from Xlib.display import Display

from eyehand.agent import desktop
from eyehand.agent.settings import load
from eyehand.agent.start import new_folder, resume, start_desktop
from eyehand.env.desktop import DesktopEnv
from eyehand.env.events import Event, Observed, Receipt
from eyehand.env.keeper import Lease, children
from eyehand.env.trajectory import Trajectory
from eyehand.tools.errors import ActionError, EnvError, UsageError


def eyehand(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "eyehand.agent", *words]
    env = {**os.environ, "EYEHAND_MODEL": "embedded"}
    return subprocess.run(command, capture_output=True, text=True, timeout=200, env=env)


@pytest.mark.long
def test_a_sum_is_computed_and_read(tmp_path: Path) -> None:
    words = "Open the calculator, compute 12 × 34 and read the result"
    said = eyehand("run", words, "--desktop", "--json", "--out", str(tmp_path / "run"))
    assert said.returncode == 0, said.stderr
    result = json.loads(said.stdout)
    assert (result["outcome"], result["answer"]) == ("success", "408")
    left = {path.name for path in (tmp_path / "run").iterdir()}
    assert left >= {"trajectory.jsonl", "frames", "video.webm", "report.html", "home"}
    assert "lease.json" not in left
    first = next(event for event in Trajectory.read(tmp_path / "run").events if isinstance(event, Observed))
    assert first.url is None and first.windows == ()


@pytest.mark.long
def test_a_text_is_written_and_saved(tmp_path: Path) -> None:
    words = "In the text editor write 'naïve café — 東京 ✓' and save it as note.txt"
    said = eyehand("run", words, "--desktop", "--app", "mousepad", "--json", "--out", str(tmp_path / "run"))
    assert said.returncode == 0, said.stderr
    saved = tmp_path / "run" / "home" / "note.txt"
    assert saved.read_text(encoding="utf-8") == "naïve café — 東京 ✓"


def test_it_saves_and_a_dialog_is_answered_by_the_button_that_was_named(tmp_path: Path) -> None:
    words = "type 'kept' and save the file. Type 'lost', press Alt+F4 and answer the question with \"Don't Save\""
    note = tmp_path / "note.txt"
    note.write_text("", encoding="utf-8")
    said = eyehand("run", words, "--desktop", "--app", f"mousepad {note}", "--json", "--out", str(tmp_path / "run"))
    assert note.read_text(encoding="utf-8") == "kept", said.stderr
    last = [event for event in Trajectory.read(tmp_path / "run").events if isinstance(event, Observed)][-1]
    assert last.windows == (), said.stderr


@pytest.mark.long
def test_a_dialog_without_the_button_that_was_named_is_left_alone(tmp_path: Path) -> None:
    words = "type 'x', press Alt+F4 and answer the question with 'Maybe'"
    said = eyehand("run", words, "--desktop", "--app", "mousepad", "--json", "--out", str(tmp_path / "run"))
    assert said.returncode == 1
    assert json.loads(said.stdout)["reason"] == "step 3: the dialog has no button 'Maybe'"


def test_a_double_click_that_only_marks_is_no_success(tmp_path: Path) -> None:
    home = tmp_path / "run" / "home"
    (home / "Music").mkdir(parents=True)
    (home / ".gtkrc-2.0").write_text("gtk-double-click-time = 0\n", encoding="utf-8")  # too short for any hand
    words = ("--desktop", "--app", "pcmanfm", "--json", "--out", str(tmp_path / "run"))
    result = json.loads(eyehand("run", "double-click Music", *words).stdout)
    assert result["outcome"] == "unverified", result
    assert result["reason"] == "the double click marked something, but nothing opened"


@pytest.mark.long
def test_what_has_no_end_is_not_searched_for_ever(tmp_path: Path) -> None:
    note = tmp_path / "numbers.txt"
    note.write_text("\n".join(map(str, range(5000))), encoding="utf-8")
    words = ("--desktop", "--app", f"mousepad {note}", "--json", "--out", str(tmp_path / "run"))
    result = json.loads(eyehand("run", "click the Frobnicate button", *words).stdout)
    assert result["outcome"] == "failure" and result["steps"] <= 6, result


@pytest.mark.long
def test_python_drives_a_desktop(tmp_path: Path) -> None:
    with desktop("mousepad", out=tmp_path / "run", size=(1000, 700)) as screen:
        screen.type("hello")
        screen.save_as("a.txt")
        screen.launch("the calculator")
        screen.focus("a.txt")
        screen.expect("hello")
        assert screen.screenshot().width == 1000
        with pytest.raises(ActionError, match="Debian's package gimp has it"):
            screen.launch("gimp")
    assert (tmp_path / "run" / "home" / "a.txt").read_text(encoding="utf-8") == "hello"
    assert (tmp_path / "run" / "report.html").exists()


def test_a_display_that_dies_ends_the_run_as_error(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "run", "dies")

    def kill_the_display(event: Event) -> None:
        if isinstance(event, Receipt):
            lease = Lease.read(folder)
            assert lease is not None and lease.screen is not None
            for pid in children(lease.screen.pid):
                if b"Xvfb" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(pid, signal.SIGKILL)

    episode = start_desktop(folder, load(flags={"desktop.app": "mousepad"}), listener=kill_the_display)
    try:
        outcome = episode.run("type 'a', press Enter, type 'b'")
    finally:
        episode.close()
    assert outcome.outcome == "error" and "gone" in outcome.reason
    assert Trajectory.read(folder).outcome == outcome
    again = resume(folder)
    try:
        assert again.go_on().reason.startswith("the virtual display of this run is gone")
    finally:
        again.close()


def test_a_screen_that_is_locked_in_the_middle_ends_the_run_and_it_goes_on_afterwards(
    tmp_path: Path, desktop_env: Callable[..., DesktopEnv]
) -> None:
    """The screen is somebody's own; a window with the name of a screen lock lies over it after the first input."""
    theirs = desktop_env(folder=tmp_path / "theirs", app="mousepad")
    theirs.reset()
    person = Display(str(theirs.display))
    lock = person.screen().root.create_window(0, 0, 1280, 800, 0, person.screen().root_depth, override_redirect=True)
    lock.set_wm_class("i3lock", "i3lock")

    def lock_it(event: Event) -> None:
        if isinstance(event, Receipt):
            lock.map()
            person.sync()

    folder = new_folder(tmp_path / "run", "locked")
    episode = start_desktop(folder, load(flags={"desktop.display": str(theirs.display)}), listener=lock_it)
    try:
        outcome = episode.run("type 'a', press Enter, type 'b'")
    finally:
        episode.close()
    assert outcome.outcome == "error" and "is locked (i3lock); unlock it" in outcome.reason
    lock.unmap()
    person.sync()
    again = resume(folder)
    try:
        assert again.go_on().outcome == "success"
    finally:
        again.close()
    person.close()
    assert "a\nb" in [thing["text"] for thing in theirs.probe().state()["things"]]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--desktop", "--display", ":987"), 3, "the display :987 cannot be reached"),
        (("--desktop", "--app", "gimp"), 3, "Debian's package gimp has it"),
        (("--desktop", "--headed"), 2, "--headed goes with --browser"),
        (("--desktop", "--browser", "about:blank"), 2, "not allowed with"),
        (("--browser", "about:blank", "--app", "mousepad"), 2, "--app goes with --desktop"),
        (("--desktop", "--display", ":0", "--vnc"), 2, "--vnc shows a virtual desktop"),
        ((), 2, "--browser --desktop is required"),
    ],
)
def test_what_cannot_be_is_one_sentence(words: tuple[str, ...], code: int, said: str, tmp_path: Path) -> None:
    done = eyehand("run", "press Enter", *words, "--out", str(tmp_path / "run"))
    assert done.returncode == code, done.stderr
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_browser_starts_no_applications(tmp_path: Path) -> None:
    said = eyehand("run", "start the calculator", "--browser", "about:blank", "--json", "--out", str(tmp_path / "run"))
    assert json.loads(said.stdout)["reason"] == (
        "step 1: a browser starts no application 'calculator'; that needs --desktop"
    )


def test_an_unknown_monitor_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises((UsageError, EnvError), match="there is no monitor 4"), desktop(monitor=4, out=tmp_path / "run"):
        pass
