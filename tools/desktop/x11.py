"""The adapter of python-xlib: one connection to an X display."""

# pyright: basic
# python-xlib has no types; strict checking ends at this file.
from __future__ import annotations

import socket
import struct
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from ..errors import EnvError

PRESS, RELEASE = 2, 3
BUTTON_PRESS, BUTTON_RELEASE, MOTION = 4, 5, 6
POLL_S, KNOCK_S = 0.02, 5.0
_LOCK, _GROUP_SHIFT, _GROUPS = 2, 13, 3
_REDIRECT, _NOTIFY = 1 << 20, 1 << 19
_VIEWABLE, _ASYNC, _ALREADY = 2, 1, 1


class Connection:
    """Speaks to an X display like ":5". Every method raises EnvError when the display is gone.

    ``name`` is the display's; places are pixels of its root window.
    """

    def __init__(self, name: str) -> None:
        from Xlib.display import Display

        self.name = name
        with self.talking(f"the display {name} cannot be reached; is an X server running there?"):
            _knock(name)  # python-xlib leaves its sockets open when nobody answers
            self.display: Any = Display(name)
        self.display.set_error_handler(lambda *_: None)  # a window that closes under our hands is no trouble
        self.root: Any = self.display.screen().root
        if self.display.query_extension("XTEST") is None:
            self.close()
            raise EnvError(
                f"the display {name} has no XTEST extension, so that nothing can be typed, clicked or recorded there; "
                "start its X server without `-extension XTEST` or `-extension RECORD`, which are one switch"
            )

    @contextmanager
    def talking(self, trouble: str = "") -> Generator[None]:
        """Turn what python-xlib raises for a display that is gone into an EnvError."""
        from Xlib.error import ConnectionClosedError, DisplayError

        try:
            yield
        except (ConnectionClosedError, DisplayError, OSError, struct.error) as error:
            raise EnvError(trouble or f"the display {self.name} is gone: {error or 'it was closed'}") from None

    def close(self) -> None:
        """Hang up; a display that is gone is no trouble."""
        from Xlib.error import ConnectionClosedError

        with suppress(ConnectionClosedError, OSError):
            self.display.close()
        self.display.display.socket.close()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the root window, as they are now."""
        with self.talking():
            place = self.root.get_geometry()
            return place.width, place.height

    @property
    def is_xwayland(self) -> bool:
        """Whether this is the X server inside a Wayland session, which shows and takes only X applications."""
        with self.talking():
            return self.display.query_extension("XWAYLAND") is not None

    # --- input

    def fake(self, kind: int, detail: int = 0, x: int = 0, y: int = 0) -> None:
        """Send one input event: a key code, a button's number or a pointer position. Waits until it was taken."""
        with self.talking():
            self.display.xtest_fake_input(kind, detail, 0, self.root if kind == MOTION else 0, x, y)
            self.display.sync()

    def fake_at_once(self, events: Sequence[tuple[int, int]]) -> None:
        """Send several events (kind and detail) in one go, so that a busy machine does not tear them apart."""
        with self.talking():
            for kind, detail in events:
                self.display.xtest_fake_input(kind, detail)
            self.display.sync()

    @property
    def pointer(self) -> tuple[int, int]:
        with self.talking():
            where = self.root.query_pointer()
            return where.root_x, where.root_y

    @property
    def plain_keys(self) -> bool:
        """Whether keys give what the first layout says: no Caps Lock, no second layout."""
        with self.talking():
            mask = self.root.query_pointer().mask
            return not mask & _LOCK and not (mask >> _GROUP_SHIFT) & _GROUPS

    def keyboard(self) -> list[tuple[int, ...]]:
        """The key symbols of each key code, from code 0; empty where there is no key."""
        with self.talking():
            first = self.display.display.info.min_keycode
            count = self.display.display.info.max_keycode - first + 1
            table = self.display.get_keyboard_mapping(first, count)
            return [()] * first + [tuple(symbols) for symbols in table]

    # --- windows

    def atom(self, name: str) -> int:
        with self.talking():
            return self.display.intern_atom(name)

    def numbers(self, window: int, name: str) -> list[int]:
        """A property of a window that is a list of 32-bit numbers; empty when it has none, or is gone."""
        value = self._property(window, name)
        return [int(number) for number in value] if value is not None and not isinstance(value, bytes | str) else []

    def text(self, window: int, name: str) -> str:
        """A property of a window that is text; empty when it has none, or is gone."""
        value = self._property(window, name)
        if isinstance(value, str):
            return value
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""

    def ask_manager(self, window: int, name: str, data: Sequence[int]) -> None:
        """Send the window manager a message about a window."""
        from Xlib.protocol.event import ClientMessage

        five = [*data, 0, 0, 0, 0, 0][:5]
        with self.talking():
            message = ClientMessage(
                window=self.window(window), client_type=self.display.intern_atom(name), data=(32, five)
            )
            self.root.send_event(message, event_mask=_REDIRECT | _NOTIFY)
            self.display.sync()

    def window(self, number: int) -> Any:
        return self.display.create_resource_object("window", number)

    @property
    def root_number(self) -> int:
        return int(self.root.id)

    @property
    def focus(self) -> int:
        """The number of the window with the keyboard; 0 or 1 when there is none."""
        with self.talking():
            focus = self.display.get_input_focus().focus
            return focus if isinstance(focus, int) else int(focus.id)

    def place(self, window: int) -> tuple[int, int, int, int] | None:
        """Left, top, width and height of a window on the root window, without its frame; None when it is gone."""
        from Xlib.error import XError

        with self.talking():
            try:
                size = self.window(window).get_geometry()
                corner = self.root.translate_coords(window, 0, 0)
            except XError:
                return None
            return corner.x, corner.y, size.width, size.height

    def covers(self) -> list[tuple[int, str]]:
        """The windows that lie over the whole display past the window manager, topmost first: number and class."""
        width, height = self.size
        managed = set(self.numbers(self.root_number, "_NET_CLIENT_LIST"))
        found: list[tuple[int, str]] = []
        with self.talking():
            for window in reversed(self.root.query_tree().children):
                place = self._unmanaged(window)
                if place is None or self.same_client(window.id, self.root_number):  # a compositor's own lies on top
                    continue
                right, bottom = place.x + place.width, place.y + place.height
                covers = place.x <= 0 and place.y <= 0 and right >= width and bottom >= height
                if covers and not self._frames(window, managed):
                    found.append((window.id, self.text(window.id, "WM_CLASS").strip("\0").rpartition("\0")[2]))
        return found

    def _frames(self, window: Any, managed: set[int], depth: int = 2) -> bool:
        """Whether a window is the frame that a window manager has drawn around one of its own."""
        from Xlib.error import XError

        if window.id in managed:
            return True
        try:
            children = window.query_tree().children if depth else []
        except XError:
            return False  # it closed while it was asked
        return any(self._frames(child, managed, depth - 1) for child in children)

    def _unmanaged(self, window: Any) -> Any:
        """Where a window is that its application shows past the window manager; None for any other."""
        from Xlib.error import XError

        try:
            how = window.get_attributes()
            return window.get_geometry() if how.override_redirect and how.map_state == _VIEWABLE else None
        except XError:
            return None  # it closed while it was asked

    @property
    def keyboard_is_taken(self) -> bool:
        """Whether an application keeps the keyboard for itself, as a menu that is open and a screen lock do."""
        with self.talking():
            taken = self.root.grab_keyboard(False, _ASYNC, _ASYNC, 0) == _ALREADY
            if not taken:
                self.display.ungrab_keyboard(0)
                self.display.sync()
            return taken

    def same_client(self, one: int, other: int) -> bool:
        """Whether two windows belong to one application's connection."""
        mask = self.display.display.info.resource_id_mask
        return (one & ~mask) == (other & ~mask)

    def paint_root(self, grey: int) -> None:
        """Give an empty display a plain background, 0 to 255."""
        with self.talking():
            self.root.change_attributes(background_pixel=grey << 16 | grey << 8 | grey)
            self.root.clear_area()
            self.display.sync()

    def wait_for_manager(self, patience_s: float) -> None:
        """Wait until a window manager is there. Raises EnvError when none comes."""
        deadline_s = time.monotonic() + patience_s
        while not self.numbers(self.root_number, "_NET_SUPPORTING_WM_CHECK"):
            if time.monotonic() > deadline_s:
                raise EnvError(f"no window manager started on the display {self.name} within {patience_s:.0f} s")
            time.sleep(POLL_S)

    def _property(self, window: int, name: str) -> Any:
        from Xlib.error import XError

        with self.talking():
            try:
                found = self.window(window).get_full_property(self.display.intern_atom(name), 0)
            except XError:
                return None  # the window closed while it was asked
            return None if found is None else found.value


def _knock(name: str) -> None:
    """Raises OSError when no X server listens at a display like ":5" or "host:0"."""
    host, _, rest = name.rpartition(":")
    number = int(rest.partition(".")[0])
    if host:
        socket.create_connection((host, 6000 + number), KNOCK_S).close()
        return
    with socket.socket(socket.AF_UNIX) as door:
        door.settimeout(KNOCK_S)
        door.connect(f"/tmp/.X11-unix/X{number}")
