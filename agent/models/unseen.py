"""What of a browser has the focus though no picture shows it, as far as a history tells.

It follows from the parts so far and nothing else, so that whoever goes on with a run knows it, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from ...tools.actions import Act, Action, Press, Wait
from ...tools.errors import FormatError
from ...tools.geometry import Box, Point
from ..dialect.browsing import ADDRESS_KEYS, Unseen
from ..dialect.decoding import Decoded, Pointing, decode
from ..history import Part, Said, Text


class Following:
    """Takes in the parts of a history, for the decider called ``me``; ``now`` is what has the focus behind them."""

    def __init__(self, me: str) -> None:
        self._me = me
        self._action: Action | None = None
        self._asked = Unseen()
        self.now = Unseen()

    def take(self, part: Part) -> None:
        match part:
            case Said():
                mine = part.by == self._me
                self._action = _action(part.text) if mine else None
                self._asked = self.now if mine else Unseen()
                # Whatever is open is told again with the next screen.
                self.now = Unseen(address_bar=self._asked.address_bar, answered=self._asked.answered)
            case Text(kind="receipt"):
                self.now = self._carried_out(done=part.text == "done")
            case Text(kind="dialog"):
                self.now = Unseen(dialog=part.text)
            case Text(kind="file_chooser"):
                self.now = Unseen(dialog=self.now.dialog, chooser=True)
            case _:
                pass

    def _carried_out(self, *, done: bool) -> Unseen:
        action, asked = self._action, self._asked
        typed = asked.takes(action)
        pressed = isinstance(action, Press) and action.keys in ADDRESS_KEYS
        stays = asked.address_bar and (isinstance(action, Wait) or (typed and not done))
        return Unseen(address_bar=(pressed and done) or stays, answered=typed and done)


def unseen(parts: Iterable[Part], me: str) -> Unseen:
    """What has the focus behind these parts, for the decider called ``me``."""
    following = Following(me)
    for part in parts:
        following.take(part)
    return following.now


@lru_cache(maxsize=1024)
def heard(reply: str) -> Decoded | None:
    """What a reply asks for, wherever that is on the screen; None when it holds no decision."""
    pointing = Pointing(Box(0, 0, 1, 1), Point(0, 0))
    try:
        return decode(reply, pointing)
    except FormatError:
        pass
    try:
        return decode(reply, replace(pointing, finder=_somewhere))
    except FormatError:
        return None


def _somewhere(target: str) -> Point:
    return Point(0, 0)


def _action(reply: str) -> Action | None:
    decided = heard(reply)
    return decided.decision.action if decided and isinstance(decided.decision, Act) else None
