"""Whether what a person typed may be a password; then its characters are forgotten."""

from __future__ import annotations

import re
from concurrent.futures import Future
from dataclasses import dataclass

from ...tools.actions import Type
from ...tools.desktop.capture import Shot
from ...tools.desktop.focus import PASSWORD, PLAIN, Focus, Focused
from ...tools.desktop.hidden import dotted, shown
from ...tools.elements import Element
from ...tools.frames import Pixels
from ...tools.geometry import Box
from .legible import Legible
from .sights import Sight

LATER_S, KEPT = 1.5, 3
"""What did not show while it was typed is looked for so much longer, on so many pictures, the newest at last."""
LAG = 2
"""A capture may lack the characters that were typed last: so many are tried."""
KNOWN_S = 0.3
"""So long after the last click or key the focus is where it will be."""
DEFAULT = "password"
UNKNOWN = "what was typed did not show, so that it may be a password; it is kept as {%s}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to write of a text: the action, and the field when it is known; ``key`` is the same for one secret field.

    ``note`` says when nothing but that it did not show makes it a secret.
    """

    action: Type
    element: Element | None
    key: str = ""
    note: str = ""


class Typed:
    """Watches a text being typed, from ``before`` on, so that dots that vanish with the last key are seen, too."""

    def __init__(self, before: Sight) -> None:
        self.before = before
        self.dots: Box | None = None
        self.shown = False
        self.later: list[Shot] = []
        """Pictures from after it was typed, to be read where nothing else tells what it was."""
        self.read: Future[bool] | None = None
        self._looked: tuple[Shot, int] | None = None

    def keep(self, shot: Shot) -> None:
        """Remember a picture from after the text."""
        if shot is self.before.shot or any(shot is one for one in self.later):
            return
        del self.later[KEPT - 1 :]
        self.later.append(shot)

    def look(self, text: str, sight: Sight, *, over: bool = False) -> None:
        """Compare a capture that was taken while the text was typed, or when it was ``over``.

        Then only dots tell anything: that something appeared may come of the Enter after a password.
        """
        looked = (sight.shot, len(text))
        if sight.shot is self.before.shot or self._looked == looked:
            return
        self._looked = looked
        one, other = _pixels(self.before.shot), _pixels(sight.shot)
        within = self.before.opened.box
        self.shown = self.shown or (
            not over and shown(one, other, len(text), self.before.box(within) if within else None)
        )
        lengths = range(len(text), max(0, len(text) - LAG - 1), -1)
        self.dots = self.dots or dotted(one, other, *(text[:length] for length in lengths))


class Secrecy:
    """Names what may be a password, each field by one name. What cannot be told is one (docs/recordings-desktop.md)."""

    def __init__(self, focus: Focus) -> None:
        self._focus = focus
        self._legible = Legible()
        self._names: dict[str, str] = {}

    def is_clear(self, text: str, typed: Typed, span: tuple[float, float], acted_s: float, now_s: float) -> bool:
        """Whether it can be judged now: else its screen is looked at longer, and then read.

        ``span``: from the first key to what came after the last. ``acted_s``: when the focus may have moved last.
        """
        field, plain = self._told(span, acted_s)
        if field or typed.dots or typed.shown or plain:
            return True
        if typed.read is None:
            if now_s < span[1] + LATER_S:
                return False
            opened = typed.before.opened
            within = typed.before.box(opened.box) if opened.box else None
            typed.read = self._legible.asked(text, typed.before.shot, typed.later, within)
        if now_s == float("inf"):
            typed.read.result()
        return typed.read.done()

    def judge(self, text: str, typed: Typed, span: tuple[float, float], acted_s: float) -> Verdict:
        """What to write of a text; see ``is_clear`` for the moments."""
        field, plain = self._told(span, acted_s)
        legible = typed.shown or (typed.read is not None and typed.read.result())
        if field or typed.dots or not (legible or plain):
            key, name = self._named(field or plain, typed.before)
            box = self._box(field, typed)
            element = Element(role="textbox", name=field.name if field else "", box=box, kind="password")
            return Verdict(Type(text=f"{{{name}}}"), element, key, "" if field or typed.dots else UNKNOWN % name)
        if plain and plain.box:
            box = typed.before.box(plain.box)
            return Verdict(Type(text=text), Element(role="textbox", name=plain.name, box=box) if box.area > 0 else None)
        return Verdict(Type(text=text), None)

    def close(self) -> None:
        self._legible.close()

    def _told(self, span: tuple[float, float], acted_s: float) -> tuple[Focused | None, Focused | None]:
        """The password field that had the keyboard, and the plain one: what accessibility says for sure."""
        began_s, until_s = span
        known = self._focus.between(began_s, until_s)
        field = next((one for one in known if one.role == PASSWORD), None)
        sure = known[-1] if known and (known[-1].time_s >= acted_s or began_s - acted_s > KNOWN_S) else None
        return field, sure if sure and sure.role in PLAIN else None

    def _named(self, field: Focused | None, before: Sight) -> tuple[str, str]:
        """What tells a secret field from others, and the name of its secret."""
        label = field.name if field else ""
        active = before.opened.active
        key = f"{active.application if active else ''}/{active.title if active else ''}/{label}"
        if key not in self._names:
            name = re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_") or DEFAULT
            name = name if name.isidentifier() else DEFAULT
            taken = set(self._names.values())
            numbers = (f"{name}_{number}" for number in range(2, len(taken) + 3))
            self._names[key] = name if name not in taken else next(one for one in numbers if one not in taken)
        return key, self._names[key]

    def _box(self, field: Focused | None, typed: Typed) -> Box:
        """Where the field is, in pixels of the frame: as it says, else its dots, its window, or the whole screen."""
        before = typed.before
        said = before.box(field.box) if field and field.box else None
        window = before.box(before.opened.box) if before.opened.box else None
        whole = Box(0, 0, before.shot.width, before.shot.height)
        return next(box for box in (said, typed.dots, window, whole) if box and box.area > 0)


def _pixels(shot: Shot) -> Pixels:
    return shot.raw[:, :, :3]
