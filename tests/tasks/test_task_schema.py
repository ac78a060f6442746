"""The format of suites: checks that combine, tasks that cannot be done, mistakes with their lines, the schema."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from eyehand.tasks.checks import Check, judge
from eyehand.tasks.needs import missing
from eyehand.tasks.schema import schema, text
from eyehand.tasks.suite import SUITES, VERSION, find, load
from eyehand.tasks.task import Task
from eyehand.tasks.verdict import verdict
from eyehand.tools.errors import EnvError, UsageError
from eyehand.tools.marked_yaml import Marked

from ..tree import ROOT

CHECK: TypeAdapter[Check] = TypeAdapter(Check)
VALIDATOR = Draft202012Validator(schema())
SMALL = """\
version: 1
name: small
description: one task
tasks:
  - id: one
    instruction: Count the rows
    screen: {app: expenses}
    checks:
      any:
        - {number: 3}
        - all: [{answer: [three]}, {at: [submits], equals: 0}]
    solution:
      - {say: three}
"""
IMPOSSIBLE = """\
name: small
description: one task
tasks:
  - id: one
    instruction: Press the button that is not there
    screen: {app: expenses}
    feasible: false
    checks: [{at: [submits], equals: 0}]
    solution: []
"""


class Remembered:
    """An application that remembers a number; what is asked under "gone" cannot be looked up."""

    def __init__(self, submits: int = 0) -> None:
        self.submits = submits

    def state(self) -> object:
        return _Lazy(submits=self.submits)


class _Lazy(dict[str, object]):
    def __missing__(self, key: str) -> object:
        if key == "gone":
            raise EnvError("the file manager does not answer")
        raise KeyError(key)


def suite(folder: Path, words: str) -> Path:
    path = folder / "suite.yaml"
    path.write_text(words, encoding="utf-8")
    return path


LEAVES = st.sampled_from([({"number": 3}, True), ({"number": 4}, False), ({"at": ["nowhere"], "equals": 1}, False)])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.tuples(st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3)).map(
        lambda pair: (
            {pair[0]: [check for check, _ in pair[1]]},
            (all if pair[0] == "all" else any)(holds for _, holds in pair[1]),
        )
    ),
    max_leaves=8,
)


@given(tree=TREES)
def test_checks_combine_as_all_and_any_say(tree: tuple[dict[str, object], bool]) -> None:
    check, holds = tree
    found = judge([CHECK.validate_python(check)], Remembered(), "3")
    assert found.score == holds and found.reason


def test_one_that_cannot_look_is_not_hidden_by_one_that_holds() -> None:
    blind = {"at": ["gone"], "equals": 1}
    for check in ({"any": [{"number": 3}, blind]}, {"all": [{"number": 4}, blind]}):
        with pytest.raises(EnvError, match="does not answer"):
            judge([CHECK.validate_python(check)], Remembered(), "3")


def test_the_reason_names_what_is_missing_of_each() -> None:
    check = CHECK.validate_python({"any": [{"number": 4}, {"at": ["submits"], "equals": 1}]})
    assert judge([check], Remembered(), "3").reason == (
        "none of 2 holds: the answer is '3', the number 4 was expected; submits is 0, 1 was expected"
    )


def test_a_mapping_of_checks_stands_for_a_list_of_one(tmp_path: Path) -> None:
    [task] = load(suite(tmp_path, SMALL)).tasks
    assert [judge(task.checks, Remembered(), answer).score for answer in ("3", "Three.", "four")] == [1, 1, 0]
    assert judge(task.checks, Remembered(submits=1), "three").score == 0


def test_a_task_that_cannot_be_done_is_solved_by_saying_so(tmp_path: Path) -> None:
    [task] = load(suite(tmp_path, IMPOSSIBLE)).tasks
    assert not task.feasible
    judged = [
        verdict(task, Remembered(submits), None, infeasible=infeasible).score
        for submits, infeasible in ((0, True), (0, False), (1, True), (1, False))
    ]
    assert judged == [1, 0, 0, 0]


def test_a_task_that_can_be_done_is_judged_by_its_checks_alone(tmp_path: Path) -> None:
    [task] = load(suite(tmp_path, SMALL)).tasks
    assert verdict(task, Remembered(), "3", infeasible=True).score == 1
    assert verdict(task, Remembered(), None, infeasible=True).score == 0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("version: 1", f"version: {VERSION + 1}", f"line 1: version {VERSION + 1} is newer than this eyehand"),
        ("version: 1", "version: one", "line 1: version: input should be a valid integer"),
        ("screen: {app: expenses}", "screen: {app: mail}", "line 7: task one: screen.app: input should be 'expenses'"),
        ("{number: 3}", "{nummer: 3}", "line 10: task one: checks.0.any.any.0: unknown kind; one of equals,"),
        ("      - {say: three}", "      []", "line 5: task one: a task that can be done has steps"),
        ("    screen:", "    colour: red\n    screen:", "line 7: task one: colour: there is no such field here"),
        ("    checks:", "    setup: [{typ: x}]\n    checks:", "line 8: task one: setup.0: unknown kind; one of click"),
        ("    checks:", "    setup: [{say: x}]\n    checks:", "line 5: task one: setup: an answer belongs into a"),
        ("      any:", "      any: 3\n      eny:", "task one: checks.0.any"),
        ("description", "name", "line 3: no YAML: 'name' stands twice"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert load(suite(tmp_path, SMALL)).tasks and old in SMALL
    with pytest.raises(UsageError, match=re.escape(message)):
        load(suite(tmp_path, SMALL.replace(old, new)))


def test_the_second_of_two_tasks_of_one_id_is_pointed_at(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="line 14: two tasks are called 'one'"):
        load(suite(tmp_path, SMALL + SMALL.partition("tasks:\n")[2]))


def test_suites_are_found_by_name_and_by_path(tmp_path: Path) -> None:
    assert find("web") == SUITES / "web.yaml"
    assert find(str(suite(tmp_path, SMALL))) == tmp_path / "suite.yaml"
    with pytest.raises(UsageError, match=r"no suite 'wep': .*\(desktop, .*web"):
        find("wep")


def test_what_a_machine_lacks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = {
        "id": "one",
        "instruction": "Draw",
        "screen": {"desktop": "no-such-painter"},
        "checks": [{"number": 1}],
        "solution": [{"press": "a"}],
    }
    task: TypeAdapter[Task] = TypeAdapter(Task)
    assert missing(task.validate_python({**raw, "screen": {"desktop": None}})) is None
    assert "'no-such-painter' is not installed" in (missing(task.validate_python(raw)) or "")
    launching = {**raw, "screen": {"desktop": None}, "solution": [{"launch": "no-such-player"}]}
    assert "'no-such-player' is not installed" in (missing(task.validate_python(launching)) or "")
    before = {**raw, "screen": {"desktop": None}, "setup": launching["solution"]}
    assert "'no-such-player' is not installed" in (missing(task.validate_python(before)) or "")
    [web] = load(suite(tmp_path, SMALL)).tasks
    assert missing(web) is None
    monkeypatch.setenv("EYEHAND_CHROMIUM", "/nowhere/chromium")
    assert "no Chromium" in (missing(web) or "")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "Xvfb" in (missing(task.validate_python(raw)) or "")


def test_the_published_schema_is_the_current_one() -> None:
    published = ROOT / "docs" / "tasks.schema.json"
    assert published.read_text(encoding="utf-8") == text(), "run: eyehand eval --schema > docs/tasks.schema.json"


def test_the_schema_takes_each_suite_that_ships_and_refuses_what_load_refuses() -> None:
    Draft202012Validator.check_schema(json.loads(text()))
    for path in SUITES.glob("*.yaml"):
        assert list(VALIDATOR.iter_errors(Marked.read(path).data)) == []
    assert list(VALIDATOR.iter_errors(Marked(SMALL, "small").data)) == []
    for old, new in (("version: 1", f"version: {VERSION + 1}"), ("number: 3", "nummer: 3"), ("id: one", "id: One")):
        assert list(VALIDATOR.iter_errors(Marked(SMALL.replace(old, new), "small").data))
