"""Panels to write in or to choose from: fields, text areas, drop-downs, number fields with arrows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ...geometry import Box
from ..scene import Control, ControlKind, Line
from ..shapes.ink import crop, distance, saturation
from .draft import Draft
from .panels import Panel, holds, is_tall
from .parts import glyph, is_icon, parts_inside
from .view import View, font_px

_EMPTY_DATE = re.compile(r"(?=.*[/.\-:])[dmyhst\s/.\-:]+", re.IGNORECASE)
_PROMPT = re.compile(r"(?:please )?(?:enter|type|e\.g\.)\s+\w|请(?:输入|填写|选择|搜索)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+−]?[\d.,:]*\s?%?")
_PLACEHOLDER = 0.8  # of the usual contrast of text
_TINTED = 16  # of saturation more than around it: the ground of a notice, not of a field
_MOST_PIECES = 2  # of text in one row of a field: its value, a unit
_WORD_GAP = 0.6  # font sizes between the words of one text
_APART = 2.5  # font sizes between the texts of two columns
_ONE_FONT = 1.22  # times: how far the height of lines of one font is misjudged
_OPENS = 1.7  # font sizes between the sign before a row of a tree and its words
_END = 2.6  # font sizes from an end of a panel to its arrow


@dataclass(frozen=True)
class Entry:
    """A panel that may be written in: its text, the arrow at its end, the label inside or on its border.

    ``words`` are the lines that its text was read as: a selected part of it is one of its own.
    """

    panel: Panel
    text: tuple[Line, ...]
    words: tuple[Line, ...]
    arrow: str
    label: Line | None
    grey: bool


def as_entry(view: View, panel: Panel) -> Entry | None:
    """A field, text area or drop-down: blank, or text that starts at one side."""
    box, size = panel.box, view.size
    arrow = end_arrow(view, panel)
    tint = saturation(panel.ground) - saturation(panel.outside)
    if not arrow and (panel.coloured or (panel.fill > 8 and tint > _TINTED)):
        return None
    label = _label_on_border(view, panel)
    inside = tuple(line for line in panel.lines if label is None or line.box != label.box)
    if is_tall(box, size):
        fits = box.width >= 6 * size and box.height <= box.width * 1.2 and (panel.framed or panel.fill > 3)
        written = fits and _is_written_text(view, panel, inside)
        return Entry(panel, inside, (), "", label, _is_grey(view, inside)) if written else None
    if arrow:
        inside = tuple(line for line in inside if not _beyond(line.box, panel, arrow[1]))
    rows = _rows(inside)
    if len(rows) == 2 and label is None and _is_small_label(rows, size):
        label, inside = rows[0][0], tuple(rows[1])
    elif len(rows) > 1:
        return None
    words = _running_on(_asked_for(view, inside), size)
    if len(inside) > len(words) + _MOST_PIECES - 1 or (panel.stacked and _apart(inside, size)):
        return None  # a row of a table or list
    if box.width < (2.2 if arrow or label else 3) * size or not _begins_at_a_side(panel, inside, size):
        return None
    text = (_joined(words),) if words else ()
    return Entry(panel, text, words, arrow[0] if arrow else "", label, _is_grey(view, words[:1]))


def _is_written_text(view: View, panel: Panel, lines: tuple[Line, ...]) -> bool:
    """Whether what a high panel holds can be a text written in it: lines of one font below each other, nothing to tick.

    A card of settings holds names in one font, remarks in another, and switches.
    """
    if any(holds(panel.box, mark.box) for mark in view.marks):
        return False
    fonts = [font_px(line.text, line.box) for line in lines if len(line.text) > 2]
    return all(len(row) == 1 for row in _rows(lines)) and (len(fonts) < 2 or max(fonts) < _ONE_FONT * min(fonts))


def is_row(view: View, entry: Entry) -> bool:
    """Whether an entry is a row of a list or table rather than a field: what it holds is named by itself."""
    sure = _is_surely_entry(entry, is_tall(entry.panel.box, view.size), view.size)
    return entry.panel.stacked and not sure


def as_control(view: View, entry: Entry, label: Line | None, dimmed: bool) -> Draft | None:
    """The control of an entry with its label from outside; None for what is only an area of the page.

    Grey text is a placeholder, but the value of a field that is ``dimmed`` as a whole.
    """
    panel, label = entry.panel, entry.label or label
    tall = is_tall(panel.box, view.size)
    text = "\n".join(line.text for line in entry.text)
    blank = (entry.grey and not dimmed) or bool(_EMPTY_DATE.fullmatch(text))
    if label is None and not _is_surely_entry(entry, tall, view.size):
        return None
    value = "" if blank else text
    kind: ControlKind = "dropdown" if entry.arrow else "field"
    if entry.arrow == "updown" and _NUMBER.fullmatch(value):
        kind = "spinbox"
    control = Control(kind, panel.box, label.text if label else "", value, label_box=label.box if label else None)
    if entry.text and ((label is None and (blank or entry.arrow)) or (entry.arrow and panel.coloured)):
        control = replace(control, label=entry.text[0].text, label_box=entry.text[0].box, value="")
    control = replace(control, selected=_is_selected_text(view, entry))
    picture = next((part for part in panel.parts if is_icon(view, part) and glyph(view, part) is None), None)
    return Draft(control, panel, picture, entry.words)


def _label_on_border(view: View, panel: Panel) -> Line | None:
    """The words that interrupt the upper border of a panel, near one of its ends."""
    box, size = panel.box, view.size
    for line in view.lines:
        words = line.box
        within = box.x0 < words.x0 and words.x1 < box.x1 and words.y0 <= box.y0 + 1 < words.y1
        if within and min(words.x0 - box.x0, box.x1 - words.x1) < 2.2 * size and words.y1 < box.center.y:
            return replace(line, text=line.text.strip(" -—_|~"))
    return None


def _is_surely_entry(entry: Entry, tall: bool, size: float) -> bool:
    """Whether a panel without a label is a field all the same: a placeholder, an arrow, a border around little."""
    panel = entry.panel
    if tall:
        return entry.grey and len(entry.text) == 1 and panel.framed and entry.text[0].box.y0 - panel.box.y0 < 1.6 * size
    if entry.grey or entry.arrow:
        return True
    if panel.stacked:
        return False
    if not entry.text:
        return panel.framed or panel.fill > 3
    used = entry.text[0].box.width / panel.box.width
    return panel.framed and 1.5 * size < panel.box.height < 3.9 * size and used < 0.75 and panel.box.width > 5 * size


def end_arrow(view: View, panel: Panel) -> tuple[str, Box] | None:
    """The arrow in the right or left end of a panel, alone in its corner."""
    box, size = panel.box, view.size
    marks = [mark.box for mark in view.marks]
    for part in sorted(panel.parts, key=lambda part: min(part.x0 - box.x0, box.x1 - part.x1)):
        away = min(part.x0 - box.x0, box.x1 - part.x1)
        if away > _END * size or abs(part.center.y - box.center.y) > 0.3 * box.height:
            continue
        sign = "updown" if part in marks else glyph(view, part) or glyph(view, part.grow(-3))
        crowded = any(-2 < gap < 0.15 * size for line in panel.lines for gap in _gaps(line.box, part))
        if sign in ("down", "updown") and not crowded and not _opens_words(panel, part, size):
            return sign, part
    return None if is_tall(box, size) else _coloured_end(view, panel) or _read_arrow(view, panel)


def _opens_words(panel: Panel, part: Box, size: float) -> bool:
    """Whether an arrow stands right before words at the left: it folds out a row of a tree."""
    return any(
        0 < line.box.x0 - part.x1 < _OPENS * size and line.box.x0 - panel.box.x0 < panel.box.x1 - line.box.x1
        for line in panel.lines
        if part.center.x < panel.box.center.x
    )


def _read_arrow(view: View, panel: Panel) -> tuple[str, Box] | None:
    """The arrow in the right end of a panel that was read as a part of its words."""
    box, size = panel.box, view.size
    end = box._replace(x0=max(box.x0, box.x1 - round(_END * size)))
    found = sorted(parts_inside(view, end, ()), key=lambda part: part.x1)
    if not found or any(found[-1].x0 - part.x1 < 0.15 * size for part in found[:-1]):
        return None
    sign = glyph(view, found[-1])
    centred = abs(found[-1].center.y - box.center.y) < 0.3 * box.height
    return (sign, found[-1]) if sign in ("down", "updown") and centred else None


def _coloured_end(view: View, panel: Panel) -> tuple[str, Box] | None:
    """The arrow on a ground of its own that fills the right end of a panel."""
    box, size = panel.box, view.size
    end = Box(box.x1 - min(box.height, round(2 * size)), box.y0, box.x1, box.y1).grow(-2)
    if end.width < 6 or box.width < 2 * box.height or any(line.box.x1 > end.x0 + 2 for line in panel.lines):
        return None
    ground = view.ground(end)
    if distance(ground, panel.ground) < 40:
        return None
    rows, columns = np.nonzero(np.abs(crop(view.pixels, end) - ground).max(axis=2) < 12)
    inner = Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    inner = Box(end.x0 + inner.x0, end.y0 + inner.y0, end.x0 + inner.x1, end.y0 + inner.y1)
    sign = glyph(view, inner.grow(-3)) or glyph(view, inner.grow(-2))
    return (sign, inner) if sign in ("down", "updown") else None


def _gaps(one: Box, other: Box) -> tuple[int, int]:
    return other.x0 - one.x1, one.x0 - other.x1


def _beyond(words: Box, panel: Panel, arrow: Box) -> bool:
    """Whether words are the arrow itself or stand between it and the end."""
    at_right = arrow.center.x > panel.box.center.x
    return words.center.x >= arrow.x0 if at_right else words.center.x <= arrow.x1


def _rows(lines: tuple[Line, ...]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.center.y):
        if rows and line.box.center.y < rows[-1][0].box.y1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.x0) for row in rows]


def _running_on(row: tuple[Line, ...], size: float) -> tuple[Line, ...]:
    """The first piece of a row of text and those that follow it as words do."""
    ordered = sorted(row, key=lambda line: line.box.x0)
    for count, (before, after) in enumerate(pairwise(ordered), start=1):
        if after.box.x0 - before.box.x1 > _WORD_GAP * size:
            return tuple(ordered[:count])
    return tuple(ordered)


def _joined(words: tuple[Line, ...]) -> Line:
    box = words[0].box
    for line in words[1:]:
        box = box.union(line.box)
    return Line(" ".join(line.text for line in words), box, min(line.confidence for line in words))


def _apart(row: tuple[Line, ...], size: float) -> bool:
    """Whether the texts of a row stand as far apart as those of columns."""
    boxes = sorted((line.box for line in row), key=lambda box: box.x0)
    return any(after.x0 - before.x1 > _APART * size for before, after in pairwise(boxes))


def _is_small_label(rows: list[list[Line]], size: float) -> bool:
    """Whether the upper of two rows is a label in small print over a value."""
    upper, lower = rows[0][0], rows[1][0]
    smaller = font_px(upper.text, upper.box) < 0.93 * font_px(lower.text, lower.box)
    aligned = abs(upper.box.x0 - lower.box.x0) < 0.8 * size or abs(upper.box.x1 - lower.box.x1) < 0.8 * size
    return len(rows[0]) == 1 and smaller and aligned


def _begins_at_a_side(panel: Panel, lines: tuple[Line, ...], size: float) -> bool:
    if not lines:
        return True
    box = panel.box
    icons = [part for part in panel.parts if part.x1 <= lines[0].box.x0]
    start = min([lines[0].box.x0, *(part.x0 for part in icons)]) - box.x0
    end = box.x1 - max([lines[-1].box.x1, *(part.x1 for part in panel.parts)])
    return min(start, end) < max(2.8 * size, 0.2 * box.width)


def _asked_for(view: View, row: tuple[Line, ...]) -> tuple[Line, ...]:
    """A row of text without the choice before a placeholder, such as the country of a phone number."""
    return row[1:] if len(row) == 2 and _is_grey(view, row[1:]) and not _is_grey(view, row[:1]) else row


def _is_grey(view: View, lines: tuple[Line, ...]) -> bool:
    """Whether text is as pale as a placeholder, or reads like one."""
    if any(_PROMPT.match(line.text) for line in lines):
        return True
    return bool(lines) and max(view.ink(line.box).contrast for line in lines) < _PLACEHOLDER * view.usual_contrast


def _is_selected_text(view: View, entry: Entry) -> bool:
    """Whether the text stands on a ground of another colour than its field, which shows above its letters too."""
    if not entry.text:
        return False
    x0, y0, x1, _ = entry.text[0].box
    ground = view.ground(entry.text[0].box)
    like = np.abs(view.pixels[max(0, y0 - 1) : y0 + 3, x0:x1] - ground).max(axis=2) < 40
    return distance(ground, entry.panel.ground) > 40 and bool(like.mean(axis=1).max() > 0.85)
