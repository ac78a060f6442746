"""The screen that a script is replayed on: glances at it, what is done there, and how long it has been quiet."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ...env.base import Observation
from ...env.events import Resolved
from ...tools.actions import Act, Action, Click
from ...tools.errors import ActionError
from ...tools.frames import Frame
from ..episode import Episode
from ..models.embedded import Embedded
from ..planner.plan import PlanStep
from ..planner.steps.obstacles import way_out

T = TypeVar("T")
QUIET_S = 0.35
"""Nothing was painted for so long: it is worth to read the screen."""


@dataclass
class Stage:
    """One episode's screen. Nothing here waits for stillness, but ``still``."""

    episode: Episode
    pace_s: float = 0.0
    """How long to pause before each step, so that a person can follow."""
    resolved: Resolved | None = None
    """How the place of the next action was found; written down with it."""
    looks_other: bool = False
    """Whether something that was recorded is there and looks other: a glance may tell nothing here."""
    _frame: Frame | None = None
    _painted_s: float = 0.0

    def glance(self) -> Observation:
        """The newest picture at once."""
        seen = self.episode.env.glance()
        if seen.frame is not self._frame:
            self._frame, self._painted_s = seen.frame, time.monotonic()
        return seen

    @property
    def quiet(self) -> bool:
        """Whether nothing was painted for a while."""
        return self.quiet_for(QUIET_S)

    def quiet_for(self, seconds: float) -> bool:
        """Whether nothing was painted for so long."""
        return time.monotonic() - self._painted_s >= seconds

    def still(self) -> Observation:
        """The settled screen, at full size, with what flashed up since the last such look: it is quiet then."""
        seen = self.episode.env.observe()
        self._painted_s = 0.0
        return seen

    def pause(self) -> None:
        """Let a person see what there is before the next step."""
        if self.pace_s:
            ready_s = time.monotonic() + self.pace_s
            self.episode.env.watch(lambda: time.monotonic() >= ready_s)

    def think(self, work: Callable[[], T]) -> T:
        """Do what takes long while the screen is watched."""
        return self.episode.think(work)

    def act(self, action: Action, words: str, seen: Observation) -> None:
        """Write down what is seen and how it was found, and act on it. Raises ActionError when the screen refuses."""
        observed = self.episode.observe(seen)
        if self.resolved is not None:
            self.episode.emit(self.resolved.model_copy(update={"step": observed.step}))
            self.resolved = None
        self.go_on(action, words)

    def go_on(self, action: Action, words: str) -> None:
        """One more input on what was written down last. Raises ActionError when the screen refuses."""
        self.episode.act(Act(action=action, target=words))
        if self.episode.error:
            error, self.episode.error = self.episode.error, None
            raise ActionError(error)

    def clear_the_way(self) -> bool:
        """Send away what came by itself and asks nothing that matters here, as in any run; whether there was any."""
        still = self.still()
        way = way_out(self.think(lambda: self.episode.eye.see(still.frame)), still.frame.width, still.frame.height)
        if way is not None:
            self.act(Click(at=way.at), way.words, still)
        return way is not None

    def plan(self, step: PlanStep, words: str) -> None:
        """Have the embedded planner do a step that takes more than a place. Raises ActionError when it cannot."""
        decider = self.episode.decider
        self.episode.decider = Embedded(self.episode.eye, (step,))
        try:
            self._told(words)
        finally:
            self.episode.decider = decider

    @property
    def has_model(self) -> bool:
        """Whether the run has a model that could do a step by itself."""
        return not isinstance(self.episode.decider, Embedded)

    def instruct(self, words: str) -> tuple[int, str | None]:
        """Have the run's own model carry out an instruction: how often it was asked, and its answer.

        Raises ActionError when it did not do it.
        """
        began = len(self.episode.events)
        answer = self._told(words)
        asked = [event for event in self.episode.events[began:] if event.event == "reply"]
        return len(asked) if self.has_model else 0, answer

    def _told(self, words: str) -> str | None:
        outcome = self.episode.run(words)
        if outcome.outcome == "stopped":
            raise KeyboardInterrupt
        if outcome.outcome not in ("success", "unverified"):
            raise ActionError(outcome.reason)
        self._frame = None
        return outcome.answer
