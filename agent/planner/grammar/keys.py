"""Keys in words: "Ctrl+S", "the Enter key", "page down", "回车键"."""

from __future__ import annotations

import re

_NAMES = {
    "enter": "Enter", "return": "Enter", "escape": "Escape", "esc": "Escape", "tab": "Tab", "tabulator": "Tab",
    "space": "Space", "spacebar": "Space", "space bar": "Space", "backspace": "Backspace", "delete key": "Delete",
    "del": "Delete", "insert key": "Insert", "home": "Home", "end": "End", "page down": "PageDown",
    "pagedown": "PageDown", "pgdn": "PageDown", "page up": "PageUp", "pageup": "PageUp", "pgup": "PageUp",
    "up": "ArrowUp", "down": "ArrowDown", "left": "ArrowLeft", "right": "ArrowRight",
    "arrow up": "ArrowUp", "arrow down": "ArrowDown", "arrow left": "ArrowLeft", "arrow right": "ArrowRight",
    "up arrow": "ArrowUp", "down arrow": "ArrowDown", "left arrow": "ArrowLeft", "right arrow": "ArrowRight",
    "↑": "ArrowUp", "↓": "ArrowDown", "←": "ArrowLeft", "→": "ArrowRight",
    "ctrl": "Control", "control": "Control", "strg": "Control", "shift": "Shift", "alt": "Alt", "option key": "Alt",
    "cmd": "Meta", "command": "Meta", "⌘": "Meta", "meta": "Meta", "super": "Meta", "win": "Meta",
    "windows key": "Meta",
    "回车": "Enter", "回车键": "Enter", "确认键": "Enter", "退出键": "Escape", "制表键": "Tab", "空格": "Space",
    "空格键": "Space", "退格": "Backspace", "退格键": "Backspace", "删除键": "Delete", "上箭头": "ArrowUp",
    "下箭头": "ArrowDown", "左箭头": "ArrowLeft", "右箭头": "ArrowRight", "向上键": "ArrowUp", "向下键": "ArrowDown",
    "向左键": "ArrowLeft", "向右键": "ArrowRight", "上方向键": "ArrowUp", "下方向键": "ArrowDown",
    "左方向键": "ArrowLeft", "右方向键": "ArrowRight", "方向键上": "ArrowUp", "方向键下": "ArrowDown",
    "上翻页键": "PageUp", "下翻页键": "PageDown",
}  # fmt: skip
_MODIFIERS = frozenset({"Control", "Shift", "Alt", "Meta"})
_MODIFIER = r"(?:ctrl|control|shift|alt|cmd|command|⌘|meta|super|win)"


def keys_in(words: str) -> tuple[str, ...] | None:
    """The keys that the words name, modifiers first as said; None when they name something else ("Save")."""
    text = re.sub(r"^(?:the\s+)?(?:(?:keyboard\s+)?shortcut\s+|key(?:s| combination)?\s+)?", "", words.strip().lower())
    text = re.sub(r"^letter\s+(\w)$", r"\1 key", text)
    text = re.sub(r"\s*(?:\bkeys?|\bshortcut|\bkey\s+combination|键|快捷键|组合键)$", " key", text)
    text = re.sub(r"\s+on\s+(?:the|your)\s+keyboard$", " key", text)
    named = text.endswith(" key")
    parts = _parts(text)
    keys = [_one(part.strip(), alone=len(parts) == 1, named=named) for part in parts]
    found = tuple(key for key in keys if key)
    if len(found) != len(keys) or (len(found) > 1 and not all(key in _MODIFIERS for key in found[:-1])):
        return None
    return found


def _parts(text: str) -> list[str]:
    """What is pressed together: joined by a plus, or behind a modifier by a hyphen, an "and" or a space."""
    if "+" in text.strip("+＋") or "＋" in text.strip("+＋"):
        return re.split(r"\s*[+＋]\s*", text)
    parts: list[str] = []
    while match := re.match(rf"({_MODIFIER})(?:\s+key)?(?:\s*-\s*|\s+and\s+|\s+)(?!key$)(?=\S)", text):
        parts.append(match[1])
        text = text[match.end() :]
    return [*parts, text]


def _one(name: str, *, alone: bool, named: bool) -> str | None:
    bare = name.removesuffix(" key").strip()
    for said in (name, bare, f"{bare}键" if named else bare):
        if said in _NAMES:
            return _NAMES[said]
    if re.fullmatch(r"f([1-9]|1[0-2])", bare):
        return bare.upper()
    if len(bare) == 1 and (not alone or named):
        return bare
    return {"delete": "Delete", "insert": "Insert"}.get(bare) if named or not alone else None
