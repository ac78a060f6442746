"""Rows of a table, or cards, as records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...tools.eye.language.synonyms import same_meaning
from ...tools.eye.regions.columns import Items, cut_at_gaps
from ...tools.eye.scene import Column, Region, Scene
from ...tools.geometry import Box
from .labels import assigned
from .record import Twice, read_record
from .things import Sight, Thing, in_lines, joined
from .values import Seen, fits, wants_tick
from .wanted import Wanted

_CUT = 0.5  # row heights from the end of a frame
_SUMS = ("total", "sum", "subtotal", "grand total")
_YES_PICTURES, _NO_PICTURES = frozenset({"check", "success"}), frozenset({"close", "minus"})


@dataclass(frozen=True)
class Grid:
    """The rows of a table or of cards, each with its values by field name; ``columns`` is where each field's is.

    ``heads`` are the words over the columns, "" for none; ``box`` is in frame pixels.
    """

    box: Box
    rows: tuple[dict[str, Seen], ...]
    heads: tuple[str, ...] = ()
    columns: tuple[tuple[str, int, int], ...] = ()
    places: tuple[Box, ...] = ()

    def whole_rows(self, height: int, *, top: bool = True, bottom: bool = True) -> list[dict[str, Seen]]:
        """The rows without those that the upper, or the lower, end of a frame of this height may have cut."""
        return [
            row
            for row, box in zip(self.rows, self.places, strict=True)
            if not (top and box.y0 < _CUT * box.height) and not (bottom and box.y1 > height - _CUT * box.height)
        ]


def read_tables(sight: Sight, fields: tuple[Wanted, ...]) -> list[Grid]:
    """The tables whose heads name every field that must be there, the ones that name most fields first."""
    found: list[Grid] = []
    for region in sight.scene.regions:
        heads = [column.head for column in region.columns]
        if region.kind != "table" or not any(heads):
            continue
        places = assigned(fields, heads)
        if not _enough(places, fields) and "" in heads:  # a short word that was overlooked
            region = _with_heads(sight, region)
            places = assigned(fields, [column.head for column in region.columns])
        if _enough(places, fields):
            found.append(_grid(sight, region, places, fields))
    return sorted(found, key=lambda grid: -len(grid.columns))


def _with_heads(sight: Sight, region: Region) -> Region:
    """A table whose empty heads were looked at closer."""
    bottom = region.rows[0].y0
    columns = tuple(
        column if column.head else replace(column, head=sight.closer(column.box._replace(y0=region.box.y0, y1=bottom)))
        for column in region.columns
    )
    return replace(region, columns=columns)


def read_on(sight: Sight, fields: tuple[Wanted, ...], before: Grid) -> Grid | None:
    """The rows of a table that was scrolled on, whose heads may be gone: its columns are where they were."""
    headed = [grid for grid in read_tables(sight, fields) if grid.heads == before.heads]
    if headed:
        return headed[0]
    for region in sight.scene.regions:
        if region.kind != "table" or abs(region.box.x0 - before.box.x0) > 0.05 * before.box.width:
            continue
        places: dict[str, int] = {}
        for name, x0, x1 in before.columns:
            middle = (x0 + x1) / 2
            at = [n for n, column in enumerate(region.columns) if column.box.x0 <= middle < column.box.x1]
            if len(at) == 1:
                places[name] = at[0]
        if len(set(places.values())) == len(before.columns):
            grid = _grid(sight, region, places, fields)
            return Grid(grid.box, grid.rows, before.heads, before.columns, grid.places)
    return None


def read_cards(sight: Sight, fields: tuple[Wanted, ...]) -> list[Grid]:
    """Lists of cards in each of which the fields that must be there are named."""
    found: list[Grid] = []
    for region in sight.scene.regions:
        if region.kind not in ("list", "table") or len(region.rows) < 2:
            continue
        rows = [row for box in region.rows if (row := _card(sight.within(box), fields))]
        whole = [row for row in rows if _enough(row, fields)]
        if whole and len(whole) == len(region.rows):
            found.append(Grid(region.box, tuple(whole), places=region.rows))
    return sorted(found, key=lambda grid: -sum(map(len, grid.rows)))


def _card(sight: Sight, fields: tuple[Wanted, ...]) -> dict[str, Seen]:
    try:
        return read_record(sight, fields)
    except Twice:
        return {}


def _enough(found: dict[str, int] | dict[str, Seen], fields: Sequence[Wanted]) -> bool:
    """Whether all fields that must be there are, and more than one unless there is only one."""
    needed = [field.name for field in fields if field.required] or [fields[0].name]
    return all(name in found for name in needed) and len(found) >= min(2, len(fields))


def _grid(sight: Sight, region: Region, places: dict[str, int], fields: tuple[Wanted, ...]) -> Grid:
    scene, by_name = sight.scene, {field.name: field for field in fields}
    cells = [[_cell(sight, scene, region, row, column) for column in region.columns] for row in region.rows]
    kept: list[tuple[dict[str, Seen], Box]] = []
    for row, box in zip(cells, region.rows, strict=True):
        values = {name: _value(row[at], by_name[name], region.columns[at], box) for name, at in places.items()}
        if not _is_no_record(row, values, fields):
            kept.append((values, box))
    spans = tuple((name, region.columns[at].box.x0, region.columns[at].box.x1) for name, at in places.items())
    heads = tuple(column.head for column in region.columns)
    return Grid(region.box, tuple(row for row, _ in kept), heads, spans, tuple(box for _, box in kept))


@dataclass(frozen=True)
class _Cell:
    text: str
    tick: Thing | None
    pictured: bool | None


def _cell(sight: Sight, scene: Scene, region: Region, row: Box, column: Column) -> _Cell:
    edges = [other.box.x0 for other in region.columns if other is not region.columns[0]]
    lines = cut_at_gaps(
        Items(tuple(line for line in scene.lines if row.has_center_of(line.box)), ()), [(x - 1, x + 1) for x in edges]
    ).lines
    box = row.intersection(column.box)
    words = in_lines([Thing("words", line.text, line.box) for line in lines if box.has_center_of(line.box)])
    fields = [thing for thing in sight.fields if box.has_center_of(thing.box) and thing.text]
    ticks = [thing for thing in sight.ticks if box.has_center_of(thing.box)]
    icons = {icon.name for c in scene.controls if c.kind == "icon" and box.has_center_of(c.box) for icon in c.icons[:1]}
    pictured = True if icons & _YES_PICTURES else False if icons & _NO_PICTURES else None
    text = fields[0].text if len(fields) == 1 else joined(word.text for word in words)
    if not text and not fields and not ticks and pictured is None:
        text = sight.closer(box)
    return _Cell(text, ticks[0] if len(ticks) == 1 else None, pictured)


def _value(cell: _Cell, wanted: Wanted, column: Column, row: Box) -> Seen:
    box = row.intersection(column.box)
    written = Seen(cell.text, box)
    if not wants_tick(wanted.annotation) or (cell.text and fits(written, wanted.annotation)):
        return written
    if cell.tick is not None:
        return Seen(cell.text, box, cell.tick.ticked)
    return Seen(cell.text, box, cell.pictured) if cell.pictured is not None and not cell.text else written


def _is_no_record(cells: list[_Cell], values: dict[str, Seen], fields: tuple[Wanted, ...]) -> bool:
    """Whether a row is a sum, a heading of the rows below it, or a remark: most of what must be there is not."""
    filled = [cell for cell in cells if cell.text or cell.tick or cell.pictured is not None]
    if not filled:
        return True
    needed = [field for field in fields if field.required and field.name in values]
    missing = [field for field in needed if not fits(values[field.name], field.annotation)]
    if not missing:
        return False
    sums = any(same_meaning(word, cell.text.casefold().rstrip(":：")) for cell in filled for word in _SUMS)
    return sums or (len(filled) == 1 and len(cells) > 2)
