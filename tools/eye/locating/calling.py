"""How well the name in a target fits one thing of a scene: its words, its value, its picture, its form."""

from __future__ import annotations

import re

from ..language.phrase import Target
from ..language.roles import ENTRIES, SEARCH_ROLES
from ..language.texts import HAN
from ..language.values import has_form
from .matching import NO_FIT, Fit, fit
from .naming import Asked, picture_fit
from .sight import Item, Sight

FOUND = 0.6
"""A score below this is no match."""

_VALUE_WEIGHT = 0.9
_FORM = 0.74  # of "the price" for $4.50
_FORMS = frozenset({"version number", "price", "email address", "phone number", "版本号", "价格"})  # nobody's label
_REFERRED = 0.68
_LINKED = 0.64  # a link within a text
_FEW, _SHORT = 4, 40  # words, letters
_QUOTED_PART = 0.72
_QUOTED_MEANING = 0.8  # times: who quotes words means these words
_QUOTED_PICTURE = 0.7
_SEARCHES = ("search", "find", "搜索", "查找", "搜")
_IS = re.compile(r"^\s*(?:(?:is|of|equals|[:：=为是])\s*)?")
_MODIFIER = re.compile(rf"(?!.*\b(?:in|of|the|to|by|on)\b)[\w-]+(?: [\w-]+)?|[{HAN}]{{1,4}}")


class Calling:
    """Whether things are called as a target says.

    ``inner`` is a target that another thing is found by: Ada Lovelace may then be just "Ada".
    """

    def __init__(self, sight: Sight, target: Target, *, inner: bool) -> None:
        self._sight, self._target, self._inner = sight, target, inner
        self._names = (target.name, *target.others) if target.name else target.others
        self._fits = {name: sight.book.fits(name) for name in self._names}
        beside = inner or bool(target.links or target.place or target.order)
        self._formed = [name for name in self._names if beside or name.casefold() in _FORMS]
        self._searches = target.role in SEARCH_ROLES
        kind = target.kinds[0] if target.kinds else ""
        self._asked: Asked = "anything" if not kind else "icon" if kind == "icon" else "button"

    def says_nothing(self) -> bool:
        return not (self._names or self._searches)

    def fit(self, item: Item) -> Fit:
        best = NO_FIT
        for name, fits in self._fits.items():
            best = _better(best, self._called(item, name, fits))
        return _better(best, self._searching(item)) if self._searches and item.kind == "field" else best

    def _called(self, item: Item, name: str, fits: dict[str, Fit]) -> Fit:
        control = item.control
        said = fits.get(item.words, NO_FIT)
        if item.kind == "row":  # called by any of the texts in it
            said = max((fits.get(words, NO_FIT) for words in item.words.split("\n")), key=lambda one: one.score)
            said = _better(said, self._under_head(item, name))
        if control.value and control.kind in ENTRIES and (inside := fits.get(control.value)) is not None:
            said = _better(said, inside._replace(score=inside.score * _VALUE_WEIGHT))
        if said.score:
            said = self._weighed(item, said)
        if said.score < FOUND and control.icons and item.kind not in ("field", "dropdown", "text"):
            seen = picture_fit(name, control.icons, self._asked)
            said = _better(said, seen._replace(score=seen.score * (_QUOTED_PICTURE if self._target.exact else 1.0)))
        formed = said.score < FOUND and name in self._formed
        if formed and any(has_form(name, words) for words in (item.words, control.value) if words):
            return Fit(_FORM, f"what looks like the {name}", "value")
        return said

    def _under_head(self, row: Item, name: str) -> Fit:
        """For "status Approved", "status is Approved": what a row says under a head that the name begins with."""
        for region in self._sight.scene.regions:
            for column in region.columns if row.box in region.rows else ():
                rest = name[len(column.head) :]
                if column.head and name.casefold().startswith(column.head.casefold()) and (value := _IS.sub("", rest)):
                    return fit(value, self._sight.words_in(row.box.intersection(column.box)))
        return NO_FIT

    def _weighed(self, item: Item, said: Fit) -> Fit:
        if self._target.exact:
            return _quoted(item, said)
        if said.evidence == "part" and self._target.role == "link" and item.kind in ("text", "link"):
            return said._replace(score=max(said.score, _LINKED))
        few = said.part[0] < 0.02 and len(item.words.split()) <= _FEW and len(item.words) <= _SHORT
        if self._inner and said.evidence == "part" and few:
            return said._replace(score=max(said.score, _REFERRED))  # "the row of Ada" is that of Ada Lovelace
        return said

    def _searching(self, item: Item) -> Fit:
        """A field to search in: its words or picture say so, or the button beside it."""
        name, control = self._target.name, item.control
        if name and not _MODIFIER.fullmatch(name):
            return NO_FIT
        modified = 0.8 if name else 1.0  # "the product search box" where only one searches
        words = f"{control.label} {control.value}".casefold()
        if any(word in words for word in _SEARCHES):
            return Fit(0.85 * modified, "a field to search in", "meaning")
        if (seen := picture_fit("search", control.icons)).score:
            return seen._replace(score=seen.score * modified)
        if any(_adjoins(other, item) and _is_search(other) for other in self._sight.items):
            return Fit(0.8 * modified, "the field beside what searches", "role")
        return NO_FIT


def _quoted(item: Item, said: Fit) -> Fit:
    """Quoted words are the whole name of a control, or stand as they are in a text."""
    is_text = item.kind in ("text", "link")
    if said.evidence == "meaning":
        return said._replace(score=said.score * _QUOTED_MEANING)
    if said.evidence == "part":
        return said._replace(score=max(said.score, _QUOTED_PART)) if is_text else NO_FIT
    beside = item.control.label_box is not None and not item.box.has_center_of(item.control.label_box)
    return NO_FIT if said.evidence == "piece" and beside and not is_text else said


def _adjoins(other: Item, item: Item) -> bool:
    near = other.box.intersection(item.box.grow(item.box.height))
    level = abs(other.box.center.y - item.box.center.y) < item.box.height // 2
    return other.kind in ("button", "icon") and level and near.width > 0 and near.height > 0


def _is_search(item: Item) -> bool:
    return max(fit("search", item.words).score, picture_fit("search", item.control.icons).score) > FOUND


def _better(one: Fit, other: Fit) -> Fit:
    return other if other.score > one.score else one
