"""The thing that an input was aimed at: its box, its kind, its rivals on the same frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...tools.alike import folded
from ...tools.elements import Element
from ...tools.eye.scene import Control, Line, Scene
from ...tools.frames import Frame
from ...tools.geometry import Box
from .deeds import Aim
from .sight import Sight, within

_WIDE, _HIGH = 64, 32
"""Logical pixels around a place where nothing can be made out."""
_BROAD = 0.4  # of the frame: what the page says of so large a thing says nothing of the place
_SAME_LOOK = 0.96
_FLAT = 4.0  # levels: a picture without anything on it is like everything
_MOST_LOOKS = 40
_SAME_PLACE = 0.5
_PRESSED = frozenset({"button", "link", "tab", "menuitem"})
_FILLED = frozenset({"field", "dropdown", "spinbox", "slider"})


@dataclass(frozen=True)
class Thing:
    """``box`` is in pixels of the frame; ``control`` and ``line`` are what the eye sees there, if anything.

    ``rivals`` are the boxes of other things on the frame that are called the same or look the same; ``namesakes``
    those that are called the same.
    """

    aim: Aim
    box: Box
    control: Control | None
    line: Line | None
    rivals: tuple[Box, ...] = ()
    namesakes: tuple[Box, ...] = ()

    @property
    def name(self) -> str:
        """What it is called by the page, else by its label, else by the text on it."""
        if self.aim.element and self.aim.element.name:
            return " ".join(self.aim.element.name.split())
        if self.control and self.control.label:
            return self.control.label
        return self.line.text if self.line else ""


def thing_at(aim: Aim, sight: Sight) -> Thing:
    """What stands where an input went."""
    control = sight.control_at(aim.picture, aim.at)
    line = sight.line_at(aim.picture, aim.at)
    if _is_older(control, aim.element):
        control = line = None
    thing = Thing(aim, _box(aim, control, line), control, line)
    namesakes = _namesakes(thing, sight)
    looks = _looking_like(sight.frame(aim.picture), thing.box)
    others = [box for box in looks if not _called_otherwise(box, thing, sight.scene(aim.picture))]
    rivals = _apart([*others, *namesakes], thing.box)
    return Thing(aim, thing.box, control, line, tuple(rivals), tuple(namesakes))


def _is_older(control: Control | None, element: Element | None) -> bool:
    """Whether the picture is that of the page before: it shows a field where something of another name was pressed."""
    if control is None or element is None or element.role not in _PRESSED or not element.name:
        return False
    return control.kind in _FILLED and folded(control.label) != folded(element.name)


def text_on(thing: Thing, sight: Sight) -> str:
    """What can be read on it, left to right."""
    lines = [line for line in sight.scene(thing.aim.picture).lines if thing.box.has_center_of(line.box)]
    return " ".join(line.text for line in lines)


def _box(aim: Aim, control: Control | None, line: Line | None) -> Box:
    picture, at = aim.picture, aim.at
    if aim.element:
        box = within(aim.element.box, picture.width, picture.height)
        if box.contains(at) and box.area < _BROAD * picture.width * picture.height:
            return box
    if control:
        return within(control.box, picture.width, picture.height)
    if line:
        return within(line.box, picture.width, picture.height)
    half_w, half_h = int(_WIDE * picture.scale / 2), int(_HIGH * picture.scale / 2)
    return within(Box(at.x - half_w, at.y - half_h, at.x + half_w, at.y + half_h), picture.width, picture.height)


def _namesakes(thing: Thing, sight: Sight) -> list[Box]:
    """Other things that are called the same."""
    scene = sight.scene(thing.aim.picture)
    kind, name = thing.control.kind if thing.control else "", folded(thing.name)
    found: list[Box] = []
    if thing.line is not None and (thing.control is None or kind in ("text", "link")):
        # What the page calls it may say more than can be read, and one under the pointer may look like another kind.
        found += [line.box for line in scene.lines if folded(line.text) == folded(thing.line.text)]
    if name:
        found += [c.box for c in scene.controls if folded(c.label) == name and (not kind or c.kind == kind)]
        if thing.control is None or thing.control.kind in ("text", "link"):
            found += [line.box for line in scene.lines if folded(line.text) == name]
    return _apart(found, thing.box)


def _called_otherwise(box: Box, thing: Thing, scene: Scene) -> bool:
    """Whether what looks the same has another label: an empty field is like every other."""
    own = folded(thing.control.label) if thing.control else ""
    there = [
        folded(control.label) for control in scene.controls if control.label and box.iou(control.box) > _SAME_PLACE
    ]
    return bool(own and there) and own not in there


def _apart(boxes: list[Box], own: Box) -> list[Box]:
    """Those of other things, each once."""
    kept: list[Box] = []
    for box in boxes:
        middle = box.center
        known = (own.contains(middle), box.contains(own.center), *(other.grow(4).contains(middle) for other in kept))
        if not any(known):
            kept.append(box)
    return kept


def _looking_like(frame: Frame, box: Box) -> list[Box]:
    """Where else on a frame there are the pixels of a box; nowhere for what is all of one colour."""
    import cv2

    crop = frame.crop(box)
    if min(crop.shape[:2]) < 4 or float(crop.std()) < _FLAT:
        return []
    scores: Any = cv2.matchTemplate(frame.pixels, crop, cv2.TM_CCOEFF_NORMED)
    found: list[Box] = []
    while len(found) < _MOST_LOOKS:
        y, x = (int(n) for n in np.unravel_index(int(np.argmax(scores)), scores.shape))
        if scores[y, x] < _SAME_LOOK:
            break
        found.append(Box(x, y, x + box.width, y + box.height))
        scores[
            max(0, y - box.height // 2) : y + box.height // 2 + 1, max(0, x - box.width // 2) : x + box.width // 2 + 1
        ] = -1
    return found
