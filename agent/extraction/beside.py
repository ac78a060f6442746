"""The value that belongs to a name: in its field, behind a colon, to the right of it, below it or above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ...tools.geometry import Box
from .labels import NAMED, name_score
from .things import Sight, Thing, joined, level
from .values import Seen, fits, is_plain, wants_tick
from .wanted import Wanted

Side = Literal["here", "right", "below", "above"]
_COLON = re.compile(r"^(?P<name>[^:：=]{1,48}?)\s*[:：=]\s*(?P<value>\S.*)$")
_LEADING = re.compile(r"^\s*[:：=]\s*")
_DROP = 2.6  # line heights from a name to the value below it
_INDENT = 4.5  # line heights that a value below may stand further right
_PIECE = 0.9  # line heights between the words of one value
_MORE = 0.9  # line heights between the lines of one value
_BIG = 1.2  # times the height of its name: a figure above it


@dataclass(frozen=True)
class Label:
    """Words that name a field, with the values that may belong to it by the side on which they are."""

    wanted: Wanted
    score: float
    text: str
    box: Box
    values: dict[Side, Seen]

    def fitting(self, side: Side) -> Seen | None:
        """The value at a side, when it is one of the field's type."""
        seen = self.values.get(side)
        return seen if seen and fits(seen, self.wanted.annotation) else None


def labels_in(sight: Sight, fields: tuple[Wanted, ...]) -> list[Label]:
    """Every place that may name one of the fields, with its values."""
    named = {
        thing.box
        for thing in sight.words
        if any(name_score(wanted, thing.text) >= NAMED for wanted in fields)
        or thing.text.rstrip().endswith((":", "："))
    }
    found: list[Label] = []
    for wanted in fields:
        for thing in sight.things:
            found += _labels_at(thing, wanted, sight, named)
    return found


def _labels_at(thing: Thing, wanted: Wanted, sight: Sight, named: set[Box]) -> list[Label]:
    if thing.kind != "words":
        score = name_score(wanted, thing.name)
        is_value = thing.kind == "field" or wants_tick(wanted.annotation)
        return [Label(wanted, score, thing.name, thing.box, {"here": thing.seen()})] if score and is_value else []
    inline = _COLON.match(thing.text)
    if inline:
        score = name_score(wanted, inline["name"])
        value = Seen(_with_more(inline["value"], thing, thing.box.x0, wanted, sight, named), thing.box)
        return [Label(wanted, score, inline["name"], thing.box, {"here": value})] if score else []
    if score := name_score(wanted, thing.text):
        values: dict[Side, Seen | None] = {
            "right": _right(thing, wanted, sight, named),
            "below": _below(thing, wanted, sight, named),
            "above": _above(thing, sight, named),
        }
        held = any(_is_named_so(entry, thing) for entry in sight.fields)
        return [] if held else [Label(wanted, score, thing.text, thing.box, {s: v for s, v in values.items() if v})]
    return _one_line(thing, wanted)


def _one_line(thing: Thing, wanted: Wanted) -> list[Label]:
    """A name and its value that were read as one line without a colon; a plain text could begin anywhere."""
    words = thing.text.split()
    for cut in range(len(words) - 1, 0, -1):
        score = name_score(wanted, " ".join(words[:cut]))
        value = Seen(" ".join(words[cut:]), thing.box)
        if score > 0.9 and (not is_plain(wanted.annotation) or any(c.isdigit() for c in words[cut])):
            return [Label(wanted, 0.9 * score, " ".join(words[:cut]), thing.box, {"here": value})]
    return []


def _is_named_so(entry: Thing, words: Thing) -> bool:
    """Whether words are the label that the eye gave a field: beside it or right above it."""
    near = entry.box.grow(3 * words.box.height).common_area(words.box) > 0
    return entry.name == words.text and (near or level(entry.box, words.box))


def _right(label: Thing, wanted: Wanted, sight: Sight, named: set[Box]) -> Seen | None:
    """What follows on the row of a name, up to the next name."""
    row = [t for t in sight.things if t.box.x0 >= label.box.x1 - 4 and t is not label and _beside(label, t)]
    row.sort(key=lambda thing: thing.box.x0)
    return _first_of(row, label, wanted, sight, named)


def _beside(label: Thing, thing: Thing) -> bool:
    """Whether a thing is on the row of a name; the name of a tall field may stand at its top."""
    if level(label.box, thing.box):
        return True
    return thing.kind == "field" and thing.box.y0 - 4 <= label.box.center.y <= thing.box.y1


def _first_of(row: list[Thing], label: Thing, wanted: Wanted, sight: Sight, named: set[Box]) -> Seen | None:
    if not row or row[0].box in named:
        return None
    ticks = _run_of_ticks(row)
    if ticks and (chosen := _of_ticks(ticks, wanted)):
        return chosen
    row = [thing for thing in row if thing.kind != "tick"]
    if not row or row[0].box in named:
        return None
    if row[0].kind == "field":
        return row[0].seen()
    pieces = [row[0]]
    for thing in row[1:]:
        if thing.kind != "words" or thing.box in named or thing.box.x0 - pieces[-1].box.x1 > _PIECE * label.box.height:
            break
        pieces.append(thing)
    text = _LEADING.sub("", joined(piece.text for piece in pieces))
    return Seen(_with_more(text, pieces[0], label.box.x1, wanted, sight, named), pieces[0].box)


def _run_of_ticks(row: list[Thing]) -> list[Thing]:
    """The ticks at the start of a row, their labels between them left out."""
    ticks: list[Thing] = []
    for thing in row:
        if thing.kind == "tick":
            ticks.append(thing)
        elif not ticks or all(thing.text not in tick.text for tick in ticks):
            break
    return ticks


def _of_ticks(ticks: list[Thing], wanted: Wanted) -> Seen | None:
    """The ticked option of a group, or whether the one box is ticked."""
    if wants_tick(wanted.annotation) and len(ticks) == 1:
        return ticks[0].seen()
    options = [Seen(tick.text, tick.box) for tick in ticks if tick.radio]
    if len(options) < 2 or not all(option.text for option in options):
        return None
    chosen = [Seen(tick.text, tick.box) for tick in ticks if tick.ticked]
    return chosen[0] if len(chosen) == 1 else Seen("", ticks[0].box)


def _below(label: Thing, wanted: Wanted, sight: Sight, named: set[Box]) -> Seen | None:
    """What stands under a name, at its left or a little indented, or within its width."""
    height = label.box.height
    under = [
        thing
        for thing in sight.things
        if -2 <= thing.box.y0 - label.box.y1 <= _DROP * height
        and thing.box.x0 < max(label.box.x1, label.box.x0 + _INDENT * height)
        and thing.box.x1 > label.box.x0
    ]
    if not under:
        return None
    first = min(under, key=lambda thing: (thing.box.y0, thing.box.x0))
    row = [thing for thing in sight.things if level(first.box, thing.box) and thing.box.x0 >= first.box.x0]
    return _first_of(sorted(row, key=lambda thing: thing.box.x0), first, wanted, sight, named)


def _above(label: Thing, sight: Sight, named: set[Box]) -> Seen | None:
    """The large figure right above a name, as on a card of statistics."""
    height = label.box.height
    over = [
        thing
        for thing in sight.words
        if thing.box not in named
        and -2 <= label.box.y0 - thing.box.y1 < 2 * height
        and thing.box.height > _BIG * height
        and thing.box.x0 < label.box.x1
        and thing.box.x1 > label.box.x0
    ]
    return max(over, key=lambda thing: thing.box.y1).seen() if over else None


def _with_more(text: str, first: Thing, edge: int, wanted: Wanted, sight: Sight, named: set[Box]) -> str:
    """A text with the lines below that go on with it: at the same left, close, and without a name beside them."""
    if not is_plain(wanted.annotation):
        return text
    last, parts = first, [text]
    for thing in sight.words:
        gap = thing.box.y0 - last.box.y1
        if thing.box in named or abs(thing.box.x0 - first.box.x0) > 4 or not -2 <= gap < _MORE * first.box.height:
            continue
        row = [other for other in sight.things if other is not thing and level(other.box, thing.box)]
        if any(other.box.x1 <= edge for other in row) or edge <= first.box.x0 < edge + 1 or _COLON.match(thing.text):
            break
        last = thing
        parts.append(thing.text)
    return joined(parts)
