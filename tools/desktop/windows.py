"""The windows of an X display, asked for and moved through its window manager."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import ActionError
from ..geometry import Box
from .x11 import Connection

_PAGER = 2
"""Says to the window manager that a person wants this, so that it is not taken for an application's own idea."""


@dataclass(frozen=True, slots=True)
class Window:
    """A window that a person could choose: its number, title, class (what its application calls itself), process."""

    number: int
    title: str
    application: str
    pid: int | None


class Windows:
    """Lists, focuses and closes windows. Raises EnvError when the display is gone."""

    def __init__(self, connection: Connection) -> None:
        self._x = connection

    def open(self) -> tuple[Window, ...]:
        """The windows in the order in which they were opened, without docks, panels and the desktop itself."""
        numbers = self._x.numbers(self._x.root_number, "_NET_CLIENT_LIST")
        return tuple(self._described(number) for number in numbers if self._is_choosable(number))

    def active(self) -> Window | None:
        """The window that has the keyboard."""
        numbers = self._x.numbers(self._x.root_number, "_NET_ACTIVE_WINDOW")
        return self._described(numbers[0]) if numbers and numbers[0] else None

    def find(self, words: str) -> Window:
        """The window whose title, or else whose application, is or contains the words. Raises ActionError."""
        windows = self.open()
        wanted = words.casefold().strip()
        for fits in (
            [window for window in windows if window.title.casefold() == wanted],
            [window for window in windows if wanted in window.title.casefold()],
            [window for window in windows if wanted in window.application.casefold()],
        ):
            if len(fits) == 1:
                return fits[0]
            if fits:
                raise ActionError(f"{len(fits)} windows fit {words!r}: {_titles(tuple(fits))}; give more of the title")
        raise ActionError(f"no window is called {words!r}; open are: {_titles(windows) or 'none'}")

    def place(self, window: Window) -> Box | None:
        """Where a window is, without its frame, in pixels of the display; None when it is gone."""
        found = self._x.place(window.number)
        return Box(found[0], found[1], found[0] + found[2], found[1] + found[3]) if found else None

    def at(self, x: int, y: int) -> Window | None:
        """The topmost window at a place of the display; None where there is none, or only its frame."""
        for number in reversed(self._x.numbers(self._x.root_number, "_NET_CLIENT_LIST_STACKING")):
            place = self._x.place(number)
            if place and place[0] <= x < place[0] + place[2] and place[1] <= y < place[1] + place[3]:
                return self._described(number)
        return None

    def focus(self, window: Window) -> None:
        """Bring a window to the front and give it the keyboard."""
        self._x.ask_manager(window.number, "_NET_ACTIVE_WINDOW", (_PAGER, 0, 0))

    def close(self, window: Window) -> None:
        """Ask a window to close, as its close button would."""
        self._x.ask_manager(window.number, "_NET_CLOSE_WINDOW", (0, _PAGER))

    def _is_choosable(self, number: int) -> bool:
        kinds = self._x.numbers(number, "_NET_WM_WINDOW_TYPE")
        if any(self._x.atom(f"_NET_WM_WINDOW_TYPE_{kind}") in kinds for kind in ("DOCK", "DESKTOP", "SPLASH")):
            return False
        hidden = self._x.atom("_NET_WM_STATE_SKIP_TASKBAR") in self._x.numbers(number, "_NET_WM_STATE")
        return not hidden or bool(self._x.numbers(number, "WM_TRANSIENT_FOR"))  # dialogs are no tasks

    def _described(self, number: int) -> Window:
        title = self._x.text(number, "_NET_WM_NAME") or self._x.text(number, "WM_NAME")
        pid = self._x.numbers(number, "_NET_WM_PID")
        application = self._x.text(number, "WM_CLASS").strip("\0").rpartition("\0")[2]
        return Window(number, title, application, pid[0] if pid else None)


def _titles(windows: tuple[Window, ...]) -> str:
    return ", ".join(repr(window.title) for window in windows)
