"""Our agent in BrowserGym's own harness: its environments, its loop, its rewards."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eyehand.agent.browsergym import Eyehand, EyehandArgs, system_chromium
from eyehand.agent.browsergym.calls import KINDS, SUBSETS, call
from eyehand.agent.report import write_report
from eyehand.env.trajectory import Trajectory
from eyehand.tasks.browsergym.pages import miniwob_pages
from eyehand.tools.actions import (
    Action,
    Back,
    Click,
    Drag,
    Move,
    Navigate,
    Press,
    Reload,
    Scroll,
    SwitchTab,
    Type,
    Wait,
)
from eyehand.tools.errors import ActionError
from eyehand.tools.geometry import Point

from ..tree import ROOT
from .served.brains import call as reply
from .served.brains import sees
from .served.server import MODEL, ModelServer

REASON = "BrowserGym is not installed (make test installs it)"
gymnasium = pytest.importorskip("gymnasium", reason=REASON)
highlevel = pytest.importorskip("browsergym.core.action.highlevel", reason=REASON)
task = pytest.importorskip("browsergym.core.task", reason=REASON)
registration = pytest.importorskip("browsergym.core.registration", reason=REASON)

TEN = 10
BOARD = """<!doctype html><title>Board</title><body style="margin:0; height:3000px">
<input id="field" style="position:absolute; left:100px; top:20px; width:200px; height:30px">
<script>
window.log = [];
for (const kind of ['click', 'dblclick', 'contextmenu', 'mousedown', 'mouseup'])
  addEventListener(kind, event => log.push(`${kind} ${event.clientX},${event.clientY}`));
addEventListener('wheel', event => log.push(`wheel ${event.deltaX},${event.deltaY}`));
addEventListener('mousemove', event => log.push(`move ${event.clientX},${event.clientY}`));
addEventListener('keydown', event => log.push(`key ${event.ctrlKey ? 'Control+' : ''}${event.key}`));
</script>"""


class Board(task.AbstractBrowserTask):
    """A page that remembers what was done to it; its facts are what it remembers."""

    def __init__(self, seed: int, url: str) -> None:
        super().__init__(seed)
        self.viewport, self.slow_mo, self.url = {"width": 400, "height": 300}, 0, url

    def setup(self, page: Any) -> tuple[str, dict[str, Any]]:
        page.goto(self.url)
        return "Do as you are told", {}

    def validate(self, page: Any, chat_messages: list[Any]) -> tuple[float, bool, str, dict[str, Any]]:
        field = page.evaluate("window.field ? field.value : ''")
        return 0.0, False, "", {"log": page.evaluate("window.log ? log : []") or [], "field": field, "url": page.url}


@pytest.fixture(scope="module", autouse=True)
def chromium() -> Iterator[None]:
    """One for all, as their Playwright is one for a process."""
    with system_chromium(), miniwob_pages():
        pytest.importorskip("browsergym.miniwob", reason=REASON)
        from ..tasks import gym_shop  # noqa: F401  # pyright: ignore

        registration.register_task("board", Board)
        yield


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Any]:
    """Makes an environment with an agent: ``make(id, **arguments of the agent)``; both closed after the test."""
    made: list[Any] = []

    def pair(id: str, task_kwargs: dict[str, Any] | None = None, **arguments: Any) -> tuple[Any, Eyehand]:
        agent = EyehandArgs(**{"model": "embedded", "runs": tmp_path, **arguments}).make_agent()
        options = {"task_kwargs": task_kwargs} if task_kwargs else {}
        environment = gymnasium.make(
            f"browsergym/{id}",
            action_mapping=agent.action_set.to_python_code,
            disable_env_checker=True,
            pre_observation_delay=0.1,
            **options,
        )
        made.extend((agent, environment))
        return environment, agent

    yield pair
    for one in made:
        one.close()


def played(environment: Any, agent: Eyehand, seed: int = 0) -> tuple[float, list[str]]:
    """An episode as their loop has it: what it was rewarded with, and the calls."""
    obs, _ = environment.reset(seed=seed)
    reward, calls = 0.0, list[str]()
    for _ in range(TEN):
        action, _ = agent.get_action(agent.obs_preprocessor(obs))
        if action is None:
            break
        calls.append(action)
        obs, gained, terminated, truncated, _ = environment.step(action)
        assert obs["last_action_error"] == ""
        reward += gained
        if terminated or truncated:
            break
    return reward, calls


@pytest.mark.parametrize("name", ["click-test-2", "enter-text"])
def test_the_embedded_agent_solves_miniwob_there(name: str, make: Any) -> None:
    environment, agent = make(f"miniwob.{name}", scale=1.5)
    reward, calls = played(environment, agent, seed=3)
    assert reward == 1, calls
    folder = agent.folder
    assert folder is not None
    agent.close()
    run = Trajectory.read(folder)
    assert run.outcome is not None and run.outcome.reason == "the harness has ended it"
    assert len([step for step in run.steps() if step.intent]) == len(calls)
    assert "</html>" in write_report(folder).read_text(encoding="utf-8")


def test_the_program_of_the_documentation_is_rewarded(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "browsergym.md").read_text(encoding="utf-8")
    [program] = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=240)
    assert (done.returncode, done.stdout) == (0, "reward 1.0\n"), done.stderr
    [run] = (tmp_path / "runs").iterdir()
    assert Trajectory.read(run).outcome


def test_doing_nothing_is_rewarded_with_nothing(make: Any) -> None:
    environment, _ = make("miniwob.click-test-2")
    environment.reset(seed=3)
    assert [environment.step("noop(1)")[1:3] for _ in range(2)] == [(0.0, False)] * 2


def test_an_answer_goes_to_the_chat_and_what_is_said_later_is_another_instruction(make: Any) -> None:
    environment, agent = make("shop.told")
    reward, calls = played(environment, agent)
    assert (reward, calls) == (1, ["send_msg_to_user('EXP-1009')"])
    obs = environment.unwrapped._get_obs()
    assert agent.get_action(agent.obs_preprocessor(obs)) == (None, {})
    environment.unwrapped.chat.add_message("user", "Type 'Ada' into Name")
    action, info = agent.get_action(agent.obs_preprocessor(environment.unwrapped._get_obs()))
    assert action is not None and action.startswith("mouse_click(") and "Ada" in info["think"]
    folder = agent.folder
    assert folder is not None and Trajectory.read(folder).instruction.text == "Type 'Ada' into Name"  # pyright: ignore


def test_a_model_behind_a_server_decides_there(make: Any) -> None:
    with ModelServer(sees) as server:
        environment, agent = make("miniwob.click-test-2", model="endpoint", base_url=server.url, model_id=MODEL)
        obs, _ = environment.reset(seed=3)
        shown = dict(agent.obs_preprocessor(obs))
        shown["chat_messages"] = ({"role": "user", "message": "press ONE"},)
        action, info = agent.get_action(shown)
        assert action is not None and environment.step(action)[1] == 1
        assert info["stats"]["prompt_tokens"] > 0
        assert np.array_equal(server.asked[0].images[-1].pixels, obs["screenshot"])
    with ModelServer(lambda asked: reply(action="terminate", status="failure")) as server:
        environment, agent = make("shop.never", model="endpoint", base_url=server.url, model_id=MODEL)
        reward, calls = played(environment, agent)
        assert reward == 1 and len(calls) == 1 and calls[0].startswith("report_infeasible(")


def test_what_a_model_cannot_do_there_is_told_to_it_and_it_is_not_asked_for_ever(make: Any) -> None:
    with ModelServer(lambda asked: reply(action="triple_click", coordinate=[500, 500])) as server:
        environment, agent = make("shop.never", model="endpoint", base_url=server.url, model_id=MODEL)
        _, calls = played(environment, agent)
        assert len(calls) == 1 and "came to no action" in calls[0]
        assert len(server.asked) == 3 and "no triple click" in server.asked[-1].last


def test_the_agent_is_shown_neither_dom_nor_accessibility_tree(make: Any) -> None:
    environment, agent = make("shop.buy")
    obs, _ = environment.reset(seed=0)
    assert {"dom_object", "axtree_object", "extra_element_properties", "focused_element_bid"} <= set(obs)
    shown = agent.obs_preprocessor(obs)
    assert not [key for key in shown if "dom" in key or "axtree" in key or "element" in key]
    action, _ = agent.get_action(shown)
    assert action is not None and action.startswith("mouse_click(")


def test_each_call_does_there_what_the_action_says(make: Any, page_server: str, tmp_path: Path) -> None:
    (tmp_path / "board.html").write_text(BOARD, encoding="utf-8")
    url = (tmp_path / "board.html").as_uri()
    environment, _ = make("board", task_kwargs={"url": url})
    environment.reset(seed=0)

    def done(action: Action) -> dict[str, Any]:
        environment.unwrapped.page.evaluate("window.log && (log.length = 0)")
        obs, *_, info = environment.step(call(action, environment.unwrapped.page.url))
        assert obs["last_action_error"] == "", action
        return info["task_info"]

    at, there = Point(60, 70), Point(160, 170)
    assert done(Move(at=at))["log"] == ["move 60,70"]
    assert "click 60,70" in done(Click(at=at))["log"]
    assert "contextmenu 60,70" in done(Click(at=at, button="right"))["log"]
    assert "dblclick 60,70" in done(Click(at=at, count=2))["log"]
    assert {"mousedown 60,70", "mouseup 160,170"} <= set(done(Drag(start=at, end=there))["log"])
    assert "wheel 0,300" in done(Scroll(at=at, dy_notches=3))["log"]
    assert "wheel -100,-300" in done(Scroll(at=at, dx_notches=-1, dy_notches=-3))["log"]
    done(Click(at=Point(150, 35)))
    assert done(Type(text='it\'s "Ada" # ünï'))["field"] == 'it\'s "Ada" # ünï'
    assert "key Control+a" in done(Press(keys=("Control", "a")))["log"]
    assert done(Press(keys=("Backspace",)))["field"] == ""
    assert done(Type(text="lost"))["field"] == "lost"
    assert done(Wait(seconds=0.01))["field"] == "lost"
    assert done(Reload())["field"] == ""
    assert done(Navigate(url=f"{page_server}/colours.html"))["url"].startswith(page_server)
    assert done(Back())["url"] == url
    environment.step("new_tab()")
    assert done(SwitchTab(index=0))["url"] == url


def test_each_kind_of_action_has_a_call_or_is_refused() -> None:
    known = {kind.model_fields["kind"].default for kind in get_args(get_args(Action)[0])}
    assert known - KINDS == {"upload", "answer_dialog", "launch", "focus_window", "recall"}
    with pytest.raises(ActionError, match="no triple click"):
        call(Click(at=Point(1, 1), count=3), "")


@given(text=st.text())
def test_any_text_is_parsed_there_as_it_was_meant(text: str) -> None:
    actions = highlevel.HighLevelActionSet(subsets=list(SUBSETS), multiaction=False, strict=True)
    assert actions.to_python_code(call(Type(text=text), "")).endswith(f"\nkeyboard_type({text!r})\n")


def test_without_browsergym_making_an_agent_says_what_to_install(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['browsergym'] = None\n"
        "from eyehand.agent.browsergym import EyehandArgs\n"
        "from eyehand.tools.errors import UsageError\n"
        "try: EyehandArgs(model='embedded').make_agent()\n"
        "except UsageError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert "pip install 'eyehand[browsergym]'" in done.stdout, done.stderr


def test_an_experiment_keeps_the_arguments() -> None:
    arguments = EyehandArgs(model="endpoint", base_url="http://127.0.0.1:1/v1", model_id="Qwen/Qwen3-VL-8B-Instruct")
    assert pickle.loads(pickle.dumps(arguments)) == arguments
    assert arguments.agent_name == "eyehand-Qwen-Qwen3-VL-8B-Instruct"
