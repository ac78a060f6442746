"""The index of a run: what was put in is found, where and as long as it stood; no query breaks it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eyehand.agent.recall.index import Index
from eyehand.agent.recall.opening import FILE, discard, in_memory, open_index
from eyehand.tools.errors import UsageError

from .pictures import RUN, box, find, picture, put, told

LINES = ("Save", "Total 12", "删除订单", "Total 123", "x")
LINE = st.text(st.characters(), min_size=1, max_size=30)


def new() -> Index:
    return in_memory(Path("/nowhere"), [])


@pytest.fixture
def index() -> Iterator[Index]:
    with new() as made:
        yield made


@given(st.lists(LINE, min_size=1, max_size=5), st.data())
def test_what_was_put_in_is_found_by_any_part_of_it(lines: list[str], data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(lines))
    start = data.draw(st.integers(0, len(line) - 1))
    part = line[start : data.draw(st.integers(start + 1, len(line)))]
    with new() as index:
        put(index, *lines)
        try:
            found = find(index, part)
        except UsageError:
            return  # spaces and marks: see the test of folding
        assert found and found[0].score > 0.5
        assert (found[0].run, found[0].picture) == (RUN, picture(0))


@given(st.text(st.characters(), max_size=60) | st.text("\"'*()-+:^{}~ANDORNT \\%_;", max_size=60))
@example('"')
@example('""')
@example("a OR (b AND NEAR(")
@example("looks: x*")
@example("'; DROP TABLE texts; --")
@example("\x00\x00\x00")
@example("\ud800")
def test_no_query_is_a_syntax_error(query: str) -> None:
    with new() as index:
        put(index, "a OR (b AND NEAR(", "looks: x*", 'it\'s "so"')
        try:
            find(index, query)
        except UsageError as error:
            assert "empty" in str(error)


@given(st.lists(st.lists(st.integers(0, len(LINES) - 1), max_size=8).map(tuple), max_size=12))
def test_a_line_stands_on_the_pictures_on_which_it_was_put(films: list[tuple[int, ...]]) -> None:
    """Each film tells for each place of a picture which line is there."""
    with new() as index:
        for film in films:
            put(index, *(LINES[line] for line in film))
        keys = {index.find(line).text[0]: line for line in ("save", "删除订单", "x") if index.find(line).text.size}
        for key, word in keys.items():
            line = next(line for line in LINES if word in line.lower())
            for number, film in enumerate(films):
                stood = [(line, box(place)) for place, which in enumerate(film) if LINES[which] == line]
                assert index.places(int(key), number) == stood
        for number, film in enumerate(films):
            there = {LINES[line] for line in film}
            sightings = index.find("total12")
            assert bool(((sightings.first <= number) & (number <= sightings.last)).any()) == bool(
                there & {"Total 12", "Total 123"}
            )


def test_a_line_that_stays_takes_no_more_room(index: Index) -> None:
    for number in range(300):
        put(index, "Expenses", "All of November", f"{number} seen")
    sightings = index.find("expenses")
    assert (sightings.first.tolist(), sightings.last.tolist()) == ([0], [299])
    assert told(find(index, "november")) == [(299, "All of November")]


def test_an_index_goes_on_after_it_was_closed(tmp_path: Path) -> None:
    paths = [picture(number).path for number in range(4)]
    for _ in range(4):
        with open_index(tmp_path, paths) as index:
            put(index, "Expenses")
    with open_index(tmp_path, paths) as index:
        sightings = index.find("expenses")
        assert (len(index), sightings.first.tolist(), sightings.last.tolist()) == (4, [0], [3])


def test_two_programs_that_fill_one_index_put_each_picture_in_once(tmp_path: Path) -> None:
    with open_index(tmp_path, []) as one, open_index(tmp_path, []) as other:
        for number in range(6):
            for index in (one, other) if number % 2 else (other, one):
                put_at(index, number, "Expenses", f"page {number}")
        assert len(one) == 6
        assert told(find(other, "page 3")) == [(3, "page 3")]
        sightings = other.find("expenses")
        assert (sightings.first.tolist(), sightings.last.tolist()) == ([0], [5])


def put_at(index: Index, number: int, *texts: str) -> None:
    from eyehand.tools.eye.scene import Line

    lines = [Line(text, box(place), 0.9) for place, text in enumerate(texts)]
    index.add(number, picture(number), settled=True, lines=lines)


def test_an_index_of_another_run_or_version_cannot_be_used(tmp_path: Path) -> None:
    with open_index(tmp_path, []) as index:
        put(index, "Save")
    with pytest.raises(sqlite3.DatabaseError, match="another run"):
        open_index(tmp_path, ["frames/other.png"])
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(sqlite3.DatabaseError, match="version 99"):
        open_index(tmp_path, [])
    discard(tmp_path)
    with open_index(tmp_path, []) as index:
        assert len(index) == 0
