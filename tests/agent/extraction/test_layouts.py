"""A model is read from pages of many layouts as they were written; what cannot be read is said."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Browser
from pydantic import BaseModel, Field

from eyehand.agent.extraction.face import extract, extract_fields
from eyehand.tools.errors import ActionError, UsageError
from eyehand.tools.eye.eye import Eye

from .layouts import LAYOUTS, Invoice, Order, page
from .shots import chromium, picture

EYE = Eye()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_values_that_a_page_was_made_from_are_read(layout: str, browser: Browser) -> None:
    made = LAYOUTS[layout](random.Random(1))
    assert extract(picture(browser, page(made, "light")), made.model, made.words, EYE) == made.truth


@pytest.mark.long
@pytest.mark.parametrize("theme", ["dark", "paper"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_theme_or_zoom_makes_a_number_or_date_wrong(layout: str, theme: str, browser: Browser) -> None:
    """What is read is right but for single letters of texts, or it is refused."""
    made = LAYOUTS[layout](random.Random(4))
    for zoom in (0.9, 1.5):
        try:
            found = extract(picture(browser, page(made, theme), zoom), made.model, made.words, EYE)
        except ActionError:
            continue
        pairs = zip(found, made.truth, strict=True) if isinstance(found, list) else [(found, made.truth)]
        for one, other in pairs:
            assert solid(one) == solid(other)


def solid(model: BaseModel) -> dict[str, object]:
    return {name: value for name, value in model if isinstance(value, Decimal | date | bool | int)}


def test_what_is_absent_is_named_with_what_is_there(browser: Browser) -> None:
    frame = picture(browser, "<p>Invoice no.: INV-7</p><p>Customer: Ada</p>")
    with pytest.raises(ActionError, match=r"'due_date' cannot be seen.*'Customer: Ada'"):
        extract(frame, Invoice, "", EYE)


def test_a_date_that_may_be_two_is_refused_by_name(browser: Browser) -> None:
    class Due(BaseModel):
        customer: str
        due_date: date

    frame = picture(browser, "<p>Customer: Ada</p><p>Due date: 03/04/2025</p>")
    with pytest.raises(ActionError, match=r"'due_date'.*2025-04-03 or 2025-03-04.*ambiguous"):
        extract(frame, Due, "", EYE)


def test_two_equal_names_are_told_apart_by_the_heading_or_not_at_all(browser: Browser) -> None:
    class Place(BaseModel):
        city: str
        street: str

    html = (
        "<div style='display:flex;gap:8em'><div><h2>Billing address</h2><p>Street: Mill Lane 1</p><p>City: Turin</p>"
        "</div><div><h2>Shipping address</h2><p>Street: High Road 2</p><p>City: Oslo</p></div></div>"
    )
    frame = picture(browser, html)
    with pytest.raises(ActionError, match="say of which part"):
        extract(frame, Place, "", EYE)
    assert extract(frame, Place, "the shipping address", EYE).city == "Oslo"
    assert extract(frame, Place, "the billing address", EYE).street == "Mill Lane 1"


def test_one_row_is_told_by_what_is_in_it(browser: Browser) -> None:
    made = LAYOUTS["bordered_table"](random.Random(1))
    frame = picture(browser, page(made, "light"))
    assert extract(frame, Order, f"the order {made.truth[2].order_number}", EYE) == made.truth[2]
    with pytest.raises(ActionError, match="6 rows"):
        extract(frame, Order, "", EYE)


def test_words_of_the_screen_are_given_as_title_or_alias(browser: Browser) -> None:
    class Parcel(BaseModel):
        code: str = Field(alias="Tracking code")
        weight: float = Field(title="Gross weight")
        gift: bool = False

    frame = picture(browser, "<p>Tracking code: X17-3</p><p>Gross weight: 3.5 kg</p>")
    assert extract(frame, Parcel, "", EYE).model_dump() == {"code": "X17-3", "weight": 3.5, "gift": False}


def test_fields_are_named_without_a_class(browser: Browser) -> None:
    made = LAYOUTS["bordered_table"](random.Random(1))
    frame = picture(browser, page(made, "light"))
    fields = {"nr": "Order number", "amount": "number", "note": {"optional": True}}
    rows = extract_fields(frame, fields, "the orders", EYE, rows=True)
    assert rows == [{"nr": one.order_number, "amount": one.amount, "note": None} for one in made.truth]
    with pytest.raises(UsageError, match="type is one of"):
        extract_fields(frame, {"nr": {"type": "colour"}}, "", EYE)


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(UsageError, match="no frame"):
        extract([], Order)


def test_sums_and_rows_that_head_others_are_no_records(browser: Browser) -> None:
    class Line(BaseModel):
        article: str
        quantity: int
        price: Decimal

    rows = "".join(
        f"<tr><td>{a}<td>{q}<td>{p}" for a, q, p in (("Lamp", 2, "3.50"), ("Chair", 1, "49.00"), ("Desk", 4, "99.00"))
    )
    html = (
        "<style>td,th{border:1px solid #ccc;padding:6px 30px;text-align:left}table{border-collapse:collapse}</style>"
        f"<table><tr><th>Article<th>Quantity<th>Price{rows}<tr><td>Total<td><td>452.00</table>"
    )
    assert [line.quantity for line in extract(picture(browser, html), list[Line], "", EYE)] == [2, 1, 4]
