"""What is written on a screen becomes the value that was meant, or is refused."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eyehand.agent.extraction.dates import date_in
from eyehand.agent.extraction.numbers import Unfit, number_in
from eyehand.agent.extraction.values import Seen, converted
from eyehand.tools.geometry import Box

AMOUNTS = st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2, allow_nan=False, allow_infinity=False)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))
EUROPEAN = str.maketrans(",.", ".,")


def value(text: str, kind: Any, ticked: bool | None = None) -> Any:
    return converted(Seen(text, Box(0, 0, 9, 9), ticked), kind)


@given(AMOUNTS, st.sampled_from(("{}", "${}", "{} €", "EUR {}", "¥{}", "{} kg", "{} USD")), st.booleans())
def test_an_amount_survives_being_written_in_any_usual_way(amount: Decimal, form: str, european: bool) -> None:
    figure = f"{amount:,.2f}"
    assert number_in(form.format(figure.translate(EUROPEAN) if european else figure)) == amount


@given(
    DAYS,
    st.sampled_from(("%Y-%m-%d", "%d %b %Y", "%d. %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y年%m月%d日", "%a, %d %b %Y")),
)
def test_a_date_survives_being_written_in_any_usual_way(day: date, form: str) -> None:
    assert date_in(day.strftime(form)) == day


@given(DAYS, st.sampled_from(("%d/%m/%Y", "%m/%d/%Y")))
def test_a_date_of_which_day_and_month_may_be_swapped_is_never_guessed(day: date, form: str) -> None:
    text = day.strftime(form)
    if day.day > 12 or day.day == day.month:
        assert date_in(text) == day
    else:
        with pytest.raises(Unfit, match="ambiguous"):
            date_in(text)


@given(st.integers(-(10**9), 10**9), st.sampled_from((",", ".", " ", "'", "")))
def test_a_whole_number_survives_its_thousands(number: int, mark: str) -> None:
    assert value(f"{number:,}".replace(",", mark), int) == number


class Size(Enum):
    SMALL = "S"
    EXTRA_LARGE = "XL"


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("(1,234.50)", Decimal, Decimal("-1234.50")), ("45 %", float, 45.0), ("12万", int, 120000),
        ("0.125", float, 0.125),
        ("2026-11-22 14:05", datetime, datetime(2026, 11, 22, 14, 5)), ("2:05 pm", time, time(14, 5)),
        ("paid", Literal["Open", "Paid"], "Paid"), ("Extra large", Size, Size.EXTRA_LARGE), ("是", bool, True),
        ("—", Decimal | None, None), ("", str | None, None), ("red, green", list[str], ["red", "green"]),
        ("n/a", str | None, None), ("7", int | None, 7),
    ],
)  # fmt: skip
def test_a_text_becomes_a_value_of_its_type(text: str, kind: Any, meant: object) -> None:
    assert value(text, kind) == meant


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("1.234", Decimal, "1234 or 1.234"), ("soon", date, "no date"), ("31.02.2026", date, "calendar"),
        ("1.5", int, "whole"),
        ("Lost", Literal["Open", "Paid"], "'Open', 'Paid'"), ("perhaps", bool, "yes nor no"), ("", str, "nothing"),
        ("12 apples and 3 pears", int, "no number"), ("25:00", time, "time of day"),
    ],
)  # fmt: skip
def test_what_is_no_value_of_the_type_is_refused_with_the_reason(text: str, kind: Any, says: str) -> None:
    with pytest.raises(Unfit, match=says):
        value(text, kind)


def test_a_tick_says_yes_or_no() -> None:
    assert value("Approved", bool, True) is True
    assert value("Approved", bool, False) is False
