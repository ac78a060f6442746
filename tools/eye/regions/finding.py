"""The regions of a page, and which controls they cover, hold or highlight."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...frames import Pixels
from ...geometry import Box
from ..reading.reader import Page
from ..scene import Control, Region
from ..shapes.ink import Colour, crop, median_colour
from ..shapes.patches import Patches
from .entries import find_tables_and_lists
from .menus import find_menus
from .overlays import find_overlays
from .scaling import at_ratio, enlarged
from .surfaces import find_surfaces, lit_blocks, stacked, union

_USUAL_TEXT_PX = 15.5
_APART = 5  # levels between the grounds of a row and of the highlighted one
_LEAST_ROWS = 4  # of a table or list in which one can stand out: of three striped ones the second does
_WITHIN, _TOUCHED = 0.7, 0.03  # of the area of what is inside, or beside, something


def find_regions(page: Page, controls: tuple[Control, ...]) -> tuple[Region, ...]:
    """Dialogs on top (those under another modal one left out), open menus, tables, lists; boxes in frame pixels.

    A picture with large text (a device scale of 2) is made as small as usual text first.
    """
    ratio = _USUAL_TEXT_PX / page.text_px
    if ratio > 0.75:
        return _find(page, controls)
    found = _find(*at_ratio(page, controls, ratio))
    return tuple(enlarged(region, ratio) for region in found)


def _find(page: Page, controls: tuple[Control, ...]) -> tuple[Region, ...]:
    pixels = page.patches.pixels
    surfaces = find_surfaces(pixels, page.text_px)
    stacks = stacked(surfaces, page.text_px)
    menus = find_menus(page, controls, stacks)
    free = [[piece for piece in stack if not any(_within(piece, menu.box) for menu in menus)] for stack in stacks]
    lit = [[box] for box in lit_blocks(pixels) if not any(box.iou(union(stack)) > 0.9 for stack in stacks)]
    dialogs = find_overlays(page, controls, [stack for stack in (*free, *lit) if stack])
    modal = [dialog.box for dialog in dialogs if dialog.modal]
    if modal:  # a menu that is open there belongs to the dialog
        menus = [menu for menu in menus if any(menu.box.common_area(box) > 0.1 * menu.box.area for box in modal)]
    over = (*dialogs, *menus)
    return (*over, *find_tables_and_lists(page, controls, surfaces, over))


def cell(region: Region, row: int, column: int) -> Box:
    """Where a row and a column of a table meet, counted from 0. Raises IndexError when there is no such."""
    return region.rows[row].intersection(region.columns[column].box)


def place_in_regions(page: Page, controls: tuple[Control, ...], regions: tuple[Region, ...]) -> tuple[Control, ...]:
    """The controls with what the regions do to them, in the same order.

    ``covered`` when a modal dialog keeps them from use, or a dialog or menu lies over their middle. The first words of
    each row of a menu become a "menuitem" as large as the row. ``selected`` in the one row of its own ground.
    """
    menus = [region for region in regions if region.kind == "menu"]
    over = [region.box for region in regions if region.kind in ("dialog", "menu")]
    modal = any(region.modal for region in regions)
    chosen = [row for region in regions if (row := _highlighted(page.patches, region, over))]
    entries = {control: row for menu in menus for control, row in _entries(menu, controls)}
    placed: list[Control] = []
    for control in controls:
        if control in entries:
            row = entries[control]
            placed.append(replace(control, kind="menuitem", box=row, selected=control.selected or row in chosen))
            continue
        under = [box for box in over if box.has_center_of(control.box)]
        inside = any(_within(control.box, box) for box in under)
        covered = (modal and not under) or (bool(under) and not inside)
        selected = control.selected or any(row.has_center_of(control.box) for row in chosen)
        placed.append(replace(control, selected=selected, covered=control.covered or covered))
    return tuple(placed)


def _entries(menu: Region, controls: tuple[Control, ...]) -> list[tuple[Control, Box]]:
    """For each row of a menu the control with its words; a shortcut is at the end where the words are not aligned."""
    rows = [[c for c in controls if c.label and _within(c.box, row)] for row in menu.rows]
    lefts = [min(c.box.x0 for c in row) for row in rows if row]
    rights = [max(c.box.x1 for c in row) for row in rows if row]
    from_right = bool(rows) and bool(lefts) and np.std(rights) < np.std(lefts)
    return [
        (max(row, key=lambda c: c.box.x1) if from_right else min(row, key=lambda c: c.box.x0), box)
        for row, box in zip(rows, menu.rows, strict=True)
        if row
    ]


def _within(box: Box, outer: Box) -> bool:
    return outer.has_center_of(box) and box.common_area(outer) > _WITHIN * box.area


def _highlighted(patches: Patches, region: Region, over: list[Box]) -> Box | None:
    """The one row whose ground differs from that of all others; none where an overlay lies on some."""
    if region.kind == "dialog" or len(region.rows) < (2 if region.kind == "menu" else _LEAST_ROWS):
        return None
    if any(_TOUCHED < box.common_area(region.box) / region.box.area < _WITHIN for box in over):
        return None
    grounds = [patches.ask(_ground, row) for row in region.rows]
    if len(grounds) == 2:  # the rim tells which one is as usual
        x0, y0, x1, _ = region.box
        grounds.append(patches.ask(_ground, Box(x0 + 2, y0 + 2, x1 - 2, y0 + 4)))
    apart = [sum(float(np.abs(one - other).max()) > _APART for other in grounds) for one in grounds]
    odd = [index for index, count in enumerate(apart[: len(region.rows)]) if count == len(grounds) - 1]
    return region.rows[odd[0]] if len(odd) == 1 else None


def _ground(pixels: Pixels, box: Box) -> Colour:
    """The usual colour of a box (RGB)."""
    return median_colour(crop(pixels, box))
