"""The embedded decider: explicit instructions, the embedded eye, no model; it keeps nothing between two calls."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ...tools.actions import Act, AnswerDialog, Done
from ...tools.eye.eye import Eye
from ..history import History, Part, Screen
from ..planner.grammar.understanding import NotUnderstood, parse
from ..planner.plan import Cursor, Plan, read_cursor, read_plan, write_plan
from ..planner.steps.advance import advance
from ..planner.steps.moves import Do, GiveUp
from ..planner.steps.reading import read_value
from ..planner.steps.view import View
from ..protocols import Answer, Reply

_READ = re.compile(r"^read (\".*\")$", re.MULTILINE)


class Embedded:
    """Follows instructions that say each step ("type Ada into Name, tick I agree, press Save").

    Its plan is its first reply, where it stands is the mark in its last one; both are read back from the history.
    A goal that it cannot break into steps ends as failure.
    """

    name = "embedded"

    def __init__(self, eye: Eye, plan: Plan = ()) -> None:
        """``plan`` is followed instead of the instruction's own words, when it is given."""
        self.eye = eye
        self._plan = plan

    def decide(self, history: History) -> Reply:
        current = history.current()
        plan, cursor, head = read_plan("".join(said.text for said in current.replies[:1])), Cursor(), ""
        if plan:
            cursor = read_cursor(current.replies[-1].text)
        else:
            goal = "\n".join(current.texts("instruction"))
            try:
                plan, cursor = self._plan or parse(goal), Cursor()
            except NotUnderstood as error:
                return _stop("failure", _cannot(str(error)))
            head = write_plan(plan) + "\n\n"
        return self._go_on(plan, cursor, View.of(history, self.eye), head, _answer_in(current))

    def _go_on(self, plan: Plan, cursor: Cursor, view: View, head: str, answer: str | None) -> Reply:
        while cursor.step < len(plan):
            following = plan[cursor.step + 1] if cursor.step + 1 < len(plan) else None
            move = advance(plan[cursor.step], cursor, replace(view, following=following))
            if isinstance(move, Do):
                return Reply(text=f"{head}{move.cursor} {move.words}", decision=move.act)
            if isinstance(move, GiveUp):
                return _stop("failure", f"step {cursor.step + 1}: {move.reason}", head=f"{head}{cursor} ")
            if move.answer is not None:
                answer = move.answer
                head += f"read {json.dumps(answer, ensure_ascii=False)}\n"
            if move.note:
                head += f"({move.note})\n"
            cursor = Cursor(step=cursor.step + 1)
        if view.dialog is not None and view.dialog.startswith("alert"):
            close = Act(action=AnswerDialog(accept=True))
            return Reply(text=f"{head}{cursor} close the dialog ({view.dialog})", decision=close)
        return _stop("success", "each step was carried out", answer=answer, head=f"{head}{cursor} ")

    def answer(self, parts: Sequence[Part], question: str) -> Answer:
        """The value that the question names, from the newest picture that shows it."""
        screens = [part for part in parts if isinstance(part, Screen)]
        values = (read_value(self.eye, screen.open(), question) for screen in reversed(screens))
        return Answer(text=next((value for value in values if value is not None), None))


def _answer_in(history: History) -> str | None:
    """What the replies say was read last."""
    found = [line for said in history.replies for line in _READ.findall(said.text)]
    return json.loads(found[-1]) if found else None


def _stop(status: Literal["success", "failure"], reason: str, *, answer: str | None = None, head: str = "") -> Reply:
    done = Done(status=status, reason=reason, answer=answer)
    return Reply(text=f"{head}{status}: {reason}", decision=done)


def _cannot(clause: str) -> str:
    words = clause if len(clause) <= 80 else clause[:77] + "…"
    return (
        f"the embedded planner follows explicit steps (type … into …, choose …, tick …, press …) and cannot break "
        f"{words!r} into any; say the steps, or configure a model that plans with --model"
    )
