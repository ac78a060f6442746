"""The adapter of jeepney: questions to other programs over D-Bus."""

# pyright: basic
# jeepney leaves message bodies open; strict checking ends at this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

ANSWER_S = 5.0
Place = tuple[str, str]
"""The bus name of a program, and the path of an object of it."""


def connect(address: str) -> DBusConnection:
    """Connect to a bus; a context manager. Raises OSError or ValueError when that cannot be."""
    from jeepney.io.blocking import open_dbus_connection

    return open_dbus_connection(bus=address.partition(",guid=")[0])  # jeepney does not want the server's id


def names(bus: DBusConnection) -> list[str]:
    """What the programs on the bus call themselves."""
    return call(bus, ("org.freedesktop.DBus", "/org/freedesktop/DBus"), "org.freedesktop.DBus", "ListNames") or []


def call(
    bus: DBusConnection, place: Place, interface: str, method: str, signature: str = "", body: tuple[Any, ...] = ()
) -> Any:
    """The first value of an answer; None when it is an error."""
    from jeepney import DBusAddress, MessageType, new_method_call

    message = new_method_call(DBusAddress(place[1], place[0], interface), method, signature or None, body)
    answer = bus.send_and_get_reply(message, timeout=ANSWER_S)
    return answer.body[0] if answer.header.message_type is MessageType.method_return and answer.body else None


def value(bus: DBusConnection, place: Place, interface: str, name: str) -> Any:
    """A property of an object; None when it has none."""
    found = call(bus, place, "org.freedesktop.DBus.Properties", "Get", "ss", (interface, name))
    return found[1] if isinstance(found, tuple) else None
