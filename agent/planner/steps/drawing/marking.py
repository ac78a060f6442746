"""Points that are clicked and lines that are drawn where what is there says; text and corners that are dragged."""

from __future__ import annotations

from .....tools.actions import Click, Drag
from .....tools.eye.figures.constructions import bisector, coordinate, midpoint, right_angle
from .....tools.eye.figures.dots import find_dots
from .....tools.eye.figures.figure import Figure
from .....tools.eye.figures.finding import find_figures
from .....tools.eye.figures.words import read_words
from .....tools.eye.scene import Line
from .....tools.geometry import Box, Point
from ...drawn import ResizeField
from ...plan import Cursor
from ..moves import GiveUp, Move, Next, do
from ..view import View
from .picking import one_figure

_LINE_PX = 25  # logical pixels to each side of the dot
_PARAGRAPH = 0.75  # of a line's height: a larger gap begins another paragraph
_RESIZED = 0.4  # of its size, by which a field grows or shrinks
_GRIP_PX = 3  # logical pixels from the corner


def mark(point: str, cursor: Cursor, view: View) -> Move:
    """Click the point once."""
    if cursor.phase == "mark":
        return Next() if view.answered else Next(note=f"nothing visible came of the click on the {point}")
    place = _constructed(point, view)
    if isinstance(place, str):
        return GiveUp(f"{point}: {place}")
    return do(cursor, "mark", Click(at=place), f"click the {point}", point)


def _constructed(point: str, view: View) -> Point | str:
    match point.split(" "):
        case ["midpoint"]:
            return midpoint(view.frame)
        case ["bisector"]:
            return bisector(view.frame)
        case ["right", "angle"]:
            return right_angle(view.frame)
        case ["grid", x, y]:
            return coordinate(view.frame, int(x), int(y))
        case _:
            what = point.removeprefix("center of ")
            words = read_words(what)
            found = one_figure(what, words, view) if words else GiveUp(f"{what} is no figure")
            return found.box.center if isinstance(found, Figure) else found.reason


def draw_line(way: str, cursor: Cursor, view: View) -> Move:
    """Drag through the only dot."""
    if cursor.phase == "line":
        return Next() if view.answered else GiveUp("no line came of dragging")
    dots = find_dots(view.frame)
    if len(dots) != 1:
        return GiveUp(f"one dot was expected, {len(dots)} can be seen")
    at, reach = dots[0].at, round(_LINE_PX * view.frame.scale)
    dx, dy = (0, reach) if way == "vertical" else (reach, 0)
    room = _room(at, view)
    start = Point(max(at.x - dx, room.x0), max(at.y - dy, room.y0))
    end = Point(min(at.x + dx, room.x1), min(at.y + dy, room.y1))
    return do(cursor, "line", Drag(start=start, end=end), f"draw a {way} line through the dot", "the dot")


def _room(at: Point, view: View) -> Box:
    """Where the ground around a point goes on in all four directions without a change of colour."""
    pixels, reach = view.frame.pixels, round(8 * view.frame.scale)
    ground = pixels[max(0, at.y - reach), at.x]
    beside = max(1, reach // 4)
    row = (pixels[at.y - beside : at.y + beside + 1] == ground).all(axis=(0, 2))
    column = (pixels[:, at.x - beside : at.x + beside + 1] == ground).all(axis=(1, 2))

    def edge(same: list[bool], start: int, step: int) -> int:
        here = start + step * reach
        while 0 < here + step < len(same) - 1 and same[here + step]:
            here += step
        return here - step * 2

    across, down = row.tolist(), column.tolist()
    return Box(edge(across, at.x, -1), edge(down, at.y, -1), edge(across, at.x, 1), edge(down, at.y, 1))


def highlight(paragraph: int, cursor: Cursor, view: View) -> Move:
    """Drag from the beginning of the first line of a paragraph to the end of its last one."""
    if cursor.phase == "highlight":
        return Next() if view.answered else GiveUp("the text did not change when the pointer was dragged over it")
    found = _paragraphs(view)
    if not -len(found) <= paragraph - (paragraph > 0) < len(found):
        return GiveUp(f"there is no paragraph {paragraph}: {len(found)} can be read")
    lines = found[paragraph - 1 if paragraph > 0 else paragraph]
    first, last = lines[0].box, lines[-1].box
    start = Point(max(0, first.x0 - 1), first.center.y)
    end = Point(min(view.frame.width - 1, last.x1 + 2), last.center.y)
    return do(cursor, "highlight", Drag(start=start, end=end), "drag over the text", lines[0].text)


def _paragraphs(view: View) -> list[list[Line]]:
    """The text that stands in no button, field or other control, parted where a gap is wide."""
    controls = [control.box for control in view.scene.controls if control.kind not in ("text", "link")]
    lines = [line for line in view.scene.lines if not any(box.has_center_of(line.box) for box in controls)]
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.box.center.y):
        before = found[-1][-1] if found else None
        if before and line.box.y0 - before.box.y1 < _PARAGRAPH * min(before.box.height, line.box.height):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def resize(step: ResizeField, cursor: Cursor, view: View) -> Move:
    """Drag the lower right corner of the only empty box that is not a button."""
    if cursor.phase == "resize":
        return Next() if view.answered else GiveUp("the field kept its size when its corner was dragged")
    boxes = [each.box for each in find_figures(view.frame) if each.hollow and each.upright]
    boxes = boxes or [each.box for each in view.scene.controls if each.kind == "field"]
    if len(boxes) != 1:
        return GiveUp(f"one field was expected, {len(boxes)} can be seen")
    grip = round(_GRIP_PX * view.frame.scale)
    start = Point(boxes[0].x1 - grip, boxes[0].y1 - grip)
    by = round(_RESIZED * (boxes[0].width if step.side == "width" else boxes[0].height)) * (1 if step.larger else -1)
    end = Point(start.x + by, start.y) if step.side == "width" else Point(start.x, start.y + by)
    return do(
        cursor, "resize", Drag(start=start, end=end), f"drag the corner of the field: its {step.side}", "the field"
    )
