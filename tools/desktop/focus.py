"""Which thing of an application has the keyboard, as applications say it themselves (AT-SPI over D-Bus)."""

# pyright: basic
# What comes over a bus has no types; strict checking ends at this file.
from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..geometry import Box
from .accessibility import extents
from .bus import call, connect, value

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

PASSWORD = "password text"
PLAIN = frozenset(
    {"text", "entry", "paragraph", "document text", "document web", "spin button", "table cell", "editbar"}
)
"""Roles of what shows the text that is typed into it."""
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
_EVENTS = {"org.a11y.atspi.Event.Focus": "focus:", "org.a11y.atspi.Event.Object": "object:state-changed:focused"}
"""How GTK tells it, how Qt and others do."""
_LOOK_S, _KEEP = 0.2, 64


@dataclass(frozen=True, slots=True)
class Focused:
    """What got the keyboard, and when (``time.monotonic``): its AT-SPI role, its name and place on the display."""

    time_s: float
    role: str
    name: str
    box: Box | None


class Focus:
    """Follows the focus on a thread of its own. Where there is no accessibility bus nothing is ever known."""

    def __init__(self, session_bus: str | None) -> None:
        self._known: deque[Focused] = deque(maxlen=_KEEP)
        self._closing = threading.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._follow, args=(session_bus,), name="focus", daemon=True)
        self._thread.start()
        self._ready.wait(5.0)

    def between(self, start_s: float, end_s: float) -> list[Focused]:
        """What had the keyboard at the start, if that is known, and what got it until the end."""
        known = list(self._known)
        earlier = [one for one in known if one.time_s <= start_s]
        return earlier[-1:] + [one for one in known if start_s < one.time_s <= end_s]

    def close(self) -> None:
        self._closing.set()
        self._thread.join(2.0)

    def _follow(self, session_bus: str | None) -> None:
        """On the thread; a bus that is not there or goes away ends it: then nothing is known any more."""
        try:
            with ExitStack() as stack:
                if session_bus is None:
                    return
                with connect(session_bus) as session:
                    address = call(session, ("org.a11y.Bus", "/org/a11y/bus"), "org.a11y.Bus", "GetAddress")
                bus = stack.enter_context(connect(str(address)))
                told = self._subscribe(bus, stack)
                self._ready.set()
                while not self._closing.is_set():
                    with suppress(TimeoutError):
                        told.append(bus.recv_until_filtered(told, timeout=_LOOK_S))
                    while told:
                        self._take(bus, told.popleft())
        except (OSError, ValueError, EOFError):
            pass
        finally:
            self._known.clear()
            self._ready.set()

    def _subscribe(self, bus: DBusConnection, stack: ExitStack) -> deque[Any]:
        from jeepney import MatchRule, message_bus

        told: deque[Any] = deque()
        for interface, event in _EVENTS.items():
            rule = MatchRule(type="signal", interface=interface)
            bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=2.0)
            stack.enter_context(bus.filter(rule, queue=told))
            call(bus, _REGISTRY, "org.a11y.atspi.Registry", "RegisterEvent", "sass", (event, [], ""))
        return told

    def _take(self, bus: DBusConnection, message: Any) -> None:
        from jeepney import HeaderFields

        fields = message.header.fields
        interface = fields[HeaderFields.interface]
        what = tuple(message.body[:2]) if message.body else ()
        if interface.endswith(".Object") and what != ("focused", 1):
            return
        now_s = time.monotonic()
        place = (fields[HeaderFields.sender], fields[HeaderFields.path])
        with suppress(TimeoutError):
            role = str(call(bus, place, _ACCESSIBLE, "GetRoleName") or "")
            name = str(value(bus, place, _ACCESSIBLE, "Name") or "")
            found = extents(bus, place, call(bus, place, _ACCESSIBLE, "GetInterfaces") or [])
            if not name and (role == PASSWORD or role in PLAIN):
                name = _label(bus, place)
            self._known.append(Focused(now_s, role, name, Box(*found) if found else None))


def _label(bus: DBusConnection, place: tuple[str, str]) -> str:
    """The name of what labels a thing; empty when nothing does."""
    for kind, targets in call(bus, place, _ACCESSIBLE, "GetRelationSet") or []:
        if kind == 2 and targets:  # labelled by
            return str(value(bus, tuple(targets[0]), _ACCESSIBLE, "Name") or "")
    return ""
