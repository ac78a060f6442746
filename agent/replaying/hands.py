"""Carries out the steps of a script that need a place on the screen: finds it, acts, sees that it took."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ...env.base import Observation, Structured
from ...tools import actions as do
from ...tools.alike import folded, looks_in
from ...tools.elements import Element
from ...tools.errors import ActionError
from ...tools.geometry import Box, Point
from ..planner.plan import Choose, Fill
from ..script import verbs
from .finding import Finder
from .pictures import alike, grey
from .stage import Stage
from .targets import Found, Target
from .texts import same

OPENED_S = 0.1
"""Nothing was painted for so long: an open list stands still."""
TAKEN_S = 3.0
"""How long a field may take to show what was typed into it."""
_PICKED = frozenset({"date", "time", "datetime-local", "month", "week", "range", "color"})
"""Kinds of fields that do not take text as it is written: the planner knows how to set them."""
_LEAST_SHOWN = 3
"""Letters of a longer text that a field must show at least."""
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")

Step = verbs.Click | verbs.DoubleClick | verbs.RightClick | verbs.Hover | verbs.Tick | verbs.Type
Placed = Step | verbs.Select | verbs.Drag | verbs.Upload | verbs.Scroll
PLACED = (verbs.Click, verbs.DoubleClick, verbs.RightClick, verbs.Hover, verbs.Tick, verbs.Type, verbs.Select,
          verbs.Drag, verbs.Upload, verbs.Scroll)  # fmt: skip
FIELDS = frozenset({"field", "spinbox"})
KINDS: dict[str, frozenset[str]] = {
    "type": FIELDS,
    "select": frozenset({"dropdown"}),
    "tick": frozenset({"checkbox", "radio", "toggle"}),
}
"""Kinds of controls that a verb is about."""
Told = Callable[[Found, Observation], None]
"""Is told how a target was found, and on which picture, before anything is done there."""


@dataclass
class Hands:
    """Does one step at a time on one screen."""

    stage: Stage
    finder: Finder
    told: Told
    folder: Path
    """Files to upload are relative to this one."""

    def do(self, step: Placed, targets: list[Target], within_s: float) -> None:
        """Carry a step out. Raises NotFound, Contradiction, or ActionError when the screen does not take it."""
        match step:
            case verbs.Click():
                self._click(targets[0], within_s)
            case verbs.DoubleClick():
                self._click(targets[0], within_s, count=2)
            case verbs.RightClick():
                self._click(targets[0], within_s, button="right")
            case verbs.Hover():
                found, seen = self._find(targets[0], within_s)
                self.stage.act(do.Move(at=found.point), targets[0].words, seen)
            case verbs.Tick(on=on):
                self._tick(targets[0], on, within_s)
            case verbs.Type(type=text):
                self._fill(targets[0], text, within_s) if targets else self._type(text)
            case verbs.Select():
                self._select(step.select, targets, within_s)
            case verbs.Drag():
                self._drag(targets[0], targets[1], within_s)
            case verbs.Upload():
                self._upload(step.upload, targets, within_s)
            case verbs.Scroll():
                self._scroll(step, targets, within_s)

    def _find(self, target: Target, within_s: float) -> tuple[Found, Observation]:
        found, seen = self.finder.find(target, within_s)
        self.told(found, seen)
        return found, seen

    def _click(
        self, target: Target, within_s: float, button: Literal["left", "right"] = "left", count: int = 1
    ) -> None:
        found, seen = self._find(target, within_s)
        self.stage.act(do.Click(at=found.point, button=button, count=count), target.words, seen)

    def _drag(self, start: Target, end: Target, within_s: float) -> None:
        there, _ = self._find(end, within_s)
        here, seen = self._find(start, within_s)
        there = self.finder.ladder.quick(seen.frame, end) or there
        self.stage.act(do.Drag(start=here.point, end=there.point), f"{start.words} to {end.words}", seen)

    def _tick(self, target: Target, on: bool, within_s: float) -> None:
        found, seen = self._find(target, within_s)
        if self._ticked(target, found, seen) == on:
            return
        self.stage.act(do.Click(at=found.point), target.words, seen)
        self._until(lambda: self._became(target, found, seen, on),
                    f"{target.words!r} did not become {'ticked' if on else 'unticked'}")  # fmt: skip

    def _ticked(self, target: Target, found: Found, seen: Observation) -> bool | None:
        """Whether a box is ticked: asked of the structure, else seen; None when neither knows."""
        element = self._now(found, target)
        if element is not None:
            return element.checked
        controls = self.stage.think(lambda: self.stage.episode.eye.see(seen.frame).controls)
        boxes = [one for one in controls if one.checked is not None and one.box.contains(found.point)]
        return boxes[0].checked if boxes else None

    def _became(self, target: Target, found: Found, before: Observation, on: bool) -> bool:
        """Whether a box is as it must be; where nobody can tell, whether it looks other than before."""
        now = self.stage.glance()
        ticked = self._ticked(target, found, now)
        if ticked is not None:
            return ticked == on
        one, other = (grey(frame.crop(found.box)) for frame in (before.frame, now.frame))
        return not alike(one, other)

    def _type(self, text: str) -> None:
        self.stage.act(do.Type(text=text), "where the focus is", self.stage.glance())

    def _fill(self, target: Target, text: str, within_s: float) -> None:
        found, seen = self._find(target, within_s)
        element = self._now(found, target)
        if element is not None and element.kind in _PICKED:
            self.stage.plan(Fill(target.words, text), f"type {text!r} into {target.words!r}")
            return
        self.stage.act(do.Click(at=found.point), target.words, seen)
        self.stage.go_on(do.Press(keys=("Control", "a")), target.words)
        if text:
            self.stage.go_on(do.Type(text=text), target.words)
        else:
            self.stage.go_on(do.Press(keys=("Delete",)), target.words)
        if self.stage.episode.secrets.used_in(text):
            return  # it shows dots, if anything
        self._until(lambda: self._holds(found, target, text), f"{target.words!r} does not hold {text!r}")

    def _holds(self, found: Found, target: Target, text: str) -> bool:
        """Whether a field has a value: asked of the structure, else read in its place."""
        element = self._now(found, target)
        if element is not None and element.value is not None:
            return _as_good(element.value, text)
        if not text or not self.stage.quiet:
            return not text
        seen = self.stage.still()
        lines = self.stage.think(lambda: self.stage.episode.eye.read(seen.frame))
        there = [line.text for line in lines if _stands_in(line.box, found)]
        return any(_agree(shown, text) for shown in (" ".join(there), *there))

    def _select(self, option: str, targets: list[Target], within_s: float) -> None:
        if not targets:
            self.stage.plan(Choose(option, ""), f"choose {option!r}")
            return
        [target] = targets
        found, seen = self._find(target, within_s)
        element = self._now(found, target)
        if element is not None and element.value is not None and same(element.value, option):
            return  # as it should be
        if element is None or element.kind != "select-one":
            self.stage.plan(Choose(option, target.words), f"choose {option!r} in {target.words!r}")
            return
        self.stage.act(do.Click(at=found.point), target.words, seen)
        place, seen = self._option(option, element)
        self.stage.act(do.Click(at=place), f"{option} of {target.words}", seen)
        self._until(lambda: self._holds(found, target, option), f"{target.words!r} does not show {option!r}")

    def _option(self, option: str, of: Element) -> tuple[Point, Observation]:
        """Where the option of an open list is. Raises ActionError, with the list closed again, when it has none."""
        env = self.stage.episode.env
        assert isinstance(env, Structured)
        wanted = Element(role="option", name=option, box=of.box, frames=of.frames)
        deadline_s = time.monotonic() + TAKEN_S
        while True:
            seen = self.stage.glance()
            options = env.elements_like(wanted)
            there = [one.box.center for one in options if 0 <= one.box.center.y < seen.frame.height]
            if len(there) == 1 and self.stage.quiet_for(OPENED_S):
                return there[0], seen
            if time.monotonic() >= deadline_s:
                self.stage.act(do.Press(keys=("Escape",)), "the open list", seen)
                raise ActionError(f"the list has {len(there) or 'no'} option {option!r} that can be seen")

    def _upload(self, file: str, targets: list[Target], within_s: float) -> None:
        if targets and not self.stage.glance().file_chooser:
            self._click(targets[0], within_s)
        self._until(lambda: self.stage.glance().file_chooser, "no file chooser opened")
        path = Path(file)
        paths = (path if path.is_absolute() else self.folder / path,)
        self.stage.act(do.Upload(paths=paths), f"upload {file}", self.stage.glance())

    def _scroll(self, step: verbs.Scroll, targets: list[Target], within_s: float) -> None:
        if step.to is not None:
            self._find(targets[-1], within_s)  # brings it on the screen
            return
        seen = self.stage.glance()
        at = Point(seen.frame.width // 2, seen.frame.height // 2)
        if step.over is not None:
            found, seen = self._find(targets[0], within_s)
            at = found.point
        turn = do.Scroll(at=at, dx_notches=step.sideways, dy_notches=step.scroll or 0)
        self.stage.act(turn, step.over or "the page", seen)

    def _now(self, found: Found, target: Target) -> Element | None:
        """The element as it is now, where the screen has a structure."""
        env = self.stage.episode.env
        if not isinstance(env, Structured):
            return None
        recorded = target.anchor.element if target.anchor else None
        there = env.element_at(found.point)
        if there is None or (recorded is not None and there.role != recorded.role):
            return found.element
        return there

    def _until(self, holds: Callable[[], object], problem: str) -> None:
        deadline_s = time.monotonic() + TAKEN_S
        while not holds():
            if time.monotonic() >= deadline_s:
                self.stage.still()  # a slow look may have been one at the screen as it was before
                if holds():
                    return
                raise ActionError(problem)
            self.stage.glance()


def _stands_in(line: Box, found: Found) -> bool:
    """Whether a line is in a field, or at least in the row where it was clicked."""
    return found.box.grow(4).has_center_of(line) or line.y0 <= found.point.y < line.y1


def _agree(shown: str, text: str) -> bool:
    """Whether what a field shows is a text, or the part of it that there is room for, or has it among other things."""
    one, other = folded(shown), folded(text)
    short, long = sorted((one, other), key=len)
    return same(shown, text) or (len(short) >= _LEAST_SHOWN and looks_in(short, long))


def _as_good(value: str, text: str) -> bool:
    """Whether a field took a value, perhaps in its own notation: 99.9 for 99.90."""
    if same(value, text):
        return True
    one, other = _NUMBER.fullmatch(value.strip()), _NUMBER.fullmatch(text.strip())
    return bool(one and other) and float(value.replace(",", "")) == float(text.replace(",", ""))
