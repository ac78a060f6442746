"""Scripts are written as a person would write them, and read back as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eyehand.agent.script.script import Parameter, Script, Start, load
from eyehand.agent.script.verbs import AskPerson, Click, IfSeen, Repeat, Scroll, Tick, Truth, Type
from eyehand.agent.script.writing import dump, dump_step
from eyehand.tools.errors import UsageError
from eyehand.tools.marked_yaml import Marked

from .any_scripts import scripts, steps, texts

_INVOICE = """\
# yaml-language-server: $schema=eyehand.schema.json
eyehand: 1
name: invoice
start:
  browser: http://127.0.0.1:8123/new
parameters:
  amount: {default: "99.90", about: What it cost}
  note: {}
secrets: [password]
steps:
  # The page asks who you are,
  # but not always.
  - if_seen: Sign in
    steps:
      - type: "{password}"
        into: the Password field
      - click: the Sign in button
        within_s: 5
        then: [{gone: Password}]
  - type: "{amount}"
    into: the Amount field
  - tick: Paid by me
    on: false
  - scroll: null
    to: the Save button
  - type: |-
      Taxi
        to the airport
    into: Note
  - repeat: rows.csv
    steps:
      - click: "{name}"
  - ask_person: "Is it right?"
  - click: the Save button
    optional: true
    then:
      - seen: The expense was saved and will be looked at by the person who is responsible
      - gone: A required field is missing
    anchor: step-8
"""


def _invoice() -> Script:
    return Script(
        name="invoice",
        start=Start(browser="http://127.0.0.1:8123/new"),
        parameters={"amount": Parameter(default="99.90", about="What it cost"), "note": Parameter()},
        secrets=("password",),
        steps=(
            IfSeen(
                if_seen="Sign in",
                steps=(
                    Type(type="{password}", into="the Password field"),
                    Click(click="the Sign in button", then=(Truth(gone="Password"),), within_s=5),
                ),
            ),
            Type(type="{amount}", into="the Amount field"),
            Tick(tick="Paid by me", on=False),
            Scroll(scroll=None, to="the Save button"),
            Type(type="Taxi\n  to the airport", into="Note"),
            Repeat(repeat="rows.csv", steps=(Click(click="{name}"),)),
            AskPerson(ask_person="Is it right?"),
            Click(
                click="the Save button",
                optional=True,
                anchor="step-8",
                then=(
                    Truth(seen="The expense was saved and will be looked at by the person who is responsible"),
                    Truth(gone="A required field is missing"),
                ),
            ),
        ),
    )


def test_a_script_is_written_as_a_person_would_write_it() -> None:
    comments = {0: "The page asks who you are,\nbut not always."}
    assert dump(_invoice(), comments, schema="eyehand.schema.json") == _INVOICE.replace(
        '"Is it right?"', "Is it right?"
    )


@given(script=scripts)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_written_reads_back_as_it_was(script: Script, tmp_path: Path) -> None:
    path = tmp_path / "any.yaml"
    path.write_text(dump(script, {0: "one\n\ntwo: #"}), encoding="utf-8", newline="")
    assert load(path) == script


@given(step=steps)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_step_alone_is_written_as_in_its_script(step: object) -> None:
    script = Script(start=Start(browser="x"), steps=(step,))  # pyright: ignore[reportArgumentType]
    written = Marked(dump_step(script.steps[0]), "step").data
    assert written == Marked(dump(script), "script").data["steps"]


def test_words_that_other_readers_take_for_more_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text(
        "start: {browser: x}\nsteps:\n  - {tick: yes, on: false}\n  - expect: 12:30\n"
        "  - type: 2026-01-01\n    into: on\n"
    )
    script = load(path)
    assert [step.model_dump(exclude_unset=True) for step in script.steps] == [
        {"tick": "yes", "on": False},
        {"expect": "12:30"},
        {"type": "2026-01-01", "into": "on"},
    ]


def test_a_condition_of_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nothing.yaml"
    path.write_text("start: {browser: x}\nsteps:\n  - click: y\n    then: [{seen: }]\n")
    with pytest.raises(UsageError, match="line 4"):
        load(path)


_BY_HAND = """\
# Mine
start: {browser: x}   # where

steps:
- click:   'the old button'  # the big one
  then: [ {seen: Saved}, {gone: "Draft"} ]
- {type: a, into: field}
- type: |
    one
    two
  into: Note
"""


@given(new=texts)
@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize(
    "where",
    [
        ("steps", 0, "click"),
        ("steps", 0, "then", 1, "gone"),
        ("steps", 1, "into"),
        ("steps", 2, "type"),
        ("start", "browser"),
    ],
)
def test_one_text_is_replaced_where_it_stands(where: tuple[int | str, ...], new: str) -> None:
    expected = Marked(_BY_HAND, "mine.yaml").data
    inner = expected
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = new
    replaced = Marked(_BY_HAND, "mine.yaml").replaced(where, new)
    assert Marked(replaced, "mine.yaml").data == expected
    assert all(comment in replaced for comment in ("# Mine\n", "   # where\n", "  # the big one\n"))


def test_only_the_line_of_what_is_replaced_changes() -> None:
    replaced = Marked(_BY_HAND, "mine.yaml").replaced(("steps", 0, "click"), "the new button")
    assert replaced == _BY_HAND.replace("'the old button'", "the new button")


def test_what_stands_in_two_places_at_once_is_not_replaced() -> None:
    text = "steps:\n  - click: &save Save\n  - hover: *save\n"
    for where in (("steps", 0, "click"), ("steps", 1, "hover")):
        with pytest.raises(UsageError, match="by hand"):
            Marked(text, "mine.yaml").replaced(where, "Keep")


def test_only_a_text_can_be_replaced() -> None:
    with pytest.raises(UsageError, match=r"line 1: steps: no text stands there"):
        Marked("steps: [1]\n", "mine.yaml").replaced(("steps",), "x")


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_what_is_no_yaml_is_told_with_its_file(text: str) -> None:
    try:
        Marked(text, "mine.yaml")
    except UsageError as error:
        assert str(error).startswith("mine.yaml: ")


def test_a_key_is_added_where_it_belongs() -> None:
    """On a line below the first of its step, or in the braces of one; comments stay, and twice is refused."""
    text = "steps:\n  - click: Save  # now\n    optional: true\n  - {click: Edit, then: [{seen: 'a, b'}]}  # x\n"
    added = Marked(text, "mine.yaml").added(("steps", 0), "anchor", "1-click")
    assert added == text.replace("# now\n", "# now\n    anchor: 1-click\n")
    both = Marked(added, "mine.yaml").added(("steps", 1), "anchor", "2-click")
    assert both == added.replace("'a, b'}]}", "'a, b'}], anchor: 2-click}")
    assert Marked(both, "mine.yaml").at(("steps", 1, "anchor")) == "2-click"
    assert Marked(both, "mine.yaml").at(("steps", 2, "anchor")) is None
    for where in (("steps", 1), ("steps",), ("steps", 7)):
        with pytest.raises(UsageError, match="by hand"):
            Marked(both, "mine.yaml").added(where, "anchor", "3-click")
