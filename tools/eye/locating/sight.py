"""A scene made ready to be searched: everything that words can mean, with what it is called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from ...geometry import Box
from ..language.roles import Kind
from ..scene import Control, Line, Scene
from .matching import Fit
from .relations import in_reading_order
from .wordbook import Wordbook

_HEADING = 1.3  # times the usual height of text
_MOST_JOINED = 4  # lines of one text


@dataclass(frozen=True)
class Item:
    """Something that can be meant. ``control`` is itself, or a text that stands for it.

    ``is_label`` is a text that names something else, ``is_inside`` one that is written in something else.
    """

    kind: Kind
    box: Box
    words: str
    control: Control
    is_label: bool = False
    is_inside: bool = False


class Sight:
    """The items of a scene; the rarer ones are made when they are asked for."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        heights = sorted(line.box.height for line in scene.lines)
        self.usual = heights[len(heights) // 2] if heights else 0
        owned = {c.label_box for c in scene.controls if c.kind not in ("text", "link") and c.label_box}
        self.items: list[Item] = []
        for control in scene.controls:
            own = control.label_box in owned and control.kind in ("text", "link")
            self.items.append(Item(control.kind, control.box, control.label, control, own))
            words_box = control.label_box
            if words_box and control.label and not control.box.has_center_of(words_box):
                words = Control("text", words_box, control.label, label_box=words_box, covered=control.covered)
                self.items.append(Item("text", words_box, control.label, words, True))
        labels = {item.control.label_box for item in self.items} | {item.box for item in self.items}
        for line in scene.lines:  # what is written in a field is text as well
            if line.box not in labels:
                self.items.append(replace(_text_item([line]), is_inside=True))

    @cached_property
    def texts(self) -> list[Box]:
        return [line.box for line in self.scene.lines]

    @cached_property
    def book(self) -> Wordbook:
        """All words and values of the items, to be compared with a name."""
        controls = self.scene.controls
        return Wordbook(
            [
                *(item.words for item in self.items),
                *(c.value for c in controls),
                *(r.title for r in self.scene.regions),
                *(column.head for region in self.scene.regions for column in region.columns),
            ]
        )

    def joined(self, name: str) -> list[tuple[Item, Fit]]:
        """Texts that go on in the next line, or after a gap in the same line, and fit a name as a whole."""
        book, runs = self._joined
        fitting = [(words, said) for words, said in book.fits(name).items() if said.whole]
        return [(_text_item(run), said) for words, said in fitting for run in runs[words]]

    @cached_property
    def _joined(self) -> tuple[Wordbook, dict[str, list[list[Line]]]]:
        runs: dict[str, list[list[Line]]] = {}
        for run in (*_running_on(self.scene.lines), *_side_by_side(self.scene.lines)):
            runs.setdefault(_said(run), []).append(run)
        return Wordbook(runs, parts=False), runs

    @cached_property
    def parts(self) -> list[Item]:
        """Rows, columns, heads and cells of tables and lists, and the regions themselves."""
        found: list[Item] = []
        for region in self.scene.regions:
            found.append(_part(region.kind, region.box, region.title))
            found += [_part("row", row, self.words_in(row, "\n"), selected=self._is_chosen(row)) for row in region.rows]
            for column in region.columns:
                found.append(_part("column", column.box, column.head))
                cells = [row.intersection(column.box) for row in region.rows]
                found += [_part("cell", cell, self.words_in(cell)) for cell in cells if cell.area]
        return found + [_part("head", head.box, head.label) for _, head in self.heads]

    def _is_chosen(self, row: Box) -> bool:
        """Whether a row is the highlighted one: all that is written in it is."""
        words = [control for control in self.inside(row) if control.kind in ("text", "link")]
        return bool(words) and all(control.selected for control in words)

    @cached_property
    def heads(self) -> list[tuple[Box, Control]]:
        """Each column of a table with the text over it."""
        found: list[tuple[Box, Control]] = []
        labelled = [control for control in self.scene.controls if control.label]
        for region in self.scene.regions:
            top = min((row.y0 for row in region.rows), default=region.box.y0)
            reach = Box(region.box.x0, top - 6 * max(self.usual, 1), region.box.x1, top + 2)
            above = [control for control in labelled if reach.has_center_of(control.box)] if region.columns else []
            for column in region.columns:
                over = [c for c in above if c.box.x1 > column.box.x0 and c.box.x0 < column.box.x1]
                found += [(column.box, control) for control in over[-1:]]
        return found

    def inside(self, box: Box) -> list[Control]:
        return [control for control in self.scene.controls if box.has_center_of(control.box)]

    def words_in(self, box: Box, between: str = " ") -> str:
        return between.join(control.label or control.value for control in self.inside(box))

    def rows_at(self, box: Box) -> list[Box]:
        """The row of a table or list that holds a box, if there is one; the smallest."""
        rows = [row for region in self.scene.regions for row in region.rows if row.has_center_of(box)]
        return sorted(rows, key=lambda row: row.area)[:1]

    def is_heading(self, item: Item) -> bool:
        return item.box.height > _HEADING * self.usual

    def is_behind(self, box: Box) -> bool:
        """Whether a dialog keeps it from being used."""
        regions = self.scene.regions
        in_use = [region.box for region in regions if region.kind in ("menu", "dialog")]
        modal = any(region.kind == "dialog" and region.modal for region in regions)
        return modal and not any(place.has_center_of(box) for place in in_use)

    def in_front(self, box: Box) -> bool:
        """Whether it is in the dialog or menu that lies over the rest."""
        return any(r.kind in ("dialog", "menu") and r.box.has_center_of(box) for r in self.scene.regions)


@lru_cache(maxsize=8)
def sight_of(scene: Scene) -> Sight:
    return Sight(scene)


def _part(kind: Kind, box: Box, words: str, *, selected: bool = False) -> Item:
    return Item(kind, box, words, Control("text", box, words, selected=selected))


def _text_item(lines: list[Line]) -> Item:
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    words = _said(lines)
    return Item("text", box, words, Control("text", box, words, label_box=box))


def _said(lines: list[Line]) -> str:
    blank = "" if all(not line.text.isascii() for line in lines) else " "
    return blank.join(line.text for line in lines)


def _running_on(lines: tuple[Line, ...]) -> list[list[Line]]:
    """Runs of lines one under the other, as close and as large as lines of one text."""
    ordered = sorted(lines, key=lambda line: line.box.y0)
    runs: list[list[Line]] = []
    for index, first in enumerate(ordered):
        run = [first]
        for line in ordered[index + 1 :]:
            if line.box.y0 > run[-1].box.y1 + run[-1].box.height or len(run) == _MOST_JOINED:
                break
            if _goes_on(run[-1].box, line.box):
                run.append(line)
                runs.append(list(run))
    return runs


def _goes_on(one: Box, other: Box) -> bool:
    height = min(one.height, other.height)
    if max(one.height, other.height) > 1.35 * height or not -0.3 * height < other.y0 - one.y1 < 0.9 * height:
        return False
    return abs(one.x0 - other.x0) < height or abs(one.center.x - other.center.x) < height


def _side_by_side(lines: tuple[Line, ...]) -> list[list[Line]]:
    """Runs of lines in one row with no more than a wide blank between them."""
    place = {line.box: line for line in lines}
    ordered = [place[box] for box in in_reading_order(list(place))]
    runs: list[list[Line]] = []
    for index, first in enumerate(ordered):
        run = [first]
        for line in ordered[index + 1 :]:
            one, other = run[-1].box, line.box
            height = max(one.height, other.height)
            if len(run) == _MOST_JOINED or abs(one.center.y - other.center.y) > 0.4 * height:
                break
            if not -0.5 * height < other.x0 - one.x1 < 1.5 * height:
                break
            run.append(line)
            runs.append(list(run))
    return runs
