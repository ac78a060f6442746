"""Words for a thing, from its role and name as assistive technology knows them."""

from __future__ import annotations

import re

_NOUNS = {
    "button": "button", "link": "link", "textbox": "field", "searchbox": "field", "spinbutton": "field",
    "combobox": "drop-down", "listbox": "list", "checkbox": "checkbox", "radio": "radio button", "switch": "switch",
    "tab": "tab", "menuitem": "menu item", "slider": "slider", "heading": "heading", "img": "image", "image": "image",
}  # fmt: skip
_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def words_of(name: str, role: str = "", *, nth: int | None = None) -> str:
    """Like ``the Save button``; a name that might be taken for grammar is quoted. ``nth`` counts from 0."""
    name = re.sub(r"\s+", " ", name).strip()
    noun = _NOUNS.get(role, "")
    which = f"{_NTH[nth]} " if nth is not None and 0 <= nth < len(_NTH) else "last " if nth == -1 else ""
    if not name:
        return f"the {which}{noun}" if noun else ""
    plain = len(name.split()) <= 3 and re.fullmatch(r"[\w-]+(?: [\w-]+)*", name) and not _GRAMMAR.search(name)
    shown = name if plain else _quoted(name)
    if noun or which:
        return f"the {which}{shown}{f' {noun}' if noun else ''}"
    return shown


_GRAMMAR = re.compile(
    r"\b(in|of|on|at|to|for|with|above|below|under|next|near|left|right|first|last|the)\b", re.IGNORECASE
)


def _quoted(name: str) -> str:
    if "'" not in name:
        return f"'{name}'"
    return f'"{name}"' if '"' not in name else name
