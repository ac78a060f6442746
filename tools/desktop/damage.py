"""The adapter of X's DAMAGE extension: whether anything was drawn on a display since the last time somebody asked."""

# pyright: basic
# python-xlib has no types; strict checking ends at this file.
from __future__ import annotations

from contextlib import suppress

from .x11 import Connection


class Damage:
    """Listens to what is drawn on a display, windows included, on a connection of its own; used from one thread."""

    def __init__(self, name: str) -> None:
        """Raises EnvError when the display cannot be reached. Without the extension everything counts as drawn."""
        from Xlib.ext import damage

        self._connection = Connection(name)
        display = self._connection.display
        self._region = None
        with self._connection.talking():
            if display.has_extension("DAMAGE"):
                display.damage_query_version()
                self._region = self._connection.root.damage_create(damage.DamageReportNonEmpty)
                display.sync()

    def happened(self) -> bool:
        """Whether anything was drawn since the last call. Raises EnvError when the display is gone.

        What is drawn after the answer is told by the next call: the answer is given once the server listens again.
        """
        if self._region is None:
            return True
        display = self._connection.display
        with self._connection.talking():
            waiting = display.pending_events()
            for _ in range(waiting):
                display.next_event()
            if waiting:
                display.damage_subtract(self._region)
                display.sync()
        return waiting > 0

    def close(self) -> None:
        with suppress(OSError):
            self._connection.close()
