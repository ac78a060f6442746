"""What a complete intention is written down as, once the screen has shown what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ...tools.actions import Action, FocusWindow, Move, Press, Type
from ...tools.elements import Element
from .hovering import Rest
from .intentions import Intention, in_order, moved
from .secrecy import Secrecy, Typed
from .sights import Sight, Sights
from .writing import Writing


@dataclass(frozen=True, slots=True)
class Due:
    """A complete intention that is still to be judged.

    ``before`` is the display as it was before it, ``until_s`` when it was over for sure, ``typed`` how its text
    appeared, ``rests`` where the pointer had to rest before it.
    """

    intention: Intention
    before: Sight
    until_s: float
    typed: Typed | None = None
    rests: list[Rest] = field(default_factory=list[Rest])


class Judging:
    """Writes intentions in order, in pixels of their frames. ``ours`` are the processes of our own terminal."""

    def __init__(self, writing: Writing, sights: Sights, secrecy: Secrecy, ours: frozenset[int]) -> None:
        self._writing = writing
        self._sights = sights
        self._secrecy = secrecy
        self._ours = ours
        self._ended_s = self._acted_s = float("-inf")
        self._secret = ""
        """Which secret was typed last, with nothing else since."""

    def write(self, due: Due, now_s: float) -> bool:
        """Write it down; False when it is not known yet what it was, and it has to be given again."""
        if not self._is_clear(due, now_s):
            return False
        self._write(due)
        return True

    def _is_clear(self, due: Due, now_s: float) -> bool:
        action, typed = due.intention.action, due.typed
        if not isinstance(action, Type) or typed is None:
            return True
        typed.look(action.text, self._sights.newest, over=True)
        typed.keep(self._sights.newest.shot)
        span = (due.intention.began_s, due.until_s)
        return self._secrecy.is_clear(action.text, typed, span, self._acted_s, now_s)

    def _write(self, due: Due) -> None:
        for rest in due.rests:
            move = Intention(rest.began_s, due.intention.began_s, Move(at=rest.before.pixel(rest.at)))
            self._put(rest.before, move, move.action, None)
        action, element, notes = due.intention.action, None, ()
        acted_s, self._acted_s = self._acted_s, due.intention.ended_s
        if isinstance(action, Type) and due.typed is not None:
            span = (due.intention.began_s, due.until_s)
            verdict = self._secrecy.judge(action.text, due.typed, span, acted_s)
            again, self._secret = bool(verdict.key) and verdict.key == self._secret, verdict.key
            if again:
                return  # more of the same secret
            action, element, notes = verdict.action, verdict.element, (verdict.note,) if verdict.note else ()
        elif self._secret and action == Press(keys=("Backspace",)):
            return  # how long a secret is nobody has to know
        elif due.intention.switches:
            chosen = self._chosen(due)
            if chosen is None:
                return
            action, self._secret = chosen, ""
        else:
            self._secret = ""
        noted = replace(due.intention, notes=(*due.intention.notes, *notes))
        self._put(due.before, noted, moved(action, due.before.pixel), element)

    def _chosen(self, due: Due) -> Action | None:
        """The window that came to the front by keys; the keys where that cannot be told, None for our own terminal."""
        active, before = self._sights.newest.opened.active, due.before.opened.active
        if active is not None and active.pid in self._ours:
            return None
        if active is None or not active.title or (before is not None and active.number == before.number):
            return due.intention.action
        return FocusWindow(title=active.title)

    def _put(self, before: Sight, intention: Intention, action: Action, element: Element | None) -> None:
        placed = in_order(intention, self._ended_s)
        self._ended_s = placed.ended_s
        clip = self._sights.clip(self._writing.time_s(before.since_s))
        self._writing.step(before, clip, action, (placed.began_s, placed.ended_s), element, intention.notes)
