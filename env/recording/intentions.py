"""What a person meant by a handful of things that happened."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...tools.actions import Action
from ...tools.browser.recording.happenings import Rested
from ...tools.elements import Element
from ..base import Dialog


@dataclass(frozen=True, slots=True)
class Intention:
    """One action with the thing it was meant for (docs/recordings.md); times in seconds of the recording.

    ``dialog`` is what was open meanwhile. ``rests`` is where the pointer rested on its way to what was clicked, and
    ``over_s`` when it came there: pictures say whether one of the rests opened it.
    """

    action: Action
    element: Element | None
    began_s: float
    ended_s: float
    dialog: Dialog | None = None
    rests: tuple[Rested, ...] = ()
    over_s: float = 0.0


class SecretNames:
    """A name for each field whose value is not kept: the same for the same field, another for another one."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}

    def of(self, called: str, where: str) -> str:
        """An identifier made of what the field calls itself, for the place (an origin) that it is at."""
        known = self._names.get((called, where))
        if known is not None:
            return known
        base = re.sub(r"\W+", "_", called, flags=re.ASCII).strip("_").lower() or "secret"
        base = base if base[0].isalpha() else f"secret_{base}"
        name, number = base, 1
        while name in self._names.values():
            number += 1
            name = f"{base}_{number}"
        self._names[(called, where)] = name
        return name
