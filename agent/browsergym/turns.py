"""An episode that goes on for one action at a time, each asked for by somebody else's loop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...env.events import Instructed, Outcome, Replied
from ...tasks.browsergym.chat import last_words
from ...tools.actions import Act, Done
from ...tools.errors import UsageError
from ..episode import Episode, checked
from ..guard import stuck
from .calls import said
from .harness import HarnessScreen

MAX_UNUSABLE = 3
"""Replies in a row that come to no call after which the agent says that it cannot go on."""
Turn = tuple[str | None, dict[str, Any]]
"""The call, and what the harness keeps beside it."""


class Turns:
    """The loop of ``agent.loop``, turned inside out: the harness looks and acts, here is decided."""

    def __init__(self, episode: Episode, screen: HarnessScreen) -> None:
        self.episode = episode
        self._screen = screen
        self._heard = 0
        self._working = False
        self._warned = False
        self._began_s, self._first_step = 0.0, 0

    def next(self, obs: Mapping[str, Any]) -> Turn:
        """What to do on what is shown now; None when all that was asked for has ended."""
        episode = self.episode
        self._screen.show(obs)
        episode.open()
        self._listen(obs)
        if not self._working:
            return (None if self._heard else said("send_msg_to_user", "What is to be done?")), {}
        why = str(obs["last_action_error"]).strip()
        episode.error = "; ".join(filter(None, [why, episode.error])) or None
        for _ in range(MAX_UNUSABLE):
            episode.observe()
            decision = episode.decide()
            if isinstance(decision, Done):
                return self._end(decision)
            if isinstance(decision, Act):
                episode.act(decision)
            if found := self._screen.take_call():
                return self._unless_stuck(found)
        return self._end(Done(status="failure", reason=f"{MAX_UNUSABLE} replies in a row came to no action"))

    def close(self) -> None:
        """End the run folder; the harness does not say why it asks no more."""
        if self._working:
            self._write_down({"outcome": "truncated", "reason": "the harness has ended it"})
        self.episode.close()

    def _listen(self, obs: Mapping[str, Any]) -> None:
        """What the person says in the chat is the instruction, the goal first; what is said later is another one."""
        messages = [one for one in obs["chat_messages"] if one["role"] in ("user", "user_image")]
        new, self._heard = messages[self._heard :], len(messages)
        if any(one["role"] == "user_image" for one in new):
            raise UsageError("there is a picture in the goal; eyehand is told goals in words only")
        text = "\n".join(str(one["message"]) for one in new).strip()
        if not text:
            return
        episode = self.episode
        episode.emit(Instructed(time_s=episode.clock(), text=checked(text)))
        self._working, self._warned = True, False
        self._began_s, self._first_step = episode.clock(), episode.step + 1

    def _unless_stuck(self, found: str) -> Turn:
        """The call, unless nothing came of the last ones; the first time the decider is told so."""
        why = stuck(self.episode.turns())
        if why is not None and self._warned:
            return self._end(Done(status="failure", reason=f"no progress: {why}"))
        if why is not None:
            self.episode.error, self._warned = why, True
        return found, self._beside()

    def _end(self, done: Done) -> Turn:
        """Say so in the chat. The harness judges; our own evidence is for the run folder."""
        from ..loop import finish

        self._write_down(finish(done, self.episode))
        role, words = last_words(done.status, done.answer, done.reason)
        return said("report_infeasible" if role == "infeasible" else "send_msg_to_user", words), self._beside()

    def _write_down(self, ended: dict[str, Any]) -> None:
        episode, self._working = self.episode, False
        now_s = episode.clock()
        episode.end(
            Outcome(
                time_s=now_s,
                steps=episode.step + 1 - self._first_step,
                seconds=round(now_s - self._began_s, 3),
                tokens=episode.spent(),
                **ended,
            )
        )

    def _beside(self) -> dict[str, Any]:
        """The newest reply word for word, and what was spent so far; the names are those of BrowserGym's AgentInfo."""
        replies = [event for event in self.episode.instructed if isinstance(event, Replied)]
        spent = self.episode.spent()
        stats = {"prompt_tokens": spent.prompt, "cached_tokens": spent.cached, "completion_tokens": spent.completion}
        return {"think": replies[-1].text if replies else "", "stats": stats}
