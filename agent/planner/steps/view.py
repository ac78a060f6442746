"""What the planner can see when it decides: the screen now, the screen before, and what became of its last action."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from ....tools.change import answered, changed
from ....tools.eye.eye import Eye
from ....tools.eye.locating.searching import Match
from ....tools.eye.location import Location
from ....tools.eye.scene import Control, Scene
from ....tools.eye.tooltips import NamedPicture
from ....tools.frames import Frame
from ....tools.geometry import Box
from ...history import History, Said, Screen, Text
from ..plan import Cursor, PlanStep, read_cursor
from .kinds import misread, of_kind
from .reading import sees, text_in
from .rows import icon_in_row
from .told import read_told

Fate = Literal["none", "done", "failed", "not_sent", "unknown"]
FILLABLE = frozenset({"field", "dropdown", "spinbox", "slider"})
TICKABLE = frozenset({"checkbox", "radio", "toggle"})
WAITING = ("wait", "seek-wait", "quiet", "tip-wait")
"""The phases whose action is to wait: they are no input."""
_PLACES = ("page", "desktop")
_NEWS = frozenset({"note", "dialog", "file_chooser", "tab"})
_IT = re.compile(r"(?:it|its|this|that|that one|this one|它|该项|这个)", re.IGNORECASE)
_READ = re.compile(r"^read (\".*\")$", re.MULTILINE)


@dataclass(frozen=True)
class View:
    """The newest frame, the one before it, and the fate of the last action ("unknown": it may have happened).

    ``history`` is that of the current instruction; ``recent`` are the pictures since the last input, clips included,
    also of the instruction before. ``told`` is what tooltips said so far, whatever instruction it was for. With ``scope``, a box of frame pixels, names mean what lies in it: the row that a
    loop has come to; "it" is the thing there.
    """

    eye: Eye
    history: History
    frame: Frame
    before: Frame | None
    recent: tuple[Screen, ...]
    fate: Fate
    error: str
    dialog: str | None
    chooser: bool
    scope: Box | None = None
    told: tuple[NamedPicture, ...] = ()
    following: PlanStep | None = None
    """The step of the plan that comes next."""

    @classmethod
    def of(cls, history: History, eye: Eye) -> View:
        current = history.current()
        texts = {part.kind: part.text for part in current.since_reply() if isinstance(part, Text)}
        screens = current.screens[-2:]
        return cls(
            eye=eye,
            history=current,
            frame=screens[-1].open(),
            before=screens[0].open() if len(screens) > 1 else None,
            recent=history.since_input(),
            fate=_fate(current, texts),
            error=texts.get("error", ""),
            dialog=texts.get("dialog"),
            chooser="file_chooser" in texts,
            told=read_told(said.text for said in history.replies),
        )

    @property
    def scene(self) -> Scene:
        return self.eye.see(self.frame)

    @property
    def tabs(self) -> tuple[str, ...]:
        """The titles of the browser's tabs when there is more than one."""
        return tuple(part.text for part in self.history.since_reply() if isinstance(part, Text) and part.kind == "tab")

    @property
    def on_desktop(self) -> bool:
        """Whether the screen is a desktop, not a page."""
        return any(isinstance(part, Text) and part.kind == "desktop" for part in self.history.since_reply())

    @property
    def windows(self) -> tuple[str, ...]:
        """The titles of a desktop's open windows; none in a browser."""
        parts = self.history.since_reply()
        return tuple(part.text for part in parts if isinstance(part, Text) and part.kind == "window")

    @property
    def title(self) -> str:
        """The title and address of the page, as far as the screen says."""
        return next(iter(reversed(self.history.texts("page"))), "")

    @property
    def moved(self) -> bool:
        """Whether the screen changed visibly since the last decision."""
        return self.before is not None and changed(self.before, self.frame)

    def moved_outside(self, box: Box) -> bool:
        """Whether anything but this part changed: a button under the pointer looks different without a click."""
        return self.before is not None and changed(self.before, self.frame, outside=box.grow(8))

    @cached_property
    def answered(self) -> bool:
        """Whether anything came of the last input: a visible change, also a passing one, or news of another kind."""
        index = self._last_input
        screens = [part for part in self.history.parts[:index] if isinstance(part, Screen) and part.settled]
        later = self.history.parts[index + 1 :]
        if not screens or any(isinstance(part, Text) and part.kind in _NEWS for part in later):
            return True
        if any(part.text != self._page_at(index) for part in later if isinstance(part, Text) and part.kind in _PLACES):
            return True
        start = screens[-1].open()
        pictures = [part for part in later if isinstance(part, Screen)]
        return any(answered(start, frame) for frame in (self.frame, *(picture.open() for picture in pictures)))

    @property
    def _last_input(self) -> int:
        """The index of the last reply that was no waiting."""
        parts = self.history.parts
        said = [n for n, part in enumerate(parts) if isinstance(part, Said)]
        for index in reversed(said):
            if read_cursor(_text(parts[index])).phase not in WAITING:
                return index
        return said[0] if said else 0

    def _page_at(self, index: int) -> str:
        pages = [part.text for part in self.history.parts[:index] if isinstance(part, Text) and part.kind in _PLACES]
        return pages[-1] if pages else ""

    def begun(self, at: Cursor) -> View:
        """The same on the frame that a step (a turn of a loop, a step in it) began with; its phase does not matter."""
        newest: Screen | None = None
        for part in self.history.parts:
            if isinstance(part, Screen) and part.settled:
                newest = part
            elif isinstance(part, Said):
                cursor = read_cursor(part.text)
                reached = (cursor.turn, cursor.inner) >= (at.turn, at.inner)
                if cursor.step == at.step and reached and newest is not None:
                    return replace(self, frame=newest.open())
        return self

    def last_read(self, step: int) -> str | None:
        """What a step has read so far, from the replies."""
        found = [
            line
            for said in self.history.replies
            if read_cursor(said.text).step == step
            for line in _READ.findall(said.text)
        ]
        return json.loads(found[-1]) if found else None

    def saw(self, text: str) -> bool:
        """Whether a text can be read now, or could be on a picture since the last input."""
        if self.sees(text):
            return True
        return any(sees(self.eye, screen.open(), text) for screen in reversed(self.recent))

    def sees(self, text: str) -> bool:
        """Whether a text can be read on the screen now."""
        return sees(self.eye, self.frame, text)

    def text_in(self, box: Box) -> str:
        """What is written inside a box."""
        return text_in(self.eye, self.frame, box)

    @property
    def within(self) -> Box | None:
        """Where names are looked for: the scope, or the dialog or menu that opened over it and asks on."""
        over = [region.box for region in self.scene.regions if region.kind in ("dialog", "menu")]
        return over[0] if over and self.scope is not None else self.scope

    def locate(self, target: str) -> Location:
        if self.scope is not None and _is_it(target):
            return Location(
                status="found", point=self.scope.center, box=self.scope, confidence=1.0, how="the one meant"
            )
        place = self.eye.locate(self.frame, target, self.within, self.told)
        if re.search(r"\btext ?(?:field|box|area|input)", target, re.IGNORECASE) and of_kind(self._here, target):
            place = Location(status="not_found")
        if place.status != "not_found":
            return place
        named = of_kind(self._here, target) or misread(self._here, target) or self._spelt(target)
        box = named[0].box if len(named) == 1 else icon_in_row(self.eye, self.frame, target)
        if box is None:
            return place
        return Location(status="found", point=box.center, box=box, confidence=1.0, how="the one of its kind")

    def controls(self, target: str, kinds: frozenset[str]) -> tuple[Control, ...]:
        """The best match among controls of these kinds, or the equal best ones."""
        if self.scope is not None and _is_it(target):
            inside = self.scene.within(self.scope).controls
            return tuple(control for control in inside if control.kind in kinds)
        if re.search(r"\btext", target, re.IGNORECASE) and len(ones := of_kind(self._here, target, kinds)) == 1:
            return ones
        named = self.eye.find_control(self.frame, target, kinds, self.within)
        return named or of_kind(self._here, target, kinds)

    def _spelt(self, target: str) -> tuple[Control, ...]:
        """The picture that is a letter or digit by itself, when one in quotation marks is asked for."""
        said = re.search(r"'(\w)'$", target)
        icons = [control for control in self._here.controls if control.kind == "icon"] if said else []
        fitting = [
            icon for icon in icons if self.eye.spell(self.frame, icon.box).casefold() == (said or "")[1].casefold()
        ]
        return tuple(fitting) if len(fitting) == 1 else ()

    @property
    def _here(self) -> Scene:
        return self.scene if self.within is None else self.scene.within(self.within)

    def things(self, target: str) -> tuple[Match, ...]:
        """Everything that fits a target in words, in reading order."""
        return self.eye.find_all(self.frame, target)


def _is_it(target: str) -> bool:
    return _IT.fullmatch(target.strip()) is not None


def _text(part: object) -> str:
    return part.text if isinstance(part, Said) else ""


def _fate(history: History, texts: dict[str, str]) -> Fate:
    if not history.replies:
        return "none"
    match texts.get("fate"):
        case "none" | "done" | "not_sent" | "unknown" as fate:
            return fate
        case "withheld":
            return "not_sent"
        case _:
            return "failed" if "error" in texts else "done"
