"""Why a real display cannot be looked at or driven, in one sentence."""

from __future__ import annotations

import ctypes
import os
import re
import sys

MISSING = ("Xvfb", "openbox", "dbus-daemon")
"""The programs that a virtual desktop cannot do without."""
_ALLOWED_IN = "System Settings, Privacy & Security, Screen Recording"
_CORE_GRAPHICS = "/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics"


def why_not(display: str) -> str | None:
    """The trouble with a display that was named, like ":0"; None when none can be told before it is opened."""
    if sys.platform == "darwin":
        allowed = ctypes.CDLL(_CORE_GRAPHICS).CGPreflightScreenCaptureAccess()
        return None if allowed else f"this program may not record the screen; allow it in {_ALLOWED_IN}"
    if sys.platform != "linux":
        return None
    if not re.fullmatch(r"[\w.-]*:\d+(\.\d+)?", display):
        return f"{display!r} names no X display; write it like :0"
    if os.environ.get("WAYLAND_DISPLAY") and display == os.environ.get("DISPLAY"):
        return "this is a Wayland session, in which no program may see or move another; log in to an X11 session"
    return None
