"""Everything on a scene that may be a target by itself, before what was said around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...geometry import Box
from ..language.colour_words import colour_fit
from ..language.phrase import State, Target
from ..language.roles import ENTRIES, TICKABLE, Kind
from ..scene import Control
from .calling import FOUND, Calling
from .matching import NO_FIT, Evidence, Fit
from .sight import Item, Sight

__all__ = ["FOUND", "Match", "candidates"]

_PARTS = frozenset({"dialog", "menu", "table", "list", "row", "column", "cell", "head", "panel"})
_PLAIN = {"text": 0.93, "link": 0.99, "field": 0.9, "dropdown": 0.9, "spinbox": 0.9, "icon": 0.98}  # without a role
_INSIDE = 0.87
_STAND_INS: dict[Kind, dict[str, float]] = {  # asked for: what it may have been taken for
    "button": {"link": 0.88, "tab": 0.9, "menuitem": 0.9, "dropdown": 0.8, "text": 0.75},
    "icon": {"link": 0.8, "text": 0.72, "menuitem": 0.74, "tab": 0.8},
    "link": {"button": 0.9, "tab": 0.9, "menuitem": 0.9},
    "tab": {"menuitem": 0.9},
    "menuitem": {"row": 0.9, "tab": 0.9, "button": 0.9, "link": 0.9, "text": 0.85},
    "radio": {"button": 0.85, "tab": 0.8, "checkbox": 0.8},
    "dropdown": {"field": 0.75},
    "spinbox": {"dropdown": 0.75},
    "row": {"text": 0.72, "link": 0.72, "menuitem": 0.9},
    "cell": {"text": 0.72, "link": 0.72},
    "column": {"text": 0.72, "link": 0.72},
    "head": {"link": 0.9, "button": 0.85},
}
_ROLE_ONLY = 0.8
_NO_PICTURE = 0.85  # times, for words in place of an icon
_AS_WRITTEN = 0.9
_HEADING = 0.8  # for a heading in place of a link


@dataclass(frozen=True)
class Match:
    """A control, the part of it that is meant, and how well it fits (``score`` 0 to 1, which is no probability).

    A row, column or cell of a table is a "text" control with the words in it. ``margin`` is how much worse the next
    best fits, ``among`` how many fit as well before a place, a distance or an ordinal chose.
    """

    control: Control
    box: Box
    score: float
    how: str
    evidence: Evidence = "exact"
    margin: float = 1.0
    among: int = 1


def candidates(sight: Sight, target: Target, kinds: frozenset[str] | None, *, inner: bool = False) -> list[Match]:
    """Every item that fits the name, role, state and colour of a target, only controls of ``kinds`` when given.

    ``inner`` is a target that another thing is found by.
    """
    if target.is_bare:
        return []
    calling = Calling(sight, target, inner=inner)
    found = [match for item in _items(sight, target) if (match := _match(sight, item, target, kinds, calling))]
    if target.name and max((match.score for match in found), default=0.0) < _AS_WRITTEN and _takes_text(target):
        found += _joined(sight, target, kinds)
    return found


def _items(sight: Sight, target: Target) -> Iterator[Item]:
    yield from sight.items
    if _PARTS & {*target.kinds} or "menuitem" in target.kinds:
        yield from sight.parts


def _match(sight: Sight, item: Item, target: Target, kinds: frozenset[str] | None, calling: Calling) -> Match | None:
    control = item.control
    if kinds is not None and (control.kind not in kinds or item.is_label):
        return None
    said = _alone(sight, item, target) if calling.says_nothing() else calling.fit(item)
    if said.score == 0 or not all(_is_in(control, state) for state in target.states):
        return None
    weight = _weight(sight, item, target, asked=kinds is not None)
    if target.colour:
        weight *= colour_fit(target.colour, control.colours)
    if (
        said.evidence == "meaning"
        and target.kinds
        and target.kinds[0] == "icon"
        and item.kind not in ("icon", "button")
    ):
        weight *= _NO_PICTURE
    score = round(said.score * weight, 3)
    if score == 0:
        return None
    shown = control.label or control.value
    how = f"{item.kind} {shown[:60]!r}, {said.how}" if shown else f"{item.kind}, {said.how}"
    return Match(control, _part(item, said), score, how, said.evidence)


def _alone(sight: Sight, item: Item, target: Target) -> Fit:
    """Without a name: the role, state or colour is all there is to fit."""
    if target.role in ("title", "heading", "headline", "标题"):
        tallest = max((box.height for box in sight.texts), default=0)
        return Fit(_ROLE_ONLY, "the heading", "role") if item.box.height >= 0.9 * tallest else NO_FIT
    return Fit(_ROLE_ONLY, f"the {item.kind}", "role")


def _weight(sight: Sight, item: Item, target: Target, *, asked: bool) -> float:
    """How far the kind of an item fits the role that was asked for, 0 to 1."""
    kind = item.kind
    if not target.kinds:
        if kind in _PARTS or (not target.name and kind == "text"):
            return 0.0
        if not target.name and {"checked", "unchecked"} & {*target.states} and kind not in TICKABLE:
            return 0.0
        return 1.0 if asked else _INSIDE if item.is_inside else _PLAIN.get(kind, 1.0)
    if kind in target.kinds:
        if not target.name and kind in ("text", "link") and target.kinds[0] not in ("text", "link"):
            return 0.0
        if kind == "button" and target.role in ("icon", "图标", "symbol") and item.words and not item.control.icons:
            return 0.0 if not target.name else _STAND_INS["icon"]["text"]
        if kind == "text" and "link" in target.kinds[:1] and sight.is_heading(item):
            return _HEADING
        if kind == "button" and "icon" in target.kinds[:1] and not item.words:
            return 1.0  # a picture in a frame
        inside = _INSIDE if item.is_inside and target.role not in ("text", "文字") else 1.0
        return inside * (1.0 - 0.03 * target.kinds.index(kind))
    if not target.name or (kind == "text" and (sight.is_heading(item) or item.is_label)):
        return 0.0
    return max(_STAND_INS.get(wanted, {}).get(kind, 0.0) for wanted in target.kinds)


def _is_in(control: Control, state: State) -> bool:
    match state:
        case "checked":
            return control.checked is True
        case "unchecked":
            return control.checked is False
        case "enabled":
            return control.enabled and control.kind not in ("text", "link")
        case "disabled":
            return not control.enabled
        case "selected":
            return control.selected or control.checked is True
        case "focused":
            return control.focused
        case "empty":
            return (control.kind in ENTRIES and not control.value) or control.checked is False
        case "filled":
            return control.kind in ENTRIES and bool(control.value)


def _takes_text(target: Target) -> bool:
    return not target.kinds or bool({"text", "link", "button", "tab", "menuitem"} & {*target.kinds})


def _joined(sight: Sight, target: Target, kinds: frozenset[str] | None) -> list[Match]:
    """A name over two lines, or two pieces in a row; only as a whole."""
    if kinds is not None or target.states or target.colour:
        return []
    weight = _PLAIN["text"] if not target.kinds else 0.85
    return [
        Match(item.control, item.box, round(said.score * weight, 3), f"text {item.words!r}", said.evidence)
        for item, said in sight.joined(target.name)
        if said.evidence in ("exact", "near") and said.score >= 0.84
    ]


def _part(item: Item, said: Fit) -> Box:
    if said.whole or item.kind not in ("text", "link"):
        return item.box
    start, end = said.part
    box = item.box
    return box._replace(x0=round(box.x0 + start * box.width), x1=max(round(box.x0 + end * box.width), box.x0 + 1))
