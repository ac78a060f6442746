"""Keys by name, text by keystrokes: what a keyboard layout has."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import ActionError

_SHIFT = "Shift_L"
W3C = {
    "Enter": "Return", "Backspace": "BackSpace", "ArrowUp": "Up", "ArrowDown": "Down", "ArrowLeft": "Left",
    "ArrowRight": "Right", "PageUp": "Prior", "PageDown": "Next", "Page_Up": "Prior", "Page_Down": "Next",
    "Control": "Control_L", "ControlOrMeta": "Control_L", "Shift": _SHIFT, "Alt": "Alt_L",
    "AltGraph": "ISO_Level3_Shift", "Meta": "Super_L", "Space": "space", " ": "space", "CapsLock": "Caps_Lock",
    "NumLock": "Num_Lock",
    "ContextMenu": "Menu", "PrintScreen": "Print", "\n": "Return", "\t": "Tab",
}  # fmt: skip
"""The W3C names of keys whose X names differ."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key code, and whether Shift has to be held for what is wanted of it."""

    code: int
    shifted: bool


class Layout:
    """A keyboard's layout: which key gives which symbol, alone or with Shift.

    ``table`` is the key symbols of each key code, from code 0, as ``Connection.keyboard`` gives them.
    """

    def __init__(self, table: list[tuple[int, ...]]) -> None:
        self._strokes: dict[int, Stroke] = {}
        for shifted in (False, True):
            for code, symbols in enumerate(table):
                if len(symbols) > shifted and symbols[shifted]:
                    self._strokes.setdefault(symbols[shifted], Stroke(code, shifted))
        self.shift = self.key(_SHIFT).code

    def key(self, name: str) -> Stroke:
        """The key of a W3C name, an X key symbol's name or a character. Raises ActionError for an unknown one."""
        stroke = self._strokes.get(_symbol(name))
        if stroke is None:
            raise ActionError(f"unknown key {name!r}; write Enter, Tab, Escape, ArrowDown, Control, F5, a …")
        return stroke

    def character(self, character: str) -> Stroke | None:
        """The key that types a character, a line end or a tab; None when this layout has none."""
        return self._strokes.get(_symbol(character))


def _symbol(name: str) -> int:
    """The number of a key symbol; 0 when the name says nothing."""
    name = W3C.get(name, name)
    if len(name) == 1:
        code = ord(name)
        return code if 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xFF else 0x01000000 | code
    from Xlib import XK

    if name.startswith("XF86"):
        XK.load_keysym_group("xf86")
        name = "XF86_" + name.removeprefix("XF86").removeprefix("_")
    return int(XK.string_to_keysym(name))
