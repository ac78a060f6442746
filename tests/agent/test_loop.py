"""The loop in a real browser, with scripted deciders: outcomes, budgets, guard, policy, errors, threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from eyehand.agent.episode import Episode
from eyehand.agent.history import History, Screen, Text
from eyehand.agent.models.scripted import Scripted
from eyehand.agent.protocols import Reply
from eyehand.env.events import Intent, Observed, Outcome, Receipt, Replied
from eyehand.env.trajectory import Trajectory
from eyehand.tasks.apps.expenses.server import ExpensesServer
from eyehand.tools.actions import Act, Click, Done, Navigate, Press, SwitchTab, Type, Wait
from eyehand.tools.geometry import Point

Make = Callable[..., Episode]


def act(action: object, target: str | None = None) -> Act:
    return Act.model_validate({"action": action, "target": target})


def test_every_turn_is_written_before_and_after(episode: Make, page_server: str) -> None:
    script = Scripted([act(Navigate(url=f"{page_server}/form.html")), act(Wait(seconds=0)), Done(status="failure")])
    run = episode("about:blank", script)
    outcome = run.run("look around")
    assert (outcome.outcome, outcome.steps) == ("failure", 3)
    kept = Trajectory.read(run.folder)
    assert [type(event) for event in kept.events[1:-1]] == [
        *[Observed, Replied, Intent, Receipt] * 2,
        Observed,
        Replied,
    ]
    assert kept.outcome == outcome
    assert all((run.folder / step.observed.frame.path).exists() for step in kept.steps())


def test_all_of_it_happens_on_one_thread(episode: Make) -> None:
    names: set[str] = set()
    run = episode("about:blank", Scripted([act(Wait(seconds=0))] * 2))
    run.listener = lambda event: names.add(threading.current_thread().name)
    run.run("wait")
    assert names == {threading.current_thread().name}


def test_unusable_replies_go_back_to_the_model_and_three_end_the_run(episode: Make) -> None:
    seen: list[tuple[str, ...]] = []

    def look(history: History) -> Done:
        seen.append(history.texts("error"))
        return Done(status="failure", reason="seen enough")

    run = episode("about:blank", Scripted(["so be it", look]))
    assert run.run("first").reason == "seen enough"
    assert seen == [("'so be it' is no decision; a decision was expected",)]
    run.decider = Scripted(["a", "b", "c", "d"])
    ended = run.run("second")
    assert (ended.outcome, ended.reason) == ("failure", "scripted gave 3 unusable replies in a row")


def test_a_refused_action_becomes_part_of_the_next_observation(episode: Make) -> None:
    run = episode("about:blank", Scripted([act(SwitchTab(index=7)), Done(status="failure")]))
    run.run("switch")
    second = Trajectory.read(run.folder).steps()[1]
    assert second.observed.error and "tab" in second.observed.error
    assert run.history.texts("error") == (second.observed.error,)


def test_policy_denies_and_says_why(episode: Make) -> None:
    run = episode("about:blank", Scripted([act(Press(keys=("a",))), Done(status="failure")]))
    run.policy = lambda decided, seen: f"no {decided.action.kind} here"
    run.run("press a")
    assert not [event for event in run.events if isinstance(event, Intent)]
    assert run.history.texts("error") == ("not allowed: no press here",)


@pytest.mark.parametrize(
    ("setting", "flag"), [("limits.max_steps=3", "--max-steps"), ("limits.max_seconds=1.5", "--max-seconds")]
)
def test_a_budget_that_runs_out_truncates(episode: Make, setting: str, flag: str) -> None:
    run = episode("about:blank", Scripted([act(Wait(seconds=0.3))] * 50), setting)
    outcome = run.run("wait for ever")
    assert outcome.outcome == "truncated" and flag in outcome.reason
    assert outcome.steps <= 8


def test_tokens_and_cost_are_counted(episode: Make) -> None:
    class Spender:
        name = "spender"

        def decide(self, history: History) -> Reply:
            usage = {"prompt": 1000, "cached": 900, "completion": 10, "cost": 0.01}
            return Reply.model_validate({"text": "wait", "decision": act(Wait(seconds=0)), "usage": usage})

    run = episode("about:blank", Spender(), "limits.max_cost=0.025")
    outcome = run.run("spend")
    assert outcome.outcome == "truncated" and "--max-cost" in outcome.reason
    assert (outcome.tokens.prompt, outcome.tokens.cached, outcome.tokens.completion) == (3000, 2700, 30)


def test_going_nowhere_is_told_and_then_stopped(episode: Make) -> None:
    told: list[tuple[str, ...]] = []

    def click(history: History) -> Act:
        told.append(history.texts("error"))
        return act(Click(at=Point(5, 5)))

    run = episode("about:blank", Scripted([click] * 20))
    outcome = run.run("click the void")
    assert outcome.outcome == "truncated" and outcome.reason.startswith("no progress: the same action")
    assert told[2] == () and "try something else" in told[3][0]
    assert outcome.steps == 4


def test_a_claim_of_success_without_evidence_is_unverified(episode: Make) -> None:
    outcome = episode("about:blank", Scripted([Done(status="success", answer="42")])).run("make me happy")
    assert (outcome.outcome, outcome.verified_by, outcome.answer) == ("unverified", "none", "42")


def test_a_claim_against_the_screen_is_a_failure(episode: Make, app: ExpensesServer) -> None:
    run = episode(app.url, Scripted([Done(status="success")]))
    outcome = run.run("pay all", expect=["All paid"])
    assert (outcome.outcome, outcome.verified_by) == ("failure", "check")
    assert "'All paid'" in outcome.reason


def test_a_false_claim_about_a_form_is_not_verified(episode: Make, app: ExpensesServer) -> None:
    """Save was pressed on an empty form: the screen changed, but it says that something is required."""
    run = episode(f"{app.url}new")
    place = run.eye
    run.open()
    save = place.locate(run.env.observe().frame, "the Save button").point
    run.decider = Scripted([act(Click.model_validate({"at": save})), Done(status="success")])
    outcome = run.run("press Save")
    assert outcome.outcome == "unverified" and "required" in outcome.reason
    assert app.submits == 0


def test_what_was_painted_while_the_model_thought_is_in_the_history(episode: Make, page_server: str) -> None:
    page = (
        "data:text/html,<body><p id=t style='font:60px sans-serif'></p><script>"
        "setTimeout(()=>{t.textContent='gone in a moment';setTimeout(()=>t.textContent='',300)},1200)</script>"
    )

    class Slow:
        name = "slow"

        def decide(self, history: History) -> Reply:
            time.sleep(2.5)
            return Reply(text="wait", decision=act(Wait(seconds=0)) if not history.replies else Done(status="failure"))

    (path := episode("about:blank").folder / "page.html").write_text(page.removeprefix("data:text/html,"))
    run = episode(path.as_uri(), Slow())
    run.run("think")
    clips = [part for part in run.history.parts if isinstance(part, Screen) and not part.settled]
    assert any("gone in a moment" in line.text for clip in clips for line in run.eye.read(clip.open()))


def test_the_history_is_the_same_live_and_from_the_disk(episode: Make) -> None:
    run = episode("about:blank", Scripted(["?", act(Type(text="a")), Done(status="failure")]))
    run.run("type a")
    again = History()
    from eyehand.agent.history import parts_of

    for event in Trajectory.read(run.folder).events:
        again = again.append(parts_of(event, run.folder))
    assert again == run.history
    assert run.history.parts[0] == Text("instruction", "type a")


def test_several_instructions_share_a_screen(episode: Make) -> None:
    run = episode("about:blank", Scripted([act(Wait(seconds=0)), Done(status="failure", reason="x")]))
    outcomes = [run.run("one"), run.run("two")]
    assert [(outcome.outcome, outcome.steps) for outcome in outcomes] == [("failure", 2)] * 2
    assert [type(event) for event in run.events].count(Outcome) == 2
