"""What a person would call a thing, in words that lead back to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...tools.alike import folded
from ...tools.eye.scene import ControlKind
from ...tools.frames import Frame
from ...tools.geometry import Box, Point
from .rows import row_texts
from .sight import Sight
from .things import Thing

_LONGEST_NAME = 60
_MOST_WORDS_SAID = 12
_MOST_BASES = 5
_MOST_ROW_TEXTS = 4
_MOST_NEIGHBOURS = 4
_NEAR = 240  # logical pixels: farther away nobody says "right of"
_SETTING = frozenset({"type", "select", "tick"})
_FILLABLE = frozenset({"field", "dropdown", "spinbox", "slider"})
_TICKABLE = frozenset({"checkbox", "radio", "toggle"})
_KINDS = {"type": _FILLABLE, "select": _FILLABLE, "tick": _TICKABLE}
_ROLES = {
    "button": "button", "link": "link", "tab": "tab", "checkbox": "checkbox", "radio": "radio button",
    "switch": "switch", "textbox": "field", "searchbox": "field", "spinbutton": "field", "combobox": "drop-down",
    "slider": "slider", "menuitem": "menu item", "menuitemcheckbox": "menu item", "menuitemradio": "menu item",
    "option": "option", "img": "picture", "image": "picture", "columnheader": "column heading",
}  # fmt: skip
_NOUNS: dict[ControlKind, str] = {
    "field": "field", "spinbox": "field", "button": "button", "checkbox": "checkbox", "radio": "radio button",
    "toggle": "switch", "dropdown": "drop-down", "slider": "slider", "tab": "tab", "menuitem": "menu item",
    "icon": "icon", "link": "link",
}  # fmt: skip
_QUOTED = re.compile(r"^(?:the )?(?:field|drop-down|box|option|button|link|tab) '([^']+)'$")


@dataclass(frozen=True, slots=True)
class Name:
    """``sure`` is whether the words lead to the thing, and to nothing else, on the frame that was recorded."""

    words: str
    sure: bool


def name_of(thing: Thing, verb: str, sight: Sight) -> Name:
    """The first words, the plainest before those that say where it stands, by which the eye finds the thing again."""
    frame = sight.frame(thing.aim.picture)
    first = ""
    for words in dict.fromkeys(_candidates(thing, verb, sight)):
        first = first or words
        if leads_to(words, thing, verb, frame, sight):
            return Name(words, sure=True)
    return Name(first or _nearest(thing, sight), sure=False)


def leads_to(words: str, thing: Thing, verb: str, frame: Frame, sight: Sight) -> bool:
    """Whether words mean one thing on a frame, and that is where the input went."""
    kinds = _KINDS.get(verb)
    if kinds:
        found = sight.eye.find_control(frame, words, kinds)
        if len(found) == 1:
            place = found[0].box.union(found[0].label_box or found[0].box)
            return _meets(place.center, place, thing)
        if found:
            return False
    place = sight.eye.locate(frame, words)
    return place.point is not None and place.box is not None and _meets(place.point, place.box, thing)


def is_there(words: str, verb: str, frame: Frame, sight: Sight) -> bool:
    """Whether words mean one thing on a frame."""
    kinds = _KINDS.get(verb)
    if kinds and len(sight.eye.find_control(frame, words, kinds)) == 1:
        return True
    return sight.eye.locate(frame, words).status == "found"


def _meets(point: Point, box: Box, thing: Thing) -> bool:
    return box.grow(3).contains(thing.aim.at) or (thing.box.contains(point) and box.area < 4 * thing.box.area)


def _candidates(thing: Thing, verb: str, sight: Sight) -> Iterator[str]:
    plain = list(_plain(thing, verb))
    shared = _shared(thing, sight)
    yield from (words for words in plain if not any(words in _said_plainly(text, thing) for text in shared))
    said = [f"the {text} {noun}" for text in shared for noun in _nouns(thing)] + shared
    bases = list(dict.fromkeys([*said, *_bases(thing, verb)]))[:_MOST_BASES]
    for words in bases:
        for text in _texts_of_row(thing, sight):
            yield f"{words} in the row of {text}"
            yield f"{words} in the row of '{text}'"
    for words in bases:
        yield from (f"{words} in the '{region}' dialog" for region in _dialogs(thing, sight))
    noun = _nouns(thing)[0]
    for relation, text in _neighbours(thing, sight):
        yield f"the {noun} {relation} '{text}'"
    for words in bases:
        yield from (f"{words} {relation} '{text}'" for relation, text in _neighbours(thing, sight))


def _shared(thing: Thing, sight: Sight) -> list[str]:
    """What can be read on the thing and on others like it: by itself it means any of them."""
    lines = sight.scene(thing.aim.picture).lines
    texts = {folded(line.text) for line in lines if any(rival.has_center_of(line.box) for rival in thing.rivals)}
    return [name for name in _names(thing) if folded(name) in texts]


def _said_plainly(text: str, thing: Thing) -> tuple[str, ...]:
    with_nouns = [words for noun in _nouns(thing) for words in (f"the {text} {noun}", f"the '{text}' {noun}")]
    return text, f"'{text}'", *with_nouns


def _plain(thing: Thing, verb: str) -> Iterator[str]:
    """The words without a place: what was said first, when a person or a model put it in words of their own."""
    said = " ".join(thing.aim.said.split()).rstrip(".")
    stripped = _QUOTED.match(said)
    said = stripped[1] if stripped else said
    short = said if 0 < len(said.split()) <= _MOST_WORDS_SAID else ""
    names = [name for name in _names(thing) if len(name) <= _LONGEST_NAME]
    nouns = [noun for noun in _nouns(thing) if noun != "text"]
    if verb in _SETTING:
        yield from names
        yield from [short] if short else []
        yield from (f"the {name} {noun}" for name in names for noun in nouns)
        return
    if short and " " in short and short not in names:
        yield short
    for name in names:
        yield from (f"the {name} {noun}" for noun in nouns)
        yield from (f"the '{name}' {noun}" for noun in nouns)
        yield name
        yield f"'{name}'"
    yield from [short] if short else []
    if thing.control and not thing.name:
        yield from (f"the {icon.name.replace('-', ' ')} {nouns[0]}" for icon in thing.control.icons if nouns)


def _bases(thing: Thing, verb: str) -> Iterator[str]:
    """What is said of it before its place is, the best first."""
    for name in [name for name in _names(thing) if len(name) <= _LONGEST_NAME]:
        if verb not in _SETTING:
            yield from (f"the {name} {noun}" for noun in _nouns(thing) if noun != "text")
        yield name


def _names(thing: Thing) -> list[str]:
    """What it is called, the best first."""
    element, control = thing.aim.element, thing.control
    found = [" ".join(element.name.split())] if element else []
    found += [control.label] if control else []
    found += [thing.line.text] if thing.line and (control is None or control.kind not in _FILLABLE) else []
    return [name for name in dict.fromkeys(found) if name]


def _nouns(thing: Thing) -> list[str]:
    """What kind of thing it is: for the page, then for the eye, which may see a button in what is a link."""
    element = thing.aim.element
    found = ["drop-down"] if element and element.kind in ("select-one", "select-multiple") else []
    found += [_ROLES[element.role]] if element and element.role in _ROLES else []
    found += [_NOUNS.get(thing.control.kind, "text")] if thing.control else []
    return list(dict.fromkeys(found)) or ["text" if thing.line else "icon"]


def _texts_of_row(thing: Thing, sight: Sight) -> list[str]:
    return [line.text for line in row_texts(thing, sight)[:_MOST_ROW_TEXTS]]


def _dialogs(thing: Thing, sight: Sight) -> list[str]:
    regions = sight.scene(thing.aim.picture).regions
    return [r.title for r in regions if r.kind == "dialog" and r.title and r.box.has_center_of(thing.box)]


def _neighbours(thing: Thing, sight: Sight) -> list[tuple[str, str]]:
    """The nearest texts around, each with where the thing stands as seen from it."""
    picture, box = thing.aim.picture, thing.box
    found: list[tuple[float, str, str]] = []
    for line in sight.scene(picture).lines:
        other = line.box
        level = other.y0 < box.center.y < other.y1 or box.y0 < other.center.y < box.y1
        if box.has_center_of(other):
            continue
        if level:
            gap = max(box.x0 - other.x1, other.x0 - box.x1)
            found.append((gap, "right of" if box.x0 >= other.x1 else "left of", line.text))
        elif other.x0 < box.x1 and box.x0 < other.x1:
            gap = max(box.y0 - other.y1, other.y0 - box.y1)
            found.append((gap * 1.5, "below" if box.y0 >= other.y1 else "above", line.text))
    near = sorted(one for one in found if one[0] < _NEAR * picture.scale)
    return [(relation, text) for _, relation, text in near[:_MOST_NEIGHBOURS] if "'" not in text]


def _nearest(thing: Thing, sight: Sight) -> str:
    near = _neighbours(thing, sight)
    noun = _nouns(thing)[0]
    return f"the {noun} {near[0][0]} '{near[0][1]}'" if near else f"the {noun}"
