"""Who takes the place of an agent when a suite is proved: its own solutions, or one that does nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ...env.desktop import DesktopEnv
from ...env.events import Instructed, Outcome
from ...env.keeper import Lease
from ...tasks.desktop import solution as on_a_desktop
from ...tasks.task import DesktopTask, Task, WebTask
from ...tasks.web import solution as on_a_page
from ...tools.actions import Done
from ...tools.errors import ActionError, EnvError
from ..episode import Episode
from ..history import History
from ..models.description import STAND_INS
from ..protocols import Reply
from ..settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

ORACLE = "oracle"
PATIENCE_S = 15.0
"""How long a step of a solution may look for its place."""
TROUBLE = "the task's own solution cannot be carried out"


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
            return on_a_page.length(task.solution)
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


def solve_on_desktop(task: DesktopTask, env: DesktopEnv) -> str | None:
    """The answer of the solution. Raises EnvError when a step cannot be carried out."""
    try:
        return on_a_desktop.solve(task.solution, env, PATIENCE_S)
    except (ActionError, EnvError) as error:
        raise EnvError(f"{TROUBLE}: {error}") from None


class Hands:
    """Playwright on a thread of its own, beside the run that has the browser: it waits for a page, not for stillness.

    It is there once the ``with`` block begins, which takes a second that is nobody's.
    """

    def __enter__(self) -> Self:
        from playwright.sync_api import sync_playwright

        self._thread = ThreadPoolExecutor(1, thread_name_prefix="solution")
        self._playwright = self._thread.submit(sync_playwright().start).result()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.submit(self._playwright.stop).result()
        self._thread.shutdown()

    def solve(self, task: WebTask, episode: Episode, work: Path) -> str | None:
        """The answer of the solution, done in the episode's browser with the files in ``work``, while it is watched.

        Raises EnvError when a step does not find its place, or the browser is gone.
        """
        if not task.solution:
            return None
        lease = Lease.read(episode.folder)
        if lease is None:
            raise EnvError(f"{TROUBLE}: the browser is gone")
        solving = self._thread.submit(_solve, self._playwright, lease.address, task, work)
        episode.env.watch(solving.done)
        return solving.result()


def _solve(playwright: Playwright, address: str, task: WebTask, work: Path) -> str | None:
    from playwright.sync_api import Error

    try:
        [context] = playwright.chromium.connect_over_cdp(address).contexts
        context.set_default_timeout(1000 * PATIENCE_S)
        return on_a_page.solve(task.solution, context.pages[0], work)
    except (Error, AssertionError) as error:  # the latter of what was expected of a field
        raise EnvError(f"{TROUBLE}: {str(error).strip().partition(chr(10))[0]}") from None
