"""What a target in words comes to for a tool that knows pages by role and name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...tools.elements import Element
from ...tools.eye.language.phrase import Target
from ...tools.eye.language.readings import readings

_ROLES = {
    "button": "button", "link": "link", "field": "textbox", "textarea": "textbox", "dropdown": "combobox",
    "checkbox": "checkbox", "radio": "radio", "toggle": "switch", "tab": "tab", "menuitem": "menuitem",
    "slider": "slider", "spinbox": "spinbutton", "option": "option",
}  # fmt: skip

_ARTICLES = ("the ", "a ", "an ")
_QUOTES = re.compile(r"^(['\"])(.+)\1$")


@dataclass(frozen=True)
class Named:
    """``roles`` are those of WAI-ARIA that it may have, none when that is not known; ``nth`` counts from 0, negative
    from the end; ``row`` is a text of the row that it is in; ``frames`` leads to its document, outermost first."""

    name: str
    roles: tuple[str, ...] = ()
    nth: int | None = None
    row: str = ""
    frames: tuple[str, ...] = ()


def named(words: str, element: Element | None = None) -> Named | None:
    """What was recorded of the page, or else what the words say; None when they say more than can be told apart."""
    if element is not None and element.name:
        return Named(element.name, (element.role,) if element.role else (), frames=element.frames)
    read = [target for target, _ in readings(words)]
    if any(target.role and (target.colour or target.states) for target in read):
        return None
    if not words.lower().startswith(_ARTICLES):  # "Name or email" is what a field is called, no name "or email"
        read = [target for target in read if not _reads(target)] or read
    found = [one for target in read if (one := _plain(target)) is not None]
    best = [one for one in found if one.row and one.roles] or [one for one in found if one.roles] or found
    return best[0] if best else None


def _reads(target: Target) -> bool:
    """Whether its kind of thing may be any text."""
    return bool(target.role) and "text" in target.kinds


def _plain(target: Target) -> Named | None:
    if target.states or target.colour or target.place or target.several or not target.name:
        return None
    if target.order and (target.order.axis != "reading" or target.order.index is None):
        return None
    row = ""
    if target.links:
        [link, *more] = target.links
        anchor = link.anchors[0]
        if more or len(link.anchors) != 1 or anchor.links or not (link.relation == "row" or "row" in anchor.kinds):
            return None
        row = anchor.name
    roles = tuple(dict.fromkeys(_ROLES[kind] for kind in target.kinds if kind in _ROLES))
    return Named(_QUOTES.sub(r"\2", target.name), roles, target.order.index if target.order else None, row)
