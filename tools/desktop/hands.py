"""Pointer and keyboard actions of a desktop, whatever the platform."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from ..actions import Action, Click, Drag, Move, Press, Scroll, Type
from ..errors import ActionError
from ..geometry import Point
from ..secrets import Secrets
from .clipboard import CHUNK, Clipboard
from .keys import Layout, Stroke
from .pointer import Pointer
from .x11 import PRESS, RELEASE, Connection

Place = Callable[[Point], tuple[int, int]]
"""From pixels of the frame to places of the pointer. Raises ActionError for a point off the frame."""
PASTE = ("Shift", "Insert")
"""Pastes in every toolkit, and in terminals."""
REFRESH_S = 5.0
"""A person may choose another layout at any time; it is asked for anew after this long."""


class Hands(Protocol):
    """Sends one pointer or keyboard action, once; keys and buttons that it holds are released whatever happens."""

    def send(self, action: Action, place: Place) -> list[str]:
        """Returns sentences about what pixels do not show. Raises ActionError, EnvError, and CornerReached."""
        ...

    def idle(self) -> None:
        """Called often while nothing is sent."""
        ...

    def close(self) -> None: ...


class XHands:
    """The pointer and the keys of an X display. Implements ``Hands``."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._x = connection
        self._secrets = secrets
        self._pointer = Pointer(connection)
        self._clipboard: Clipboard | None = None
        self._known: tuple[float, Layout] | None = None

    def send(self, action: Action, place: Place) -> list[str]:
        self._pointer.heed_corner()
        notes = self._send(action, place)
        if self._clipboard is not None:
            self._clipboard.serve_until_quiet()
        return notes

    def _send(self, action: Action, place: Place) -> list[str]:
        match action:
            case Move(at=at):
                self._pointer.move(*place(at))
            case Click(at=at, button=button, count=count):
                self._pointer.click(*place(at), button, count)
            case Drag(start=start, end=end):
                self._pointer.drag(place(start), place(end))
            case Scroll(at=at, dx_notches=dx, dy_notches=dy):
                self._pointer.scroll(*place(at), dx, dy)
            case Type(text=text):
                return self._type(self._secrets.render(text))
            case Press(keys=keys):
                self._press([self._layout().key(key) for key in keys])
            case _:
                raise ActionError(f"{action.kind} is neither a pointer nor a keyboard action")
        return []

    def idle(self) -> None:
        """Hand out what the clipboard held before a paste."""
        if self._clipboard is not None:
            self._clipboard.serve()

    def close(self) -> None:
        if self._clipboard is not None:
            self._clipboard.close()

    def _layout(self) -> Layout:
        now_s = time.monotonic()
        if self._known is None or now_s - self._known[0] > REFRESH_S:
            self._known = now_s, Layout(self._x.keyboard())
        return self._known[1]

    def _type(self, text: str) -> list[str]:
        """By keystrokes when the layout has each character, else by pasting; line ends and tabs are always keys."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        strokes = [self._layout().character(character) for character in text]
        if all(strokes) and self._x.plain_keys:
            for stroke in strokes:
                self._press([stroke] if stroke else [])
            return []
        if self._clipboard is None:
            self._clipboard = Clipboard(self._x.name)
        taken = True
        with self._clipboard.lent(self._x.focus):
            for part in _parts(text):
                if part in "\n\t":
                    self._press([self._layout().key(part)])
                else:
                    taken = self._clipboard.paste(part, lambda: self._press([self._layout().key(k) for k in PASTE]))
        return [] if taken else ["nothing took the text that was pasted; what has the focus takes no text"]

    def _press(self, strokes: list[Stroke]) -> None:
        """Press in order, release in reverse; Shift is held where a symbol needs it."""
        codes = [stroke.code for stroke in strokes]
        shift = self._layout().shift
        if any(stroke.shifted for stroke in strokes) and shift not in codes:
            codes.insert(0, shift)
        held: list[int] = []
        try:
            for code in codes:
                held.append(code)
                self._x.fake(PRESS, code)
        finally:
            for code in reversed(held):
                self._x.fake(RELEASE, code)


def _parts(text: str) -> list[str]:
    """Line ends and tabs by themselves, and what is between them in pieces that fit into one paste."""
    parts = [""]
    for character in text:
        if character in "\n\t" or len(parts[-1]) >= CHUNK or parts[-1] in ("\n", "\t"):
            parts.append("")
        parts[-1] += character
    return [part for part in parts if part]
