"""The accessibility tree of a desktop's applications (AT-SPI over D-Bus)."""

# pyright: basic
# What comes over a bus has no types; strict checking ends at this file.
from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import EnvError
from ..geometry import Box
from .bus import call, connect, value

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

MOST = 4000
"""Things that are read at most: a document of thousands of cells has no end."""
MOST_CHILDREN = 500
"""Of a thing that has more, like a sheet with its million cells, the children are left out."""
_ACCESSIBLE, _COMPONENT, _TEXT, _VALUE = (
    f"org.a11y.atspi.{name}" for name in ("Accessible", "Component", "Text", "Value")
)
_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_CHECKED, _EXPANDABLE, _EXPANDED, _FOCUSED, _SELECTED, _SENSITIVE, _SHOWING = 4, 9, 10, 12, 23, 24, 25
"""The numbers of states in AT-SPI."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of an application: its role ("push button"), name, text or value, and what of it is true now.

    ``place`` is left, top, right and bottom in pixels of the display; None for what has none. ``description`` is
    mostly its tooltip; ``expanded`` is None for what has nothing to fold out.
    """

    application: str
    role: str
    name: str
    text: str
    checked: bool
    focused: bool
    selected: bool
    place: tuple[int, int, int, int] | None
    description: str = ""
    enabled: bool = True
    expanded: bool | None = None

    @property
    def box(self) -> Box | None:
        """Its place as a box."""
        return None if self.place is None else Box(*self.place)


def things(session_bus: str) -> list[Thing]:
    """What the applications on a D-Bus session say that they show, in their own order.

    Raises EnvError when there is no accessibility bus; an application that does not answer is left out.
    """
    try:
        with connect(session_bus) as session:
            address = call(session, ("org.a11y.Bus", "/org/a11y/bus"), "org.a11y.Bus", "GetAddress")
        with connect(str(address)) as bus:
            found: list[Thing] = []
            for application in call(bus, _ROOT, _ACCESSIBLE, "GetChildren") or []:
                with contextlib.suppress(TimeoutError):
                    _walk(bus, tuple(application), str(value(bus, tuple(application), _ACCESSIBLE, "Name")), found)
            return found
    except (OSError, ValueError) as error:
        raise EnvError(f"the accessibility tree cannot be read: {error}; install at-spi2-core") from None


def _walk(bus: DBusConnection, place: tuple[str, str], application: str, found: list[Thing]) -> None:
    if len(found) >= MOST or place[1].endswith("/null"):
        return
    states = call(bus, place, _ACCESSIBLE, "GetState") or [0, 0]
    bits = states[0] | states[1] << 32
    if bits >> _SHOWING & 1 or place[1].endswith("/root"):
        found.append(_thing(bus, place, application, bits))
        count = value(bus, place, _ACCESSIBLE, "ChildCount")
        children = call(bus, place, _ACCESSIBLE, "GetChildren") if (count or 0) <= MOST_CHILDREN else None
        for child in children or []:
            _walk(bus, tuple(child), application, found)


def _thing(bus: DBusConnection, place: tuple[str, str], application: str, bits: int) -> Thing:
    role = str(call(bus, place, _ACCESSIBLE, "GetRoleName") or "")
    name, description = (str(value(bus, place, _ACCESSIBLE, what) or "") for what in ("Name", "Description"))
    kinds = call(bus, place, _ACCESSIBLE, "GetInterfaces") or []
    checked, focused, selected, enabled = (
        bool(bits >> number & 1) for number in (_CHECKED, _FOCUSED, _SELECTED, _SENSITIVE)
    )
    expanded = bool(bits >> _EXPANDED & 1) if bits >> _EXPANDABLE & 1 else None
    text, box = _written(bus, place, kinds), extents(bus, place, kinds)
    return Thing(application, role, name, text, checked, focused, selected, box, description, enabled, expanded)


def extents(bus: DBusConnection, place: tuple[str, str], kinds: list[str]) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom on the display; None for what is drawn nowhere."""
    found = call(bus, place, _COMPONENT, "GetExtents", "u", (0,)) if _COMPONENT in kinds else None
    if found is None or found[2] <= 0 or found[3] <= 0 or found[0] < -found[2] or found[1] < -found[3]:
        return None
    return found[0], found[1], found[0] + found[2], found[1] + found[3]


def _written(bus: DBusConnection, place: tuple[str, str], kinds: list[str]) -> str:
    """What is written in it, or the number that it is set to; empty for what has neither."""
    if _TEXT in kinds:
        return str(call(bus, place, _TEXT, "GetText", "ii", (0, -1)) or "")
    number = value(bus, place, _VALUE, "CurrentValue") if _VALUE in kinds else None
    return "" if number is None else f"{number:g}"
