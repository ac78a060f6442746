"""Who takes the place of an agent when a suite is proved: its own solutions, or one that does nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...env.events import Instructed, Outcome
from ...tasks.task import DesktopTask, Task, WebTask
from ...tasks.web.solution import length
from ...tools.actions import Done
from ..episode import Episode
from ..history import History
from ..models.description import STAND_INS
from ..protocols import Reply
from ..settings import Settings

ORACLE = "oracle"


@dataclass(frozen=True)
class StandIn:
    """Says at once that it is done. Implements ``protocols.Decider``; the oracle is never asked."""

    name: str

    def decide(self, history: History) -> Reply:
        return Reply(text="", decision=Done(status="success", reason="nothing was done"))


def stand_in(settings: Settings) -> StandIn | None:
    """Who decides in place of a model; None where a model does."""
    return StandIn(settings.model) if settings.model in STAND_INS else None


def steps_of(task: Task) -> int | None:
    """How many steps the task's own solution has; None where it has none."""
    match task:
        case WebTask():
            return length(task.solution)
        case DesktopTask():
            return len(task.solution)
        case _:
            return None


def solved(task: Task, instruction: str, episode: Episode, solve: Callable[[], str | None]) -> Outcome:
    """Carry out the task's own solution on an open screen, in place of a run, and write down that it was.

    The screen is looked at before and afterwards, and never waited for. ``solve`` gives the answer; it raises EnvError
    when a step does not find its place.
    """
    began_s = episode.clock()
    episode.emit(Instructed(time_s=began_s, text=instruction))
    episode.observe()
    answer = solve()
    episode.observe(episode.env.glance())
    outcome = Outcome(
        time_s=episode.clock(),
        outcome="success" if task.feasible else "infeasible",
        reason="the task's own solution was carried out" if task.feasible else "the suite says that it cannot be done",
        answer=answer,
        steps=episode.step + 1,
        seconds=round(episode.clock() - began_s, 3),
    )
    return episode.end(outcome)
