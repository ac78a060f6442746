"""Things in equal boxes that lie in rows: dragged to another place, or until their numbers are in order."""

from __future__ import annotations

import re
from collections import defaultdict

from .....tools.actions import Drag
from .....tools.eye.figures.finding import find_figures
from .....tools.geometry import Box, Point
from ...drawn import MoveInOrder
from ...plan import Cursor
from ..moves import GiveUp, Move, Next, do
from ..view import View

_NUMBER = re.compile(r"[-−–]? ?\d+")
_ALIKE_PX = 3  # logical pixels by which equal boxes may differ
_MOST_DRAGS = 12


def move_in_order(step: MoveInOrder, cursor: Cursor, view: View) -> Move:
    """Drag the box with this text to the middle of the box that has the place now."""
    rows = _rows(view)
    at = next(((y, x) for y, row in enumerate(rows) for x, box in enumerate(row) if _holds(view, box, step.what)), None)
    if at is None:
        return GiveUp(f"{step.what} is in none of the {sum(map(len, rows))} equal boxes that can be seen")
    if cursor.phase == "order":
        return Next() if view.answered else GiveUp(f"{step.what} stays where it is when it is dragged")
    to = _place(step.place, at, rows)
    if to is None or to == at:
        return Next(note=f"{step.what} is there already") if to else GiveUp(f"there is no place {step.place} here")
    return do(cursor, "order", _drag(rows, at, to), f"drag {step.what} to the place {step.place}", step.what)


def _place(place: str, at: tuple[int, int], rows: list[list[Box]]) -> tuple[int, int] | None:
    """The row and column that are meant; None where there is no such place."""
    y, x = at
    match place.split(" "):
        case [number] if number.isdigit():
            places = [(row, column) for row, boxes in enumerate(rows) for column in range(len(boxes))]
            return places[int(number) - 1] if 0 < int(number) <= len(places) else None
        case [way, count] if count.isdigit():
            dx, dy = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}[way]
            y, x = y + dy * int(count), x + dx * int(count)
        case words:
            last, wide = len(rows) - 1, len(rows[0]) - 1
            y = 0 if {"top", "upper"} & {*words} else last if {"bottom", "lower"} & {*words} else y
            x = 0 if "left" in words else wide if "right" in words else x
            if {"center", "centre", "middle"} & {*words}:
                y = last // 2 if not {"top", "upper", "bottom", "lower"} & {*words} else y
                x = wide // 2 if not {"left", "right"} & {*words} else x
    return (y, x) if 0 <= y < len(rows) and 0 <= x < len(rows[y]) else None


def sort(ascending: bool, cursor: Cursor, view: View) -> Move:
    """Drag the first number that is out of order to where it belongs, as often as it takes."""
    boxes = [box for row in _rows(view) for box in row]
    read = [_number(view.text_in(box)) for box in boxes]
    numbers = [number for number in read if number is not None]
    if len(numbers) != len(boxes) or len(boxes) < 2:
        return GiveUp(f"equal boxes with a number in each were expected; {len(numbers)} numbers can be read")
    wanted = sorted(numbers, reverse=not ascending)
    done = cursor.times + 1 if cursor.phase == "sort" else 0
    wrong = next((index for index, number in enumerate(numbers) if number != wanted[index]), None)
    if wrong is None:
        return Next()
    if done >= _MOST_DRAGS or (done and not view.moved):
        return GiveUp(f"the numbers are {numbers} after {done} drags")
    start = len(numbers) - 1 - numbers[::-1].index(wanted[wrong])
    rows = [[box] for box in boxes]
    words = f"drag {wanted[wrong]} to place {wrong + 1}"
    return do(cursor, "sort", _drag(rows, (start, 0), (wrong, 0)), words, str(wanted[wrong]))


def _drag(rows: list[list[Box]], at: tuple[int, int], to: tuple[int, int]) -> Drag:
    """From the middle of a box to that of another, and a little beyond: past its middle it makes room."""
    start, end = rows[at[0]][at[1]], rows[to[0]][to[1]]
    way = (end.y0 > start.y0) - (end.y0 < start.y0)
    return Drag(start=start.center, end=Point(end.center.x, end.center.y + way * (end.height // 8)))


def _rows(view: View) -> list[list[Box]]:
    """The largest group of equal boxes with text in them, in rows."""
    tolerance = round(_ALIKE_PX * view.frame.scale)
    groups: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for figure in find_figures(view.frame):
        if figure.upright and figure.sides == 4:
            box = figure.box
            size = next((each for each in groups if _alike(each, box, tolerance)), (box.width, box.height))
            groups[size].append(box)
    largest = max(groups.values(), key=len) if groups else []
    rows: list[list[Box]] = []
    for box in sorted(largest, key=lambda each: (each.y0, each.x0)):
        if rows and abs(rows[-1][0].y0 - box.y0) <= tolerance:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda each: each.x0) for row in rows]


def _alike(size: tuple[int, int], box: Box, tolerance: int) -> bool:
    return abs(size[0] - box.width) <= tolerance and abs(size[1] - box.height) <= tolerance


def _holds(view: View, box: Box, text: str) -> bool:
    """Whether a text can be read in a box; of a long one the beginning, as it may be cut off."""
    wanted, shown = (re.sub(r"\W+", "", words).casefold() for words in (text, view.text_in(box)))
    return bool(shown) and (wanted in shown or (len(shown) >= 4 and wanted.startswith(shown)))


def _number(text: str) -> int | None:
    found = _NUMBER.findall(text)
    return int(re.sub("[−–]", "-", found[-1]).replace(" ", "")) if found else None
