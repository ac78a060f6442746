"""Applications of a desktop, started and brought to the front, until their windows show it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from ..tools.desktop.applications import command_for
from ..tools.desktop.windows import Window, Windows
from ..tools.errors import ActionError
from .launching import Launcher

WINDOW_S, HANDED_OVER_S, FRONT_S = 30.0, 3.0, 2.0
"""How long a window may take to open; to open once the program has ended well; to come to the front."""
POLL_S = 0.05


class Applications:
    """Starts applications by name; ``look`` is called while it waits, so that what is shown meanwhile is seen."""

    def __init__(self, launcher: Launcher, windows: Windows, look: Callable[[], None]) -> None:
        self._launcher = launcher
        self._windows = windows
        self._look = look

    def start(self, app: str) -> list[str]:
        """Start it and wait for its window; returns what pixels do not show. Raises ActionError when none opens."""
        command = command_for(app)
        before = {window.number for window in self._windows.open()}
        pid = self._launcher.start(command)
        began_s = time.monotonic()
        ended_s: float | None = None
        while time.monotonic() - began_s < WINDOW_S:
            self._look()
            if opened := [window for window in self._windows.open() if window.number not in before]:
                self._bring(opened[-1])
                return []
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
        self._bring(window)

    def _of_application(self, words: str, error: ActionError) -> Window:
        """The window of an application that is named by its kind ("the text editor"); else raises the error."""
        try:
            command = command_for(words)
        except ActionError:
            raise error from None
        return self._windows.find("-".join([Path(command[0]).name, *(word.strip("-") for word in command[1:])]))

    def _bring(self, window: Window) -> None:
        self._windows.focus(window)
        until_s = time.monotonic() + FRONT_S
        while time.monotonic() < until_s:
            active = self._windows.active()
            if active is not None and (active.number == window.number or active.pid == window.pid is not None):
                return
            self._look()
            time.sleep(POLL_S)
        raise ActionError(f"the window {window.title!r} does not come to the front")
