"""What shows that a step was done: texts that came, a dialog that went, or that anything changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from ...env.events import Picture
from ...tools.alike import folded
from ...tools.change import answered
from ...tools.eye.scene import Line
from ...tools.frames import Frame
from ...tools.geometry import Box
from ..planner.steps.reading import sees
from ..script.verbs import Truth
from .deeds import Deed
from .parameters import with_parameters
from .rows import row_texts
from .sight import Sight
from .telling import is_telling, lasting
from .things import Thing

_NOISE = 16
"""Levels by which a picture may be off where nothing was drawn: the frames between are JPEG."""
_MOST = 3
_MOST_READ = 5
"""Pictures of a clip that are read; they are chosen from its end, where a message stands longest."""
_SURE = 0.8  # of the reader
_COLUMN, _COLUMN_PX, _ROW = 3, 4, 2
_MISREAD = 85  # of 100
_WORD = re.compile(r"[^\W\d_]{3,}")
_HEADING = 1.7  # times the usual height
_WORDS_APART = 1.5
"""Heights of a line between two parts of it."""
_LOW = 2 / 3
"""The part of a screen below which a text may have to be scrolled to where things are larger."""
_ALREADY = frozenset({"type", "select", "tick", "scroll", "hover"})
"""What replay looks at by itself, or what proves itself by what is done next."""


@dataclass(frozen=True)
class Proof:
    """A truth, and for a text the line that was read with the picture that it was read on."""

    truth: Truth
    line: Line | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class _Came:
    line: Line
    text: str
    picture: Picture
    stays: bool
    kept: bool
    """Whether it holds a value that was typed."""

    @property
    def plain(self) -> str:
        return folded(self.text)


def proofs_of(deed: Deed, thing: Thing | None, words: str, values: Sequence[str], sight: Sight) -> tuple[Proof, ...]:
    """At most three, the most telling first; none when nothing came of the step that can be told again.

    ``words`` are those of its target, ``values`` what was typed or chosen up to there and is known by itself.
    """
    if deed.verb in _ALREADY or deed.later is None:
        return ()
    before = deed.moments[-1].before.frame
    proofs = [
        Proof(_truth("seen", one.text), one.line, one.picture)
        for one in _most_telling(_came(deed, before, values, sight), values, sight)
    ]
    proofs += [
        Proof(_truth("visible", f"the row of {value}"), line, deed.later)
        for value, line in _new_rows(before, deed.later, values, sight)
    ]
    proofs += [Proof(_truth("gone", text)) for text in _went(deed, words, before, values, sight)]
    if proofs:
        return (*proofs[:_MOST], *_of_its_row(thing, deed.later, sight))
    return (Proof(_truth("changed", True)),) if _changed(deed, thing, sight) else ()


def _of_its_row(thing: Thing | None, later: Picture, sight: Sight) -> list[Proof]:
    """What told the thing from others like it and stands on the next screen too: that is of the right one, then."""
    if thing is None or not thing.rivals:
        return []
    after = {folded(line.text): line for line in sight.lines(later)}
    telling = [line.text for line in row_texts(thing, sight) if is_telling(line.text) and folded(line.text) in after]
    return [Proof(_truth("still", text), after[folded(text)], later) for text in telling[:1]]


def _truth(kind: str, what: object) -> Truth:
    return Truth.model_validate({kind: what})


def _came(deed: Deed, before: Picture, values: Sequence[str], sight: Sight) -> list[_Came]:
    """The texts that could not be read before and say the same the next time, each once; those that stay first."""
    old = sight.frame(before)
    found: dict[str, _Came] = {}
    judged = {folded(line.text) for line in sight.lines(deed.after[-1].frame)}
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
                or folded(text) in found
                or text.endswith(("...", "…"))
                or sees(sight.eye, old, text)
            ):
                continue
            is_data = _in_columns(line, lines, cells) or any(box.has_center_of(line.box) for box in data)
            if _held(text, values) or not is_data or any(box.has_center_of(line.box) for box in above):
                found[folded(text)] = _Came(line, text, picture, stays, kept=_held(text, values))
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


def _without_columns(came: list[_Came]) -> list[_Came]:
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


def _new_rows(before: Picture, later: Picture, values: Sequence[str], sight: Sight) -> list[tuple[str, Line | None]]:
    """The first value that has a row of its own, and had none before, with where it can be read."""
    for value in values:
        if sees(sight.eye, sight.frame(later), value) and _heads_row(value, later, sight):
            lines = [line for line in sight.lines(later) if folded(line.text) == folded(value)]
            return [] if _heads_row(value, before, sight) else [(value, lines[0] if len(lines) == 1 else None)]
    return []


def _like_a_value(text: str, values: Sequence[str]) -> bool:
    """Whether a text has a part of what was typed, otherwise written: "Welcome, Ada" after "ada@example.org"."""
    if _held(text, values):
        return False
    typed = {part for value in values for part in _WORD.findall(value.casefold())}
    return bool(typed & set(_WORD.findall(text.casefold())))


def _held(text: str, values: Sequence[str]) -> bool:
    return any(value in text for value in values)


def _pictures(deed: Deed) -> list[tuple[Picture, bool]]:
    """What was to be seen when it was done, then what came and went on the way, the latest first."""
    last = deed.after[-1].frame
    way = [picture for seen in deed.after for picture in (*seen.clip, seen.frame) if picture != last]
    return [(last, True), *((picture, False) for picture in reversed(way[-_MOST_READ:]))]


def _heads_row(text: str, picture: Picture, sight: Sight) -> bool:
    """Whether a row of a table or list is that of this text, for the eye that will look for it."""
    place = sight.eye.locate(sight.frame(picture), f"the row of {text}")
    if place.status != "found" or place.box is None:
        return False
    rows = [row for region in sight.scene(picture).regions for row in region.rows]
    return any(row.iou(place.box) > 0.8 for row in rows)


def _most_telling(came: list[_Came], values: Sequence[str], sight: Sight) -> list[_Came]:
    """A text with a value in it, then what is large, stands alone and says much."""
    chosen: list[_Came] = []
    for one in sorted(came, key=lambda one: -_weight(one, values, sight)):
        if not any(_same(one.plain, other.plain) for other in chosen):
            chosen.append(one)
        if len(chosen) == _MOST - 1:
            break
    return chosen


def _same(one: str, other: str) -> bool:
    """Whether two texts are one, or one read twice: a message that moves in is misread on the way."""
    from rapidfuzz.fuzz import ratio

    return one in other or other in one or ratio(one, other) > _MISREAD


def _weight(one: _Came, values: Sequence[str], sight: Sight) -> float:
    lines = sight.lines(one.picture)
    usual = median(line.box.height for line in lines)
    words = len(one.text.split())
    weight = 1.0 if one.stays else 0.5
    weight += 4.0 * _held(one.text, values)
    weight += 2.0 * (one.line.box.height > _HEADING * usual)
    weight += 0.25 * min(words, 4)
    weight += 0.5 * (one.text == one.line.text and one.text[0].isalpha())
    weight -= 3.0 * (one.stays and not one.kept and one.line.box.center.y > _LOW * one.picture.height)
    weight -= 1.5 * (not one.kept and _on_control(one, sight))
    weight += 1.0 * (_alone(one.line.box, lines) > 2 * usual)
    return weight - (0.5 if words == 1 else 0)


def _on_control(one: _Came, sight: Sight) -> bool:
    """Whether a text is what something to press is called: these are re-worded sooner than what a page tells."""
    pressed = ("button", "link", "tab", "menuitem")
    return any(c.kind in pressed and c.box.has_center_of(one.line.box) for c in sight.scene(one.picture).controls)


def _alone(box: Box, lines: Sequence[Line]) -> float:
    """How far the nearest other text is: a message has room around it."""
    others = [line.box for line in lines if line.box != box]
    return min((_gap(box, other) for other in others), default=0)


def _gap(one: Box, other: Box) -> int:
    across = max(0, one.x0 - other.x1, other.x0 - one.x1)
    return max(across, max(0, one.y0 - other.y1, other.y0 - one.y1))


def _went(deed: Deed, words: str, before: Picture, values: Sequence[str], sight: Sight) -> list[str]:
    """The title of a dialog that closed, and what the words of the target say of the row that is no more."""
    assert deed.later is not None
    old, new = sight.frame(before), sight.frame(deed.later)
    now = {folded(region.title) for region in sight.scene(deed.later).regions}
    titles = [
        region.title
        for region in sight.scene(before).regions
        if region.kind == "dialog" and region.modal and is_telling(region.title) and folded(region.title) not in now
    ]
    same_page = deed.before.url == deed.after[-1].url
    row = words.rpartition(" in the row of ")[2].strip("'") if " in the row of " in words and same_page else ""
    told = [text for text in (*titles, row) if text and (is_telling(text) or text in values)]
    return [text for text in told if sees(sight.eye, old, text) and not sees(sight.eye, new, text)]


def _changed(deed: Deed, thing: Thing | None, sight: Sight) -> bool:
    """Whether the screen changed beside the thing that was clicked, when it was done."""
    assert deed.later is not None
    old, new = sight.frame(deed.before.frame), sight.frame(deed.later)
    return answered(old, new, outside=thing.box.grow(8) if thing else None)


def with_names(proof: Proof, named: Mapping[str, str]) -> Truth:
    """The truth of a proof with ``{name}`` where its text has the value of a parameter."""
    said = proof.truth.model_dump(exclude_unset=True)
    return Truth.model_validate(
        {key: with_parameters(value, named) if isinstance(value, str) else value for key, value in said.items()}
    )
