"""What an agent says at its end, as BrowserGym's tasks read it in their chat."""

from __future__ import annotations

from typing import Literal

Role = Literal["assistant", "infeasible"]


def last_words(status: str, answer: str | None, reason: str) -> tuple[Role, str]:
    """Who speaks, and what is said, for a ``status`` of "infeasible", "failure" or any kind of success.

    A task that asks for an answer takes the last message for it, so an answer stands alone.
    """
    if status == "infeasible":
        return "infeasible", reason or "It cannot be done."
    if answer is not None:
        return "assistant", answer
    return "assistant", f"It is not done: {reason}" if status == "failure" else "It is done."
