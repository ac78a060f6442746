"""Chores on a virtual desktop: shown by a person, compiled, replayed, judged by what was saved."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from eyehand.agent.compiling.compiler import compiled
from eyehand.agent.replaying.replayer import opened
from eyehand.agent.replaying.results import Replayed
from eyehand.agent.replaying.running import replay_on
from eyehand.agent.settings import load as settings
from eyehand.agent.start import new_folder, start_desktop
from eyehand.env.desktop import DesktopEnv
from eyehand.env.trajectory import Trajectory
from eyehand.tools.desktop.windows import Windows
from eyehand.tools.desktop.x11 import Connection
from eyehand.tools.eye.eye import Eye

from ..env.at_desktop import Person, Recorded, recorded

Verdict = Literal["pass", "safe halt", "wrong"]
FORM = Path(__file__).with_name("desk_form.py")
WAIT_S = 60.0


class Shown:
    """The person who shows a chore: finds things by words, as a person does, and waits to be written down."""

    def __init__(self, env: DesktopEnv, made: Recorded) -> None:
        self.env, self.made = env, made
        self.hands = Person(str(env.display))
        self._eye = Eye()
        self._steps = 0

    def click(self, words: str) -> None:
        until_s = time.monotonic() + WAIT_S
        while True:
            found = self._eye.locate(self.env.observe().frame, words)
            if found.point is not None:
                break
            assert time.monotonic() < until_s, f"{words!r} cannot be seen"
        self.hands.click(*found.point)
        self._written()

    def type(self, text: str) -> None:
        self.hands.type(text)
        self.env.observe()
        self._steps += 1  # written with what comes next

    def press(self, *names: str) -> None:
        self.hands.press(*names)
        self._written()

    def _written(self) -> None:
        self._steps += 1
        self.made.wait_for(self._steps)
        self.env.observe()


@dataclass(frozen=True)
class Chore:
    """``app`` is given the folder of the application's files, and the name of a fault or ""."""

    name: str
    app: Callable[[Path, str], str]
    person: Callable[[Shown], None]
    values: dict[str, str]
    """By the names of its parameters, what a replay is given."""
    judge: Callable[[Path, DesktopEnv], Verdict]
    """``safe halt`` where nothing was done for good; told from the replay's folder and what applications say."""
    window: str
    may_halt: bool = False
    """Its things have no words that the eye knows for sure, so that a replay may stop at any of them."""


@dataclass(frozen=True)
class Drift:
    """One change of the application or its display; ``allowed`` are the verdicts that are no mistake."""

    name: str
    before: str = ""
    """What stands before the command line of the application: variables of the environment."""
    size: tuple[int, int] = (1280, 800)
    move: tuple[int, int] | None = None
    stretch: tuple[int, int] | None = None
    fault: str = ""
    allowed: frozenset[Verdict] = field(default_factory=lambda: frozenset[Verdict]({"pass"}))


def _form(folder: Path, fault: str) -> str:
    return f"/usr/bin/python3 {FORM} {folder / 'did.json'} {fault}"


def _fill_form(person: Shown) -> None:
    person.click("the Reference field")
    person.type("INV-2024")
    person.click("the Amount field")
    person.type("99.90")
    person.click("the Paid checkbox")
    person.click("the Save button")


def _judge_form(folder: Path, env: DesktopEnv) -> Verdict:
    path = folder / "files" / "did.json"
    if not path.exists():
        return "safe halt"
    wanted = {"did": "saved", "Reference": "INV-3111", "Amount": "12.50", "Urgent": False, "Paid": True}
    return "pass" if json.loads(path.read_text(encoding="utf-8")) == [wanted] else "wrong"


def _write_note(person: Shown) -> None:
    person.type("Dear Ada")
    person.press("Control", "s")
    person.type("letter.txt")
    person.click("the Save button")


def _judge_note(folder: Path, env: DesktopEnv) -> Verdict:
    """Wrong is another file, or another text in it."""
    saved = {path.name: path.read_text(encoding="utf-8") for path in (folder / "run" / "home").rglob("*.txt")}
    if not saved:
        return "safe halt"
    return "pass" if saved == {"letter.txt": "Dear Bob"} else "wrong"


def _compute(person: Shown) -> None:
    for key in ("7", "8", "+", "9", "="):
        person.click(f"the {key} button")


def _judge_sum(folder: Path, env: DesktopEnv) -> Verdict:
    """Right is 87; wrong is what pressing the keys in their order never shows."""
    things = env.probe().state()["things"]
    shown = {str(thing["text"]).strip() for thing in things if thing["text"]}
    if "87" in shown:
        return "pass"
    return "safe halt" if shown & {"0", "7", "78", "9"} or not shown else "wrong"


FORM_CHORE = Chore("form", _form, _fill_form, {"reference": "INV-3111", "amount": "12.50"}, _judge_form, "Invoices")
NOTE_CHORE = Chore(
    "note", lambda folder, fault: "mousepad", _write_note, {"text1": "Dear Bob"}, _judge_note, "Untitled"
)
SUM_CHORE = Chore("sum", lambda folder, fault: "galculator", _compute, {}, _judge_sum, "galculator", may_halt=True)
CHORES = (FORM_CHORE, NOTE_CHORE, SUM_CHORE)

DARK, LARGE = "env GTK_THEME=Adwaita:dark", "env GDK_DPI_SCALE=1.25"
HALTS: frozenset[Verdict] = frozenset({"safe halt"})
EITHER: frozenset[Verdict] = frozenset({"pass", "safe halt"})
NONE = Drift("as it was shown")
DRIFTS = (
    Drift("the window is elsewhere", move=(90, 60)),
    Drift("the window is larger", move=(200, 100), stretch=(700, 520)),
    Drift("a screen of 1024x768", size=(1024, 768)),
    Drift("a screen of 1600x900", size=(1600, 900)),
    Drift("a dark theme", before=DARK),
    Drift("a dark theme, elsewhere", before=DARK, move=(600, 300)),
    Drift("high contrast", before="env GTK_THEME=HighContrast"),
    Drift("letters of 125 %", before=LARGE),
    Drift("letters of 80 %", before="env GDK_DPI_SCALE=0.8"),
    Drift("twice as large", before="env GDK_SCALE=2"),
    Drift("the buttons have changed places", fault="swapped"),
    Drift("something turns all the time", fault="busy"),
    Drift("Save is called Store", fault="reworded", allowed=EITHER),
    Drift("Save is missing", fault="missing", allowed=HALTS),
    Drift("Save is disabled", fault="disabled", allowed=HALTS),
    Drift("Save does nothing", fault="silent", allowed=HALTS),
    Drift("a dialog says that it was not saved", fault="dialog", allowed=HALTS),
)


def shown(chore: Chore, folder: Path) -> Path:
    """Record a person who does a chore, compile that; the script."""
    files = folder / "files"
    files.mkdir(parents=True)
    env = DesktopEnv(folder / "desk", clock=time.monotonic, app=chore.app(files, ""))
    try:
        env.reset()
        with recorded(folder / "recording", str(env.display)) as made:
            person = Shown(env, made)
            chore.person(person)
            env.observe()
        person.hands.x.close()
    finally:
        env.close()
    script = compiled(Trajectory.read(folder / "recording"), Eye(), chore.name)
    script.write(folder / f"{chore.name}.yaml")
    return folder / f"{chore.name}.yaml"


def replayed(chore: Chore, script: Path, drift: Drift, folder: Path) -> tuple[Verdict, Replayed]:
    """Replay a script on a desktop of its own under a drift; what became of it, and what the replay says."""
    files = folder / "files"
    files.mkdir(parents=True)
    app = f"{drift.before} {chore.app(files, drift.fault)}".strip()
    flags = {"desktop.app": app, "desktop.size": drift.size, "model": "embedded"}
    episode = start_desktop(new_folder(folder / "run", chore.name), settings(flags=flags), reads_along=False)
    try:
        episode.open()
        assert isinstance(episode.env, DesktopEnv)
        _place(str(episode.env.display), chore.window, drift)
        result = replay_on(episode, opened(script, chore.values))
        return chore.judge(folder, episode.env), result
    finally:
        episode.close()


def _place(display: str, title: str, drift: Drift) -> None:
    """Move and stretch a window as a person would with its frame."""
    connection = Connection(display)
    try:
        windows = Windows(connection)
        until_s = time.monotonic() + WAIT_S
        while not (found := [one for one in windows.open() if title in one.title]) and not drift.fault:
            assert time.monotonic() < until_s, f"no window {title!r} opened"
            time.sleep(0.05)
        if not found or (drift.move is None and drift.stretch is None):
            return
        window = connection.display.create_resource_object("window", found[0].number)
        changes: dict[str, int] = {}
        if drift.move is not None:
            changes |= {"x": drift.move[0], "y": drift.move[1]}
        if drift.stretch is not None:
            changes |= {"width": drift.stretch[0], "height": drift.stretch[1]}
        window.configure(**changes)
        connection.display.sync()
    finally:
        connection.close()


def has_gtk() -> bool:
    """Whether the system's Python can show the form."""
    asked = 'import gi; gi.require_version("Gtk", "3.0"); from gi.repository import Gtk'
    try:
        return subprocess.run(["/usr/bin/python3", "-c", asked], capture_output=True, check=False).returncode == 0
    except OSError:
        return False
