"""What may be a name or a value on the screen: words, fields with what is in them, and boxes that are ticked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from ...tools.eye.eye import Eye
from ...tools.eye.language.texts import HAN
from ...tools.eye.scene import Control, Scene
from ...tools.frames import Frame
from ...tools.geometry import Box
from .values import Seen

_ENTRIES = frozenset({"field", "dropdown", "spinbox"})
_TICKS = frozenset({"checkbox", "radio", "toggle"})
_PRESSED = frozenset({"button", "tab", "menuitem"})
_LEVEL = 0.6  # line heights
_RIM = 2  # pixels: the rule of a cell
_LEAST = 6  # pixels of a cell that is looked at closer
_INK = 60  # levels between ink and ground
_MARGIN = 24  # pixels around what is looked at closer
_HAN_SIDE = re.compile(f"[{HAN}]")


@dataclass(frozen=True)
class Thing:
    """Words, a field or a tick, in frame pixels. ``name`` is the label that the eye gave a field or a tick."""

    kind: Literal["words", "field", "tick"]
    text: str
    box: Box
    ticked: bool | None = None
    name: str = ""
    radio: bool = False

    def seen(self) -> Seen:
        return Seen(self.text, self.box, self.ticked)


@dataclass(frozen=True)
class Sight:
    """The things of a scene, or of a part of it, in reading order; what a modal dialog covers is left out."""

    things: tuple[Thing, ...]
    scene: Scene
    closer: Callable[[Box], str]
    """What a closer look at a box reads, where the first look read nothing."""

    @classmethod
    def of(cls, eye: Eye, frame: Frame) -> Sight:
        """Raises UsageError when the picture is damaged."""
        scene = eye.see(frame)
        modal = [region for region in scene.regions if region.kind == "dialog" and region.modal]
        scene = scene.within(modal[-1].box) if modal else scene
        controls = scene.controls
        entries = [control for control in controls if control.kind in _ENTRIES]
        pressed = [control.box for control in controls if control.kind in _PRESSED]
        taken = [entry.box for entry in entries] + pressed
        things = [Thing("field", entry.value, entry.box, name=entry.label) for entry in entries]
        things += [_tick(control) for control in controls if control.kind in _TICKS and control.checked is not None]
        things += [
            Thing("words", line.text, line.box)
            for line in scene.lines
            if not any(box.has_center_of(line.box) for box in taken)
        ]
        things.sort(key=lambda thing: (thing.box.y0, thing.box.x0))
        return cls(tuple(things), scene, lambda box: _closer(eye, frame, box))

    def within(self, box: Box) -> Sight:
        things = tuple(thing for thing in self.things if box.has_center_of(thing.box))
        return Sight(things, self.scene.within(box), self.closer)

    def without(self, box: Box) -> Sight:
        """The things outside a box."""
        return replace(self, things=tuple(thing for thing in self.things if not box.has_center_of(thing.box)))

    @cached_property
    def words(self) -> tuple[Thing, ...]:
        return tuple(thing for thing in self.things if thing.kind == "words")

    @cached_property
    def ticks(self) -> tuple[Thing, ...]:
        return tuple(thing for thing in self.things if thing.kind == "tick")

    @cached_property
    def fields(self) -> tuple[Thing, ...]:
        return tuple(thing for thing in self.things if thing.kind == "field")


def level(one: Box, other: Box) -> bool:
    """Whether two boxes stand on the same row."""
    return abs(one.center.y - other.center.y) < _LEVEL * max(8, min(one.height, other.height))


def joined(texts: Iterable[str]) -> str:
    """Texts one after the other, with a blank between them unless characters without blanks meet."""
    whole = ""
    for text in (text.strip() for text in texts):
        close = not whole or (_HAN_SIDE.match(whole[-1]) and text and _HAN_SIDE.match(text[0]))
        whole += text if close else f" {text}"
    return whole


def in_lines(things: Sequence[Thing]) -> list[Thing]:
    """Things in reading order: row by row, each from left to right."""
    rows: list[list[Thing]] = []
    for thing in sorted(things, key=lambda thing: thing.box.center.y):
        if rows and level(rows[-1][0].box, thing.box):
            rows[-1].append(thing)
        else:
            rows.append([thing])
    return [thing for row in rows for thing in sorted(row, key=lambda thing: thing.box.x0)]


def _closer(eye: Eye, frame: Frame, box: Box) -> str:
    """What is written in a box, read from a larger picture of it; "" when nothing is."""
    import cv2

    crop = frame.crop(box.grow(-_RIM))
    if min(crop.shape[:2]) < _LEAST or int(np.ptp(crop.reshape(-1, 3).astype(np.int16), axis=0).max()) < _INK:
        return ""
    edge = np.median(crop.reshape(-1, 3), axis=0).astype(np.uint8).tolist()
    wide = cv2.copyMakeBorder(crop, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_CONSTANT, value=edge)
    large = np.asarray(cv2.resize(wide, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
    return joined(line.text for line in eye.read(Frame.from_pixels(large, scale=2 * frame.scale)))


def _tick(control: Control) -> Thing:
    return Thing(
        "tick", control.label, control.box, ticked=control.checked, name=control.label, radio=control.kind == "radio"
    )
