"""The verbs of the Python screen object, each on a real page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import BaseModel

from eyehand.agent import browser
from eyehand.agent.screen import Screen
from eyehand.tools.errors import ActionError

STYLE = "<meta charset=utf-8><style>body{font:18px sans-serif;margin:2em}button{font:inherit;padding:.4em 1em}</style>"


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with browser("about:blank", out=tmp_path_factory.mktemp("verbs") / "r") as screen:
        yield screen


def show(screen: Screen, html: str) -> None:
    """Go to a page of its own."""
    pages = screen.folder.parent
    page = pages / f"{len(list(pages.glob('*.html')))}.html"
    page.write_text(STYLE + html, encoding="utf-8")
    screen.goto(page.as_uri())


def said(event: str) -> str:
    """A page with one button that writes down an event."""
    return f"<button {event}=\"event.preventDefault();out.textContent='Heard it'\">Listen</button><p id=out>"


def test_clicks_of_three_kinds(screen: Screen) -> None:
    for event, press in (
        ("onclick", screen.click),
        ("ondblclick", screen.double_click),
        ("oncontextmenu", screen.right_click),
    ):
        show(screen, said(event))
        press("the Listen button")
        screen.expect("Heard it")


def test_hover(screen: Screen) -> None:
    show(screen, said("onmouseenter"))
    screen.hover("the Listen button")
    screen.expect("Heard it")


def test_press_and_type_where_the_focus_is(screen: Screen) -> None:
    show(screen, ("<label>Name <input autofocus onchange=\"out.textContent='Kept '+value\"></label><p id=out>"))
    screen.type("Ada")
    screen.press("Enter")
    screen.expect("Kept Ada")
    with pytest.raises(ActionError, match="names no keys"):
        screen.press("Frobnicate")


def test_scroll_by_notches_and_to_a_text(screen: Screen) -> None:
    show(screen, ("<p>Top of it</p><div style='height:3000px'></div><p>Bottom of it</p>"))
    screen.scroll(3)
    assert screen.locate("Top of it").status == "not_found"
    screen.scroll(to="Bottom of it")
    assert screen.locate("Bottom of it").status == "found"


def test_drag(screen: Screen, page_server: str) -> None:
    screen.goto(page_server + "/drag.html")
    screen.drag("card", "here")
    screen.screenshot()
    assert "dropped:card" in (screen.folder / "trajectory.jsonl").read_text("utf-8")


def test_upload(screen: Screen, page_server: str, tmp_path: Path) -> None:
    file = tmp_path / "bill.txt"
    file.write_text("12.00")
    screen.goto(page_server + "/files.html")
    screen.upload(file)
    screen.expect("bill.txt")


def test_wait_for_what_comes_and_for_what_goes(screen: Screen) -> None:
    html = "<p id=out>Loading</p><script>setTimeout(()=>out.textContent='Ready now',{})</script>"
    show(screen, (html.replace("{}", "4000")))
    screen.wait_for("Loading", gone=True, within_s=60)
    screen.wait_for("Ready now", within_s=60)
    with pytest.raises(ActionError, match="'Never' could not be read after"):
        screen.wait_for("Never", within_s=1)
    with pytest.raises(ActionError, match="'Ready now' could still be read after"):
        screen.wait_for("Ready now", gone=True, within_s=1)


class Row(BaseModel):
    number: int
    article: str
    price: Decimal


class Supplied(BaseModel):
    supplier: str


class Receipt(BaseModel):
    receipt_number: str
    day: date
    tip: Decimal | None = None


@pytest.mark.long
def test_extract_a_list_that_goes_on_below_the_fold(screen: Screen) -> None:
    names = ("Lamp", "Chair", "Desk", "Paper", "Pencil", "Shelf", "Mirror")
    truth = [Row(number=100 + n, article=names[n % 7], price=Decimal(1000 + 37 * n) / 100) for n in range(45)]
    rows = "".join(f"<tr><td>{row.number}<td>{row.article}<td>${row.price}" for row in truth)
    style = "<style>td,th{border:1px solid #bbb;padding:6px 30px}table{border-collapse:collapse}</style>"
    show(screen, (f"{style}<h2>Stock</h2><table><tr><th>Number<th>Article<th>Price{rows}</table>"))
    assert screen.extract(list[Row], "the stock") == truth


def test_extract_one_thing_or_say_what_is_missing(screen: Screen) -> None:
    show(screen, ("<p>Receipt number: R-17</p><p>Day: 22 Nov 2026</p>"))
    assert screen.extract(Receipt, "the receipt") == Receipt(receipt_number="R-17", day=date(2026, 11, 22))
    with pytest.raises(ActionError, match="'supplier' cannot be seen"):
        screen.extract(Supplied)
