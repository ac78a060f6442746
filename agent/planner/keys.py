"""Keys in words: "Ctrl+S", "the Enter key", "page down"."""

from __future__ import annotations

import re

_NAMES = {
    "enter": "Enter", "return": "Enter", "escape": "Escape", "esc": "Escape", "tab": "Tab", "space": "Space",
    "spacebar": "Space", "backspace": "Backspace", "delete key": "Delete", "del": "Delete", "insert key": "Insert",
    "home": "Home", "end": "End", "page down": "PageDown", "pagedown": "PageDown", "page up": "PageUp",
    "pageup": "PageUp", "up": "ArrowUp", "down": "ArrowDown", "left": "ArrowLeft", "right": "ArrowRight",
    "arrow up": "ArrowUp", "arrow down": "ArrowDown", "arrow left": "ArrowLeft", "arrow right": "ArrowRight",
    "up arrow": "ArrowUp", "down arrow": "ArrowDown", "left arrow": "ArrowLeft", "right arrow": "ArrowRight",
    "ctrl": "Control", "control": "Control", "shift": "Shift", "alt": "Alt", "option key": "Alt", "cmd": "Meta",
    "command": "Meta", "meta": "Meta", "super": "Meta", "win": "Meta",
}  # fmt: skip
_MODIFIERS = frozenset({"Control", "Shift", "Alt", "Meta"})


def keys_in(words: str) -> tuple[str, ...] | None:
    """The keys that the words name, modifiers first as said; None when they name something else ("Save")."""
    text = re.sub(
        r"^the\s+|\s+keys?$", lambda match: "" if match[0].lower() != " key" else " key", words.strip().lower()
    )
    named = text.endswith(" key")
    parts = [part.strip() for part in re.split(r"\s*\+\s*", text)] if "+" in text.strip("+") else [text]
    keys = [_one(part, alone=len(parts) == 1, named=named) for part in parts]
    found = tuple(key for key in keys if key)
    if len(found) != len(keys) or (len(found) > 1 and not all(key in _MODIFIERS for key in found[:-1])):
        return None
    return found


def _one(name: str, *, alone: bool, named: bool) -> str | None:
    bare = name.removesuffix(" key").strip()
    if name in _NAMES or bare in _NAMES:
        return _NAMES.get(name) or _NAMES[bare]
    if re.fullmatch(r"f([1-9]|1[0-2])", bare):
        return bare.upper()
    if len(bare) == 1 and (not alone or named):
        return bare
    return {"delete": "Delete", "insert": "Insert"}.get(bare) if named or not alone else None
