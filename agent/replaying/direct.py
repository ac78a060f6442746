"""Steps that need no place on the screen: addresses, tabs, windows, dialogs, keys."""

from __future__ import annotations

import time
from collections.abc import Callable

from ...tools import actions as do
from ...tools.errors import ActionError
from ..planner.grammar.keys import keys_in
from ..script import verbs
from ..script.verbs import Step, verb_of
from .finding import NotFound
from .stage import Stage


def directly(step: Step, stage: Stage, within_s: float) -> None:
    """Carry a step out. Raises ActionError when the screen does not take it in time."""
    seen = stage.glance()
    match step:
        case verbs.Open(open=what):
            on_page = "navigate" in stage.episode.env.accepts
            stage.act(do.Navigate(url=what) if on_page else do.Launch(app=what), what, seen)
        case verbs.Go(go=where):
            stage.act(do.Back() if where == "back" else do.Reload(), where, seen)
        case verbs.Tab(tab=number):
            _again(stage, lambda: stage.act(do.SwitchTab(index=number - 1), f"tab {number}", seen), within_s)
        case verbs.Window(window=title):
            _again(stage, lambda: stage.act(do.FocusWindow(title=title), title, seen), within_s)
        case verbs.Dialog(dialog=answer, text=text):
            deadline_s = time.monotonic() + within_s
            while seen.dialog is None:
                if time.monotonic() >= deadline_s:
                    raise NotFound("no dialog opened")
                seen = stage.glance()
            stage.act(do.AnswerDialog(accept=answer == "accept", text=text), answer, seen)
        case verbs.Press(press=words):
            keys = keys_in(words if "+" in words else f"{words} key")
            if keys is None:
                raise ActionError(f"{words!r} names no keys; write them like Enter or Ctrl+S")
            stage.act(do.Press(keys=keys), words, seen)
        case _:
            raise ActionError(f"{verb_of(step)} cannot be done here")


def _again(stage: Stage, work: Callable[[], None], within_s: float) -> None:
    """Try until the screen takes it: the tab or window may be about to open."""
    deadline_s = time.monotonic() + within_s
    while True:
        try:
            return work()
        except ActionError:
            if time.monotonic() >= deadline_s:
                raise
            stage.still()
