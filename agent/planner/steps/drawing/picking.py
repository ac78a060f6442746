"""Figures that are clicked or counted, and questions about them that buttons answer."""

from __future__ import annotations

import re

from .....tools.actions import Click
from .....tools.eye.figures.figure import Figure
from .....tools.eye.figures.finding import find_figures
from .....tools.eye.figures.words import FigureWords, fitting, is_button, read_words
from ...plan import ClickOn, Cursor
from ..moves import GiveUp, Move, Next, do
from ..pointing import point_at
from ..view import View

_FORMS = {"circle": ("Circle",), "letter": ("Letter",), "digit": ("Number", "Digit")}
_POLYGONS = {3: ("Triangle",), 4: ("Rectangle", "Square"), 5: ("Pentagon", "Polygon"), 6: ("Hexagon", "Polygon")}
_NUMBER_OF = re.compile(r"(?:the )?(?:total )?(?:number|count|amount) of (?P<what>.+)", re.IGNORECASE)
_CHOICES = 3  # buttons with numbers on them: an answer is to be chosen


def pick(what: str, cursor: Cursor, view: View) -> Move:
    """Click one after the other of the figures that fitted when the step began; a control is clicked as any other."""
    words = read_words(what)
    found = fitting(find_figures(view.begun(cursor).frame), words) if words else ()
    if words is None or not found:
        return point_at(ClickOn(what, "left", 1), cursor, view)
    done = cursor.times + 1 if cursor.phase == "pick" else 0
    wanted = found if words.several else found[:1]
    if done >= len(wanted):
        return Next()
    if len(found) > 1 and not words.several and not words.any_of:
        return GiveUp(f"{len(found)} figures may be {what}; say which: its colour, its size, or 'all'")
    return do(cursor, "pick", Click(at=wanted[done].at), f"click {what}", what)


def count(what: str, cursor: Cursor, view: View) -> Move:
    """How many figures fit; where numbers stand on buttons, the one with this number is pressed."""
    words = read_words(what)
    number = str(len(fitting(find_figures(view.begun(cursor).frame), words)) if words else 0)
    if cursor.phase == "answer":
        return Next(number)
    numbers = [control for control in view.scene.controls if control.kind == "button" and control.label.isdigit()]
    answers = [control for control in numbers if control.label == number]
    if len(numbers) < _CHOICES or len(answers) != 1:
        return Next(number)
    return do(cursor, "answer", Click(at=answers[0].box.center), f"press {number}: so many are {what}", number)


def counted(what: str, view: View) -> str | None:
    """The value of "the total number of blocks": how many figures can be seen; None when none can, or it is no such."""
    asked = _NUMBER_OF.fullmatch(what)
    words = read_words(asked["what"]) if asked else None
    found = fitting(find_figures(view.frame), words) if words else ()
    return str(len(found)) if found else None


def press_answer(question: str, cursor: Cursor, view: View) -> Move:
    """Press the button that says how many sides the figure has, or what it is."""
    if cursor.phase == "answer":
        return Next()
    figures = [each for each in find_figures(view.frame) if not is_button(each) and each.form not in ("other", "sign")]
    if len(figures) != 1:
        return GiveUp(f"{len(figures)} figures can be seen where one was expected")
    for answer in (str(figures[0].sides),) if question == "sides" else _names(figures[0]):
        for target in (f"the '{answer}' button", f"'{answer}'"):
            place = view.locate(target)
            if place.point is not None:
                return do(cursor, "answer", Click(at=place.point), f"press {answer}, what the figure shows", target)
    return GiveUp(f"no button says what the figure is: {figures[0].form} with {figures[0].sides} sides")


def _names(figure: Figure) -> tuple[str, ...]:
    return _POLYGONS.get(figure.sides, ("Polygon",)) if figure.form == "polygon" else _FORMS.get(figure.form, ())


def one_figure(what: str, words: FigureWords, view: View) -> Figure | GiveUp:
    """The only figure that words fit, or why there is none."""
    found = fitting(find_figures(view.frame), words)
    if len(found) == 1 or (found and words.any_of):
        return found[0]
    return GiveUp(f"{len(found)} figures may be {what}; one was expected")
