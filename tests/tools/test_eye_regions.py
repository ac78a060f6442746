"""Dialogs, menus, tables and lists seen on pages rendered by a real Chromium; the truth comes from the DOM."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, sync_playwright

from eyehand.tools.eye.controls.finding import find_controls
from eyehand.tools.eye.reading.reader import Reader
from eyehand.tools.eye.regions.finding import cell, find_regions, place_in_regions
from eyehand.tools.eye.scene import Control, Line, Region
from eyehand.tools.frames import Frame, Pixels
from eyehand.tools.geometry import Box

PAGES = Path(__file__).parents[1] / "pages"
TRUTH = """() => {
  const box = e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.right, r.bottom] }
  const shown = e => e.getClientRects().length > 0
  return { regions: [...document.querySelectorAll('[data-region]')].filter(shown).map(e => ({
      kind: e.dataset.region, title: e.dataset.title || '', box: box(e),
      rows: [...e.querySelectorAll('[data-row]')].map(box),
      heads: [...e.querySelectorAll('th')].map(h => h.innerText.replace('\\n', ' ')) })),
    ids: Object.fromEntries([...document.querySelectorAll('[id]')].filter(shown).map(e => [e.id, box(e)])) } }"""


@dataclass(frozen=True)
class Truth:
    kind: str
    title: str
    box: Box
    rows: list[Box]
    heads: list[str]


@dataclass(frozen=True)
class Shot:
    pixels: Pixels
    lines: tuple[Line, ...]
    regions: tuple[Region, ...]
    controls: tuple[Control, ...]
    truth: list[Truth]
    ids: dict[str, Box]

    def seen(self, truth: Truth) -> Region:
        """The one region that is where a true one is."""
        seen = [r for r in self.regions if r.kind == truth.kind and r.box.iou(truth.box) > 0.7]
        assert len(seen) == 1, (truth, self.regions)
        return seen[0]

    def only(self, kind: str) -> Region:
        (region,) = (r for r in self.regions if r.kind == kind)
        return region

    def words(self, box: Box) -> str:
        return " ".join(line.text for line in self.lines if box.contains(line.box.center))


class Camera:
    """Takes each page once for the module."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._reader = Reader()
        self._shots: dict[tuple[str, str, float, float], Shot] = {}

    def shoot(self, name: str, style: str, scale: float = 1, zoom: float = 1) -> Shot:
        key = (name, style, scale, zoom)
        if key not in self._shots:
            size = {"width": 1000, "height": 640}
            page = self._browser.new_page(viewport=size, device_scale_factor=scale)  # pyright: ignore
            page.goto((PAGES / f"regions_{name}.html").as_uri())
            page.evaluate(
                "([c, z]) => { document.documentElement.className = c; document.body.style.zoom = z }", [style, zoom]
            )
            truth = page.evaluate(TRUTH)
            frame = Frame.decode(page.screenshot(), scale=scale)
            page.close()
            read = self._reader.read(frame)
            controls = find_controls(frame.pixels, read)
            regions = find_regions(read, controls)
            placed = place_in_regions(read, controls, regions)

            def boxed(values: list[float]) -> Box:
                return Box(*(round(value * scale) for value in values))

            regions_truth = [
                Truth(t["kind"], t["title"], boxed(t["box"]), [boxed(row) for row in t["rows"]], t["heads"])
                for t in truth["regions"]
            ]
            ids = {name: boxed(box) for name, box in truth["ids"].items()}
            self._shots[key] = Shot(frame.pixels, read.lines, regions, placed, regions_truth, ids)
        return self._shots[key]


@pytest.fixture(scope="module")
def camera() -> Iterator[Camera]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield Camera(browser)
        browser.close()


DIALOGS = [
    ("modal", 1, True),
    ("modal dark", 1, True),
    ("modal", 2, True),
    ("stacked", 1, True),
    ("drawer", 1, True),
    ("native", 1, True),
    ("plain", 1, False),
    ("cookie", 1, False),
]


@pytest.mark.parametrize(("style", "scale", "modal"), DIALOGS)
def test_the_dialog_on_top_with_its_title(camera: Camera, style: str, scale: float, modal: bool) -> None:
    shot = camera.shoot("overlays", style, scale)
    (truth,) = shot.truth
    seen = shot.seen(truth)
    assert seen.box.iou(truth.box) > 0.9
    assert (seen.title, seen.modal) == (truth.title, modal)
    assert [r.kind for r in shot.regions if r.kind in ("dialog", "menu")] == ["dialog"]


@pytest.mark.parametrize(("style", "scale"), [("modal", 1), ("modal dark", 1), ("modal", 2), ("stacked", 1)])
def test_a_modal_dialog_covers_what_is_outside(camera: Camera, style: str, scale: float) -> None:
    shot = camera.shoot("overlays", style, scale)
    dialog = shot.only("dialog").box
    assert {c.covered for c in shot.controls if not dialog.contains(c.box.center)} == {True}
    inside = [c for c in shot.controls if dialog.contains(c.box.center)]
    assert {"Delete", "Cancel"} <= {c.label for c in inside} and not any(c.covered for c in inside)


@pytest.mark.parametrize("style", ["plain", "cookie", "menus", ""])
def test_without_a_modal_dialog_the_page_stays_in_use(camera: Camera, style: str) -> None:
    assert not [c for c in camera.shoot("overlays", style).controls if c.covered]


@pytest.mark.parametrize("style", ["menus", "menus dark"])
def test_open_menus_have_a_row_for_each_entry(camera: Camera, style: str) -> None:
    shot = camera.shoot("overlays", style)
    for truth in shot.truth:
        seen = shot.seen(truth)
        assert len(seen.rows) == len(truth.rows)
        assert all(row.iou(true) > 0.8 for row, true in zip(seen.rows, truth.rows, strict=True))
    assert not [r for r in shot.regions if r.kind == "dialog"]


@pytest.mark.parametrize("style", ["menus", "menus dark"])
def test_entries_become_menu_items_and_the_highlighted_one_is_selected(camera: Camera, style: str) -> None:
    shot = camera.shoot("overlays", style)
    items = {c.label: c.selected for c in shot.controls if c.kind == "menuitem"}
    names = ["Berlin", "Geneva", "Hampton", "London", "Open", "Rename", "Send to", "Copy", "Paste", "Remove"]
    assert items == dict.fromkeys([*names, "Archive", "Printer", "Phone"], False) | {"Geneva": True, "Send to": True}
    assert [c.kind for c in shot.controls if c.box.iou(shot.ids["city"]) > 0.6] != ["menuitem"]


ROWS = [("one", 1), ("one dark", 1), ("two", 1), ("three", 1), ("three", 0.75)]


@pytest.mark.parametrize(("style", "zoom"), ROWS)
def test_tables_and_lists_with_their_rows(camera: Camera, style: str, zoom: float) -> None:
    shot = camera.shoot("rows", style, zoom=zoom)
    for truth in shot.truth:
        seen = shot.seen(truth)
        assert len(seen.rows) == len(truth.rows), truth
        assert all(row.iou(true) > 0.8 for row, true in zip(seen.rows, truth.rows, strict=True)), (seen, truth)
        assert [c.head for c in seen.columns if c.head] == [head for head in truth.heads if head.strip()]
    assert sorted(r.kind for r in shot.regions) == sorted(t.kind for t in shot.truth)


def test_cells_are_where_rows_and_columns_meet(camera: Camera) -> None:
    shot = camera.shoot("rows", "one")
    table = shot.only("table")
    heads = [column.head for column in table.columns]
    assert heads == ["", "Ticket number", "What it is about", "Value in EUR", ""]
    assert shot.words(cell(table, 1, heads.index("Value in EUR"))) == "1,208.50"
    assert shot.words(cell(table, 2, 2)).startswith("Call back on Monday") and shot.words(cell(table, 2, 2)).endswith(
        "nine"
    )
    ticks = [c.checked for c in shot.controls if c.kind == "checkbox" and cell(table, 1, 0).contains(c.box.center)]
    assert ticks == [True]
    with pytest.raises(IndexError):
        cell(table, 4, 0)


@pytest.mark.parametrize("style", ["one", "one dark"])
def test_the_highlighted_row_of_a_list_is_selected(camera: Camera, style: str) -> None:
    shot = camera.shoot("rows", style)
    selected = {c.label for c in shot.controls if c.selected}
    assert {"Grace Hopper", "Tuesday", "Found a bug"} <= selected
    assert not {"Ada Lovelace", "Alan Turing", "Symmetry"} & selected


@pytest.mark.parametrize(("page", "style"), [("rows", "prose"), ("rows", "login")])
def test_forms_paragraphs_and_cards_are_no_regions(camera: Camera, page: str, style: str) -> None:
    shot = camera.shoot(page, style)
    assert shot.regions == ()
    assert not [c for c in shot.controls if c.covered or c.kind == "menuitem"]


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (3, 3), (40, 7), (300, 200)])
def test_blank_frames_have_no_regions(shape: tuple[int, int]) -> None:
    frame = Frame.from_pixels(np.full((*shape, 3), 255, np.uint8))
    page = Reader().read(frame)
    assert find_regions(page, ()) == ()
    assert place_in_regions(page, (), ()) == ()
