"""Tables and lists of a page, however their rows are parted: by rules, bands, cards or by text alone."""

from __future__ import annotations

from ...geometry import Box
from ..reading.reader import Page
from ..scene import Control, Line, Region
from ..shapes.patches import Patches
from .columns import Items
from .lists import as_list, card_lists, ruled_rows
from .rules import Ladder, find_ladders
from .surfaces import union
from .tables import as_table
from .textrows import repeated_blocks, rows_in_columns, rows_with_controls

_ENTRIES = frozenset({"field", "dropdown", "spinbox"})
_FORM = 0.3  # of the rows
_LEVEL = 0.4  # font sizes
_LEAST_ROWS = 3  # of a table that no rule parts, below its heads; one more without heads


def find_tables_and_lists(
    page: Page, controls: tuple[Control, ...], surfaces: list[Box], over: tuple[Region, ...]
) -> list[Region]:
    """The tables and lists of the page and of each dialog; with a modal one only of that. Menus hold none."""
    dialogs = [region.box for region in over if region.kind == "dialog"]
    modal = any(region.modal for region in over)
    items = _items(page, controls).outside([region.box for region in over if region.kind == "menu"])
    ladders = find_ladders(page.patches.pixels, page.text_px)
    found: list[Region] = []
    for part in ([] if modal else [items.outside(dialogs)]) + [items.inside(dialog) for dialog in dialogs]:
        if part.lines:
            found += _in_part(page.patches, part, ladders, controls, surfaces, page.text_px)
    # What is left of the page between overlays looks regular by chance.
    return [region for region in found if region.columns or all(_clear(other, region) for other in over)]


def _in_part(
    patches: Patches,
    items: Items,
    ladders: list[Ladder],
    controls: tuple[Control, ...],
    surfaces: list[Box],
    size: float,
) -> list[Region]:
    entries = [control.box for control in controls if control.kind in _ENTRIES]
    buttons = [control.box for control in controls if control.kind == "button"]
    found: list[Region] = []
    for ladder in ladders:
        for rows in ruled_rows(ladder, items, entries + buttons, size):
            if region := as_table(patches, rows, items, size) or as_list(rows, items, size):
                found.append(region)
    found = _outermost([region for region in found if not _holds_rows(region, items, size)])
    taken = [region.box for region in found]
    free = [box for box in surfaces if not any(other.common_area(box) > 0.5 * box.area for other in taken)]
    found += card_lists(free, items, entries + buttons, size)
    items = items.outside([region.box for region in found] + entries)
    return found + [region for region in _of_text(patches, items, buttons, size) if not _is_form(region, entries)]


def _holds_rows(region: Region, items: Items, size: float) -> bool:
    """Whether a row holds several itself, level in two columns at least: only what is selected was parted from them."""
    return any(_stacks(items.inside(row).lines, size) for row in region.rows)


def _stacks(lines: tuple[Line, ...], size: float) -> bool:
    """Whether lines stand in columns of the same number, two at least, each level with those of the next column."""
    columns: list[list[Box]] = []
    for box in sorted((line.box for line in lines), key=lambda box: (box.x0, box.y0)):
        if columns and box.x0 - columns[-1][0].x0 < size:
            columns[-1].append(box)
        else:
            columns.append([box])
    if len(columns) < 2 or len({len(column) for column in columns}) > 1 or len(columns[0]) < 2:
        return False
    heights = [sorted(box.center.y for box in column) for column in columns]
    return all(max(row) - min(row) < _LEVEL * size for row in zip(*heights, strict=True))


def _clear(overlay: Region, region: Region) -> bool:
    """Whether a region is beside an overlay, or on it."""
    common = overlay.box.common_area(region.box)
    return common == 0 or common > 0.9 * region.box.area


def _of_text(patches: Patches, items: Items, buttons: list[Box], size: float) -> list[Region]:
    """Tables and lists without rules. The words on buttons do not tell columns: buttons are put in rows, too."""
    plain = Items(items.outside(buttons).lines, (*items.marks, *buttons))
    tables = [as_table(patches, rows, items, size) for rows in rows_in_columns(plain, size)]
    found = [table for table in tables if table and len(table.rows) >= _LEAST_ROWS + (not _is_headed(table))]
    plain = plain.outside([region.box for region in found])
    for rows in (*rows_with_controls(plain, size), *repeated_blocks(plain, size)):
        whole = union(rows)
        if not any(region.box.common_area(whole) > 0.3 * whole.area for region in found):
            found.append(Region("list", whole, rows=tuple(rows)))
    return found


def _is_headed(table: Region) -> bool:
    return any(column.head for column in table.columns)


def _is_form(region: Region, entries: list[Box]) -> bool:
    """Whether many of the rows hold a field: its labels stand in columns, too."""
    filled = sum(any(row.has_center_of(entry) for entry in entries) for row in region.rows)
    return filled > _FORM * len(region.rows)


def _items(page: Page, controls: tuple[Control, ...]) -> Items:
    """The lines that are no titles of menus, and the controls and marks that hold none."""
    titles = {control.label_box for control in controls if control.kind == "menuitem"}
    texts = [line.box for line in page.lines]
    boxes = [control.box for control in controls if control.kind not in ("text", "link")]
    boxes += [mark.box for mark in page.shapes.marks if not any(text.has_center_of(mark.box) for text in texts)]
    bare = [box for box in dict.fromkeys(boxes) if not any(box.has_center_of(text) for text in texts)]
    lines = tuple(line for line in page.lines if line.box not in titles)
    return Items(lines, tuple(bare))


def _outermost(regions: list[Region]) -> list[Region]:
    """Without the ones that are mostly inside another; a table goes before a list."""
    kept: list[Region] = []
    for region in sorted(regions, key=lambda region: (region.kind != "table", -region.box.area)):
        if not any(region.box.common_area(other.box) > 0.5 * region.box.area for other in kept):
            kept.append(region)
    return kept
