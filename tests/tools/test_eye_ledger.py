"""The embedded eye on a ruled table with badges, names that hold relation words, and text that is selected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from eyehand.tools.browser.chromium import find_chromium
from eyehand.tools.eye.eye import Eye
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box

PAGE = Path(__file__).parents[1] / "pages" / "eye_ledger.html"
BOXES = """() => Object.fromEntries([...document.querySelectorAll('[id]')].map(e => {
  const r = e.getBoundingClientRect(); return [e.id, [r.x, r.y, r.right, r.bottom]] }))"""


@pytest.fixture(scope="module")
def eye() -> Eye:
    return Eye()


@pytest.fixture(scope="module", params=[1.5, pytest.param(1, marks=pytest.mark.long)])
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 560}, device_scale_factor=request.param)
        tab.goto(PAGE.as_uri())
        yield tab
        browser.close()


def shown(page: Page) -> tuple[Frame, dict[str, Box]]:
    """A frame of the page as it is now, and the true boxes in its pixels."""
    scale = float(page.evaluate("devicePixelRatio"))
    boxes = page.evaluate(BOXES)
    frame = Frame.decode(page.screenshot(animations="disabled", caret="initial"), scale=scale)
    return frame, {id_: Box(*(round(side * scale) for side in box)) for id_, box in boxes.items()}


def test_rows_heads_and_badges_are_no_fields(page: Page, eye: Eye) -> None:
    frame, truth = shown(page)
    entries = [control for control in eye.see(frame).controls if control.kind in ("field", "dropdown", "spinbox")]
    assert {control.label for control in entries} == {"Name", "Trip date"}
    (table,) = [region for region in eye.see(frame).regions if region.kind == "table"]
    assert [column.head for column in table.columns][3:5] == ["Amount", "Status"]
    assert [row.contains(truth[f"row-{n}"].center) for n, row in enumerate(table.rows, start=1)] == [True] * 4


@pytest.mark.parametrize("element", ["initials", "badge-1", "badge-2"])
def test_words_on_a_badge_are_text(page: Page, eye: Eye, element: str) -> None:
    frame, truth = shown(page)
    (words,) = [control for control in eye.see(frame).controls if truth[element].contains(control.box.center)]
    assert words.kind == "text"
    assert words.label in ("AL", "Pending", "Reimbursed")


@pytest.mark.parametrize(
    ("words", "element"),
    [
        ("the Edit link in the row of Hotel in Chicago", "edit-2"),
        ("the Edit link in the row of 'Hotel in Chicago'", "edit-2"),
        ("Edit in the Flight to Rome row", "edit-3"),
        ("上海中心的门票那一行的编辑链接", "edit-4"),
        ("上海中心的门票所在行的“Edit”", "edit-4"),
        ("Sign in with Google", "google"),
        ("the Sign in with Google link", "google"),
        ("the link to the left of Terms of Use", "google"),
        ("the link to the right of Terms of Use", "top"),
        ("the link to the left of the Back to top link", "terms"),
        ("Back to top", "top"),
        ("where it says Terms of Use", "terms"),
    ],
)
def test_a_name_may_hold_words_that_say_where(page: Page, eye: Eye, words: str, element: str) -> None:
    frame, truth = shown(page)
    location = eye.locate(frame, words)
    assert location.point is not None, location
    assert truth[element].contains(location.point), location


@pytest.mark.parametrize(
    "words",
    ["the Edit link in the row of Hotel in Boston", "the link below Terms of Sale", "北京中心的门票那一行的编辑链接"],
)
def test_a_longer_name_that_is_not_there_is_not_found(page: Page, eye: Eye, words: str) -> None:
    frame, _ = shown(page)
    assert eye.locate(frame, words).status == "not_found"


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_date_is_read_whole_while_a_part_of_it_is_selected(page: Page, eye: Eye, part: int) -> None:
    page.focus("#date")
    for _ in range(part):
        page.keyboard.press("ArrowRight")
    frame, _ = shown(page)
    page.evaluate("document.activeElement.blur()")
    (date,) = eye.find_control(frame, "the Trip date field")
    assert date.value == "11/25/2026"
    assert date.focused


@pytest.mark.parametrize(("start", "end"), [(4, 12), (0, 3), (0, 22)])
def test_a_value_is_read_whole_while_a_part_of_it_is_selected(page: Page, eye: Eye, start: int, end: int) -> None:
    page.evaluate(
        "([a, b]) => { const n = document.getElementById('name'); n.focus(); n.setSelectionRange(a, b) }", [start, end]
    )
    frame, _ = shown(page)
    page.evaluate("document.activeElement.blur()")
    (name,) = eye.find_control(frame, "the Name field")
    assert name.value == "Ada Lovelace of London"
