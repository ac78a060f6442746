"""The desktop suite proves itself: each task's solution scores 1, doing nothing scores 0."""

from __future__ import annotations

import re
import time
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from eyehand.env.desktop import DesktopEnv
from eyehand.tasks.checks import Check, judge
from eyehand.tasks.desktop.solution import DesktopStep, solve
from eyehand.tasks.desktop.stage import laid_out
from eyehand.tasks.suite import SUITES, load
from eyehand.tasks.task import DesktopTask
from eyehand.tools.errors import EnvError, UsageError

TASKS = {task.id: task for task in load(SUITES / "desktop.yaml").tasks if isinstance(task, DesktopTask)}
FAST = ("editor-append", "calculator-mode", "files-rename", "terminal-sort")
A_WHILE_S = 10.0


def prove(task: DesktopTask, folder: Path) -> None:
    stage = laid_out(task, folder / "run")
    with closing(DesktopEnv(stage.run, clock=time.monotonic, app=stage.app)) as env:
        env.reset()
        solve(task.setup, env)
        nothing = judge(task.checks, env.probe(), None)
        assert nothing.score == 0, nothing.reason
        answer = solve(task.solution, env)
        verdict = judge(task.checks, env.probe(), answer, patience_s=A_WHILE_S)
    assert verdict.score == 1, verdict.reason


@pytest.mark.parametrize("name", FAST)
def test_the_solution_scores_1_and_doing_nothing_0(name: str, tmp_path: Path) -> None:
    prove(TASKS[name], tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in TASKS if name not in FAST])
def test_the_other_solutions_score_1_and_doing_nothing_0(name: str, tmp_path: Path) -> None:
    prove(TASKS[name], tmp_path)


def test_the_suite_has_tasks_of_every_kind_of_application() -> None:
    tags = {tag for task in TASKS.values() for tag in task.tags}
    assert len(TASKS) == len(load(SUITES / "desktop.yaml").tasks) >= 25
    assert tags >= {"editor", "calculator", "files", "sheet", "writer", "pictures", "terminal", "settings", "chinese"}


def test_files_are_laid_out_as_applications_and_checks_read_them(tmp_path: Path) -> None:
    task = TASKS["sheet-delete"].model_copy(
        update={"files": TASKS["sheet-delete"].files | TASKS["letter-pdf"].files | TASKS["files-chinese"].files}
    )
    stage = laid_out(task, tmp_path / "run")
    with closing(DesktopEnv(stage.run, clock=time.monotonic)) as env:
        env.reset()
        state = env.probe().state()
        assert state["files"] == {
            "guests.ods": [["Guest", "Table"], ["Ada", "1"], ["Grace", "2"], ["Edsger", "2"]],
            "letter.odt": ["Dear Mr Novak,", "Please find the report below."],
            "照片/海边.png": None,
            "笔记.txt": "你好\n",
        }
        assert state["folders"] == ["照片"]
        with pytest.raises(EnvError, match="'Nowhere' is not shown, or not once within 1 s"):
            solve([TypeAdapter(DesktopStep).validate_python({"click": "Nowhere"})], env, patience_s=1)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("desktop: mousepad", "desktop: [mousepad]", "task one: screen.desktop"),
        ("desktop: mousepad", "dekstop: mousepad", "task one: screen.app: field required"),
        ("{type: x}", "{fill: x}", "task one: solution.0: unknown kind; one of click, type, press"),
        ("{picture: red}", "{image: red}", "task one: files.a.png: unknown kind; one of rows, paragraphs, picture"),
        ("a.png", "../a.png", "task one: files"),
        ("'^x$'", "'('", "task one: checks.0.matches.matches: input should be a valid regular expression"),
    ],
)
def test_a_mistake_in_a_suite_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "suite.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert isinstance(load(path).tasks[0], DesktopTask) and old in SMALL
    path.write_text(SMALL.replace(old, new), encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(message)):
        load(path)


@pytest.mark.parametrize(
    ("check", "holds"),
    [
        ({"at": ["text"], "matches": "^b+$"}, True),
        ({"at": ["text"], "matches": "^b$"}, False),
        ({"at": ["list"], "matches": "b"}, False),
        ({"at": ["list"], "has": "a"}, True),
        ({"at": ["list"], "has": {"name": "x"}}, True),
        ({"at": ["list"], "has": {"name": "x", "pid": 2}}, False),
        ({"at": ["text"], "has": "a"}, False),
        ({"at": ["list"], "lacks": "b"}, True),
        ({"at": ["list"], "lacks": {"pid": 1}}, False),
        ({"at": ["nowhere"], "lacks": "b"}, False),
    ],
)
def test_a_check_holds_only_for_what_it_says(check: dict[str, object], holds: bool) -> None:
    verdict = judge([TypeAdapter(Check).validate_python(check)], Shown(), None)
    assert verdict.score == holds, verdict.reason


SMALL = """
name: small
description: one task
tasks:
  - id: one
    instruction: Type x
    screen: {desktop: mousepad}
    files: {a.png: {picture: red}}
    checks: [{at: [text], matches: '^x$'}]
    solution:
      - {type: x}
"""


class Shown:
    """Something that shows two lines, and a list of two items."""

    def state(self) -> object:
        return {"text": "a\nbb\n", "list": ["a", {"name": "x", "pid": 1}]}
