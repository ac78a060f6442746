"""Which moments come first when somebody looks for words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eyehand.agent.recall.index import Index
from eyehand.agent.recall.opening import in_memory
from eyehand.agent.recall.query import MOST, Query
from eyehand.tools.errors import UsageError

from .pictures import box, find, put, told


@pytest.fixture
def index() -> Iterator[Index]:
    with in_memory(Path("/nowhere"), []) as made:
        yield made


def test_words_as_they_were_asked_for_come_first_then_on_one_line_then_on_one_screen(index: Index) -> None:
    put(index, "the order has a number")
    put(index, "Order number: ZK-48213")
    put(index, "Order", "number")
    put(index, "order", "12")
    found = find(index, "order number")
    assert told(found) == [(1, "Order number: ZK-48213"), (0, "the order has a number"), (2, "Order … number")]
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert found[2].box == box(0).union(box(1))


def test_of_equals_the_newest_comes_first(index: Index) -> None:
    for _ in range(3):
        put(index, "Saved: Taxi")
        put(index, "nothing")
    assert [number for number, _ in told(find(index, "saved"))] == [4, 2, 0]


def test_a_line_that_stands_long_is_one_answer_on_the_newest_settled_picture(index: Index) -> None:
    put(index, "Ledger")
    put(index, "Ledger", "more")
    put(index, "Ledger", settled=False)
    put(index, "gone")
    assert told(find(index, "ledger")) == [(1, "Ledger")]


def test_a_line_that_moves_is_one_answer(index: Index) -> None:
    for place in range(5):
        put(index, "Hotel in Chicago", places=[place])
    [hit] = find(index, "hotel")
    assert (hit.time_s, hit.box) == (4, box(4))


def test_each_line_of_a_screen_is_told(index: Index) -> None:
    put(index, "EXP-1001 Taxi", "EXP-1002 Hotel", "Sum")
    assert [(hit.text, hit.box) for hit in find(index, "exp-10")] == [
        ("EXP-1001 Taxi", box(0)),
        ("EXP-1002 Hotel", box(1)),
    ]


@pytest.mark.parametrize(
    ("query", "number"),
    [("订", 0), ("编号", 0), ("订单编号", 0), ("七七四三", 0), ("「订单编号」", 0), ("删除", 1), ("7", 2), ("ab", 2)],
)
def test_chinese_and_short_words_are_found(index: Index, query: str, number: int) -> None:
    put(index, "订单编号：七七四三")
    put(index, "删除")
    put(index, "row 7", "tab")
    assert [one for one, _ in told(find(index, query))] == [number]


def test_letters_that_were_mistaken_come_after_right_ones(index: Index) -> None:
    put(index, "Order EXP-1009")
    put(index, "Order EXP-1OO9")
    put(index, "Order EXP-1008")
    assert told(find(index, "EXP-1009")) == [(0, "Order EXP-1009"), (1, "Order EXP-1OO9")]


def test_a_question_is_answered_by_its_telling_words(index: Index) -> None:
    put(index, "What is it of the and")
    put(index, "Order number", "ZK-48213")
    assert told(find(index, "What was the number of the order?")) == [(1, "Order number")]


def test_when_no_screen_has_all_words_the_one_with_most_of_them_answers(index: Index) -> None:
    put(index, "Order number ZK-48213")
    for _ in range(30):
        put(index, "Payment", "of your order")
    found = find(index, "order number ZK-48213 glockenspiel")
    assert told(found) == [(0, "Order number ZK-48213")]
    assert found[0].score < 0.5


def test_what_is_not_there_is_not_found(index: Index) -> None:
    put(index, "Order number ZK-48213", "look")
    for query in ("xylophone", "ZK-48214", "100", "订", "order xylophone zebra"):
        assert find(index, query) == [], query
    assert find(in_memory(Path("/nowhere"), []), "anything") == []


def test_quotes_hold_words_together(index: Index) -> None:
    put(index, "number of the order", "12")
    put(index, "Order number", "12")
    assert [one for one, _ in told(find(index, '"order number" 12'))] == [1]


@pytest.mark.parametrize("query", ["", "  ", "\u200b", "x" * (MOST + 1)])
def test_a_query_of_nothing_or_too_much_is_refused(query: str) -> None:
    with pytest.raises(UsageError, match="query"):
        Query.of(query)
