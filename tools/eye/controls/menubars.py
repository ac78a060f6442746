"""The bar of titles along the top of a desktop window, each of which opens a menu."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np

from ...geometry import Box
from ..scene import Control, Line
from .draft import Draft
from .view import View

_TITLES = frozenset((
    "file", "edit", "view", "insert", "format", "tools", "window", "help", "search", "go", "bookmarks", "options",
    "settings", "history", "document", "image", "terminal", "project", "run", "selection", "data", "styles", "table",
    "sheet", "tabs", "session", "message", "layer", "navigate", "build", "debug", "slide", "文件", "编辑", "查看",
    "视图", "插入", "格式", "工具", "窗口", "帮助", "搜索", "书签", "选项", "设置", "历史",
))  # fmt: skip
"""What most applications call their menus."""
_LEAST, _KNOWN = 3, 2  # titles of a bar; that have a usual name
_LEAST_GAP, _MOST_GAP = 0.55, 3.0  # font sizes between titles
_EVEN = 1.45  # times the usual gap
_LEVEL = 0.4  # font sizes
_HIGH, _LONG = 1.6, 22  # font sizes; letters of a title
_WORD_GAP = 0.45  # font sizes between titles that were read as one line
_ROOM = 0.45  # font sizes above and below the words


def find_menu_bars(view: View, lines: Sequence[Line]) -> list[Draft]:
    """A "menuitem" for each title of each bar: a row of short names, evenly apart, some of them usual ones."""
    whole = [line for line in lines if line.box.height < _HIGH * view.size]
    low = [piece for line in whole for piece in _titles_of(view, line)]
    drafts: list[Draft] = []
    for row in _rows(low, view.size):
        for run in _runs(row, view.size):
            drafts += [_title(line, run, view.size, whole) for line in run]
    return drafts


def bars_of(drafts: Sequence[Draft]) -> list[Box]:
    """The boxes of the bars, as high as their titles, from the first to the last of each."""
    bars: list[Box] = []
    for draft in drafts:
        box = draft.control.box
        at = next((n for n, bar in enumerate(bars) if bar.y0 == box.y0 and bar.y1 == box.y1), None)
        if at is None:
            bars.append(box)
        else:
            bars[at] = bars[at].union(box)
    return bars


def beside_bar(bar: Box, box: Box) -> bool:
    """Whether a box is but a part of the ground of a bar."""
    return bar.y0 < box.center.y < bar.y1 and box.height < 1.6 * bar.height


def _titles_of(view: View, line: Line) -> list[Line]:
    """A line, or its words one by one where these are the titles of a bar."""
    words = line.text.split()
    if len(words) < 2 or sum(_plain(word) in _TITLES for word in words) < len(words):
        return [line]
    columns = np.flatnonzero(view.ink(line.box).mask.any(axis=0))
    steps = np.diff(columns)
    if (steps > _WORD_GAP * view.size).sum() < len(words) - 1:
        return [line]
    cuts = sorted(np.argsort(-steps)[: len(words) - 1].tolist())
    starts, ends = [0, *(cut + 1 for cut in cuts)], [*cuts, len(columns) - 1]
    x0 = line.box.x0
    boxes = [
        line.box._replace(x0=x0 + int(columns[start]), x1=x0 + int(columns[end]) + 1)
        for start, end in zip(starts, ends, strict=True)
    ]
    return [replace(line, text=word, box=box) for word, box in zip(words, boxes, strict=True)]


def _rows(lines: Sequence[Line], size: float) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.center.y):
        if rows and line.box.center.y - rows[-1][0].box.center.y < _LEVEL * size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.x0) for row in rows]


def _runs(row: list[Line], size: float) -> list[list[Line]]:
    """The parts of a row that are bars: each from a usual title on, as long as the gaps are even."""
    runs: list[list[Line]] = []
    for line in row:
        if runs and _goes_on(runs[-1], line, size):
            runs[-1].append(line)
        elif _plain(line.text) in _TITLES:
            runs.append([line])
    if not any(len(run) >= _LEAST and sum(_plain(line.text) in _TITLES for line in run) >= _KNOWN for run in runs):
        return []
    return runs  # the others are parts of the same bar, with a title between that was not read


def _goes_on(run: list[Line], line: Line, size: float) -> bool:
    gap = line.box.x0 - run[-1].box.x1
    gaps = [after.box.x0 - one.box.x1 for one, after in pairwise(run)]
    if not _LEAST_GAP * size <= gap <= _MOST_GAP * size or len(line.text) > _LONG:
        return False
    return not gaps or median(gaps) / _EVEN - 2 <= gap <= median(gaps) * _EVEN + 2


def _title(line: Line, run: Sequence[Line], size: float, whole: Sequence[Line]) -> Draft:
    """A title takes half of the room to its neighbours."""
    index = list(run).index(line)
    gaps = [after.box.x0 - before.box.x1 for before, after in pairwise(run)]
    side = round(min(gaps, default=size) / 2)
    top = min(one.box.y0 for one in run) - round(_ROOM * size)
    bottom = max(one.box.y1 for one in run) + round(_ROOM * size)
    x0 = (run[index - 1].box.x1 + line.box.x0) // 2 if index else line.box.x0 - side
    x1 = (line.box.x1 + run[index + 1].box.x0) // 2 if index + 1 < len(run) else line.box.x1 + side
    read = next((one for one in whole if one.box.has_center_of(line.box)), line)
    control = Control("menuitem", Box(x0, max(0, top), x1, bottom), line.text.strip(), label_box=line.box)
    return Draft(control, words=(read,))


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())
