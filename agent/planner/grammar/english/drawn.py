"""What is asked for in English about what is drawn: figures, points, lines, and things that lie in order."""

from __future__ import annotations

import re

from .....tools.eye.figures.words import read_words
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
from ..clauses import Clause
from ..patterns import pattern
from ..wording import target
from .values import Steps

_POINTED = pattern(r"(?:find and )?(?:click|tap|press|choose|select|pick|find and click|mark)(?: on)? (?P<what>.+)")
_CENTRE = pattern(r"(?:the )?(?:cent(?:er|re)|middle) of (?P<of>.+)")
_MIDPOINT = pattern(r"(?:the )?(?:shortest )?mid-?point (?:between|of) (?:the )?(?:two )?(?:points|dots|circles)")
_GRID = pattern(
    r"(?:the )?(?:grid )?(?:coordinates?|point) (?:at )?\((?P<x>-?\d+), ?(?P<y>-?\d+)\)(?: (?:of|on|in) the grid)?"
)
_ANSWER = pattern(
    r"(?:the )?button (?:that|which) (?:correctly |best )?(?:denotes|says|shows|tells|gives|states|describes|names) (?P<of>.+)"
)
_SIDES = pattern(r"(?:how many|the number of) (?:sides|corners|edges) .+")
_FORM = pattern(r"(?:what )?the (?:figure|shape|picture)(?: is| below| above| shown)*")
_BISECT = pattern(r"(?:create|draw|add|make) a line (?:that|which|to) bisects? the angle(?: .*)?")
_RIGHT_ANGLE = pattern(
    r"(?:add|create|place|put|mark) (?:a|the) (?:third )?point (?:to|that|which|so that) .*right angle.*"
)
_LINE = pattern(
    r"draw (?:a )?(?P<way>vertical|horizontal) line (?:(?:that|which) )?(?:runs |goes |passes |running )?through (?:the|a) "
    r"(?:dot|point|circle)"
)
_HOW_MANY = pattern(
    r"(?:how many|count(?: all)?(?: the)?) (?P<what>.+?)(?: (?:are|can you) (?:there|see|shown)(?: .*)?)?"
)
_DRAG = r"(?:drag(?: and drop)?|move|put|place) "
_INTO = pattern(
    rf"{_DRAG}(?P<what>.+?) (?:completely |fully )?(?:so that (?:it|they) (?:is|are) (?:completely |fully )?)?"
    r"(?:into|inside(?: of)?|in|onto) (?P<into>.+)"
)
_EVERYTHING_ELSE = pattern(
    "(?:everything|all the things|all) else|(?:all )?the (?:others|rest|other (?:shapes|figures|items))"
)
_WAY = "left|right|up|down"
_SHIFT = pattern(rf"{_DRAG}(?P<what>.+?) (?:to(?:wards?)? the )?(?P<way>{_WAY})(?:wards?)?")
_BY = pattern(
    rf"{_DRAG}(?P<what>.+?) (?:to the )?(?P<way>{_WAY}) by (?P<count>one|two|three|four|\d)(?: (?:place|position)s?)?"
)
_POSITION = pattern(rf"{_DRAG}(?P<what>.+?) to (?:the )?(?P<place>\d+)(?:st|nd|rd|th) (?:position|place|spot|slot)")
_CORNER = pattern(
    rf"{_DRAG}(?P<what>.+?) to the (?P<place>(?:top|bottom|upper|lower|middle|cent(?:er|re)) (?:left|right|cent(?:er|re)|middle)"
    r"|cent(?:er|re)|middle)(?: corner)?"
)
_COUNTS = {"one": "1", "two": "2", "three": "3", "four": "4"}
_SORT = pattern(
    r"(?:sort|arrange|order|put) (?:the |all |these )*(?:numbers|boxes|items|list|tiles) (?:in|by) "
    r"(?P<way>increasing|ascending|decreasing|descending) order(?: .*)?"
)
_SORTED_FROM = pattern(r"start(?:ing)?(?: the)? with the (?:lowest|smallest|highest|largest|biggest) number .*")
_HIGHLIGHT = pattern(
    r"(?:highlight|mark|select) (?:all )?(?:the )?text (?:in|of) the (?:(?P<which>\d+)(?:st|nd|rd|th) |(?P<word>first|second|third|last) )?"
    r"paragraph(?: below| above)?"
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "last": -1}
_RESIZE = pattern(
    r"resize the (?:text ?area|text ?box|field|box|input) so that (?:the|its) (?P<side>width|height) is "
    r"(?P<how>larger|smaller|bigger|greater|less)\b.*"
)


_SLIDE = pattern(
    r"(?:select|choose|set|pick) (?:the (?:value|number) )?(?P<number>-?\d+(?:\.\d+)?) (?:with|on|using) the slider"
)
_SLIDE_ALL = pattern(
    r"set the sliders to (?:the (?:combination|values|numbers) )?[\[(]?(?P<numbers>-?\d+(?:, ?-?\d+)+)[\])]?"
)


def drawn(clause: Clause, text: str) -> Steps | None:
    """The steps of a clause about what is drawn; None of any other."""
    for rule in (_pointed, _constructed, _counted, _dragged, _ordered, _marked):
        found = rule(clause, text)
        if found is not None:
            return [*found]
    return None


def _pointed(clause: Clause, text: str) -> list[DrawnStep] | None:
    """click on a large digit; find and click the center of the circle; select all the shades of red."""
    match = _POINTED.fullmatch(text)
    if match is None:
        return None
    what = match["what"]
    words = read_words(what)
    if words is not None:
        return None if words.is_plain else [PickFigures(what)]
    if (centre := _CENTRE.fullmatch(what)) and read_words(centre["of"]):
        return [MarkPoint(f"center of {centre['of']}")]
    if _MIDPOINT.fullmatch(what):
        return [MarkPoint("midpoint")]
    if grid := _GRID.fullmatch(what):
        return [MarkPoint(f"grid {grid['x']} {grid['y']}")]
    answer = _ANSWER.fullmatch(what)
    if answer is None:
        return None
    if _SIDES.fullmatch(answer["of"]):
        return [PressAnswer("sides")]
    return [PressAnswer("form")] if _FORM.fullmatch(answer["of"]) else None


def _constructed(clause: Clause, text: str) -> list[DrawnStep] | None:
    """create a line that bisects the angle; draw a vertical line through the dot."""
    if _BISECT.fullmatch(text):
        return [MarkPoint("bisector")]
    if _RIGHT_ANGLE.fullmatch(text):
        return [MarkPoint("right angle")]
    line = _LINE.fullmatch(text)
    return [DrawLine(line["way"].lower())] if line else None


def _counted(clause: Clause, text: str) -> list[DrawnStep] | None:
    """how many large yellow items are there?"""
    match = _HOW_MANY.fullmatch(text)
    words = read_words(match["what"]) if match else None
    return [CountFigures(match["what"])] if match and words and not words.is_plain else None


def _dragged(clause: Clause, text: str) -> list[DrawnStep] | None:
    """drag all circles into the black box; drag the circle left."""
    if (into := _INTO.fullmatch(text)) and (box := read_words(into["into"])) and (into["what"] != "it"):
        if _EVERYTHING_ELSE.fullmatch(into["what"]):
            return [MoveFigures("everything else", into["into"])]
        words = read_words(into["what"])
        if words and not (words.is_plain and box.is_plain):
            return [MoveFigures(into["what"], into["into"])]
    shift = _SHIFT.fullmatch(text)
    return [Shift(shift["what"], shift["way"].lower())] if shift and read_words(shift["what"]) else None


def _ordered(clause: Clause, text: str) -> list[DrawnStep] | None:
    """drag Ada to the 3rd position; drag Ada up by one; sort the numbers in increasing order."""
    if sort := _SORT.fullmatch(text):
        return [SortByDragging(sort["way"].lower() in ("increasing", "ascending"))]
    if _SORTED_FROM.fullmatch(text):
        return []
    if by := _BY.fullmatch(text):
        count = by["count"].lower()
        return [MoveInOrder(target(clause, by["what"]), f"{by['way'].lower()} {_COUNTS.get(count, count)}")]
    match = _POSITION.fullmatch(text) or _CORNER.fullmatch(text)
    return [MoveInOrder(target(clause, match["what"]), match["place"].lower())] if match else None


def _marked(clause: Clause, text: str) -> list[DrawnStep] | None:
    """highlight the text in the 2nd paragraph; resize the text area so that the width is larger."""
    if match := _HIGHLIGHT.fullmatch(text):
        word = (match["word"] or "first").lower()
        return [Highlight(int(match["which"]) if match["which"] else _ORDINALS[word])]
    if slide := _SLIDE.fullmatch(text) or _SLIDE_ALL.fullmatch(text):
        return [SlideTo(tuple(float(each) for each in next(iter(slide.groups())).split(",")))]
    size = _RESIZE.fullmatch(text)
    if size is None:
        return None
    return [
        ResizeField(size["side"].lower(), re.match("larger|bigger|greater", size["how"], re.IGNORECASE) is not None)
    ]
