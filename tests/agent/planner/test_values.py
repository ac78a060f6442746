"""Whether a field shows a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eyehand.agent.planner.steps.values import date_text, shows


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ("Taxi to the airport", "Taxi to the airport"),
        ("Taxi tothe airport", "Taxi to the airport"),
        ("42.50", "42.50"),
        ("$ 42.50", "42.50"),
        ("11/20/2026", "2026-11-20"),
        ("20.11.2026", "2026-11-20"),
        ("11/20/ 2026", "2026-11-20"),
        ("a very long text that the field cuts", "a very long text that the field cuts off at its end"),
        ("Trave1 agency", "Travel agency"),
        ("Adal", "Ada"),
        ("OsI", "Osl"),
        ("42.50|", "42.50"),
        ("", ""),
    ],
)
def test_shown(shown: str, wanted: str) -> None:
    assert shows(shown, wanted)


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ("", "x"),
        ("42.51", "42.50"),
        ("142.50", "42.50"),
        ("Travel", "Meals"),
        ("Ada", "Bob"),
        ("x", ""),
        ("Anna", "Ann B"),
        ("lol", "100"),
        ("Oslo", "Osl"),
    ],
)
def test_not_shown(shown: str, wanted: str) -> None:
    assert not shows(shown, wanted)


@given(st.dates())
def test_a_date_typed_as_the_field_shows_it_is_that_date(day: object) -> None:
    for form in ("mm/dd/yyyy", "dd.mm.yyyy", "yyyy-mm-dd", "25/12/1999", "1999-12-25"):
        assert shows(date_text(str(day), form) or "", str(day))


def test_text_that_is_no_date_is_not_rewritten() -> None:
    assert date_text("12 apples", "mm/dd/yyyy") is None
    assert date_text("2026-11-20", "Search") is None
