"""Whether an episode did its task; of one that cannot be done, whether that was said."""

from __future__ import annotations

from .checks import Probe, Verdict, judge
from .task import Goal


def verdict(task: Goal, probe: Probe, answer: str | None, *, infeasible: bool, patience_s: float = 0.0) -> Verdict:
    """``infeasible`` is whether the agent ended by saying that it cannot be done.

    That is the whole of a task that is not feasible; its checks hold when nothing else was done. A task that is
    feasible is judged by its checks alone, whatever the agent says. Raises EnvError when a check cannot look.
    """
    found = judge(task.checks, probe, answer, patience_s if infeasible or task.feasible else 0.0)
    if task.feasible:
        return found
    if not infeasible:
        return Verdict(0.0, "it cannot be done, and the agent did not say so")
    return Verdict(1.0, "it cannot be done, and the agent said so") if found.score == 1 else found
