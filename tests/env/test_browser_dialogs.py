"""Dialogs are shown to whoever decides, and wait for the answer."""

from __future__ import annotations

import pytest

from eyehand.env.base import Dialog
from eyehand.env.browser import BrowserEnv
from eyehand.tools.actions import AnswerDialog, Click, Navigate, Wait
from eyehand.tools.errors import ActionError
from eyehand.tools.geometry import Point

CONFIRM, PROMPT, TWO, LATER, GUARD = (Point(100, y) for y in (40, 100, 160, 220, 280))


@pytest.fixture
def env(shared_browser_env: BrowserEnv, page_server: str) -> BrowserEnv:
    shared_browser_env.step(Navigate(url=f"{page_server}/dialogs.html"))
    shared_browser_env.observe()
    return shared_browser_env


@pytest.mark.parametrize("accept", [True, False])
def test_confirm(env: BrowserEnv, accept: bool) -> None:
    env.step(Click(at=CONFIRM))
    seen = env.observe()
    assert seen.dialog == Dialog("confirm", "Delete it?")
    assert seen.frame.pixels.shape == (800, 1280, 3)
    with pytest.raises(ActionError, match=r"confirm dialog 'Delete it\?' is open"):
        env.step(Click(at=CONFIRM))
    env.step(AnswerDialog(accept=accept))
    answered = env.observe()
    assert (answered.dialog, answered.title) == (None, f"confirm:{str(accept).lower()}")


@pytest.mark.parametrize(("text", "got"), [("Ada", "Ada"), ("", "Bob")])
def test_prompt(env: BrowserEnv, text: str, got: str) -> None:
    env.step(Click(at=PROMPT))
    assert env.observe().dialog == Dialog("prompt", "Your name?")
    env.step(AnswerDialog(accept=True, text=text))
    assert env.observe().title == f"prompt:{got}"


def test_one_after_the_other(env: BrowserEnv) -> None:
    env.step(Click(at=TWO))
    for message in ("one", "two"):
        assert env.observe().dialog == Dialog("alert", message)
        env.step(AnswerDialog(accept=True))
    assert env.observe().title == "both"


def test_dialog_while_a_model_thinks(env: BrowserEnv) -> None:
    env.step(Click(at=LATER))
    assert env.observe().dialog is None
    env.step(Wait(seconds=1))
    assert env.observe().dialog == Dialog("alert", "later")
    env.step(AnswerDialog(accept=True))
    assert env.observe().dialog is None


def test_leaving_a_guarded_page(env: BrowserEnv, page_server: str) -> None:
    env.step(Click(at=GUARD))
    assert env.observe().title == "guarded"  # the browser asks only where it has heard of a person's click
    env.step(Navigate(url=f"{page_server}/points.html"))
    dialog = env.observe().dialog
    assert dialog is not None and dialog.kind == "beforeunload"
    env.step(AnswerDialog(accept=True))
    assert env.observe().title == "points"


def test_no_dialog_to_answer(env: BrowserEnv) -> None:
    with pytest.raises(ActionError, match="no dialog is open"):
        env.step(AnswerDialog(accept=True))
