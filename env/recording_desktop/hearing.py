"""Turns what an X display tells of keys and buttons into a person's inputs."""

from __future__ import annotations

from pathlib import Path

from ...tools.desktop.listening import Heard, Listening
from ...tools.desktop.symbols import LOCKS, Composing, Keyboard
from ...tools.desktop.x11 import BUTTON_PRESS, BUTTON_RELEASE, PRESS, RELEASE
from ...tools.geometry import Point
from .inputs import Button, Input, Key


class Hearing:
    """Knows which keys are down and what they mean; ``read`` is given everything that is heard, in order."""

    def __init__(self, listening: Listening) -> None:
        self._listening = listening
        self._keyboard = Keyboard(*listening.keyboard())
        self._composing = Composing()
        self._down: set[int] = set()

    def heed_layout(self) -> None:
        """Learn the keyboard anew, if somebody changed it."""
        if self._listening.keys_changed():
            self._keyboard = Keyboard(*self._listening.keyboard())

    def read(self, heard: Heard) -> Input | None:
        """The input; None for a motion, and for a key of which more has to come (a dead key)."""
        at = Point(max(heard.x, 0), max(heard.y, 0))
        held = self._keyboard.held(heard.state)
        match heard.kind:
            case kind if kind in (BUTTON_PRESS, BUTTON_RELEASE):
                return Button(heard.time_s, heard.detail, at, kind == BUTTON_PRESS, held)
            case kind if kind in (PRESS, RELEASE):
                return self._key(heard, kind == PRESS)
            case _:
                return None

    def _key(self, heard: Heard, down: bool) -> Key | None:
        code = heard.detail
        symbol = self._keyboard.read(code, heard.state)
        repeated = down and code in self._down
        (self._down.add if down else self._down.discard)(code)
        text = ""
        if down and symbol.key not in LOCKS and not set(symbol.held) - {"Shift"}:
            composed = self._composing.add(symbol.number, symbol.text)
            if composed is None:
                return None
            text = composed
        return Key(heard.time_s, code, text or symbol.key, text, symbol.held, down, repeated)


def ancestors(pid: int) -> frozenset[int]:
    """The processes that a process came of, itself included: one of them shows the terminal that it is told from."""
    found: set[int] = set()
    while pid > 1 and pid not in found:
        found.add(pid)
        try:
            pid = int(
                Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
            )
        except (OSError, IndexError, ValueError):
            break
    return frozenset(found)
