"""Turns the lines and shapes of a page into controls with labels, values and states."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median

from ..frames import Pixels
from ..geometry import Box
from .ink import contrast, hue, marked_end
from .labels import Pair, assign_labels, words_beside
from .reading import Page
from .scene import Control, Line
from .shapes import Mark

_EMPTY_DATE = re.compile(r"(?=.*[/.\-:])[dmyhst\s/.\-:]+", re.IGNORECASE)
_HEADING = 1.45  # times the usual height of a line
_PLACEHOLDER = 0.72  # of the usual contrast of text
_DISABLED = 0.5
_TALL = 4.5  # font sizes: above, a field is a text area


def find_controls(pixels: Pixels, page: Page) -> tuple[Control, ...]:
    """Every control of a page in reading order, then the lines that belong to no control as links or text."""
    usual = median([contrast(pixels, line.box) for line in page.lines]) if page.lines else 255.0
    boxes = _control_boxes(pixels, page)
    inside = {box: [line for line in page.lines if _holds(box, line.box)] for box in boxes}
    buttons = [box for box in boxes if _is_button(pixels, box, inside[box], page.text_px)]
    entries = [box for box in boxes if box not in buttons and _is_entry(pixels, box, inside[box], page)]
    outside = [line for line in page.lines if not any(_holds(box, line.box) for box in (*buttons, *entries))]
    controls = [_as_button(pixels, box, inside[box], usual) for box in buttons]
    marked = [(mark, words_beside(mark.box, outside, page.text_px)) for mark in page.shapes.marks]
    controls += [_as_tick(mark, line) for mark, line in marked if line is not None]
    taken = {line for _, line in marked if line is not None}
    free = [line for line in outside if line not in taken and line.box.height < _HEADING * page.text_px]
    for pair in assign_labels(entries, free, page.text_px):
        if entry := _as_entry(pixels, pair, inside[pair.box], page, usual):
            controls.append(entry)
    covered = {line for control in controls for line in _own_lines(control, page)}
    rest = [line for line in page.lines if line not in covered and line not in taken]
    controls += [_as_text(pixels, line, usual) for line in rest]
    return tuple(sorted(controls, key=lambda control: (control.box.center.y // 8, control.box.x0)))


def _own_lines(control: Control, page: Page) -> list[Line]:
    """The lines that are a control's own text; words at the right end of a field, or in a large area, stay text."""
    lines = [line for line in page.lines if _holds(control.box, line.box)]
    if control.kind == "field" and control.box.height > _TALL * page.text_px:
        return []
    return lines[:1] if control.kind == "field" else lines


def _control_boxes(pixels: Pixels, page: Page) -> list[Box]:
    """Rectangles of a control's size that hold no other and are no cell of a table.

    A drop-down is one even where its open list joins it like the next row of a table.
    """
    size = page.text_px
    boxes = [
        box
        for box in page.shapes.rectangles
        if box.width >= 1.8 * size and 1.05 * size <= box.height <= 16 * size and box.width <= 75 * size
    ]
    boxes = _innermost(boxes)
    marks = [mark.box for mark in page.shapes.marks]
    single = [box for box in boxes if not _is_cell(box, boxes) or marked_end(pixels, box, size)]
    return [box for box in single if not any(_holds(box, mark) for mark in marks)]


def _innermost(boxes: list[Box]) -> list[Box]:
    """Without the ones that hold another, except where the inner one is but a part of the same control."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.area):
        within = [other for other in kept if _holds(box, other)]
        if all(_is_part(other, box) for other in within):
            kept = [other for other in kept if other not in within]
            kept.append(box)
    return kept


def _is_part(inner: Box, box: Box) -> bool:
    """Whether a rectangle is its control without the focus ring, or the free part beside its text or arrow."""
    same_rows = abs(inner.y0 - box.y0) <= 6 and abs(inner.y1 - box.y1) <= 6
    return same_rows and (abs(inner.x0 - box.x0) <= 6 or abs(inner.x1 - box.x1) <= 6)


def _is_cell(box: Box, boxes: list[Box]) -> bool:
    """Whether a box shares its top or bottom border with one of the same width: a cell or row of a table or list."""
    for other in boxes:
        if other != box and abs(other.x0 - box.x0) <= 4 and abs(other.x1 - box.x1) <= 4:
            gap = max(other.y0 - box.y1, box.y0 - other.y1)
            if -5 <= gap <= 1:
                return True
    return False


def _holds(box: Box, inner: Box) -> bool:
    return box.contains(inner.center) and box.intersection(inner).area > 0.7 * inner.area


def _is_button(pixels: Pixels, box: Box, lines: list[Line], text_px: float) -> bool:
    """One piece of text in the middle, close to the sides or on a ground of its own colour."""
    if len(lines) != 1 or box.height > _TALL * text_px or marked_end(pixels, box, text_px):
        return False
    text = lines[0].box
    left, right = text.x0 - box.x0, box.x1 - text.x1
    if abs(left - right) > max(0.14 * box.width, 0.35 * text_px):
        return hue(pixels, box) > 60  # filled with a colour: an icon may stand beside the text
    snug = text.width > 0.75 * box.width and left < 0.5 * text_px
    return not snug or contrast(pixels, box.grow(3)) > 8


def _is_entry(pixels: Pixels, box: Box, lines: list[Line], page: Page) -> bool:
    """A field, text area or drop-down: blank, or text that starts at the left."""
    size = page.text_px
    if hue(pixels, box) > 60 or box.height > 16 * size:
        return False
    if box.height > _TALL * size:
        return box.width >= 6 * size and box.height <= box.width * 1.2
    if box.width < 2.2 * size or len({line.box.center.y // max(1, int(size)) for line in lines}) > 2:
        return False
    return not lines or min(line.box.x0 for line in lines) - box.x0 < max(2.8 * size, 0.2 * box.width)


def _as_button(pixels: Pixels, box: Box, lines: list[Line], usual: float) -> Control:
    line = lines[0]
    enabled = contrast(pixels, line.box) > _DISABLED * min(usual, 170)
    return Control("button", box, line.text, enabled=enabled, label_box=line.box)


def _as_tick(mark: Mark, line: Line) -> Control:
    kind = {"square": "checkbox", "circle": "radio", "pill": "toggle"}[mark.kind]
    if kind == "checkbox":
        return Control("checkbox", mark.box, line.text, checked=mark.on, label_box=line.box)
    if kind == "radio":
        return Control("radio", mark.box, line.text, checked=mark.on, label_box=line.box)
    return Control("toggle", mark.box, line.text, checked=mark.on, label_box=line.box)


def _as_entry(pixels: Pixels, pair: Pair, lines: list[Line], page: Page, usual: float) -> Control | None:
    """The field or drop-down of a rectangle; None for one that is only a blank or written area of the page."""
    end = marked_end(pixels, pair.box, page.text_px)
    if end:
        lines = [line for line in lines if line.box.center.x < end.x0]
    tall = pair.box.height > _TALL * page.text_px
    if not tall:
        lines = lines[:1]
    text = "\n".join(line.text for line in lines)
    grey = bool(lines) and max(contrast(pixels, line.box) for line in lines) < _PLACEHOLDER * usual
    value = "" if grey or _EMPTY_DATE.fullmatch(text) else text
    label = pair.label
    if label is None and (tall or not (grey or end or not lines)):
        return None
    named = Control("field", pair.box, label.text if label else "", value, label_box=label.box if label else None)
    if label is None and grey:
        named = replace(named, label=text, label_box=lines[0].box)
    return replace(named, kind="dropdown") if end and not tall else named


def _as_text(pixels: Pixels, line: Line, usual: float) -> Control:
    if hue(pixels, line.box, of_ink=True) > 70:
        return Control("link", line.box, line.text, label_box=line.box)
    return Control("text", line.box, line.text, label_box=line.box)
