"""Takes a target in words apart: its name, its role, which one of several, and beside what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .scene import ControlKind

Relation = Literal["row", "below", "above", "left", "right", "near"]

_ROLES: dict[str, tuple[ControlKind, ...]] = {
    "button": ("button",),
    "field": ("field", "dropdown"),
    "text field": ("field",),
    "input field": ("field", "dropdown"),
    "text box": ("field",),
    "textbox": ("field",),
    "text area": ("field",),
    "textarea": ("field",),
    "input": ("field", "dropdown"),
    "input box": ("field", "dropdown"),
    "entry": ("field",),
    "box": ("field", "checkbox", "dropdown"),
    "check box": ("checkbox", "toggle"),
    "checkbox": ("checkbox", "toggle"),
    "tick box": ("checkbox",),
    "tickbox": ("checkbox",),
    "toggle": ("toggle", "checkbox"),
    "switch": ("toggle", "checkbox"),
    "radio button": ("radio",),
    "radio": ("radio",),
    "option": ("radio", "link", "text"),
    "drop-down menu": ("dropdown",),
    "dropdown menu": ("dropdown",),
    "drop-down list": ("dropdown",),
    "dropdown list": ("dropdown",),
    "drop-down": ("dropdown",),
    "drop down": ("dropdown",),
    "dropdown": ("dropdown",),
    "combo box": ("dropdown", "field"),
    "combobox": ("dropdown", "field"),
    "select": ("dropdown",),
    "menu item": ("link", "text", "button"),
    "menu": ("dropdown", "button", "link", "text"),
    "link": ("link", "text"),
    "tab": ("link", "text", "button"),
    "text": ("text", "link"),
    "label": ("text", "link"),
    "heading": ("text",),
    "icon": ("button",),
}
_ROLE = "|".join(re.escape(role) for role in sorted(_ROLES, key=len, reverse=True))
_ORDINALS: list[str] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ORDINAL = re.compile(rf"^(?:(?P<word>{'|'.join(_ORDINALS)}|last)|(?P<number>\d+)(?:st|nd|rd|th))\b\s*", re.IGNORECASE)
_QUOTED = re.compile(r"""(?<!\w)(?:'(?P<a>[^']+(?:'\w[^']*)*)'|"(?P<b>[^"]+)"|“(?P<c>[^”]+)”|‘(?P<d>[^’]+)’)(?!\w)""")
_ROLE_LAST = re.compile(rf"^(?P<name>.*?)\s*\b(?P<role>{_ROLE})$", re.IGNORECASE)
_LINK_WORDS = r"(?:labelled|labeled|called|named|titled|marked|with the label|that says|saying|for|of)"
_ROLE_FIRST = re.compile(rf"^(?P<role>{_ROLE})\s+(?:{_LINK_WORDS}\s+)?(?P<name>.+)$", re.IGNORECASE)
_RELATIONS: tuple[tuple[str, Relation], ...] = (
    (r"in the (?:same )?row (?:of|with|for)", "row"),
    (r"(?:to the |on the )?left of", "left"),
    (r"(?:to the |on the )?right of", "right"),
    (r"(?:directly |just )?(?:below|under|beneath)", "below"),
    (r"(?:directly |just )?above", "above"),
    (r"(?:next to|beside|near)", "near"),
)
_ARTICLE = re.compile(r"^(?:the|a|an|this|that|my|your)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """What is looked for.

    ``name`` is "" when only a role was given; ``exact`` when it was quoted; ``kinds`` is empty when no role was
    given; ``ordinal`` counts from 0, -1 is the last; ``anchor`` is the text that ``relation`` refers to.
    """

    name: str
    kinds: tuple[ControlKind, ...] = ()
    role: str = ""
    exact: bool = False
    ordinal: int | None = None
    relation: Relation | None = None
    anchor: str = ""


def parse_target(words: str) -> Target:
    """The parts of a target such as "the second 'Delete' button in the row of Ada"."""
    text = re.sub(r"\s+", " ", words).strip().rstrip(".,;!")
    text, relation, anchor = _split_relation(text)
    text = _ARTICLE.sub("", text)
    ordinal: int | None = None
    if (match := _ORDINAL.match(text)) and match.end() < len(text):
        ordinal = _ordinal_number(match)
        text = text[match.end() :]
    quoted = _QUOTED.search(text)
    if quoted:
        name = next(group for group in quoted.groups() if group)
        rest = (text[: quoted.start()] + " " + text[quoted.end() :]).strip()
        role = next((role for role in sorted(_ROLES, key=len, reverse=True) if _has_word(rest, role)), "")
        return Target(name, _ROLES.get(role, ()), role, True, ordinal, relation, anchor)
    name, role = _split_role(text)
    return Target(name, _ROLES.get(role, ()), role, False, ordinal, relation, anchor)


def _split_relation(text: str) -> tuple[str, Relation | None, str]:
    shielded = _QUOTED.sub(lambda match: "·" * len(match[0]), text)
    for pattern, relation in _RELATIONS:
        if (match := re.search(rf"(?<=\S)\s+{pattern}\s+(?=\S)", shielded, re.IGNORECASE)) is not None:
            anchor = _ARTICLE.sub("", text[match.end() :])
            quoted = _QUOTED.search(anchor)
            return text[: match.start()], relation, next(g for g in quoted.groups() if g) if quoted else anchor
    match = re.search(r"\s+in the (?P<anchor>.+) row$", text, re.IGNORECASE)
    if match and match["anchor"].casefold() not in {*_ORDINALS, "last"}:
        return text[: match.start()], "row", match["anchor"].strip("'\"“”‘’")
    return text, None, ""


def _split_role(text: str) -> tuple[str, str]:
    if match := _ROLE_LAST.match(text):
        return _ARTICLE.sub("", match["name"]), match["role"].casefold()
    if match := _ROLE_FIRST.match(text):
        return _ARTICLE.sub("", match["name"]), match["role"].casefold()
    return text, ""


def _ordinal_number(match: re.Match[str]) -> int | None:
    if match["number"]:
        return int(match["number"]) - 1
    word = match["word"].casefold()
    return -1 if word == "last" else _ORDINALS.index(word)


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
