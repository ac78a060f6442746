"""A value that is named in words, read from a frame: "the order number"."""

from __future__ import annotations

import re

from ....tools.eye.eye import Eye
from ....tools.eye.scene import Line
from ....tools.frames import Frame
from ....tools.geometry import Box

_ASKED = re.compile(r"^(?:(?:what|which)(?:\s+is|'s|\s+was|\s+are)\s+)?(?:(?:the|a|an|my|its)\s+)?", re.IGNORECASE)
_RELATION = re.compile(
    r"\b(?:of|in|for|on|at|from|under|below|above|beside|next to|left|right)\b|的|行|列", re.IGNORECASE
)
_INLINE = re.compile(r"\s*(?:[:：=]|\bis\b)\s*(?P<value>\S.*)", re.IGNORECASE)


def read_value(eye: Eye, frame: Frame, what: str) -> str | None:
    """The value beside, behind or below a name; None when the name cannot be seen or stands alone.

    In order: "Order number: 1009" in one line; a field of that name; the text right of the name on its row, or the
    first text under it where the name heads one of several columns; the text under it; what is found by words that say
    where it stands ("the amount of Hotel in Chicago").
    """
    name = _ASKED.sub("", what.strip().rstrip("?").strip())
    lines = eye.read(frame)
    for line in lines:
        inline = _inline(line.text, name)
        if inline:
            return inline
    fields = eye.find_control(frame, name, frozenset({"field", "dropdown"}))
    if len(fields) == 1 and fields[0].value:
        return fields[0].value
    for line in lines:
        if _is_called(line.text, name):
            value = _value_of(line, lines)
            if value:
                return value.text
    return _placed(eye, frame, name) if _RELATION.search(name) else None


def _is_called(text: str, name: str) -> bool:
    """Whether a text is the name and no more: one letter in eight may be misread."""
    from rapidfuzz.distance import Levenshtein

    one, other = _folded(text).strip(":："), _folded(name)
    return Levenshtein.distance(one, other) <= len(other) // 8


def _placed(eye: Eye, frame: Frame, name: str) -> str | None:
    """What stands where the words say, unless it is but what the value is called."""
    place = eye.locate(frame, name)
    text = text_in(eye, frame, place.box) if place.box else ""
    return text if text and not _is_called(text, _RELATION.split(name)[0]) else None


def sees(eye: Eye, frame: Frame, text: str) -> bool:
    """Whether a text can be read on a frame, in one line or running over lines; case and spaces do not matter."""
    wanted = _folded(text)
    lines = [_folded(line.text) for line in eye.read(frame)]
    return any(wanted in line for line in lines) or wanted in "".join(lines)


def text_in(eye: Eye, frame: Frame, box: Box) -> str:
    """What is written inside a box, left to right; a lone character behind words is an icon (an X that clears)."""
    first, *others = [line.text for line in eye.read(frame, box)] or [""]
    return " ".join([first, *(text for text in others if len(text) > 1)])


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def _inline(text: str, name: str) -> str | None:
    words = r"[\s_-]*".join(re.escape(word) for word in name.split())
    match = re.search(rf"\b{words}\b", text, re.IGNORECASE)
    if match is None:
        return None
    behind = text[match.end() :]
    separated = _INLINE.match(behind)
    if separated:
        return separated["value"].strip()
    value = re.match(r"\s+(?P<value>#?[A-Z]*-?\d[\w.,-]*)\s*[.!]?$", behind)
    return value["value"].rstrip(".") if value else None


def _value_of(name: Line, lines: tuple[Line, ...]) -> Line | None:
    row = [line for line in lines if line is not name and _same_row(line, name)]
    below = _below(name, lines)
    if below and len(row) >= 2 and sum(_below(line, lines) is not None for line in row) > 0.6 * len(row):
        return below  # the head of a table's column: the others have something under them, too
    if figure := _figure_over(name, lines):
        return figure
    right = [line for line in row if line.box.x0 >= name.box.x1 - 4]
    return min(right, key=lambda line: line.box.x0, default=None) or below


def _figure_over(name: Line, lines: tuple[Line, ...]) -> Line | None:
    """The large figure right above a name, as on a card of statistics."""
    height = name.box.height
    over = [
        line
        for line in lines
        if 0 <= name.box.y0 - line.box.y1 < 2 * height
        and line.box.height > 1.2 * height
        and line.box.x0 < name.box.x1
        and line.box.x1 > name.box.x0
        and any(letter.isdigit() for letter in line.text)
    ]
    return max(over, key=lambda line: line.box.y1, default=None)


def _same_row(line: Line, name: Line) -> bool:
    return abs(line.box.center.y - name.box.center.y) < 0.6 * name.box.height


def _below(name: Line, lines: tuple[Line, ...]) -> Line | None:
    column = [
        line
        for line in lines
        if name.box.y1 - 2 <= line.box.y0 <= name.box.y1 + 5 * name.box.height
        and line.box.x0 < name.box.x1
        and line.box.x1 > name.box.x0
    ]
    return min(column, key=lambda line: line.box.y0, default=None)
