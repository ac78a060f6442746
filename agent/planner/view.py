"""What the planner can see when it decides: the screen now, the screen before, and what became of its last action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...tools.change import changed
from ...tools.eye.eye import Eye
from ...tools.eye.location import Location
from ...tools.eye.scene import Control
from ...tools.frames import Frame
from ...tools.geometry import Box
from ..history import History, Screen, Text
from .reading import sees, text_in

Fate = Literal["none", "done", "failed", "not_sent", "unknown"]
FILLABLE = frozenset({"field", "dropdown"})
TICKABLE = frozenset({"checkbox", "radio", "toggle"})


@dataclass(frozen=True)
class View:
    """The newest frame, the one before it, and the fate of the last action ("unknown": it may have happened).

    ``recent`` are the pictures since the last input, clips included, also of the instruction before.
    """

    eye: Eye
    frame: Frame
    before: Frame | None
    recent: tuple[Screen, ...]
    fate: Fate
    error: str
    dialog: str | None
    chooser: bool

    @classmethod
    def of(cls, history: History, eye: Eye) -> View:
        current = history.current()
        texts = {part.kind: part.text for part in current.since_reply() if isinstance(part, Text)}
        screens = current.screens[-2:]
        return cls(
            eye=eye,
            frame=screens[-1].open(),
            before=screens[0].open() if len(screens) > 1 else None,
            recent=history.since_input(),
            fate=_fate(current, texts),
            error=texts.get("error", ""),
            dialog=texts.get("dialog"),
            chooser="file_chooser" in texts,
        )

    @property
    def moved(self) -> bool:
        """Whether the screen changed visibly since the last decision."""
        return self.before is not None and changed(self.before, self.frame)

    def moved_outside(self, box: Box) -> bool:
        """Whether anything but this part changed: a button under the pointer looks different without a click."""
        return self.before is not None and changed(self.before, self.frame, outside=box.grow(8))

    def saw(self, text: str) -> bool:
        """Whether a text can be read now, or could be on a picture since the last input."""
        if sees(self.eye, self.frame, text):
            return True
        return any(sees(self.eye, screen.open(), text) for screen in reversed(self.recent))

    def text_in(self, box: Box) -> str:
        """What is written inside a box."""
        return text_in(self.eye, self.frame, box)

    def locate(self, target: str) -> Location:
        return self.eye.locate(self.frame, target)

    def controls(self, target: str, kinds: frozenset[str]) -> tuple[Control, ...]:
        """The best match among controls of these kinds, or the equal best ones."""
        return self.eye.find_control(self.frame, target, kinds)


def _fate(history: History, texts: dict[str, str]) -> Fate:
    if not history.replies:
        return "none"
    match texts.get("fate"):
        case "none" | "done" | "not_sent" | "unknown" as fate:
            return fate
        case _:
            return "failed" if "error" in texts else "done"
