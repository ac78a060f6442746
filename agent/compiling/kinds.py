"""Which kind of thing an input was aimed at: a field, a drop-down, a box to tick, an option."""

from __future__ import annotations

import re

from ...tools.change import changed_in
from ...tools.elements import Element
from ...tools.geometry import Box
from .deeds import Aim
from .sight import Sight

FIELD_ROLES = frozenset({"textbox", "searchbox", "spinbutton", "slider"})
TICK_ROLES = frozenset({"checkbox", "switch", "menuitemcheckbox", "radio", "menuitemradio"})
LIST_KINDS = frozenset({"select-one", "select-multiple"})
_FIELD = frozenset({"field", "spinbox"})
_FIELD_SAID = re.compile(r"\b(?:field|box|input|area|bar|cell)\b|框|栏", re.IGNORECASE)
_LIST_SAID = re.compile(r"drop-?\s?down|\bcombo\s?box\b|\bselect(?:or)? (?:box|list|menu)\b|下拉", re.IGNORECASE)
_OPTION_SAID = re.compile(r"\boption\b|选项", re.IGNORECASE)
_CLOSE_PX = 6


def is_field(aim: Aim, sight: Sight) -> bool:
    """Whether text can be typed into it."""
    if aim.element and aim.element.role in {*FIELD_ROLES, "combobox"}:
        return aim.element.kind not in LIST_KINDS
    control = sight.control_at(aim.picture, aim.at)
    return (control is not None and control.kind in _FIELD) or bool(_FIELD_SAID.search(aim.said))


def is_list(aim: Aim, sight: Sight) -> bool:
    """Whether it opens a list to choose from."""
    if aim.element and (aim.element.kind in LIST_KINDS or aim.element.role in {"combobox", "listbox"}):
        return True
    control = sight.control_at(aim.picture, aim.at)
    return (control is not None and control.kind == "dropdown") or bool(_LIST_SAID.search(aim.said))


def is_option(aim: Aim, opened: Aim, sight: Sight) -> bool:
    """Whether it is one of the list that a click on ``opened`` brought."""
    if aim.element and aim.element.role in {"option", "menuitem", "menuitemradio", "treeitem"}:
        return True
    if _OPTION_SAID.search(aim.said):
        return True
    line = sight.line_at(aim.picture, aim.at)
    if line is None or same_place(aim, opened):
        return False
    return changed_in(sight.frame(opened.picture), sight.frame(aim.picture), line.box)


def option_text(aim: Aim, sight: Sight) -> str:
    """What an option says."""
    if aim.element and aim.element.name and aim.element.role not in {"combobox", "listbox"}:
        return aim.element.name
    if line := sight.line_at(aim.picture, aim.at):
        return line.text.lstrip("✓√ ")
    quoted = re.search(r"'([^']+)'|\"([^\"]+)\"", aim.said)
    return (quoted[1] or quoted[2]) if quoted else ""


def ticked(aim: Aim, sight: Sight) -> bool | None:
    """Whether a box to tick will be ticked by a click on it; None for what is none."""
    element = aim.element
    if element is not None:
        if element.checked is None or element.role not in TICK_ROLES:
            return None
        return True if "radio" in element.role else not element.checked
    control = sight.control_at(aim.picture, aim.at)
    if control is None or control.checked is None or control.kind not in {"checkbox", "toggle", "radio"}:
        return None
    return True if control.kind == "radio" else not control.checked


def is_empty(aim: Aim, sight: Sight) -> bool:
    """Whether a field holds nothing yet."""
    if aim.element and aim.element.value is not None:
        return not aim.element.value
    if aim.element and aim.element.secret:
        return True
    control = sight.control_at(aim.picture, aim.at)
    return control is None or not control.value


def same_place(one: Aim, other: Aim) -> bool:
    """Whether two inputs were aimed at the same thing."""
    if one.element and other.element:
        first, second = one.element, other.element
        return first.role == second.role and first.frames == second.frames and first.name == second.name and (
            first.box.iou(second.box) > 0.5 or _same_size(first, second)
        )  # fmt: skip
    if one.element or other.element:
        known, bare = (one, other) if one.element else (other, one)
        return known.element is not None and known.element.box.grow(_CLOSE_PX).contains(bare.at)
    return near(one, other)


def near(one: Aim, other: Aim) -> bool:
    """Whether two inputs went to the same place."""
    return _around(one).contains(other.at)


def _same_size(one: Element, other: Element) -> bool:
    # A page that was scrolled in between: the same thing elsewhere.
    return bool(one.name) and (one.box.width, one.box.height) == (other.box.width, other.box.height)


def _around(aim: Aim) -> Box:
    return Box(aim.at.x, aim.at.y, aim.at.x + 1, aim.at.y + 1).grow(int(_CLOSE_PX * aim.picture.scale))
