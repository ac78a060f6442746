"""Opens windows on a virtual desktop and brings back the picture with the truth from the accessibility tree."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from eyehand.env.desktop import DesktopEnv
from eyehand.tools.actions import Click, Move
from eyehand.tools.desktop.accessibility import Thing
from eyehand.tools.errors import EnvError
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box, Point

from .windows import SCREENS, describe

HERE = Path(__file__).parent
PYTHON = "/usr/bin/python3"
"""The system's, which has the bindings of the toolkits from Debian packages."""
Toolkit = Literal["GTK", "Qt", "application"]
ICONS = ("Adwaita", "Tango")
APPLICATIONS = (
    ("mousepad", "File"), ("mousepad", "Edit"), ("mousepad", "View"), ("mousepad", "Document"), ("pcmanfm", ""),
    ("pcmanfm", "View"), ("galculator", ""), ("galculator", "View"), ("lxappearance", ""), ("ristretto", "Edit"),
    ("libreoffice --norestore --calc", ""), ("libreoffice --norestore --writer", ""),
    ("libreoffice --norestore --writer", "Format"), ("libreoffice --norestore --calc", "Data"),
)  # fmt: skip
"""Commands of real applications, with the menu that is opened in them."""


@dataclass(frozen=True)
class Look:
    """Which window in which theme; ``menu`` is opened before it is looked at, "" for none.

    ``screen`` is a kind of generated window, or the command of an application; ``icons`` the theme of its pictures.
    """

    number: int
    seed: int
    toolkit: Toolkit
    screen: str
    dark: bool
    icons: str
    menu: str = ""

    def __str__(self) -> str:
        words = (
            f"{self.number:02}",
            self.toolkit,
            self.screen,
            "dark" if self.dark else "light",
            self.icons,
            self.menu,
        )
        return " ".join(word for word in words if word)


@dataclass(frozen=True)
class DeskShot:
    """A frame of a desktop with one window, and what that says it shows."""

    look: Look
    frame: Frame
    things: tuple[Thing, ...]


def plan(seed: int, windows: int, *, applications: bool = True) -> list[Look]:
    """The looks of a run: generated windows of every kind and toolkit in turn, then each application in both themes."""
    chance = random.Random(seed)
    looks: list[Look] = []
    for number in range(windows):
        kit: Toolkit = "GTK" if number % 2 == 0 else "Qt"
        screen = list(SCREENS)[number // 2 % len(SCREENS)]
        dark, icons = number // 4 % 2 == 1, chance.choice(ICONS)
        looks.append(Look(number, chance.randrange(1 << 30), kit, screen, dark, icons))
    for command, menu in APPLICATIONS if applications else ():
        for dark in (False, True):
            looks.append(Look(len(looks), chance.randrange(1 << 30), "application", command, dark, "Adwaita", menu))
    return looks


def shoot(looks: Sequence[Look]) -> Iterator[DeskShot]:
    """Each look as a picture with its truth; each on a desktop of its own, which is started anew when it fails."""
    for look in looks:
        yield _try(look, again=True)


def _try(look: Look, *, again: bool) -> DeskShot:
    """A window that does not open on a busy machine in time gets a second desktop."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _shoot(look, Path(folder))
    except EnvError:
        if not again:
            raise
    return _try(look, again=False)


def _shoot(look: Look, folder: Path) -> DeskShot:
    look, command = start_of(look, folder)
    env = DesktopEnv(folder / "run", clock=time.monotonic, app=command)
    try:
        env.reset()
        env.step(Move(at=Point(1279, 799)))  # no tooltip yet
        frame = env.observe().frame
        things = things_of(env)
        title = next((t for t in things if look.menu and t.name == look.menu and t.role in ("menu", "menu item")), None)
        if title is not None and title.box is not None:
            env.step(Click(at=title.box.center))
            frame, things = env.observe().frame, things_of(env)
        return DeskShot(look, frame, things)
    finally:
        env.close()


def start_of(look: Look, folder: Path) -> tuple[Look, str]:
    """The look with the menu that its window wants open, and what starts it."""
    if look.toolkit == "application":
        theme = f"env GTK_THEME=Adwaita:{'dark' if look.dark else 'light'}"
        return look, f"{theme} {look.screen}"
    window = describe(look.screen, look.seed, look.dark, look.icons)
    path = folder / "window.json"
    path.write_text(json.dumps(window), encoding="utf-8")
    program = HERE / f"{look.toolkit.lower()}_window.py"
    return replace(look, menu=window["open"]), f"{PYTHON} '{program}' '{path}'"


def things_of(env: DesktopEnv) -> tuple[Thing, ...]:
    """What the window says that it shows, on the screen."""
    said = (Thing(**thing) for thing in env.probe().state()["things"])
    whole = Box(0, 0, 1280, 800)
    return tuple(thing for thing in said if thing.box and whole.intersection(thing.box).area > 0)
