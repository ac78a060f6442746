"""Steps that are done with what is drawn, not written: figures, points, lines, and things that lie in order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PickFigures:
    """Click the figure that fits some words ("a large digit"), or each that does ("all shades of red")."""

    what: str


@dataclass(frozen=True, slots=True)
class CountFigures:
    """Count the figures that fit some words; where numbers stand on buttons, the answer is also pressed."""

    what: str


@dataclass(frozen=True, slots=True)
class PressAnswer:
    """Press the button that answers a question about a figure: "sides" or "form"."""

    question: str


@dataclass(frozen=True, slots=True)
class MoveFigures:
    """Drag the figure, or each of the figures, that fit some words into another one."""

    what: str
    into: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Drag a figure some way to one side: "left", "right", "up" or "down"."""

    what: str
    way: str


@dataclass(frozen=True, slots=True)
class MarkPoint:
    """Click a point that follows from what is drawn: "center", "midpoint", "bisector", "right angle", "grid 2 -1"."""

    point: str


@dataclass(frozen=True, slots=True)
class DrawLine:
    """Draw a "vertical" or "horizontal" line through the dot by dragging."""

    way: str


@dataclass(frozen=True, slots=True)
class MoveInOrder:
    """Drag one of the things that lie in rows of equal boxes to another place: "3", "up 1", "bottom right"."""

    what: str
    place: str


@dataclass(frozen=True, slots=True)
class SortByDragging:
    """Drag equal boxes with numbers until these ascend, or descend."""

    ascending: bool


@dataclass(frozen=True, slots=True)
class Highlight:
    """Select the text of a paragraph, counted from 1, by dragging from its beginning to its end."""

    paragraph: int


@dataclass(frozen=True, slots=True)
class ResizeField:
    """Drag the corner of a field of several lines: its "width" or "height" becomes larger or smaller."""

    side: str
    larger: bool


@dataclass(frozen=True, slots=True)
class SlideTo:
    """Set the sliders of a page, in the order in which they lie, to these numbers."""

    numbers: tuple[float, ...]


DrawnStep = (
    PickFigures | CountFigures | PressAnswer | MoveFigures | Shift | MarkPoint | DrawLine | MoveInOrder
    | SortByDragging | Highlight | ResizeField | SlideTo
)  # fmt: skip
DRAWN_VERBS: dict[str, type[DrawnStep]] = {
    "pick": PickFigures, "count_figures": CountFigures, "press_answer": PressAnswer, "move_figures": MoveFigures,
    "shift": Shift, "mark": MarkPoint, "draw_line": DrawLine, "move_in_order": MoveInOrder,
    "sort": SortByDragging, "highlight": Highlight, "resize": ResizeField,
    "slide": SlideTo,
}  # fmt: skip
