"""A control that is being put together, with what it was made of."""

from __future__ import annotations

from dataclasses import dataclass

from ...geometry import Box
from ..scene import Control, Line
from .panels import Panel


@dataclass
class Draft:
    """A control; the panel it stands in; the small picture it shows; the words that are its own."""

    control: Control
    panel: Panel | None = None
    picture: Box | None = None
    words: tuple[Line, ...] = ()
