"""Which application a recording begins in, so that a replay can start it."""

from __future__ import annotations

import shlex
from pathlib import Path

from ...tools.desktop.windows import Windows


def application(windows: Windows, ours: frozenset[int]) -> str | None:
    """The command line of the application that has the keyboard, else of the only one; None when it is not known.

    ``ours`` are the processes of our own terminal.
    """
    active = windows.active()
    pids = {window.pid for window in windows.open() if window.pid and window.pid not in ours}
    if active is not None and active.pid in pids:
        pids = {active.pid}
    if len(pids) != 1:
        return None
    try:
        words = Path(f"/proc/{pids.pop()}/cmdline").read_bytes().decode("utf-8").split("\0")
    except (OSError, ValueError):
        return None
    return shlex.join(word for word in words if word) or None
