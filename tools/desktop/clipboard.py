"""The clipboard of an X display, lent to us for a moment."""

# pyright: basic
# python-xlib has no types; strict checking ends at this file.
from __future__ import annotations

import select
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from .x11 import Connection

CHUNK = 50_000
"""Characters of one paste at most: what fits into one X property whatever they are."""
ANSWER_S, QUIET_S, TAKEN_S = 3.0, 0.04, 1.0
"""How long an owner may take to hand out its contents; how long nobody asks once all have; how long one may not ask."""
_TEXT = ("UTF8_STRING", "text/plain;charset=utf-8", "text/plain")
_NOT_CONTENTS = ("TARGETS", "MULTIPLE", "TIMESTAMP", "SAVE_TARGETS", "DELETE", "INSERT_SELECTION", "INSERT_PROPERTY")
_CLEAR, _REQUEST, _NOTIFY = 29, 30, 31

Contents = dict[str, tuple[int, int, bytes]]
"""What a selection holds: per target its type's atom, bits per unit, and bytes."""


class Clipboard:
    """Owns the clipboard for a paste and puts back what it held.

    What it held is handed out by us from then on, up to 250 KB for each of its forms, whenever ``serve`` is called; it
    is gone when we are. Used from one thread; every method raises EnvError when the display is gone.
    """

    def __init__(self, display: str) -> None:
        self._x = Connection(display)
        with self._x.talking():
            screen = self._x.display.screen()
            self._window: Any = screen.root.create_window(-1, -1, 1, 1, 0, screen.root_depth)
        self._names: tuple[str, ...] = ()
        self._held: dict[str, Contents] = {}
        self._offered: Contents = {}
        self._asked_s = self._event_s = float("-inf")

    @contextmanager
    def lent(self, focus: int) -> Generator[None]:
        """Take the clipboard for the block. ``focus`` is the window with the keyboard.

        Terminals paste the primary selection instead, so it is taken too, unless it marks what the paste replaces.
        """
        with self._x.talking():
            owner = self._owner("PRIMARY")
            marked = owner and owner != self._window.id and self._x.same_client(owner, focus)
            self._names = ("CLIPBOARD",) if marked else ("CLIPBOARD", "PRIMARY")
            before = {name: self._contents(name) for name in self._names}
        try:
            yield
        finally:
            with self._x.talking():
                for name, contents in before.items():
                    self._hold(name, contents)
            self._names, self._offered = (), {}

    def paste(self, text: str, press: Callable[[], None]) -> bool:
        """Hold a text, press what pastes it, wait until it was taken; False when nobody took it within a second."""
        data = text.encode("utf-8")
        with self._x.talking():
            self._offered = {target: (self._x.atom(target), 8, data) for target in _TEXT}
            for name in self._names:
                self._hold(name, self._offered)
        self._asked_s = float("-inf")
        began_s = time.monotonic()
        press()
        while (now_s := time.monotonic()) - began_s < TAKEN_S or self._asked_s >= began_s:
            self.serve(QUIET_S / 4)
            if self._asked_s >= began_s and now_s - self._asked_s >= QUIET_S:
                return True
        return False

    def serve(self, wait_s: float = 0.0) -> None:
        """Hand out what is held to whoever has asked, waiting ``wait_s`` for somebody to ask."""
        with self._x.talking():
            if wait_s and not self._x.display.pending_events():
                select.select([self._x.display.fileno()], [], [], wait_s)
            while self._x.display.pending_events():
                self._event_s = time.monotonic()
                self._answer(self._x.display.next_event())

    def serve_until_quiet(self) -> None:
        """Hand out until nobody has asked for a moment: a paste that a key has just asked for comes before the next."""
        self._event_s = time.monotonic()
        while time.monotonic() - self._event_s < QUIET_S:
            self.serve(QUIET_S / 4)

    def close(self) -> None:
        self._x.close()

    def _owner(self, name: str) -> int:
        """The window that holds a selection; 0 for none."""
        owner = self._x.display.get_selection_owner(self._x.atom(name))
        return owner if isinstance(owner, int) else int(owner.id)

    def _hold(self, name: str, contents: Contents) -> None:
        """Own a selection with these contents; nobody owns it when there are none."""
        from Xlib.protocol.request import SetSelectionOwner

        self._held[name] = contents
        owner = self._window.id if contents else 0
        SetSelectionOwner(display=self._x.display.display, window=owner, selection=self._x.atom(name), time=0)
        self._x.display.sync()

    def _contents(self, name: str) -> Contents:
        """What a selection holds now, in all its forms that fit into one property."""
        owner = self._owner(name)
        if owner == self._window.id:
            return self._held.get(name, {})
        if not owner:
            return {}
        listed = self._convert(name, self._x.atom("TARGETS"))
        names = [self._x.display.get_atom_name(atom) for atom in listed.value] if listed is not None else []
        found: Contents = {}
        for target in dict.fromkeys(names):
            value = None if target in _NOT_CONTENTS else self._convert(name, self._x.atom(target))
            if value is not None and value.property_type != self._x.atom("INCR"):
                found[target] = (value.property_type, value.format, _as_bytes(value))
        return found

    def _convert(self, name: str, target: int) -> Any:
        """The property that the owner fills in for a target; None when it does not."""
        place = self._x.atom("EYEHAND_CLIPBOARD")
        self._window.convert_selection(self._x.atom(name), target, place, 0)
        self._x.display.flush()
        deadline_s = time.monotonic() + ANSWER_S
        while (left_s := deadline_s - time.monotonic()) > 0:
            if not self._x.display.pending_events():
                select.select([self._x.display.fileno()], [], [], left_s)
                continue
            event = self._x.display.next_event()
            if event.type != _NOTIFY:
                self._answer(event)
            elif event.target == target:
                found = self._window.get_full_property(place, 0) if event.property else None
                self._window.delete_property(place)
                return found
        return None

    def _answer(self, event: Any) -> None:
        if event.type == _CLEAR and event.window == self._window:
            self._held.pop(self._x.display.get_atom_name(event.atom), None)
        elif event.type == _REQUEST:
            self._hand_out(event)

    def _hand_out(self, event: Any) -> None:
        from Xlib.protocol.event import SelectionNotify

        held = self._held.get(self._x.display.get_atom_name(event.selection), {})
        target = self._x.display.get_atom_name(event.target)
        place = event.property or event.target
        if target == "TARGETS":
            listed = [self._x.atom(name) for name in ("TARGETS", *held)]
            event.requestor.change_property(place, self._x.atom("ATOM"), 32, listed)
        elif target in held:
            kind, width, data = held[target]
            units = data if width == 8 else list(memoryview(data).cast("H" if width == 16 else "I"))
            event.requestor.change_property(place, kind, width, units)
            if held is self._offered:
                self._asked_s = time.monotonic()
        else:
            place = 0
        event.requestor.send_event(
            SelectionNotify(
                time=event.time,
                requestor=event.requestor,
                selection=event.selection,
                target=event.target,
                property=place,
            )
        )
        self._x.display.flush()


def _as_bytes(value: Any) -> bytes:
    if value.format == 8:
        return value.value if isinstance(value.value, bytes) else str(value.value).encode("latin-1")
    return value.value.tobytes()
