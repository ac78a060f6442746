"""The texts that came with a step: what could not be read before it, and says the same the next time."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from ...env.events import Picture
from ...tools.alike import folded
from ...tools.eye.scene import Line
from ...tools.frames import Frame
from ...tools.geometry import Box
from ..planner.steps.reading import sees
from .deeds import Deed
from .sight import Sight
from .telling import lasting

_NOISE = 16
"""Levels by which a picture may be off where nothing was drawn: the frames between are JPEG."""
_MOST_READ = 5
"""Pictures of a clip that are read; they are chosen from its end, where a message stands longest."""
_SURE = 0.8  # of the reader
_COLUMN, _COLUMN_PX, _ROW = 3, 4, 2
_MISREAD = 85  # of 100
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST = 2
"""Letters of a text: a single one may be a picture that was taken for a letter."""
_WORDS_APART = 1.5
"""Heights of a line between two parts of it."""


@dataclass(frozen=True)
class Came:
    line: Line
    text: str
    picture: Picture
    stays: bool
    kept: bool
    """Whether it holds a value that was typed."""
    again: bool = False
    """Whether it stood on an earlier screen of the run, too."""

    @property
    def plain(self) -> str:
        return folded(self.text)


def texts_that_came(
    deed: Deed, before: Picture, values: Sequence[str], sight: Sight, earlier: Set[str] = frozenset()
) -> list[Came]:
    """The texts that could not be read before and say the same the next time, each once; those that stay first.

    ``earlier`` are the folded lines of the screens before that one.
    """
    old = sight.frame(before)
    found: dict[str, Came] = {}
    judged = {folded(line.text) for line in sight.lines(deed.after[-1].frame)}
    known = judged | {folded(line.text) for line in sight.lines(before)}
    for picture, stays in _pictures(deed):
        data = _data_of(picture, sight) if stays else []
        above = _messages(picture, data, sight) if stays else []
        lines = sight.lines(picture)
        cells = [line.box.x0 for line in lines if any(box.has_center_of(line.box) for box in data)]
        for line in _whole(lines, values):
            if _was_there(old, sight.frame(picture), line.box):
                continue  # it was only read in another way
            if not stays and folded(line.text) in judged:
                continue  # where it stands in the end says whether it is data
            text = lasting(line.text, values) if line.confidence >= _SURE else ""
            if (
                not text
                or _like_a_value(text, values)
                or _is_rest(folded(text), known)
                or folded(text) in found
                or text.endswith(("...", "…"))
                or len(folded(text)) < _LEAST
                or sees(sight.eye, old, text)
            ):
                continue
            is_data = _in_columns(line, lines, cells) or any(box.has_center_of(line.box) for box in data)
            if held(text, values) or not is_data or any(box.has_center_of(line.box) for box in above):
                again = folded(line.text) in earlier
                found[folded(text)] = Came(line, text, picture, stays, kept=held(text, values), again=again)
    return _without_columns(list(found.values()))


def _was_there(old: Frame, new: Frame, box: Box) -> bool:
    """Whether a place looks as it did before."""
    if (old.width, old.height) != (new.width, new.height):
        return False
    apart = np.abs(old.crop(box).astype(np.int16) - new.crop(box).astype(np.int16))
    return bool(apart.size) and int(apart.max()) <= _NOISE


def _in_columns(line: Line, lines: Sequence[Line], cells: Sequence[int]) -> bool:
    """Whether a line stands in a row of a table that was not seen as one: beside it, texts begin where cells do."""
    level = [one.box.x0 for one in lines if one.box.y0 < line.box.center.y < one.box.y1]
    return sum(sum(abs(x0 - cell) <= _COLUMN_PX for cell in cells) >= _COLUMN for x0 in level) >= _ROW


def _without_columns(came: list[Came]) -> list[Came]:
    """Without texts that begin below each other, three and more: the data of a table that was not known as one."""
    lefts = [one.line.box.x0 for one in came if one.stays and not one.kept]
    return [one for one in came if one.kept or sum(abs(x0 - one.line.box.x0) <= _COLUMN_PX for x0 in lefts) < _COLUMN]


def _whole(lines: Sequence[Line], values: Sequence[str]) -> list[Line]:
    """The lines, with two that were read apart as one where a value runs from one into the other."""
    found = list(lines)
    for left in lines:
        for right in lines:
            text = f"{left.text} {right.text}"
            near = 0 <= right.box.x0 - left.box.x1 < _WORDS_APART * max(left.box.height, right.box.height)
            level = left.box.y0 < right.box.center.y < left.box.y1
            if near and level and any(v in text and v not in left.text and v not in right.text for v in values):
                found = [line for line in found if line not in (left, right)]
                found.append(replace(left, text=text, box=left.box.union(right.box)))
    return found


def _data_of(picture: Picture, sight: Sight) -> list[Box]:
    """Where other people's data stands, which is other tomorrow: rows of tables and lists, and what fields hold."""
    scene = sight.scene(picture)
    rows = [
        Box(region.box.x0, min(row.y0 for row in region.rows), region.box.x1, region.box.y1)
        for region in scene.regions
        if region.kind in ("table", "list") and region.rows
    ]
    return rows + [control.box for control in scene.controls if control.kind in ("field", "dropdown", "spinbox")]


def _messages(picture: Picture, data: Sequence[Box], sight: Sight) -> list[Box]:
    """What lies over the data, and is smaller than it: a message, not a table that is taken for a dialog."""
    dialogs = [region.box for region in sight.scene(picture).regions if region.kind == "dialog"]
    return [box for box in dialogs if all(box.common_area(one) < one.area / 2 for one in data)]


def _is_rest(plain: str, known: set[str]) -> bool:
    """Whether a folded text is what is left, perhaps misread, of a longer one that something lies over."""
    from rapidfuzz.fuzz import ratio

    return any(len(plain) < len(one) and ratio(plain, one[: len(plain)]) >= _MISREAD for one in known)


def _like_a_value(text: str, values: Sequence[str]) -> bool:
    """Whether a text has a part of what was typed, otherwise written: "Welcome, Ada" after "ada@example.org"."""
    if held(text, values):
        return False
    typed = {part for value in values for part in _WORD.findall(value.casefold())}
    return bool(typed & set(_WORD.findall(text.casefold())))


def held(text: str, values: Sequence[str]) -> bool:
    return any(value in text for value in values)


def _pictures(deed: Deed) -> list[tuple[Picture, bool]]:
    """What was to be seen when it was done, then what came and went on the way, the latest first."""
    last = deed.after[-1].frame
    way = [picture for seen in deed.after for picture in (*seen.clip, seen.frame) if picture != last]
    return [(last, True), *((picture, False) for picture in reversed(way[-_MOST_READ:]))]
