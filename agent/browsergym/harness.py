"""What BrowserGym's harness shows, as a screen of ours; what is done there is kept for it as a call."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ...env.base import Clock, Observation
from ...tools.actions import Action, Drag, point_of
from ...tools.browser.input import css_point
from ...tools.errors import EnvError
from ...tools.frames import Frame
from ...tools.geometry import Point
from .calls import KINDS, call

SEEN = (
    "screenshot",
    "url",
    "open_pages_urls",
    "open_pages_titles",
    "active_page_index",
    "chat_messages",
    "goal",
    "last_action",
    "last_action_error",
    "elapsed_time",
)
"""What is taken of an observation: what a person sees of a browser and of the chat, nothing of the page's structure."""
WATCH_S = 0.02


class HarnessScreen:
    """A screen that stands still until the harness shows the next one. Implements ``env.base.Env``.

    ``scale`` is pixels of the picture per CSS pixel.
    """

    def __init__(self, clock: Clock, scale: float) -> None:
        self._clock = clock
        self._scale = scale
        self._shown: Observation | None = None
        self._call: str | None = None

    def show(self, obs: Mapping[str, Any]) -> None:
        """Take in an observation of BrowserGym, of which the keys of ``SEEN`` are read."""
        titles = tuple(map(str, obs["open_pages_titles"]))
        self._shown = Observation(
            Frame.from_pixels(obs["screenshot"], scale=self._scale, time_s=self._clock()),
            url=str(obs["url"]),
            title=titles[int(obs["active_page_index"][0])],
            tabs=titles if len(titles) > 1 else (),
            stages={"settle": 0.0, "capture": 0.0},
        )

    def take_call(self) -> str | None:
        """The call of the action that was sent last, once; None when there was none."""
        taken, self._call = self._call, None
        return taken

    @property
    def accepts(self) -> frozenset[str]:
        return KINDS

    def reset(self) -> Observation:
        return self.observe()

    def observe(self) -> Observation:
        """What is shown, as it is now: it stands still. Raises EnvError when nothing is."""
        shown = self._shown
        if shown is None:
            raise EnvError("BrowserGym shows nothing: get_action(obs) comes first, and before close()")
        return replace(shown, frame=replace(shown.frame, time_s=self._clock()))

    def glance(self) -> Observation:
        return self.observe()

    def repainted(self, point: Point) -> bool:
        self.observe()  # raises when nothing is shown
        return False

    def step(self, action: Action) -> None:
        shown = self.observe()
        for point in (point_of(action), action.start if isinstance(action, Drag) else None):
            if point is not None:
                css_point(point, (shown.frame.width, shown.frame.height), 1.0)
        self._call = call(action, shown.url or "")

    def watch(self, until: Callable[[], bool]) -> None:
        while not until():
            time.sleep(WATCH_S)

    def close(self) -> None:
        """Show nothing any more; nothing was started."""
        self._shown = None
