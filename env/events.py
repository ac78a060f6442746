"""The lines of a trajectory: one frozen model per kind of event (docs/trajectory.md)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from ..tools.actions import Action, Decision
from ..tools.elements import Element
from ..tools.geometry import Box

VERSION = 5
"""Of the format that is written. 1 knew no desktops (no windows, launch, focus_window), 2 no folds and no recall,
3 neither elements nor replays, and no marks, 4 nothing that was withheld."""
READABLE = (1, 2, 3, 4, 5)
"""A reader refuses a version that it does not know."""

OutcomeName = Literal["success", "unverified", "failure", "infeasible", "truncated", "stopped", "error"]
VerifiedBy = Literal["check", "implied", "second_look", "none"]
Rung = Literal["direct", "pixels", "structure", "crop", "text", "eye", "model", "agent", "none"]
"""How a step of a script was found: "direct" needs no place on the screen, "none" was not found."""


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Usage(_Event):
    """What a model call cost, in tokens; ``cost`` in the currency of the configured price."""

    prompt: int = 0
    cached: int = 0
    completion: int = 0
    cost: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            prompt=self.prompt + other.prompt,
            cached=self.cached + other.cached,
            completion=self.completion + other.completion,
            cost=self.cost + other.cost,
        )


class Picture(_Event):
    """A picture file of the run folder: its relative path, size in pixels, pixels per CSS pixel, seconds."""

    path: str
    width: int
    height: int
    scale: float
    time_s: float


class Header(_Event):
    """The first line: what was run, on what, and how."""

    event: Literal["header"] = "header"
    version: int = VERSION
    run: str
    created_at: str
    started_unix_s: float
    eyehand: str
    model: str
    screen: dict[str, Any]
    limits: dict[str, Any]
    secrets: tuple[str, ...] = ()


class Instructed(_Event):
    """What is to be done from here on, and what the caller expects to be visible at the end."""

    event: Literal["instruction"] = "instruction"
    time_s: float
    text: str
    expect: tuple[str, ...] = ()


class Resumed(_Event):
    """A new runner took over; ``last_action`` is what is known of the last decision to act.

    "unknown" is an intent without a receipt: it may have happened. "not_sent" never reached the screen.
    """

    event: Literal["resumed"] = "resumed"
    time_s: float
    last_action: Literal["none", "done", "not_sent", "unknown"]


class Observed(_Event):
    """The screen before a decision. ``error`` says why the last action failed, ``notes`` what pixels do not show.

    ``tabs`` are the titles of the open tabs in the order that switch_tab counts, when there is more than one;
    ``windows`` those of a desktop's open windows, in order of opening.
    """

    event: Literal["observation"] = "observation"
    step: int
    time_s: float
    frame: Picture
    clip: tuple[Picture, ...] = ()
    url: str | None = None
    title: str | None = None
    dialog: str | None = None
    file_chooser: bool = False
    notes: tuple[str, ...] = ()
    tabs: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()
    error: str | None = None
    stages: dict[str, float] = Field(default_factory=dict)


class Cost(_Event):
    """Of telling a decider a history: tokens, pictures, and bytes on the wire (0 where there is no wire)."""

    tokens: int = 0
    pictures: int = 0
    bytes: int = 0

    def within(self, most: Cost) -> bool:
        return self.tokens <= most.tokens and self.pictures <= most.pictures and self.bytes <= most.bytes

    def towards(self, most: Cost, part: float) -> Cost:
        """So far (0 to 1) of the way from this one to that."""
        return Cost(
            tokens=self.tokens + int((most.tokens - self.tokens) * part),
            pictures=self.pictures + int((most.pictures - self.pictures) * part),
            bytes=self.bytes + int((most.bytes - self.bytes) * part),
        )

    def __str__(self) -> str:
        sent = f", {self.bytes / 1e6:.1f} MB" if self.bytes else ""
        return f"{self.tokens:,} tokens, {self.pictures:,} pictures{sent}"


class Folded(_Event):
    """The history had become too long for the decider; ``generation`` counts how often that was so."""

    event: Literal["fold"] = "fold"
    step: int
    time_s: float
    generation: int
    before: Cost
    after: Cost
    seconds: float


class Replied(_Event):
    """What the decider said, word for word, and the decision in it; None when the reply was unusable (``error``)."""

    event: Literal["reply"] = "reply"
    step: int
    time_s: float
    by: str
    text: str
    decision: Decision | None
    error: str | None = None
    usage: Usage = Usage()
    seconds: float


class Resolved(_Event):
    """A step of a script was found on the screen, or was not: by which rung of the ladder, and at what cost.

    ``at`` says which step: its number in the script, counted from 1, with those of the steps around it ("3.2").
    ``confidence`` is 0 to 1. With ``rung`` "none" the run halts, ``reason`` says why, and ``expected`` is the path of
    the recorded picture of what was looked for.
    """

    event: Literal["resolved"] = "resolved"
    step: int
    time_s: float
    at: str
    words: str
    rung: Rung
    box: Box | None = None
    confidence: float = 1.0
    seconds: float
    model_calls: int = 0
    reason: str = ""
    expected: str | None = None


class Withheld(_Event):
    """What was decided was not sent: the screen has changed at its place since it was looked at. It is looked again."""

    event: Literal["withheld"] = "withheld"
    step: int
    time_s: float


class Intent(_Event):
    """Written and fsynced before an input is sent; one without a receipt may have happened and is never sent again.

    ``element`` is what the screen's own structure says of the thing at the action's place, where there is any.
    """

    event: Literal["intent"] = "intent"
    step: int
    time_s: float
    action: Action
    element: Element | None = None


class Receipt(_Event):
    """The input was sent, or refused (``error``)."""

    event: Literal["receipt"] = "receipt"
    step: int
    time_s: float
    error: str | None = None
    seconds: float


class Recollection(_Event):
    """A picture of the run, and what could be read on it."""

    picture: Picture
    text: str


class Recalled(_Event):
    """What the memory answered to a ``recall``, the best first; nothing when nothing was found."""

    event: Literal["recalled"] = "recalled"
    step: int
    time_s: float
    query: str
    found: tuple[Recollection, ...]


class Marked(_Event):
    """The person marked the screen of a step: a model is shown it for as long as there is room for it."""

    event: Literal["mark"] = "mark"
    step: int
    time_s: float


class Outcome(_Event):
    """How an instruction ended."""

    event: Literal["outcome"] = "outcome"
    time_s: float
    outcome: OutcomeName
    reason: str
    verified_by: VerifiedBy = "none"
    answer: str | None = None
    steps: int
    seconds: float
    tokens: Usage = Usage()


Event = Annotated[
    Header
    | Instructed
    | Resumed
    | Observed
    | Folded
    | Replied
    | Resolved
    | Withheld
    | Intent
    | Recalled
    | Receipt
    | Marked
    | Outcome,
    Field(discriminator="event"),
]
event_adapter: TypeAdapter[
    Header
    | Instructed
    | Resumed
    | Observed
    | Folded
    | Replied
    | Resolved
    | Withheld
    | Intent
    | Recalled
    | Receipt
    | Marked
    | Outcome
] = TypeAdapter(Event)
