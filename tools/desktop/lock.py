"""Whether a screen is locked: what is typed then goes to whoever asks for the password."""

# pyright: basic
# What comes over a bus has no types; strict checking ends at this file.
from __future__ import annotations

from .bus import call, connect, names, value
from .x11 import Connection

_SAVERS = (
    "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver", "org.xfce.ScreenSaver",
    "org.freedesktop.ScreenSaver",
)  # fmt: skip
"""Who can be asked on the bus of a session whether it shows its lock."""
_KNOWN = (
    "i3lock", "slock", "xtrlock", "xlock", "xsecurelock", "xscreensaver", "kscreenlocker_greet", "mate-screensaver",
)  # fmt: skip
SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"


def covered(display: Connection) -> str | None:
    """What locks an X display, as its windows tell; None when nothing does."""
    status = display.numbers(display.root_number, "_SCREENSAVER_STATUS")
    if status and status[0] == display.atom("LOCK"):
        return "xscreensaver"
    over = display.covers()
    known = next((name for _, name in over if name.casefold() in _KNOWN), None)
    if known or not over or not display.keyboard_is_taken:
        return known
    name = over[0][1]
    return name or "a window without a name that covers it and keeps the keyboard"


def told(session_bus: str | None, session: str | None) -> str | None:
    """What locks a person's session, as the programs say that should know; None when none of them says so.

    ``session`` is logind's name of it. Who cannot be asked is taken not to know.
    """
    try:
        if session_bus is not None:
            with connect(session_bus) as bus:
                for name in set(_SAVERS) & set(names(bus)):
                    path = "/" + name.replace(".", "/")
                    if call(bus, (name, path), name, "GetActive"):
                        return name
        if session is not None:
            with connect(SYSTEM_BUS) as bus:
                login = "org.freedesktop.login1"
                path = call(bus, (login, "/org/freedesktop/login1"), f"{login}.Manager", "GetSession", "s", (session,))
                if path and value(bus, (login, str(path)), f"{login}.Session", "LockedHint"):
                    return "logind"
    except (OSError, ValueError):
        return None
    return None
