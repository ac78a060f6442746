"""Names of keys as models write them, to ours or from ours."""

from __future__ import annotations

import re
from collections.abc import Iterable

NAMES = {
    "ctrl": "Control",
    "shift": "Shift",
    "alt": "Alt",
    "win": "Meta",
    "enter": "Enter",
    "esc": "Escape",
    "tab": "Tab",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Delete",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pageup": "PageUp",
    "pagedown": "PageDown",
    "up": "ArrowUp",
    "down": "ArrowDown",
    "left": "ArrowLeft",
    "right": "ArrowRight",
    "capslock": "CapsLock",
    "printscreen": "PrintScreen",
    "menu": "ContextMenu",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
"""pyautogui's names, which the published agents print, to ours; the first name for a key is the one we write."""
_ALSO = {
    **{"control": "Control", "ctl": "Control", "ctrlleft": "Control", "ctrlright": "Control", "controlleft": "Control"},
    **{"shiftleft": "Shift", "shiftright": "Shift", "altleft": "Alt", "altright": "Alt", "option": "Alt"},
    **{"meta": "Meta", "cmd": "Meta", "command": "Meta", "super": "Meta", "windows": "Meta", "winleft": "Meta"},
    **{
        "return": "Enter",
        "kpenter": "Enter",
        "escape": "Escape",
        "spacebar": "Space",
        "del": "Delete",
        "ins": "Insert",
    },
    **{"pgup": "PageUp", "pgdn": "PageDown", "pgdown": "PageDown", "prior": "PageUp", "next": "PageDown"},
    **{"arrowup": "ArrowUp", "arrowdown": "ArrowDown", "arrowleft": "ArrowLeft", "arrowright": "ArrowRight"},
    **{"uparrow": "ArrowUp", "downarrow": "ArrowDown", "leftarrow": "ArrowLeft", "rightarrow": "ArrowRight"},
    **{
        "bksp": "Backspace",
        "back": "Backspace",
        "prtsc": "PrintScreen",
        "contextmenu": "ContextMenu",
        "apps": "ContextMenu",
    },
    **{"plus": "+", "minus": "-", "comma": ",", "period": ".", "slash": "/", "equal": "=", "equals": "="},
}
MODIFIERS = frozenset({"Control", "Shift", "Alt", "Meta"})
_OURS = {ours: name for name, ours in NAMES.items()}


def to_w3c(keys: Iterable[str]) -> tuple[str, ...] | str:
    """The keys in our names; or, as a sentence, why there are none."""
    found: list[str] = []
    for written in keys:
        for name in _split(written):
            key = _one(name)
            if key is None:
                return f"{name!r} is not the name of a key"
            found.append(key)
    if not found:
        return "`keys` names no key"
    if len(found) > 5:
        return f"`keys` has {len(found)} keys and five can be held together"
    return tuple(found)


def from_w3c(keys: Iterable[str]) -> list[str]:
    """Our names of keys as the published agents print them."""
    return [_OURS.get(key, key) for key in keys]


def _split(written: str) -> list[str]:
    """``ctrl+c`` is two keys; ``+`` is one, and so is ``ctrl++``'s last."""
    text = written.strip(" ") if written.strip() else written[:1]
    if len(text) < 2 or "+" not in text:
        return [text]
    plus = text.endswith("++") or text.endswith("+ +")
    parts = [part.strip() for part in text.split("+") if part.strip()]
    return [*parts, "+"] if plus else parts


def _one(name: str) -> str | None:
    if len(name) == 1:
        return {"\n": "Enter", "\r": "Enter", "\t": "Tab", " ": "Space"}.get(name, name if name.isprintable() else None)
    bare = re.sub(r"[\s_-]|key$", "", name.lower())
    return NAMES.get(bare) or _ALSO.get(bare)
