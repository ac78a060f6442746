"""A screen that can be looked at and acted on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

from ..tools.actions import Action
from ..tools.elements import Element
from ..tools.frames import Frame
from ..tools.geometry import Point

Clock = Callable[[], float]
"""Seconds since the recording began; one clock for frames, events and video."""


@dataclass(frozen=True, slots=True)
class Dialog:
    """A JavaScript dialog that is open. It is not in the pixels: the page is frozen until it is answered."""

    kind: Literal["alert", "confirm", "prompt", "beforeunload"]
    message: str


@dataclass(frozen=True, slots=True)
class Observation:
    """The settled frame and what was seen on the way to it.

    ``clip`` holds frames painted since the previous observation that differ from both ends (a toast that came and
    went), oldest first. ``notes`` are sentences about what pixels do not show: a new tab, a finished download, a
    part that never stopped moving. ``tabs`` are the titles of the open tabs in the order that SwitchTab counts, when
    there is more than one. ``windows`` are the titles of a desktop's open windows, ``title`` that of the active one.
    ``stages`` is seconds spent in ``settle`` and ``capture``.
    """

    frame: Frame
    clip: tuple[Frame, ...] = ()
    url: str | None = None
    title: str | None = None
    dialog: Dialog | None = None
    file_chooser: bool = False
    notes: tuple[str, ...] = ()
    tabs: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()
    stages: dict[str, float] = field(default_factory=dict[str, float])


class Env(Protocol):
    """One screen for one episode, used from one thread. Every method raises EnvError when the screen is gone."""

    @property
    def accepts(self) -> frozenset[str]:
        """The ``kind`` of each action that this screen can carry out."""
        ...

    def reset(self) -> Observation:
        """Start the screen, or attach to one that outlived its runner, and look at it."""
        ...

    def observe(self) -> Observation:
        """Wait until the screen is still (bounded) and look at it."""
        ...

    def glance(self) -> Observation:
        """Look at once: the newest picture there is, still or not; without a clip and without what takes long to ask.

        Points of the next action mean its pixels, which may be fewer than those of an observation. ``notes`` say what
        a server failed to do since the last action.
        """
        ...

    def repainted(self, point: Point) -> bool:
        """Whether the screen has changed around a pixel of the newest observation since that was made: what is pressed
        there now may be another thing. A caret that blinks does not count.
        """
        ...

    def step(self, action: Action) -> None:
        """Carry out one action, once. Raises ActionError when it could not be; held keys and buttons are released."""
        ...

    def watch(self, until: Callable[[], bool]) -> None:
        """Keep taking in frames and events until the function says True (while a model thinks, for one)."""
        ...

    def close(self) -> None:
        """Leave the screen and end what was started for it. May be called twice, and after an error."""
        ...


@runtime_checkable
class Structured(Protocol):
    """A screen that knows more of itself than its pixels: for recordings and replay, never for who decides.

    Boxes and points are in pixels of the newest frame. Every method raises EnvError when the screen is gone, and
    answers with nothing where the structure has none, is hidden behind a dialog, or does not answer.
    """

    def element_at(self, point: Point) -> Element | None:
        """What a click there would act on."""
        ...

    def element_in_focus(self) -> Element | None:
        """What takes the text that is typed."""
        ...

    def elements_like(self, element: Element) -> tuple[Element, ...]:
        """All things with the role of this one and exactly its name, in frames reached alike.

        Those that have to be scrolled to are among them: their boxes lie beyond the edge of the frame.
        """
        ...
