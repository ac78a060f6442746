"""Applications of a desktop, started and brought to the front, until their windows show it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from ..tools.desktop.applications import command_for
from ..tools.desktop.windows import Window, Windows
from ..tools.errors import ActionError
from ..tools.geometry import Box
from .launching import Launcher

WINDOW_S, HANDED_OVER_S, FRONT_S, READY_S = 60.0, 3.0, 2.0, 10.0
"""How long a window may take to open; to open once its program has ended well; to come to the front; to be ready."""
IDLE_S, IDLE_SHARE = 0.3, 0.15
"""A process that worked for less than this share of this time is waiting for a person."""
POLL_S = 0.05


class Applications:
    """Starts applications by name; ``look`` is called while it waits, so that what is shown meanwhile is seen.

    ``blank`` says whether a part of the display is of one colour.
    """

    def __init__(
        self, launcher: Launcher, windows: Windows, look: Callable[[], None], blank: Callable[[Box], bool]
    ) -> None:
        self._launcher = launcher
        self._windows = windows
        self._look = look
        self._blank = blank

    def start(self, app: str) -> list[str]:
        """Start it and wait for its window; returns what pixels do not show. Raises ActionError when none opens."""
        command = command_for(app)
        before = {window.number for window in self._windows.open()}
        pid = self._launcher.start(command)
        began_s = time.monotonic()
        ended_s: float | None = None
        while time.monotonic() - began_s < WINDOW_S:
            self._look()
            opened = [window for window in self._windows.open() if window.number not in before and window.title]
            if opened and self._comes(opened[-1]):
                self._wait_ready(opened[-1])
                return []
            if opened and opened[-1] in self._windows.open():
                return [f"the window {opened[-1].title!r} opened, but did not come to the front"]
            ended = self._launcher.ended(pid) if ended_s is None else None
            if ended is not None and ended.code != 0:
                raise ActionError(
                    f"{command[0]} ended at once with code {ended.code}: {ended.said or 'it said nothing'}"
                )
            ended_s = ended_s or (time.monotonic() if ended else None)
            if ended_s is not None and time.monotonic() - ended_s > HANDED_OVER_S:
                return [f"{command[0]} ended without opening a window"]
            time.sleep(POLL_S)
        raise ActionError(
            f"{command[0]} was started, but no window of it opened within {WINDOW_S:.0f} s; it still runs"
        )

    def focus(self, title: str) -> None:
        """Bring a window to the front. Raises ActionError when it is not there, or does not come."""
        try:
            window = self._windows.find(title)
        except ActionError as error:
            window = self._of_application(title, error)
        if not self._comes(window):
            raise ActionError(f"the window {window.title!r} does not come to the front")

    def _of_application(self, words: str, error: ActionError) -> Window:
        """The window of an application that is named by its kind ("the text editor"); else raises the error."""
        try:
            command = command_for(words)
        except ActionError:
            raise error from None
        return self._windows.find("-".join([Path(command[0]).name, *(word.strip("-") for word in command[1:])]))

    def _wait_ready(self, window: Window) -> None:
        """Wait, bounded, until something is drawn in a window and its process has stopped working on it.

        Big applications draw long after their window has opened, and lose what is typed before they are done.
        """
        until_s = time.monotonic() + READY_S
        since_s, worked_s = time.monotonic(), _worked_s(window.pid)
        while time.monotonic() < until_s:
            self._look()
            place, now_s = self._windows.place(window), time.monotonic()
            if place is None:
                return
            if now_s - since_s >= IDLE_S:
                before_s, worked_s = worked_s, _worked_s(window.pid)
                if not self._blank(place) and worked_s - before_s < IDLE_SHARE * (now_s - since_s):
                    return
                since_s = now_s
            time.sleep(POLL_S)

    def _comes(self, window: Window) -> bool:
        """Bring a window to the front; whether it came. One that was only a passing one may be gone."""
        self._windows.focus(window)
        until_s = time.monotonic() + FRONT_S
        while time.monotonic() < until_s:
            active = self._windows.active()
            if active is not None and (active.number == window.number or active.pid == window.pid is not None):
                return True
            self._look()
            time.sleep(POLL_S)
        return False


def _worked_s(pid: int | None) -> float:
    """Seconds of processor time that a process has used; 0 where that is not known."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0.0
