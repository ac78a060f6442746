"""The adapter of X's RECORD extension: what a person does with pointer and keys, wherever it goes."""

# pyright: basic
# python-xlib has no types; strict checking ends at this file.
from __future__ import annotations

import queue
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ..errors import EnvError
from .x11 import BUTTON_PRESS, BUTTON_RELEASE, MOTION, PRESS, RELEASE, Connection

_EVENT = struct.Struct("=BBHIIIIhhhhHBx")
"""The kind, the key code or button, a number, milliseconds of the server, three windows, the place on the root window
and on a window, the modifiers as they were before, and whether that is on this screen: an event of X's protocol."""
_LAST_MS, _HALF_MS = 0xFFFFFFFF, 0x80000000
_STARTED_S, _ENDS_S = 10.0, 2.0
_MAPPING_CHANGED = 34


@dataclass(frozen=True, slots=True)
class Heard:
    """One input event: its kind (as in ``x11``), key code or button, place on the root window, modifiers before it.

    ``time_s`` is when the X server took it, on the clock of ``time.monotonic``: never later than it was.
    """

    kind: int
    detail: int
    x: int
    y: int
    state: int
    time_s: float


class Listening:
    """Hears each key, button and motion of a display; what programs send by XTEST, too. Nothing is kept from anybody.

    A thread takes in what the server tells, so that the server never waits. ``take`` is called often, from one thread:
    the server tells when it is asked something. Raises EnvError when the display cannot be reached or has no RECORD
    extension; every method does when the display is gone.
    """

    def __init__(self, name: str) -> None:
        self._asking = Connection(name)
        try:
            self._refuse_without_record()
            self._telling = Connection(name)
        except BaseException:
            self._asking.close()
            raise
        self._heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        self._started = threading.Event()
        self._ended = threading.Event()
        self._keys_changed = False
        self._zero_ms, self._zero_s = self._server_time()
        self._context = self._new_context()
        self._thread = threading.Thread(target=self._listen, name="listening", daemon=True)
        self._thread.start()
        if not self._started.wait(_STARTED_S):
            self.close()
            raise EnvError(f"the display {name} does not tell what is typed and clicked there; restart its X server")

    def take(self) -> list[Heard]:
        """What came since the last call, in order."""
        with self._asking.talking():
            display = self._asking.display
            self._asking.root.query_pointer()  # an X server that is idle keeps what it recorded until it is asked
            for _ in range(display.pending_events()):
                self._keys_changed |= display.next_event().type == _MAPPING_CHANGED
        if self._ended.is_set():
            raise EnvError(f"the display {self._asking.name} is gone: it tells nothing any more")
        found: list[Heard] = []
        with suppress(queue.Empty):
            while True:
                found.append(self._heard.get_nowait())
        return found

    def keys_changed(self) -> bool:
        """Whether the keyboard's layout was changed since the last call."""
        changed, self._keys_changed = self._keys_changed, False
        return changed

    def keyboard(self) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
        """The key symbols of each key code, from code 0, and the key codes of each of the eight modifiers."""
        table = self._asking.keyboard()
        with self._asking.talking():
            return table, [
                tuple(code for code in codes if code) for codes in self._asking.display.get_modifier_mapping()
            ]

    def close(self) -> None:
        """Stop listening; a display that is gone is no trouble."""
        with suppress(EnvError), self._asking.talking():
            self._asking.display.record_disable_context(self._context)
            self._asking.display.sync()
            self._thread.join(_ENDS_S)
        for connection in (self._asking, self._telling):
            with suppress(EnvError, OSError):
                connection.close()

    def _refuse_without_record(self) -> None:
        with self._asking.talking():
            if not self._asking.display.has_extension("RECORD"):
                raise EnvError(
                    f"the display {self._asking.name} has no RECORD extension, so that nobody can be recorded there; "
                    "start its X server without `-extension RECORD`"
                )

    def _server_time(self) -> tuple[int, float]:
        """A moment in milliseconds of the server, and the same moment or an earlier one on our clock."""
        from Xlib import X, Xatom

        display, root = self._asking.display, self._asking.root
        with self._asking.talking():
            window = root.create_window(-1, -1, 1, 1, 0, 0, X.InputOnly, event_mask=X.PropertyChangeMask)
            asked_s = time.monotonic()
            window.change_property(Xatom.WM_NAME, Xatom.STRING, 8, b"eyehand")
            display.sync()
            while (event := display.next_event()).type != X.PropertyNotify:
                pass
            window.destroy()
            display.sync()
            return int(event.time), asked_s

    def _new_context(self) -> Any:
        from Xlib.ext import record

        nothing, none_of_extensions = (0, 0), (0, 0, 0, 0)
        wanted = {
            "core_requests": nothing,
            "core_replies": nothing,
            "ext_requests": none_of_extensions,
            "ext_replies": none_of_extensions,
            "delivered_events": nothing,
            "device_events": (PRESS, MOTION),
            "errors": nothing,
            "client_started": False,
            "client_died": False,
        }
        with self._telling.talking():
            context = self._telling.display.record_create_context(0, [record.AllClients], [wanted])
            self._telling.display.sync()
            return context

    def _listen(self) -> None:
        """On the thread: the server answers this one request again and again until the context is disabled."""
        try:
            with self._telling.talking():
                self._telling.display.record_enable_context(self._context, self._told)
        except EnvError:
            pass  # ``take`` says so
        finally:
            self._ended.set()

    def _told(self, reply: Any) -> None:
        from Xlib.ext import record

        if reply.category == record.StartOfData:
            self._started.set()
        if reply.category != record.FromServer or reply.client_swapped:
            return
        data = bytes(reply.data)
        for start in range(0, len(data) - _EVENT.size + 1, _EVENT.size):
            kind, detail, _, time_ms, _, _, _, x, y, _, _, state, _ = _EVENT.unpack_from(data, start)
            if kind in (PRESS, RELEASE, BUTTON_PRESS, BUTTON_RELEASE, MOTION):
                self._heard.put(Heard(kind, detail, x, y, state, self._moment(time_ms)))

    def _moment(self, time_ms: int) -> float:
        """Our clock's time of the server's; its milliseconds begin anew every 49 days."""
        since_ms = (time_ms - self._zero_ms) & _LAST_MS
        return self._zero_s + (since_ms - (_LAST_MS + 1 if since_ms >= _HALF_MS else 0)) / 1000
