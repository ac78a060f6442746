"""Runs the steps of a script in order, those inside others where they belong."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...env.base import Observation
from ...env.events import Resolved
from ...tools.errors import ActionError
from ...tools.frames import Frame
from ...tools.marked_yaml import Where
from ..script import verbs
from ..script.anchors import Anchors
from ..script.tables import read_rows
from ..script.values import filled
from ..script.verbs import Step, Truth, targets_of, verb_of
from ..script.words import told
from .direct import directly
from .extracting import extract
from .finding import Finder, NotFound
from .hands import KINDS, PLACED, Hands
from .learned import LEARNED, Learned, withdraw
from .play import Play, opened
from .results import StepResult
from .stage import Stage
from .targets import Found, Target, adapted
from .truths import can_be_read, said, to_be_seen, wait_for

WITHIN_S = 10.0
"""How long a step waits for its target, and for what must be true, unless it says so itself."""
LOOK_S = 2.0
"""How long what is only done if seen may take to appear."""
DEEPEST = 8
"""Scripts inside scripts."""


class Halt(ActionError):
    """The replay stops here: nothing more is done. ``expected`` is the picture of what was looked for."""

    def __init__(self, message: str, expected: Frame | None = None) -> None:
        super().__init__(message)
        self.expected = expected


@dataclass
class Replayer:
    """Does the steps of one play on one stage."""

    stage: Stage
    finder: Finder
    ask: Callable[[str], str]
    """Asks the person."""
    on_step: Callable[[StepResult], None] = lambda result: None
    learned: list[Learned] = field(default_factory=list[Learned])
    """The steps that were found in another way than recorded, once what must be true after them was."""
    results: list[StepResult] = field(default_factory=list[StepResult])
    extracted: dict[str, object] = field(default_factory=dict[str, object])
    """What was read by ``extract`` steps, by name."""
    proven: int = 0
    """How many truths were seen to hold."""
    _typed: list[str] = field(default_factory=list[str])
    """What was typed or chosen so far: where it stands in a field, that proves no later step."""
    _places: list[tuple[Found, Observation]] = field(default_factory=list[tuple[Found, Observation]])
    _calls: int = 0
    _by_model: bool = False
    """Whether this step was handed over to the model."""

    def play(self, play: Play, depth: int = 0, at: str = "") -> None:
        """Do the steps of a script. Raises Halt."""
        self._steps(play, play.script.steps, at, ("steps",), depth)

    def _steps(self, play: Play, steps: Sequence[Step], at: str, where: Where, depth: int) -> None:
        for number, step in enumerate(steps, 1):
            self._step(play, step, f"{at}{number}", (*where, number - 1), depth)

    def _step(self, play: Play, raw: Step, at: str, where: Where, depth: int) -> None:
        step = filled(raw, play.values, frozenset(play.script.secrets))
        match step:
            case verbs.Repeat():
                for n, row in enumerate(read_rows(play.path.parent / step.repeat), 1):
                    of_row = replace(play, values={**play.values, **row})
                    self._steps(of_row, step.steps, f"{at}.{n}.", (*where, "steps"), depth)
                    play.values.update({name: of_row.values[name] for name in of_row.values.keys() - row.keys()})
            case verbs.IfSeen():
                branch = "steps" if self._sees(step.if_seen, step.within_s or LOOK_S) else "otherwise"
                self._steps(play, getattr(step, branch), f"{at}.", (*where, branch), depth)
            case verbs.Run():
                if depth >= DEEPEST:
                    raise Halt(f"step {at}: scripts run each other {DEEPEST} deep; does one run itself?")
                self.play(opened(play.path.parent / step.run, step.set), depth + 1, f"{at}.")
            case _:
                self._one(play, raw, step, at, where)

    def _one(self, play: Play, raw: Step, step: Step, at: str, where: Where) -> None:
        """Do one step that is no other steps, wait for what must be true, say how it went."""
        self._calls, self._by_model, began_s = 0, False, time.monotonic()
        self._places.clear()
        self.stage.pause()
        words = told(step)
        targets = self._targets(play, raw, step)
        within_s = step.within_s or WITHIN_S
        before = self.stage.glance().frame if step.then else None
        problem: str | None = None
        error: ActionError | None = None
        skipped = False
        try:
            self._do(play, step, targets, within_s, at, began_s)
            problem = self._untrue(play, step, before, within_s)
            problem = problem or self._failed()
            if isinstance(step, verbs.Type | verbs.Select):
                self._typed.append(step.type if isinstance(step, verbs.Type) else step.select)
        except ActionError as refusal:
            error = refusal
            skipped = step.optional and isinstance(refusal, NotFound)
            problem = None if skipped else str(refusal)
        self._calls += self.finder.calls
        found = self._places[-1][0] if self._places else None
        rung = found.rung if found else "direct"
        if self._by_model:
            rung = "agent"
        elif skipped or (problem and found is None and targets):
            rung = "none"
        result = StepResult(step=len(self.results) + 1, at=at, words=words, rung=rung, skipped=skipped,
                            seconds=round(time.monotonic() - began_s, 3), model_calls=self._calls)  # fmt: skip
        self.results.append(result)
        self.on_step(result)
        if problem:
            raise Halt(f"step {at} ({words}): {problem}{self._withdrawn(play, step, found, error)}",
                       targets[-1].picture if targets else None)  # fmt: skip
        if found is not None and found.rung in LEARNED and play.as_recorded(raw):
            said = targets[-1].words
            self.learned.append(Learned(play.path, where, raw, said, at, found.rung, found.confidence))

    def _withdrawn(self, play: Play, step: Step, found: Found | None, error: ActionError | None) -> str:
        """Takes back a heal after which a step went wrong, and says so."""
        if error is not None or found is None or not step.anchor or not withdraw(play.path, step.anchor):
            return ""
        return "; what was learned of this step by `eyehand heal` is withdrawn"

    def _targets(self, play: Play, raw: Step, step: Step) -> list[Target]:
        words = targets_of(step)
        anchors = play.anchors.read(step.anchor) if step.anchor and words else ()
        kinds = KINDS.get(verb_of(step))
        mine = play.meant(raw)
        targets: list[Target] = []
        for n, one in enumerate(words):
            if n >= len(anchors):
                targets.append(Target(one, kinds=kinds))
                continue
            anchor, changed = adapted(anchors[n], mine, play.given)
            targets.append(Target(one, anchor, play.anchors.picture(anchor.picture), kinds, changed))
        return targets

    def _do(self, play: Play, step: Step, targets: list[Target], within_s: float, at: str, began_s: float) -> None:
        if isinstance(step, PLACED):

            def seen(found: Found, on: Observation) -> None:
                self._places.append((found, on))
                self.stage.resolved = Resolved(
                    step=0,
                    time_s=self.stage.episode.clock(),
                    at=at,
                    words=told(step),
                    rung=found.rung,
                    box=found.box,
                    confidence=round(found.confidence, 3),
                    seconds=round(time.monotonic() - began_s, 3),
                    model_calls=found.model_calls,
                    reason=found.reason,
                )

            try:
                Hands(self.stage, self.finder, seen, play.path.parent).do(step, targets, within_s)
            except NotFound as missing:
                # What the model does is only as good as what must be true afterwards.
                if step.optional or not step.then or not self.stage.has_model:
                    raise
                self._hand_over(step, missing, at, began_s)
            return
        match step:
            case verbs.WaitFor(wait_for=text, gone=gone):
                self._hold([Truth(gone=text) if gone else Truth(seen=text)], within_s)
            case verbs.Expect(expect=text):
                self._hold([Truth(seen=text)], within_s)
            case verbs.Extract():
                found = self.extracted[step.into] = extract(step, self.stage)
                play.values[step.into] = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
            case verbs.Act(act=words):
                calls, answer = self.stage.instruct(words)
                self._calls += calls
            case verbs.AskPerson(ask_person=question, into=into):
                answer = self.ask(question)
                if into:
                    play.values[into] = answer
            case _:
                directly(step, self.stage, within_s)

    def _hand_over(self, step: Step, missing: NotFound, at: str, began_s: float) -> None:
        """Have the run's model do this one step. Raises NotFound when it did not either."""
        words, episode = told(step), self.stage.episode
        try:
            calls, _ = self.stage.instruct(words)
        except ActionError as error:
            raise NotFound(f"{missing}; the model did not do it either: {error}") from None
        self._calls += calls
        self._by_model = True
        episode.emit(Resolved(step=episode.step, time_s=episode.clock(), at=at, words=words, rung="agent",
                              seconds=round(time.monotonic() - began_s, 3), model_calls=calls,
                              reason=str(missing)))  # fmt: skip

    def _untrue(self, play: Play, step: Step, before: Frame | None, within_s: float) -> str | None:
        """What is not as it must be after a step, in words."""
        if not step.then:
            return None
        anchors = play.anchors.read(step.anchor) if step.anchor else ()
        after = anchors[-1].after if anchors else ()
        scale = anchors[-1].scale if anchors else 1.0
        typed = () if isinstance(step, verbs.Type | verbs.Select) else self._typed
        truths = to_be_seen(step.then, after, play.anchors, scale, typed)
        missing = wait_for(truths, before, self.stage, time.monotonic() + within_s)
        if missing is None:
            self.proven += len(step.then)
            return None
        return f"afterwards {said(missing)} was expected, and was not so within {within_s:g} s"

    def _failed(self) -> str | None:
        """What the page's server failed to do in this step, whatever the page shows."""
        notes = self.stage.glance().notes
        return f"afterwards {notes[0]}" if notes else None

    def _hold(self, truths: list[Truth], within_s: float) -> None:
        missing = wait_for(to_be_seen(truths, (), Anchors(Path()), 1.0), None, self.stage,
                           time.monotonic() + within_s)  # fmt: skip
        if missing is not None:
            raise ActionError(f"{said(missing)} was expected, and was not so within {within_s:g} s")
        self.proven += len(truths)

    def _sees(self, words: str, within_s: float) -> bool:
        """Whether a text can be read, or a thing in words be seen, soon."""
        deadline_s = time.monotonic() + within_s
        eye = self.stage.episode.eye
        while True:
            frame = self.stage.still().frame
            if self.stage.think(lambda frame=frame: can_be_read(words, frame, eye)
                                or eye.locate(frame, words).status != "not_found"):  # fmt: skip
                return True
            if time.monotonic() >= deadline_s:
                return False
