"""Each drift by its name: what is other about an application than when the chore was shown."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from . import faults, looks, words
from .applications import Data
from .chore import Chore, Outcome
from .proxy import Exchange, injected, rewritten

Kind = Literal["cosmetic", "structural", "fault"]
Exchanges = Callable[[Chore, random.Random], tuple[Exchange, ...]]
VIEWPORT = (1280, 800)


def _nothing(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    return ()


@dataclass(frozen=True)
class Drift:
    """One change; ``data``, ``viewport`` and ``scale`` are for whoever starts the application and the browser."""

    name: str
    kind: Kind
    exchanges: Exchanges = _nothing
    """What the proxy does, for one chore and one run's chances."""
    data: Data = "usual"
    viewport: tuple[int, int] = VIEWPORT
    """Width and height of the page, in CSS pixels."""
    scale: float = 1.0
    """Frame pixels per CSS pixel."""
    allowed: frozenset[Outcome] = frozenset({"right"})
    """What a run may end with; where that is ``not done`` alone, it must say that it stopped."""
    only_rows: bool = False
    """It says nothing of a chore that looks for no row."""

    def fits(self, chore: Chore) -> bool:
        """False when the drift changes nothing that matters to the chore."""
        return chore.other is not None or not self.only_rows


def _look(css: str = "", script: str = "") -> Exchanges:
    return lambda chore, chance: (injected(css, script),)


def _own(styles: Mapping[str, str]) -> Exchanges:
    return lambda chore, chance: (injected(styles[chore.application.name], ""),)


def _dark(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    if chore.application.name == "roundup":
        return (injected(looks.DARK_ROUNDUP, ""),)
    return (injected("", looks.DARK_SCRIPT),)


def _text(factor: float) -> Exchanges:
    def exchanges(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
        first = f"<head><style>{looks.root_text(factor)}</style>"
        return (
            rewritten("text/css", lambda css: looks.larger_text(css, factor)),
            rewritten("text/html", lambda page: page.replace("<head>", first, 1)),
        )

    return exchanges


def _fields(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    return (injected("", looks.fields_reversed(chore.application.name)),)


def _reworded(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    return (words.reworded(chore.application.name),)


def _rows(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    return (words.rows_reversed(chore.application.name),)


def _slow(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    return (faults.slow(chance, 0.5, 1.5),)


def _refused_with_success(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    return injected("", looks.success_banner(chore.confirmation)), faults.failing(chore)


def _disabled(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    return (injected("", looks.disabled(chore.button)),)


def _dead(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    return (injected("", looks.dead(chore.button)),)


def _logged_out(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    return (faults.logged_out(chore),)


def _rejected(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    return (faults.rejected(chore),)


def _other_record(chore: Chore, chance: random.Random) -> tuple[Exchange, ...]:
    return (faults.other_record(chore),)


_HALT: frozenset[Outcome] = frozenset({"not done"})
_EITHER: frozenset[Outcome] = frozenset({"right", "not done"})

NONE = Drift("none", "cosmetic")
"""As it was when the chore was shown."""

DRIFTS = (
    Drift("zoom 80 %", "cosmetic", _look(looks.ZOOM % 0.8)),
    Drift("zoom 90 %", "cosmetic", _look(looks.ZOOM % 0.9)),
    Drift("zoom 110 %", "cosmetic", _look(looks.ZOOM % 1.1)),
    Drift("zoom 125 %", "cosmetic", _look(looks.ZOOM % 1.25)),
    Drift("zoom 150 %", "cosmetic", _look(looks.ZOOM % 1.5)),
    Drift("device scale 1.5", "cosmetic", scale=1.5),
    Drift("device scale 2", "cosmetic", scale=2.0),
    Drift("dark theme", "cosmetic", _dark),
    Drift("inverted colours", "cosmetic", _look(looks.INVERTED)),
    Drift("high contrast", "cosmetic", _look(looks.HIGH_CONTRAST)),
    Drift("serif font", "cosmetic", _look(looks.SERIF)),
    Drift("monospaced font", "cosmetic", _look(looks.MONO)),
    Drift("text 80 %", "cosmetic", _text(0.8)),
    Drift("text 120 %", "cosmetic", _text(1.2)),
    Drift("window 1024×768", "cosmetic", viewport=(1024, 768)),
    Drift("window 1440×900", "cosmetic", viewport=(1440, 900)),
    Drift("restyled controls", "cosmetic", _look(looks.RESTYLED)),
    Drift("buttons on the other side", "structural", _own(looks.SWAPPED)),
    Drift("side bars on the other side", "structural", _own(looks.SIDES)),
    Drift("fields in another order", "structural", _fields),
    Drift("columns in another order", "structural", _look(script=looks.COLUMNS_REVERSED)),
    Drift("controls re-worded", "structural", _reworded),
    Drift("rows in another order", "structural", _rows),
    Drift("more rows", "structural", data="crowded"),
    Drift("banner on top", "structural", _look(script=looks.BANNER)),
    Drift("cookie bar", "structural", _look(script=looks.COOKIES)),
    Drift("slow network", "structural", _slow),
    Drift("spinner at first", "structural", _look(script=looks.overlay(0, 2000))),
    Drift("late overlay", "structural", _look(script=looks.overlay(400, 2000)), allowed=_EITHER),
    Drift("error 500 with a success banner", "fault", _refused_with_success, allowed=_HALT),
    Drift("button disabled", "fault", _disabled, allowed=_HALT),
    Drift("button does nothing", "fault", _dead, allowed=_HALT),
    Drift("row missing", "fault", data="absent", allowed=_HALT, only_rows=True),
    Drift("row twice", "fault", data="twin", allowed=_HALT, only_rows=True),
    Drift("another record opens", "fault", _other_record, allowed=_HALT, only_rows=True),
    Drift("logged out in the middle", "fault", _logged_out, allowed=_EITHER),
    Drift("values rejected", "fault", _rejected, allowed=_HALT),
)
