"""The loop: observe, decide, approve, act.

LangGraph keeps the nodes on the caller's thread for ``invoke`` (not for ``stream_mode="custom"`` or a step timeout),
which the screen needs. The state holds ids and counters only; pixels are in the trajectory, by path.
"""

# pyright: basic
# langgraph leaves most of its types open; strict checking ends at this file.
from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, TypedDict

from langgraph.checkpoint.sqlite import SqliteSaver
from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime
from langsmith import tracing_context

from ..env.events import Instructed, Observed, Outcome, OutcomeName, VerifiedBy
from ..tools.actions import Act, Done, Wait, decision_adapter
from ..tools.errors import EnvError
from .episode import Episode
from .guard import stuck
from .verification.evidence import Evidence, expected, implied

MAX_UNUSABLE = 3
"""Unusable replies in a row after which the model is given up."""
PATIENCE_S = 5
"""How long what the caller expects may take to appear after the last step."""


class State(TypedDict, total=False):
    """Plain JSON, so that any checkpointer can hold it."""

    run: str
    step: int
    decision: dict[str, Any] | None
    unusable: int
    withheld: bool
    warned: bool
    ended: dict[str, Any] | None


@dataclass(frozen=True)
class Context:
    """What the nodes work on; never in the state."""

    episode: Episode
    began_s: float
    first_step: int


def run(episode: Episode) -> Outcome:
    """Work on the episode's last instruction until it ends; every ending is an outcome, written down."""
    context = Context(episode, episode.clock(), episode.step + 1)
    try:
        episode.open()
        with sqlite3.connect(episode.folder / "checkpoint.sqlite", check_same_thread=False) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")  # the trajectory is the record; this only follows it
            graph = build().compile(checkpointer=SqliteSaver(connection))
            # The checkpoint of the instruction before is overwritten whole: the trajectory says where we stand.
            fresh = State(
                run=episode.header.run,
                step=episode.step,
                decision=None,
                unusable=0,
                withheld=False,
                warned=False,
                ended=None,
            )
            with tracing_context(enabled=False):  # whatever LANGSMITH_* says: nothing leaves this machine
                state = graph.invoke(
                    fresh,
                    {
                        "configurable": {"thread_id": episode.header.run},
                        "recursion_limit": 4 * episode.limits.max_steps + 50,
                    },
                    context=context,
                )
        connection.close()
        ended = state["ended"]
    except KeyboardInterrupt as stop:
        ended = _ended("stopped", str(stop) or "stopped by the person (Ctrl-C)")
    except EnvError as error:
        ended = _ended("error", episode.secrets.mask(str(error)))
    except sqlite3.Error as error:
        ended = _ended("error", f"cannot write checkpoint.sqlite in {str(episode.folder)!r}: {error}")
    return episode.end(_outcome(ended, context))


def build() -> StateGraph[State, Context]:
    graph = StateGraph(State, Context)
    graph.add_node("observe", observe)
    graph.add_node("decide", decide)
    graph.add_node("approve", approve)
    graph.add_node("act", act)
    graph.add_edge(START, "observe")
    graph.add_conditional_edges("observe", lambda state: END if state.get("ended") else "decide", ["decide", END])
    graph.add_conditional_edges("decide", _after_decide, ["observe", "approve", END])
    graph.add_conditional_edges("approve", lambda state: "act" if state.get("decision") else "observe")
    graph.add_conditional_edges("act", lambda state: END if state.get("ended") else "observe", ["observe", END])
    return graph


def observe(state: State, runtime: Runtime[Context]) -> State:
    """Look, unless a budget has run out."""
    context, episode = runtime.context, runtime.context.episode
    steps = episode.step + 1 - context.first_step
    exceeded = episode.limits.exceeded(steps, episode.clock() - context.began_s, episode.spent())
    if exceeded:
        return State(ended=_ended("truncated", exceeded))
    return State(step=episode.observe().step)


def decide(state: State, runtime: Runtime[Context]) -> State:
    """Ask the decider; a claim of success is verified before it is believed."""
    episode = runtime.context.episode
    decision = episode.decide()
    if decision is None:
        unusable = state.get("unusable", 0) + 1
        if unusable >= MAX_UNUSABLE:
            reason = f"{episode.decider.name} gave {unusable} unusable replies in a row"
            return State(decision=None, ended=_ended("failure", reason))
        return State(decision=None, unusable=unusable)
    if isinstance(decision, Done):
        return State(decision=None, ended=finish(decision, episode))
    return State(decision=decision.model_dump(mode="json"), unusable=0)


def approve(state: State, runtime: Runtime[Context]) -> State:
    """Ask the policy; a denial goes back to the decider."""
    episode = runtime.context.episode
    act = _act_in(state)
    observed = next(event for event in reversed(episode.events) if isinstance(event, Observed))
    denied = episode.policy(act, observed)
    if denied:
        episode.error = f"not allowed: {denied}"
        return State(decision=None)
    return State()


def act(state: State, runtime: Runtime[Context]) -> State:
    """Carry the action out, unless the screen has changed there; then see whether anything comes of it."""
    episode = runtime.context.episode
    # Once in a row: what is pressed on something that never stands still must be pressed as it moves.
    if not state.get("withheld") and episode.withhold(_act_in(state)):
        return State(decision=None, withheld=True)
    episode.act(_act_in(state))
    if episode.over():
        return State(decision=None, ended=_ended("truncated", "the task is over"))
    why = stuck(episode.turns())
    if why is None:
        return State(decision=None, withheld=False)
    if state.get("warned"):
        return State(decision=None, ended=_ended("truncated", f"no progress: {why}"))
    episode.error = f"{episode.error}; {why}" if episode.error else why
    return State(decision=None, withheld=False, warned=True)


def finish(done: Done, episode: Episode) -> dict[str, Any]:
    """The ending that a claim deserves: a success needs evidence that does not come from the claim."""
    if done.status != "success":
        return _ended(done.status, done.reason or "the decider gave no reason", answer=done.answer)
    evidence = _evidence(episode)
    name: OutcomeName = "success"
    if evidence.contradicted:
        name = "failure"
    elif evidence.verified_by == "none":
        name = "unverified"
    return _ended(name, evidence.reason, evidence.verified_by, done.answer)


def _evidence(episode: Episode) -> Evidence:
    instructed = next(event for event in reversed(episode.events) if isinstance(event, Instructed))
    if not instructed.expect:
        return episode.think(lambda: implied(instructed.text, episode.instructed, episode.folder, episode.eye))
    evidence = _expected(instructed, episode)
    for _ in range(PATIENCE_S):
        if not evidence.contradicted:
            break
        episode.env.step(Wait(seconds=1.0))
        episode.observe()
        evidence = _expected(instructed, episode)
    return evidence


def _expected(instructed: Instructed, episode: Episode) -> Evidence:
    return episode.think(lambda: expected(instructed.expect, episode.instructed, episode.folder, episode.eye))


def _after_decide(state: State) -> str:
    if state.get("ended"):
        return END
    return "approve" if state.get("decision") else "observe"


def _act_in(state: State) -> Act:
    decision = decision_adapter.validate_python(state.get("decision"))
    assert isinstance(decision, Act)
    return decision


def _ended(
    outcome: OutcomeName, reason: str, verified_by: VerifiedBy = "none", answer: str | None = None
) -> dict[str, Any]:
    return {"outcome": outcome, "reason": reason, "verified_by": verified_by, "answer": answer}


def _outcome(ended: dict[str, Any], context: Context) -> Outcome:
    episode = context.episode
    return Outcome(
        time_s=episode.clock(),
        steps=episode.step + 1 - context.first_step,
        seconds=round(episode.clock() - context.began_s, 3),
        tokens=episode.spent(),
        **ended,
    )
