"""docs/trajectory.md says what env/events.py writes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from eyehand.env.events import VERSION, Event, Observed, Picture, Usage
from eyehand.env.trajectory import FILE, Trajectory
from eyehand.tools.actions import Act, Action, Done
from eyehand.tools.errors import UsageError

from .tree import ROOT

TEXT = (ROOT / "docs" / "trajectory.md").read_text(encoding="utf-8")
EVENTS: dict[str, type[BaseModel]] = {kind.model_fields["event"].default: kind for kind in get_args(get_args(Event)[0])}
ACTIONS: dict[str, type[BaseModel]] = {
    kind.model_fields["kind"].default: kind for kind in get_args(get_args(Action)[0])
}


def rows(table: str) -> dict[str, str]:
    """First cell to second cell; a cell of several names is a row for each."""
    cells = re.findall(r"^\| (`.+?) \|(.*)\|$", table, re.MULTILINE)
    return {name: words for names, words in cells for name in re.findall(r"`(\w+)`", names)}


def section(event: str) -> str:
    found = re.search(rf"^### `{event}`.*?(?=^##)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, f"docs/trajectory.md has no section on {event!r}"
    return found[0]


def test_each_event_has_its_section_in_order() -> None:
    assert re.findall(r"^### `(\w+)`", TEXT, re.MULTILINE) == list(EVENTS)


@pytest.mark.parametrize("event", EVENTS)
def test_each_field_has_its_line(event: str) -> None:
    fields = re.split(r"^\| action \|", section(event), flags=re.MULTILINE)[0]
    assert list(rows(fields)) == [name for name in EVENTS[event].model_fields if name != "event"]


def test_each_action_has_its_fields() -> None:
    table = re.split(r"^\| action \|", section("intent"), flags=re.MULTILINE)[1]
    written = {name: re.findall(r"`(\w+)`", words) for name, words in rows(table).items()}
    fields = {name: [field for field in kind.model_fields if field != "kind"] for name, kind in ACTIONS.items()}
    assert written == fields


@pytest.mark.parametrize(
    ("model", "where"), [(Picture, "observation"), (Usage, "reply"), (Act, "reply"), (Done, "reply")]
)
def test_the_parts_of_events_are_named(model: type[BaseModel], where: str) -> None:
    assert [name for name in model.model_fields if not re.search(rf"[`\"]{name}[`\"]", section(where))] == []


def test_the_version_is_the_one_that_is_written() -> None:
    assert re.findall(r"format version (\d+)", TEXT) == [str(VERSION)]


@pytest.fixture
def example(tmp_path: Path) -> Path:
    found = re.search(r"```jsonl\n(.*?)```", TEXT, re.DOTALL)
    assert found
    (tmp_path / FILE).write_text(found[1], encoding="utf-8")
    return tmp_path


def test_the_example_is_a_run_that_can_be_read(example: Path) -> None:
    run = Trajectory.read(example)
    assert run.outcome is not None and run.outcome.outcome == "success"
    assert len(run.steps()) == 2
    assert isinstance(run.events[1], Observed)


def test_a_torn_last_line_is_left_out_and_another_is_refused(example: Path) -> None:
    path = example / FILE
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    torn = Trajectory.read(example)
    assert torn.outcome is None and len(torn.steps()) == 2
    path.write_bytes(whole.replace(b'"event":"intent"', b'"event":"intend"'))
    with pytest.raises(UsageError, match="line 5"):
        Trajectory.read(example)


@pytest.mark.parametrize(
    ("known", "unknown", "said"),
    [(b'"version":5', b'"version":6', "version 6"), (b'"step":0', b'"step":0,"mood":"good"', "mood")],
)
def test_a_reader_refuses_what_it_does_not_know(example: Path, known: bytes, unknown: bytes, said: str) -> None:
    path = example / FILE
    path.write_bytes(path.read_bytes().replace(known, unknown, 1))
    with pytest.raises(UsageError, match=said):
        Trajectory.read(example)
