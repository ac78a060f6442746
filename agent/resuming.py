"""What is known of a run that another runner left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ..env.events import Event, Instructed, Intent, Receipt, Replied
from ..env.trajectory import Trajectory
from ..tools.actions import Act


def resumable(trajectory: Trajectory) -> bool:
    """Whether the last instruction was cut off, stopped, or ran out of budget."""
    outcome = trajectory.outcome
    return outcome is None or outcome.outcome in ("stopped", "truncated", "error")


def last_action(events: Sequence[Event]) -> Literal["none", "done", "not_sent", "unknown"]:
    """What became of the last decision to act, from what was written before and after the input."""
    for event in reversed(events):
        match event:
            case Receipt():
                return "done"
            case Intent():
                return "unknown"
            case Replied(decision=Act()):
                return "not_sent"
            case Instructed():
                return "none"
            case _:
                continue
    return "none"
