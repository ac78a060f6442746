"""What the eye sees on a frame: lines of text, controls, and the regions that hold them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ..geometry import Box

ControlKind = Literal[
    "field", "spinbox", "button", "checkbox", "radio", "toggle", "dropdown", "slider", "tab", "menuitem", "icon",
    "link", "text",
]  # fmt: skip
RegionKind = Literal["dialog", "menu", "table", "list"]


@dataclass(frozen=True)
class Line:
    """One line of text as it was read; ``confidence`` is the reader's, 0 to 1."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True)
class Icon:
    """What a small picture shows, as people call it ("search", "delete"); ``confidence`` is 0 to 1."""

    name: str
    confidence: float


@dataclass(frozen=True)
class Control:
    """Something to act on, or plain text.

    ``label`` is what a person would call it: the text of a button, tab, link or text; the words left of, above or (in
    grey) inside a field or drop-down; the words beside a box that is ticked. ``label_box`` is where these words are.
    ``value`` is the text inside a field or drop-down, "" when there is only a placeholder; ``level`` is how far along
    a slider's knob is, 0 to 1. A small picture without words is an "icon" (a "button" when it has a frame of its
    own); ``icons`` is what it may show, best first. ``selected`` is an active tab, a highlighted row or menu item,
    or a field whose text is selected. ``covered`` is whether a dialog lies over it. ``colours`` are plain names
    ("red", "dark blue"), of the ground first, then of the ink.
    """

    kind: ControlKind
    box: Box
    label: str
    value: str = ""
    checked: bool | None = None
    enabled: bool = True
    label_box: Box | None = None
    icons: tuple[Icon, ...] = ()
    level: float | None = None
    focused: bool = False
    selected: bool = False
    covered: bool = False
    colours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table: its head ("" when there is none) and its box from the first row to the last."""

    head: str
    box: Box


@dataclass(frozen=True)
class Region:
    """A part of the screen that holds controls.

    A "dialog" lies over the rest (``modal`` when it keeps the rest from being used); a "menu" is an open list of
    choices; a "table" has ``columns`` and ``rows`` (without the row of heads), a "list" only ``rows``.
    """

    kind: RegionKind
    box: Box
    title: str = ""
    modal: bool = False
    rows: tuple[Box, ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Scene:
    """The text, the controls and the regions of one frame, in reading order; boxes are in pixels of the frame."""

    width: int
    height: int
    lines: tuple[Line, ...]
    controls: tuple[Control, ...]
    regions: tuple[Region, ...] = ()

    def within(self, box: Box) -> Scene:
        """Only what has its centre inside a box; places stay as they are."""
        return replace(
            self,
            lines=tuple(line for line in self.lines if box.has_center_of(line.box)),
            controls=tuple(control for control in self.controls if box.has_center_of(control.box)),
            regions=tuple(region for region in self.regions if box.has_center_of(region.box)),
        )
