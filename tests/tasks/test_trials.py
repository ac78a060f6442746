"""The suites ``faults`` and ``memory`` prove themselves, and their traps are traps."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from eyehand.tasks.apps.trials.rules import beginning
from eyehand.tasks.apps.trials.server import TrialsServer
from eyehand.tasks.suite import SUITES, load
from eyehand.tasks.task import WebTask
from eyehand.tasks.verdict import verdict
from eyehand.tasks.web.solution import length, solve
from eyehand.tasks.web.stage import Stage, staged

from .conftest import A_WHILE_S

FAULTS, MEMORY = ({task.id: task for task in load(SUITES / f"{name}.yaml").tasks} for name in ("faults", "memory"))
EACH = [
    pytest.param(
        task, id=task.id, marks=pytest.mark.long if isinstance(task, WebTask) and length(task.solution) > 30 else ()
    )
    for task in (*FAULTS.values(), *MEMORY.values())
]
IMPOSSIBLE = [name for name, task in FAULTS.items() if not task.feasible]


@pytest.mark.parametrize("task", EACH)
def test_the_solution_scores_1_and_doing_nothing_0(task: WebTask, page: Page, tmp_path: Path) -> None:
    with staged(task, tmp_path) as stage:
        page.goto(stage.url)
        assert verdict(task, stage, "done", infeasible=False).score == 0
        assert verdict(task, stage, None, infeasible=True).score == (not task.feasible)
        answer = solve(task.solution, page, stage.folder)
        found = verdict(task, stage, answer, infeasible=not task.feasible, patience_s=A_WHILE_S)
    assert found.score == 1, found.reason


def test_the_suites_have_what_they_are_for() -> None:
    tags = {tag for task in FAULTS.values() for tag in task.tags}
    assert tags >= {"banner", "optimistic", "missing", "disabled", "overlay", "tabs", "duplicate", "session"}
    assert tags >= {"confirmation", "validation", "slow", "moving"}
    assert len(FAULTS) >= 12 and len(IMPOSSIBLE) >= 5
    assert {tag for task in MEMORY.values() for tag in task.tags} >= {"ago-1", "ago-10", "ago-50", "ago-150", "toast"}


def score(task: WebTask, stage: Stage, *, infeasible: bool = False) -> float:
    return verdict(task, stage, None, infeasible=infeasible).score


@pytest.mark.parametrize(
    ("name", "believed"),
    [
        ("banner-after-500", "Your profile was saved."),
        ("session-ends", "Welcome back! You are signed in."),
        ("second-confirmation", "Saved as a draft."),
    ],
)
def test_what_the_page_says_before_the_last_step_is_not_true(
    name: str, believed: str, page: Page, tmp_path: Path
) -> None:
    task = web(FAULTS[name])
    with staged(task, tmp_path) as stage:
        page.goto(stage.url)
        solve(task.solution[:-1], page, tmp_path)
        expect(page.get_by_text(believed)).to_be_visible()
        assert score(task, stage) == 0


@pytest.mark.parametrize("name", ["banner-without-effect", "banner-of-before"])
def test_a_banner_says_that_what_cannot_be_done_was_done(name: str, page: Page, tmp_path: Path) -> None:
    task = web(FAULTS[name])
    with staged(task, tmp_path) as stage:
        page.goto(stage.url)
        page.locator("input").fill("12 Hill Road")
        with page.expect_response(lambda reply: reply.request.method == "POST") as answered:
            page.locator("button").click()
        assert answered.value.status == 500
        expect(page.locator(".good")).to_be_visible()
        assert score(task, stage) == 0
        assert score(task, stage, infeasible=True) == 1, "to have tried is not wrong"


@pytest.mark.parametrize("name", ["tick-taken-back", "tick-never-kept"])
def test_a_tick_is_shown_at_once_and_taken_back(name: str, page: Page, tmp_path: Path) -> None:
    task = web(FAULTS[name])
    with staged(task, tmp_path) as stage:
        page.goto(stage.url)
        expect(page.locator(".quiet")).to_have_text("Off.")
        page.locator("#on").click()
        assert page.locator("#on").is_checked()
        assert score(task, stage) == 0
        expect(page.locator("#on")).not_to_be_checked()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("same-name", "[data-number='1']"),
        ("button-not-there", "text=Share"),
        ("button-disabled", "text=Move to bin"),
        ("same-label", "button >> nth=0"),
        ("wrong-tab", "#close"),
        ("moving-list", "[data-ticket='T-31']"),
    ],
)
def test_the_wrong_thing_done_is_never_right(name: str, wrong: str, page: Page, tmp_path: Path) -> None:
    task = web(FAULTS[name])
    with staged(task, tmp_path) as stage:
        page.goto(stage.url)
        with page.expect_response(lambda reply: reply.request.method == "POST"):  # and not one that fills the page
            page.locator(wrong).click()
        assert score(task, stage, infeasible=not task.feasible) == 0


def test_an_overlay_comes_before_the_button_is_pressed(page: Page, tmp_path: Path) -> None:
    task = web(FAULTS["late-overlay"])
    with staged(task, tmp_path) as stage:
        page.goto(stage.url)
        solve(task.solution[:2], page, tmp_path)
        expect(page.locator(".veil")).to_be_visible()
        box = page.locator("#book").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 5, box["y"] + 5)
        page.locator("#subscribe").click()
        page.locator("#book").click()
        expect(page.locator("#said")).to_be_visible()
        assert stage.state()["booking"] == {"booked": [{"name": "Kim", "room": "Cedar"}], "subscribed": 1}
        assert score(task, stage) == 0


def test_a_slow_save_that_is_pressed_twice_is_done_twice(page: Page, tmp_path: Path) -> None:
    task = web(FAULTS["slow-save"])
    with staged(task, tmp_path) as stage:
        page.goto(stage.url)
        solve(task.solution * 2, page, tmp_path)
        expect(page.locator("#said")).not_to_be_empty(timeout=1000 * A_WHILE_S)
        assert score(task, stage) == 0


def test_rows_move_under_the_pointer(page: Page) -> None:
    with TrialsServer() as app:
        page.goto(f"{app.url}queue")
        first = page.locator(".line").first
        expect(first).to_contain_text("T-31")
        expect(first).to_contain_text("T-32")


@pytest.mark.parametrize("told", ["", "&toast"])
def test_a_code_is_seen_once_and_never_again(told: str, page: Page) -> None:
    with TrialsServer() as app:
        [code, *_] = app.state["code"]["codes"]
        page.goto(f"{app.url}code?pages=3{told}")
        assert code not in page.inner_text("body")
        page.locator("#next").click()
        if not told:
            assert code in page.inner_text("body")
            page.locator("#next").click()
        expect(page.locator(".toast")).to_be_hidden()
        while page.locator("#next").is_visible():
            page.locator("#next").click()
            assert code not in page.inner_text("body")
        assert page.locator("#answer").is_visible()


@pytest.mark.parametrize(("answers", "right"), [("r", True), ("wr", False), ("rw", False), ("", False)])
def test_the_first_answer_counts(answers: str, right: bool) -> None:
    with TrialsServer() as app:
        words = {"r": app.state["code"]["codes"][1], "w": "AAAAAA"}
        for answer in answers:
            asked(app, "code", {"answer": words[answer], "which": 1})
        assert app.state["code"]["right"] is right


def test_no_episode_has_a_code_of_another() -> None:
    codes = [code for _ in range(5) for code in beginning()["code"]["codes"]]
    assert len(set(codes)) == 15


def test_nonsense_is_refused_and_changes_nothing() -> None:
    with TrialsServer() as app:
        before = app.state
        for page, words in (("nowhere", {}), ("deadline", []), ("cards", {"card": "Diners"}), ("code", {"which": 7})):
            with pytest.raises(HTTPError, match="400"):
                asked(app, page, {"answer": "AAAAAA", **words} if isinstance(words, dict) else words)
        assert app.state == before


def asked(app: TrialsServer, page: str, words: object) -> None:
    urlopen(Request(f"{app.url}api/{page}", json.dumps(words).encode(), method="POST"), timeout=A_WHILE_S).close()


def web(task: object) -> WebTask:
    assert isinstance(task, WebTask)
    return task
