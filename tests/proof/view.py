"""A page as somebody sees it who wants to name a thing on it without being misunderstood."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from eyehand.tools.geometry import Box

from .builder import Role
from .icons import concepts
from .shots import Shot, Shown
from .words import related


@dataclass(frozen=True)
class Instruction:
    """Words, what kind of target they name, and where a click is right; no place at all when it is not on the page."""

    words: str
    kind: str
    boxes: tuple[Box, ...] = ()

    @property
    def group(self) -> str:
        return self.kind.split("/")[0]


Made = list[Instruction]


@dataclass(frozen=True)
class Saying:
    """What people call things of a role, and how they say one by its name; in English and Chinese."""

    kind: str
    noun: str
    noun_zh: str
    ways: tuple[str, ...]
    ways_zh: tuple[str, ...]


@cache
def sayings() -> dict[str, Saying]:
    """The sayings by role."""
    with (Path(__file__).parent / "sayings.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="|", quoting=csv.QUOTE_NONE))
    return {
        row["role"]: Saying(
            row["kind"], row["noun"], row["noun_zh"], tuple(row["en"].split(";")), tuple(row["zh"].split(";"))
        )
        for row in rows
    }


class View:
    """What can be seen of one page, and what may be said about it; all chance comes from the page's seed."""

    def __init__(self, shot: Shot) -> None:
        self.shot = shot
        self.chance = random.Random(shot.look.seed + 1)
        self.language = shot.look.language
        self.rtl = shot.look.rtl
        self.things = shot.shown
        self.texts = [plain(text) for text in shot.texts]

    def say(self, ways: Sequence[str], ways_zh: Sequence[str], **parts: str) -> str:
        """One of the ways to say something, in Chinese mostly when the page is, with its parts filled in."""
        chinese = self.language == "zh" and bool(ways_zh) and (self.chance.random() < 0.75 or not ways)
        return self.chance.choice(ways_zh if chinese else ways).format(**parts)

    def lone(self, one: Shown) -> bool:
        """Whether no other thing could be meant by this name."""
        name = plain(one.thing.name)
        if one.thing.role == "text":
            return self.texts.count(name) == 1
        written = self.shot.page.things
        return sum(plain(t.name) == name and t.role not in ("row", "cell", "text") for t in written) == 1

    def bare(self, one: Shown) -> bool:
        """Whether the name alone, without its role, says which thing is meant."""
        return self.texts.count(plain(one.thing.name)) == 1

    def all_of(self, role: Role) -> bool:
        """Whether all widgets of a role are in full view, so that they can be counted."""
        return role not in self.shot.page.unnamed and self.shot.all_seen(lambda thing: thing.role == role)

    def row_name(self, row: str) -> str:
        """The name of a row as people say it: often the first word when no other row begins so."""
        first = row.split()[0]
        others = [o.thing.row for o in self.things if o.thing.role == "row" and o.thing.row != row]
        if self.chance.random() < 0.35 and first.isalpha() and not any(other.split()[0] == first for other in others):
            return first
        return row

    def picture(self, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What people call an icon, in English and Chinese; not "… button" where words on the page say as much."""
        concept = concepts()[key]
        english = tuple(
            name for name in concept.names
            if not (name.endswith(" button") and related(name.removesuffix(" button")) & set(self.texts))
            and plain(name) not in self.texts
        )  # fmt: skip
        return english, tuple(name for name in concept.names_zh if name not in self.texts)

    def only_picture(self, key: str) -> bool:
        """Whether one thing shows this picture, counting buttons and links that show it beside words."""
        page = self.shot.page
        return sum(thing.icon == key for thing in page.things) == 1 and key not in page.decorations


def plain(text: str) -> str:
    """A text without case and doubled spaces, for comparing."""
    return re.sub(r"\s+", " ", text).strip().casefold()
