"""What the eye sees on a frame: lines of text and controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..geometry import Box

ControlKind = Literal["field", "button", "checkbox", "radio", "toggle", "dropdown", "link", "text"]


@dataclass(frozen=True)
class Line:
    """One line of text as it was read; ``confidence`` is the reader's, 0 to 1."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True)
class Control:
    """Something to act on, or plain text.

    ``label`` is what a person would call it: the text of a button, link or text; the words left of, above or (in
    grey) inside a field or drop-down; the words beside a box that is ticked. ``label_box`` is where these words are.
    ``value`` is the text inside a field or drop-down, "" when there is only a placeholder.
    """

    kind: ControlKind
    box: Box
    label: str
    value: str = ""
    checked: bool | None = None
    enabled: bool = True
    label_box: Box | None = None


@dataclass(frozen=True)
class Scene:
    """The text and the controls of one frame, in reading order; boxes are in pixels of the frame."""

    width: int
    height: int
    lines: tuple[Line, ...]
    controls: tuple[Control, ...]
