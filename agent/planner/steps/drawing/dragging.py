"""Figures that are dragged: into another one, or to a side."""

from __future__ import annotations

from dataclasses import replace

from .....tools.actions import Drag
from .....tools.eye.figures.figure import Figure
from .....tools.eye.figures.finding import find_figures
from .....tools.eye.figures.words import FigureWords, fitting, is_button, read_words
from .....tools.geometry import Point
from ...drawn import MoveFigures, Shift
from ...plan import Cursor
from ..moves import GiveUp, Move, Next, do
from ..view import View
from .picking import one_figure

_WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
_SHIFT_PX = 30  # logical pixels
_SMALLER = 0.8  # of the container's area: what is larger is another container
_MOST_DRAGS = 30


def move_figures(step: MoveFigures, cursor: Cursor, view: View) -> Move:
    """Drag what fits and is not inside yet, one after the other, to the middle of the container."""
    figures = find_figures(view.frame)
    container = _container(step.into, figures)
    if container is None:
        return GiveUp(f"{step.into} cannot be seen as one figure that something can be dragged into")
    words = read_words(step.what)
    if step.what == "everything else":
        found = [each for each in figures if each.is_shape and not each.hollow and not is_button(each)]
    else:
        found = fitting(figures, words) if words else ()
    smaller = [each for each in found if each.box.area < _SMALLER * container.box.area]
    outside = [each for each in smaller if each.box.common_area(container.box) < each.box.area]
    moved = cursor.times + 1 if cursor.phase == "move" else 0
    if not outside or (moved and words and not words.several and step.what != "everything else"):
        return Next() if moved else GiveUp(f"{step.what} cannot be seen outside of {step.into}")
    if moved >= _MOST_DRAGS or (moved and not view.moved):
        return GiveUp(f"{step.what} does not follow the pointer into {step.into}")
    drag = Drag(start=outside[0].at, end=container.at)
    return do(cursor, "move", drag, f"drag {step.what} into {step.into}", step.into)


def _container(into: str, figures: tuple[Figure, ...]) -> Figure | None:
    """The figure that others are dragged into: an empty outline rather than a filled one, the larger of two."""
    words = read_words(into)
    if words is None:
        return None
    found = fitting(figures, replace(words, side="")) or fitting(figures, FigureWords(words.noun))
    found = [each for each in found if each.hollow] or found
    if words.side and len(found) > 1:
        return (min if words.side == "left" else max)(found, key=lambda each: each.at.x)
    found = sorted(found, key=lambda each: each.box.area)
    return found[-1] if found else None


def shift(step: Shift, cursor: Cursor, view: View) -> Move:
    """Drag the one figure that fits a little way to a side."""
    if cursor.phase == "shift":
        return Next() if view.answered else Next(note=f"nothing visible came of dragging {step.what}")
    words = read_words(step.what)
    if words is None:
        return GiveUp(f"{step.what} is no figure")
    figure = one_figure(step.what, words, view)
    if isinstance(figure, GiveUp):
        return figure
    dx, dy = (round(part * _SHIFT_PX * view.frame.scale) for part in _WAYS[step.way])
    end = Point(
        min(max(figure.at.x + dx, 1), view.frame.width - 2), min(max(figure.at.y + dy, 1), view.frame.height - 2)
    )
    return do(cursor, "shift", Drag(start=figure.at, end=end), f"drag {step.what} {step.way}", step.what)
