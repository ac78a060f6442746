"""What a key means: its name and the text that it types, with the keys that are held."""

# pyright: basic
# python-xlib has no types; strict checking ends at this file.
from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from .keys import W3C

MODIFIERS = ("Control", "Alt", "Meta", "Shift")
"""The keys that make a shortcut, in the order in which they are named."""
LOCKS = frozenset({*MODIFIERS, "AltGraph", "CapsLock", "NumLock", "ISO_Next_Group", "ISO_Prev_Group"})
"""Keys that only change what others mean."""
_SHIFT, _LOCK, _CONTROL = 1, 2, 4
_GROUP_SHIFT, _GROUPS = 13, 3
_KEYPAD = range(0xFF80, 0xFFBE)
_DEAD = range(0xFE50, 0xFE93)
COMPOSE = 0xFF20
_ACCENTS = dict(
    zip(
        range(0xFE50, 0xFE5D),
        "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328",
        strict=True,
    )
)
_ACCENTS |= {0xFE60: "\u0323", 0xFE61: "\u0309", 0xFE62: "\u031b"}
"""The combining character of each dead key."""
_CHARSETS = {
    1: "iso8859-2", 2: "iso8859-3", 3: "iso8859-4", 5: "iso8859-6", 6: "koi8-u", 7: "iso8859-7", 12: "iso8859-8",
    13: "iso8859-11", 19: "iso8859-15",
}  # fmt: skip
"""Symbols from before Unicode are numbered by a character set (high byte) and the code in it (low byte)."""
_GREEK = {0x7A1: "Ά", 0x7A2: "Έ", 0x7A3: "Ή", 0x7A4: "Ί", 0x7A5: "Ϊ", 0x7A7: "Ό", 0x7A8: "Ύ", 0x7A9: "Ϋ", 0x7AB: "Ώ",
          0x7B1: "ά", 0x7B2: "έ", 0x7B3: "ή", 0x7B4: "ί", 0x7B5: "ϊ", 0x7B6: "ΐ", 0x7B7: "ό", 0x7B8: "ύ", 0x7B9: "ϋ",
          0x7BA: "ΰ", 0x7BB: "ώ", 0x7F2: "σ", 0x7F3: "ς"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a key means just then.

    ``key`` is its W3C name, for a character the one without Shift; ``text`` what it types, empty for nothing; ``held``
    the modifiers that are held with it; ``number`` X's own for the symbol.
    """

    key: str
    text: str
    held: tuple[str, ...]
    number: int


class Keyboard:
    """A keyboard's layout: ``table`` and ``modifiers`` are those of ``Listening.keyboard``."""

    def __init__(self, table: list[tuple[int, ...]], modifiers: list[tuple[int, ...]]) -> None:
        self._table = table
        self._bits: dict[str, int] = {"Shift": _SHIFT, "Control": _CONTROL}
        for place, codes in enumerate(modifiers[3:], start=3):
            for code in codes:
                for symbol in table[code][:1] if code < len(table) else ():
                    self._bits.setdefault(named(symbol), 1 << place)

    def read(self, code: int, state: int) -> Symbol:
        """What a key means with the modifiers of an event."""
        symbols = self._table[code] if code < len(self._table) else ()
        number = self._number(symbols, state)
        plain = self._number(symbols, state & ~(_SHIFT | _LOCK))
        key = named(plain if text_of(plain) else number)
        return Symbol(key, text_of(number), self.held(state), number)

    def held(self, state: int) -> tuple[str, ...]:
        """The modifiers of an event that make a shortcut."""
        return tuple(name for name in MODIFIERS if state & self._bits.get(name, 0))

    def _number(self, symbols: tuple[int, ...], state: int) -> int:
        """The symbol of a key: by its group, by the third level's key, then by Shift and the locks."""
        third = bool(state & self._bits.get("AltGraph", 0))
        group = (state >> _GROUP_SHIFT) & _GROUPS
        low, high = _pair(symbols, group, third)
        if not low and not high:
            low, high = _pair(symbols, 0, third)
        if not low and third:
            low, high = _pair(symbols, 0, False)
        shifted = bool(state & _SHIFT)
        if high in _KEYPAD and text_of(high):
            shifted ^= bool(state & self._bits.get("NumLock", 0))
        elif state & _LOCK and text_of(low) != text_of(high) and text_of(low).upper() == text_of(high):
            shifted = not shifted
        return high if shifted and high else low


def named(number: int) -> str:
    """The W3C name of a symbol, or X's own where W3C has none; a character is its own name."""
    if text := text_of(number):
        return text
    name = _names().get(number, "")
    name = name.removeprefix("KP_") if number in _KEYPAD else name
    return _OURS.get(name, name)


def text_of(number: int) -> str:
    """What a symbol types; empty for keys like Enter and for dead keys."""
    high, low = divmod(number, 256)
    if 0x20 <= number <= 0x7E or 0xA0 <= number <= 0xFF or 0x20A0 <= number <= 0x20AC:
        return chr(number)
    if 0x01000100 <= number <= 0x0110FFFF:
        return chr(number - 0x01000000)
    if 0xFFAA <= number <= 0xFFB9:
        return "*+,-./0123456789"[number - 0xFFAA]
    if number in (0xFFBD, 0xFF80):
        return "=" if number == 0xFFBD else " "
    if number in _GREEK:
        return _GREEK[number]
    charset = _CHARSETS.get(high)
    if charset is None or low < 0xA0:
        return ""
    try:
        return bytes([low]).decode(charset)
    except UnicodeDecodeError:
        return ""


class Composing:
    """Dead keys and the compose key: several keys that type one character, as the system's own table has it."""

    def __init__(self) -> None:
        self._begun: tuple[int, ...] = ()

    def add(self, number: int, text: str) -> str | None:
        """What is typed once this symbol came; None while more has to come."""
        if not self._begun and number != COMPOSE and number not in _DEAD:
            return text
        begun, self._begun = (*self._begun, number), ()
        if (composed := _compositions().get(begun)) is not None:
            return composed
        if begun in _prefixes():
            self._begun = begun
            return None
        if len(begun) == 2 and begun[0] in _ACCENTS and text:
            accent = _ACCENTS[begun[0]]
            whole = unicodedata.normalize("NFC", text + accent)
            return whole if len(whole) == 1 else text
        if len(begun) == 1 and number in _ACCENTS:
            self._begun = begun
            return None
        return ""  # toolkits beep


def _pair(symbols: tuple[int, ...], group: int, third: bool) -> tuple[int, int]:
    """Columns of X's core protocol: two levels of group one and two, then the other two levels of both, then more."""
    start = (2 * group + (4 if third else 0)) if group < 2 else 8 + 4 * (group - 2) + (2 if third else 0)
    low, high = ((*symbols, *(0,) * 20)[start + level] for level in (0, 1))
    return low, high


@cache
def _names() -> dict[int, str]:
    from Xlib import XK

    for group in ("xkb", "xf86"):
        XK.load_keysym_group(group)
    found: dict[int, str] = {}
    for name, number in vars(XK).items():
        if name.startswith("XK_") and isinstance(number, int):
            found.setdefault(number, name.removeprefix("XK_").replace("XF86_", "XF86"))
    return found


@cache
def _compositions() -> dict[tuple[int, ...], str]:
    from .compositions import read

    numbers = {name: number for number, name in _names().items()}
    return read(numbers)


@cache
def _prefixes() -> frozenset[tuple[int, ...]]:
    return frozenset(keys[:length] for keys in _compositions() for length in range(1, len(keys)))


_OURS = {
    name: w3c
    for w3c, name in reversed(W3C.items())
    if len(w3c) > 1 and w3c not in ("Page_Up", "Page_Down", "ControlOrMeta")
}
_OURS |= {
    "Control_R": "Control", "Shift_R": "Shift", "Alt_R": "Alt", "Meta_L": "Alt", "Meta_R": "Alt", "Super_R": "Meta",
    "Mode_switch": "AltGraph", "ISO_Left_Tab": "Tab", "Page_Up": "PageUp", "Page_Down": "PageDown",
}  # fmt: skip
"""The W3C names of X's."""
