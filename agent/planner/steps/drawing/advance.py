"""The next move of a step that is done with what is drawn."""

from __future__ import annotations

from ...drawn import (
    CountFigures,
    DrawLine,
    DrawnStep,
    Highlight,
    MarkPoint,
    MoveFigures,
    MoveInOrder,
    PickFigures,
    PressAnswer,
    ResizeField,
    Shift,
    SlideTo,
    SortByDragging,
)
from ...plan import Cursor
from ..moves import GiveUp, Move
from ..view import View
from .dragging import move_figures, shift
from .marking import draw_line, highlight, mark, resize
from .ordering import move_in_order, sort
from .picking import count, pick, press_answer
from .sliding import slide_to


def draw(step: DrawnStep, cursor: Cursor, view: View) -> Move:
    """The next move of a step; an input that failed ends it."""
    if view.fate == "failed":
        return GiveUp(f"{cursor.phase}: {view.error}")
    match step:
        case PickFigures(what=what):
            return pick(what, cursor, view)
        case CountFigures(what=what):
            return count(what, cursor, view)
        case PressAnswer(question=question):
            return press_answer(question, cursor, view)
        case MoveFigures():
            return move_figures(step, cursor, view)
        case Shift():
            return shift(step, cursor, view)
        case MarkPoint(point=point):
            return mark(point, cursor, view)
        case DrawLine(way=way):
            return draw_line(way, cursor, view)
        case MoveInOrder():
            return move_in_order(step, cursor, view)
        case SortByDragging(ascending=ascending):
            return sort(ascending, cursor, view)
        case Highlight(paragraph=paragraph):
            return highlight(paragraph, cursor, view)
        case ResizeField():
            return resize(step, cursor, view)
        case SlideTo(numbers=numbers):
            return slide_to(numbers, cursor, view)
