"""The heads of a list's columns, which stand side by side in frames as fields do."""

from __future__ import annotations

from collections.abc import Sequence

from ..scene import Control, Line
from .draft import Draft
from .fields import Entry
from .view import View

_EDGE = 3  # pixels between frames that share a border
_BELOW = 3.2  # font sizes from a head to the first row
_ALIGNED = 0.7  # font sizes


def find_column_heads(view: View, entries: Sequence[Entry], lines: Sequence[Line]) -> list[Draft]:
    """The entries that are heads, as buttons: each beside another one, with words of a list under most of them."""
    written = [entry for entry in entries if len(entry.words) == 1 and not entry.arrow]
    joined = [entry for entry in written if any(_adjoin(entry, other) for other in written)]
    heads = [entry for entry in joined if _heads(entry, joined, lines, view.size)]
    return [
        Draft(
            Control("button", entry.panel.box, entry.words[0].text, label_box=entry.words[0].box),
            entry.panel,
            words=entry.words,
        )
        for entry in heads
    ]


def _adjoin(entry: Entry, other: Entry) -> bool:
    one, two = entry.panel.box, other.panel.box
    level = abs(one.y0 - two.y0) <= _EDGE and abs(one.y1 - two.y1) <= _EDGE
    return level and min(abs(one.x1 - two.x0), abs(two.x1 - one.x0)) <= _EDGE


def _heads(entry: Entry, joined: Sequence[Entry], lines: Sequence[Line], size: float) -> bool:
    row = [other for other in joined if abs(other.panel.box.y0 - entry.panel.box.y0) <= _EDGE]
    listed = sum(any(_under(other, line, size) for line in lines) for other in row)
    return 2 * listed >= len(row)


def _under(entry: Entry, line: Line, size: float) -> bool:
    box, words = entry.panel.box, entry.words[0].box
    near = 0 <= line.box.y0 - box.y1 < _BELOW * size
    return near and abs(line.box.x0 - words.x0) < _ALIGNED * size
