"""One episode: a screen, someone who decides, and the trajectory that tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self, TypeVar

from ..env.base import Env, Observation, Structured
from ..env.events import (
    Cost,
    Event,
    Folded,
    Header,
    Instructed,
    Intent,
    Marked,
    Observed,
    Outcome,
    Recalled,
    Receipt,
    Recollection,
    Replied,
    Resumed,
    Usage,
    Withheld,
)
from ..env.recorder import Recorder
from ..env.trajectory import TrajectoryWriter
from ..tools.actions import Act, Action, Click, Done, Drag, Press, Recall, Type, point_of
from ..tools.elements import Element
from ..tools.errors import ActionError, EnvError, FormatError, UsageError
from ..tools.eye.eye import Eye
from ..tools.geometry import Point
from ..tools.secrets import Secrets
from .folding import Memory, fold, shortened
from .guard import Turn
from .history import History, parts_of, screen_of
from .limits import Limits
from .policy import Policy, allow_everything
from .protocols import Decider, Unusable
from .recall import live
from .resuming import last_action

T = TypeVar("T")
Listener = Callable[[Event], None]
MAX_INSTRUCTION = 10_000
RECALLED = 5
"""Earlier screens of which a decider is told what could be read on them."""


@dataclass
class Episode:
    """Runs instructions on a screen, on the caller's thread, and writes down everything as it happens.

    The trajectory is the truth: ``history`` and ``events`` follow from it, live and after a resume.
    """

    folder: Path
    header: Header
    env: Env
    decider: Decider
    eye: Eye
    clock: Callable[[], float]
    secrets: Secrets = field(default_factory=Secrets)
    limits: Limits = field(default_factory=Limits)
    policy: Policy = allow_everything
    listener: Listener = lambda event: None
    recorder: Recorder | None = None
    recall: live.Recall | None = None
    """What could be read on the screens so far; a listener tells it of them."""
    events: list[Event] = field(default_factory=list[Event])
    memory: Memory | None = None
    """What the decider can be told at once, when there is an end to it."""
    over: Callable[[], bool] = lambda: False
    """Whether the task has ended by itself: asked after each action, nothing more is done then."""
    farewell: Callable[[], None] = lambda: None
    """Called first when the episode is closed, whatever the decider is doing then."""

    def __post_init__(self) -> None:
        self.history = History()
        for event in self.events:
            self.history = self.history.append(parts_of(event, self.folder))
            if isinstance(event, Folded) and self.memory is not None:
                self.history = fold(self.history, self.memory)
        self.error: str | None = None
        self._newest: Observation | None = None
        self._writer = TrajectoryWriter(self.folder, self.secrets)
        self._thinker = ThreadPoolExecutor(1, thread_name_prefix="thinker")
        self._opened = False
        if not self.events:
            self._writer.write(self.header)

    def open(self, prepare: Callable[[], object] | None = None) -> Self:
        """Start the screen, or attach to the one that was left open; once. Raises EnvError when there is none.

        ``prepare`` does what has to be done there before anybody looks; nothing of it is told to the decider.
        """
        if self._opened:
            return self
        if any(isinstance(event, Observed) for event in self.events):
            self.emit(Resumed(time_s=self.clock(), last_action=last_action(self.events)))
        self._thinker.submit(self.eye.warm)
        self._newest = self.env.reset()
        if prepare is not None:
            prepare()
            self._newest = replace(self.env.observe(), clip=(), notes=())
        self._opened = True
        return self

    def run(self, instruction: str, expect: Sequence[str] = ()) -> Outcome:
        """Carry out an instruction. Ends with an outcome, whatever happens; Ctrl-C ends it as "stopped".

        Raises UsageError when the instruction is empty or longer than 10,000 characters.
        """
        self.emit(Instructed(time_s=self.clock(), text=checked(instruction), expect=tuple(expect)))
        return self.go_on()

    def go_on(self) -> Outcome:
        """Work on the last instruction until it ends."""
        from . import loop

        return loop.run(self)

    def emit(self, event: Event) -> None:
        """Write an event down, remember it and tell the listener."""
        self._writer.write(event)
        self.events.append(event)
        self.history = self.history.append(parts_of(event, self.folder))
        self.listener(event)

    @property
    def step(self) -> int:
        """The number of the newest observation; -1 before the first."""
        return next((event.step for event in reversed(self.events) if isinstance(event, Observed)), -1)

    @property
    def instructed(self) -> list[Event]:
        """The events since the last instruction, that one included."""
        start = max((n for n, event in enumerate(self.events) if isinstance(event, Instructed)), default=0)
        return self.events[start:]

    def observe(self, seen: Observation | None = None) -> Observed:
        """Look at the settled screen, with why the last action failed; ``seen`` is what was seen of it already."""
        observation, self._newest = seen or self._newest or self.env.observe(), None
        observed = self._writer.observe(self.step + 1, observation, self.error, self.clock())
        self.error = None
        self.events.append(observed)
        self.history = self.history.append(parts_of(observed, self.folder))
        self.listener(observed)
        return observed

    def look(self) -> Observation:
        """Look now; what is seen is the next observation. For a stage that sets up or judges what is on the screen."""
        self._newest = self.env.observe()
        return self._newest

    def think(self, work: Callable[[], T]) -> T:
        """Work on another thread while the screen is watched: what is painted meanwhile is not lost."""
        future = self._thinker.submit(work)
        self.env.watch(future.done)
        return future.result()

    def decide(self) -> Act | Done | None:
        """Ask the decider, while the screen is watched; None when its reply was unusable."""
        self._fold()
        began = self.clock()
        try:
            reply = self.think(lambda: self.decider.decide(self.history))
        except FormatError as error:
            usage = error.usage if isinstance(error, Unusable) else None
            self._replied(began, error.reply, None, error=str(error), usage=usage)
            return None
        self._replied(began, reply.text, reply.decision, usage=reply.usage)
        return reply.decision

    def _fold(self) -> None:
        """Make room in what the decider remembers, when that is full."""
        memory, history, began = self.memory, self.history, self.clock()
        if memory is None:
            return

        def shorten() -> tuple[History, Cost, Cost] | None:
            before = memory.cost(history)
            if before.within(memory.most):
                return None
            folded = shortened(history, memory)
            return folded, before, memory.cost(folded)

        if (done := self.think(shorten)) is None:
            return
        folded, before, after = done
        self.history = folded
        step, generation, seconds = self.step, folded.generation, self.clock() - began
        self.emit(Folded(step=step, time_s=began, generation=generation, before=before, after=after, seconds=seconds))

    def withhold(self, act: Act) -> bool:
        """Whether the screen has changed where an action would press since it was looked at; written down if so."""
        if isinstance(act.action, Click | Drag) and any(map(self.env.repainted, _pressed(act.action))):
            self.emit(Withheld(step=self.step, time_s=self.clock()))
            return True
        return False

    def act(self, act: Act) -> None:
        """Carry out an action, written down before and after; a refusal is kept for the next observation."""
        step, began = self.step, self.clock()
        self.emit(Intent(step=step, time_s=began, action=act.action, element=self._element(act.action)))
        try:
            if isinstance(act.action, Recall):
                self._recall(act.action)
            elif act.action.kind not in self.env.accepts:
                raise ActionError(f"this screen cannot do {act.action.kind!r}")
            else:
                self.env.step(act.action)
        except ActionError as error:
            self.error = self.secrets.mask(str(error))
        self.emit(Receipt(step=step, time_s=self.clock(), error=self.error, seconds=self.clock() - began))

    def _element(self, action: Action) -> Element | None:
        """What the screen's own structure says of what is acted on: for whoever repeats it, never for who decides."""
        if not isinstance(self.env, Structured) or action.kind not in self.env.accepts:
            return None
        if isinstance(action, Type | Press):
            return self.env.element_in_focus()
        point = action.start if isinstance(action, Drag) else point_of(action)
        return None if point is None else self.env.element_at(point)

    def _recall(self, action: Recall) -> None:
        """Have the memory answer, while the screen is watched. Raises ActionError when it cannot."""
        memory = self.recall
        if memory is None:
            raise ActionError("this run keeps no index of its screens; look for it on the screen")
        try:
            hits = self.think(lambda: memory.find(action.query, RECALLED))
        except (UsageError, EnvError) as error:
            raise ActionError(str(error)) from None
        found = tuple(Recollection(picture=hit.picture, text=self.secrets.mask(hit.text)) for hit in hits)
        self.emit(Recalled(step=self.step, time_s=self.clock(), query=action.query, found=found))

    def mark(self) -> None:
        """Have the newest screen stay in the history; the first look is taken when there was none."""
        if self.step < 0:
            self.observe()
        self.emit(Marked(step=self.step, time_s=self.clock()))

    def end(self, outcome: Outcome) -> Outcome:
        """Write down how the instruction ended; a full disk does not hide the outcome."""
        with suppress(EnvError):
            self.emit(outcome)
        return outcome

    def turns(self) -> list[Turn]:
        """The actions of this instruction with the screens they were decided on."""
        seen = {event.step: screen_of(event, self.folder) for event in self.instructed if isinstance(event, Observed)}
        sent = [event for event in self.instructed if isinstance(event, Intent)]
        return [Turn(event.action, seen[event.step]) for event in sent if event.step in seen]

    def spent(self) -> Usage:
        """The tokens of this instruction."""
        return sum((event.usage for event in self.instructed if isinstance(event, Replied)), Usage())

    def close(self) -> None:
        """End the screen and the recording; everything written stays."""
        self.farewell()
        self._thinker.shutdown(wait=False, cancel_futures=True)
        try:
            self.env.close()
        finally:
            self._writer.close()
            if self.recorder is not None:
                with suppress(EnvError):
                    self.recorder.close(self.clock())
            if self.recall is not None:
                self.recall.close()

    def _replied(
        self,
        began: float,
        text: str,
        decision: Act | Done | None,
        *,
        error: str | None = None,
        usage: Usage | None = None,
    ) -> None:
        self.emit(
            Replied(
                step=self.step,
                time_s=began,
                by=self.decider.name,
                text=text,
                decision=decision,
                error=error,
                usage=usage or Usage(),
                seconds=self.clock() - began,
            )
        )


def _pressed(action: Click | Drag) -> tuple[Point, ...]:
    return (action.at,) if isinstance(action, Click) else (action.start, action.end)


def checked(instruction: str) -> str:
    """The instruction, trimmed. Raises UsageError when there is nothing in it, or too much."""
    text = instruction.strip()
    if not text:
        raise UsageError("the instruction is empty; say what is to be done")
    if len(text) > MAX_INSTRUCTION:
        raise UsageError(f"the instruction has {len(text)} characters; {MAX_INSTRUCTION} are the most")
    return text
