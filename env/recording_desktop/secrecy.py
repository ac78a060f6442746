"""Whether what a person typed may be a password; then its characters are forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...tools.actions import Type
from ...tools.desktop.capture import Shot
from ...tools.desktop.focus import PASSWORD, PLAIN, Focus, Focused
from ...tools.desktop.hidden import dotted, shown
from ...tools.elements import Element
from ...tools.frames import Pixels
from ...tools.geometry import Box
from .sights import Sight

LAG = 2
"""A capture may lack the characters that were typed last: so many are tried."""
KNOWN_S = 0.3
"""So long after the last click or key the focus is where it will be."""
DEFAULT = "password"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to write of a text: the action, and the field when it is known; ``key`` is the same for one secret field."""

    action: Type
    element: Element | None
    key: str = ""


class Typed:
    """Watches a text being typed, from ``before`` on, so that dots that vanish with the last key are seen, too."""

    def __init__(self, before: Sight) -> None:
        self.before = before
        self.dots: Box | None = None
        self.shown = False
        self._looked: tuple[Shot, int] | None = None

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
        for length in range(len(text), max(0, len(text) - LAG - 1), -1):
            self.dots = self.dots or dotted(one, other, text[:length])


class Secrecy:
    """Names what may be a password, each field by one name. What cannot be told is one (docs/recordings-desktop.md)."""

    def __init__(self, focus: Focus) -> None:
        self._focus = focus
        self._names: dict[str, str] = {}

    def judge(self, text: str, typed: Typed, span: tuple[float, float], acted_s: float) -> Verdict:
        """``span``: from the first key to what came after the last. ``acted_s``: when the focus may have moved last."""
        began_s, until_s = span
        known = self._focus.between(began_s, until_s)
        field = next((one for one in known if one.role == PASSWORD), None)
        sure = known[-1] if known and (known[-1].time_s >= acted_s or began_s - acted_s > KNOWN_S) else None
        plain = sure if sure and sure.role in PLAIN else None
        if field or typed.dots or not (typed.shown or plain):
            key, name = self._named(field or plain, typed.before)
            box = self._box(field, typed)
            element = Element(role="textbox", name=field.name if field else "", box=box, kind="password")
            return Verdict(Type(text=f"{{{name}}}"), element, key)
        if plain and plain.box:
            box = typed.before.box(plain.box)
            return Verdict(Type(text=text), Element(role="textbox", name=plain.name, box=box) if box.area > 0 else None)
        return Verdict(Type(text=text), None)

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
