"""The web suite proves itself: each task's solution scores 1, doing nothing scores 0."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pydantic import TypeAdapter

from eyehand.tasks.checks import Check, judge
from eyehand.tasks.suite import SUITES, load
from eyehand.tasks.task import WebTask
from eyehand.tasks.web.solution import solve
from eyehand.tasks.web.stage import staged
from eyehand.tools.errors import EnvError, UsageError

from .conftest import A_WHILE_S

SUITE = load(SUITES / "web.yaml")
TASKS = [task for task in SUITE.tasks if isinstance(task, WebTask)]
SCREENS = {(task.screen.app, task.screen.path): task.id for task in reversed(TASKS)}
"""The first task of each page. The others of a page are proved by the long tests."""
EACH = [pytest.param(task, id=task.id, marks=() if task.id in SCREENS.values() else pytest.mark.long) for task in TASKS]


@pytest.mark.parametrize("task", EACH)
def test_the_solution_scores_1_and_doing_nothing_0(task: WebTask, page: Page, tmp_path: Path) -> None:
    with staged(task, tmp_path) as stage:
        page.goto(stage.url)
        solve(task.setup, page, stage.folder)
        nothing = judge(task.checks, stage, None)
        assert nothing.score == 0, nothing.reason
        answer = solve(task.solution, page, stage.folder)
        verdict = judge(task.checks, stage, answer, patience_s=A_WHILE_S)
    assert verdict.score == 1, verdict.reason


def test_the_suite_has_tasks_of_every_kind() -> None:
    tags = {tag for task in SUITE.tasks for tag in task.tags}
    assert len(TASKS) == len(SUITE.tasks) >= 40
    assert tags >= {"form", "table", "question", "loop", "drag", "menu", "dialog", "banner", "slow", "chinese", "cart"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: one", "id: One Two", "task One Two: id:"),
        ("path: /new", "path: new", "task one: screen.path:"),
        ("{number: 3}", "{nummer: 3}", "task one: checks.0: unknown kind; one of equals, includes"),
        ("{number: 3}", "{number: three}", "line 8: task one: checks.0.number.number:"),
        ("{say: three}", "{shout: three}", "task one: solution.0: unknown kind; one of click, fill"),
        ("    solution:", "    solutions:", "task one: solution: field required"),
        ("name: small", "name: small\nnmae: small", "line 3: nmae: there is no such field here"),
        ("name: small", "name: [", "no YAML"),
    ],
)
def test_a_mistake_in_a_suite_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert load(written(tmp_path, SMALL)).tasks[0].id == "one"
    assert old in SMALL
    with pytest.raises(UsageError, match=re.escape(message)) as caught:
        load(written(tmp_path, SMALL.replace(old, new)))
    assert "suite.yaml" in str(caught.value)


def test_an_id_names_one_task_and_only_known_ones_can_be_asked_for(tmp_path: Path) -> None:
    twice = SMALL + SMALL.partition("tasks:\n")[2]
    with pytest.raises(UsageError, match="two tasks are called 'one'"):
        load(written(tmp_path, twice))
    suite = load(written(tmp_path, SMALL))
    assert suite.only(["one"]) == suite.only([]) == suite.tasks
    with pytest.raises(UsageError, match="'two'"):
        suite.only(["one", "two"])
    with pytest.raises(UsageError, match="cannot read"):
        load(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize(
    ("check", "answer", "holds"),
    [
        ({"number": 462}, "$462.00", True),
        ({"number": 27154}, "27,154 visitors", True),
        ({"number": 3}, "3 of 8", False),
        ({"number": 3}, "three", False),
        ({"answer": ["Emily Clark"]}, " emily  clark. ", True),
        ({"answer": ["Emily Clark"]}, "Emily Clark, Noah Fischer", False),
        ({"at": ["n"], "equals": 1}, None, True),
        ({"at": ["n"], "equals": True}, None, False),
        ({"at": ["list", {"id": 2}, "name"], "equals": "b"}, None, True),
        ({"at": ["list", {"kind": "x"}], "includes": {}}, None, False),
        ({"at": ["list", 0], "includes": {"name": "a"}}, None, True),
        ({"at": ["list", 0], "includes": {"name": "b"}}, None, False),
        ({"at": ["list"], "length": 2}, None, True),
        ({"at": ["list", 5], "length": 2}, None, False),
        ({"at": ["nothing", "here"], "equals": None}, None, False),
    ],
)
def test_a_check_holds_only_for_what_it_says(check: dict[str, object], answer: str | None, holds: bool) -> None:
    verdict = judge([TypeAdapter(Check).validate_python(check)], Remembered(), answer)
    assert verdict.score == holds, verdict.reason
    assert verdict.reason


def test_a_check_that_cannot_look_raises(tmp_path: Path) -> None:
    with staged(TASKS[0], tmp_path) as stage:
        assert judge(TASKS[0].checks, stage, None).score == 0
    with pytest.raises(EnvError, match="does not say what happened"):
        judge(TASKS[0].checks, stage, None)


SMALL = """
name: small
description: one task
tasks:
  - id: one
    instruction: Count the rows
    screen: {app: expenses, path: /new}
    checks: [{number: 3}]
    solution:
      - {say: three}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "suite.yaml"
    path.write_text(text, encoding="utf-8")
    return path


class Remembered:
    """An application that remembers a number and two things of a kind."""

    def state(self) -> object:
        return {"n": 1, "list": [{"id": 1, "kind": "x", "name": "a"}, {"id": 2, "kind": "x", "name": "b"}]}
