"""One episode of an evaluation, in the process that is its own."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from ...env.events import Event, Folded, Observed, Outcome, Receipt, Replied
from ...tasks.checks import Verdict
from ...tasks.task import Limits
from ...tasks.verdict import verdict
from ...tools.errors import EnvError, UsageError
from ..limits import Limits as Budgets
from ..models.description import STAND_INS
from ..settings import Settings
from .executor import Ended, Order
from .proving import ORACLE, solved, steps_of
from .results import Result, Shortest, Tokens
from .staging import Staged, started

PATIENCE_S, ORACLE_PATIENCE_S = 2.0, 10.0
"""What was done may still be on its way to the application; a solution does not wait until it has arrived."""
LEASE_S = 1.0
"""A screen outlives the process of its episode by this at most: nobody will come back for it."""


def attempt(order: Order, folder: Path, ordered_unix_s: float) -> Ended:
    """Run the episode in an empty folder. Whatever happens is a result; it is written last.

    Raises EnvError when even the result cannot be written.
    """
    home = folder / "work" / "home"
    home.mkdir(parents=True)
    _move_in(home)
    again, seconds = False, 0.0
    try:
        with started(order.task, order.seed, folder, settings_for(order)) as staged:
            began_s = time.monotonic()
            result = _played(order, staged)
            seconds = time.monotonic() - began_s
        again = result.error is not None
    except (EnvError, UsageError) as error:
        result, again = order.lost(str(error)), isinstance(error, EnvError)
    except Exception as error:
        traceback.print_exc()
        result = order.lost(f"eyehand raised {type(error).__name__}: {error}; its traceback is in log.txt")
    overhead_s = time.time() - ordered_unix_s - seconds
    times = {"seconds": round(seconds, 3), "overhead_s": round(max(0.0, overhead_s), 3)}
    result = result.model_copy(update=times)
    result.write(folder)
    return Ended(result, again)


def settings_for(order: Order) -> Settings:
    """The evaluation's settings within the limits of the task."""
    settings = order.settings
    return settings.model_copy(
        update={
            "limits": _smaller(settings.limits, order.task.limits),
            "browser": settings.browser.model_copy(update={"lease_s": LEASE_S}),
            "desktop": settings.desktop.model_copy(update={"lease_s": LEASE_S}),
        }
    )


def _smaller(budgets: Budgets, limits: Limits) -> Budgets:
    steps, seconds = min(budgets.max_steps, limits.max_steps), min(budgets.max_seconds, limits.max_seconds)
    return budgets.model_copy(update={"max_steps": steps, "max_seconds": seconds})


def _move_in(home: Path) -> None:
    """A home folder of the episode's own; what belongs to the person stays where it was found before."""
    before = Path.home()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or before / ".cache")
    os.environ.setdefault("XDG_CONFIG_HOME", str(before / ".config"))
    os.environ.setdefault("HF_HOME", str(cache / "huggingface"))
    os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(before / ".cache" / "ms-playwright"))
    os.environ["HOME"] = str(home)


def _played(order: Order, staged: Staged) -> Result:
    """Open the screen, do the task, judge it."""
    episode, task = staged.episode, order.task
    episode.open()
    oracle, instruction = order.settings.model == ORACLE, staged.instruction()
    outcome = solved(task, instruction, episode, staged.solve) if oracle else episode.run(instruction)
    trouble: str | None = None
    judged = Verdict(0.0, outcome.reason)
    if outcome.outcome == "error":
        trouble = outcome.reason
    else:
        try:
            staged.hear(outcome)
            infeasible = outcome.outcome == "infeasible"
            patience_s = ORACLE_PATIENCE_S if oracle else PATIENCE_S
            judged = verdict(task, staged.probe(), outcome.answer, infeasible=infeasible, patience_s=patience_s)
        except EnvError as error:
            trouble = f"it cannot be judged: {error}"
            judged = Verdict(0.0, trouble)
    tokens, known = outcome.tokens, steps_of(task)
    return Result(
        task=task.id,
        seed=order.seed,
        tags=task.tags,
        score=judged.score,
        reward=staged.reward(),
        reason=_reason(judged, outcome) if trouble is None else trouble,
        outcome="error" if trouble else outcome.outcome,
        verified_by=outcome.verified_by,
        error=trouble,
        retries=order.retries,
        steps=outcome.steps if known is None or not oracle else known,
        stages={} if oracle else _stages(episode.instructed),
        tokens=Tokens(prompt=tokens.prompt, cached=tokens.cached, completion=tokens.completion),
        cost=tokens.cost or None,
        model_calls=_model_calls(episode.instructed),
        solution=None if known is None else Shortest(steps=known),
    )


def _reason(judged: Verdict, outcome: Outcome) -> str:
    """Why the score is what it is, with the agent's own reason where it did not claim a success."""
    if judged.score == 1 or outcome.outcome in ("success", "unverified"):
        return judged.reason
    return f"{judged.reason}; the agent ended with: {outcome.reason}"


def _stages(events: Sequence[Event]) -> dict[str, float]:
    """Seconds by what was waited for: the screen, the decider, the hands."""
    spent = {"observe": 0.0, "decide": 0.0, "act": 0.0, "fold": 0.0}
    for event in events:
        match event:
            case Observed():
                spent["observe"] += sum(event.stages.values())
            case Replied():
                spent["decide"] += event.seconds
            case Receipt():
                spent["act"] += event.seconds
            case Folded():
                spent["fold"] += event.seconds
            case _:
                pass
    return {stage: round(seconds, 3) for stage, seconds in spent.items() if seconds or stage != "fold"}


def _model_calls(events: Sequence[Event]) -> int:
    """How often a model that is not embedded decided."""
    return sum(isinstance(event, Replied) and event.by not in ("embedded", *STAND_INS) for event in events)
