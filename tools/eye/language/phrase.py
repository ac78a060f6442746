"""A target in words, taken apart: its name, its role, its looks, which one of several, and beside what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from .roles import Kind

Relation = Literal["row", "column", "below", "above", "left", "right", "near", "between", "in", "of"]
State = Literal["checked", "unchecked", "enabled", "disabled", "selected", "focused", "empty", "filled"]


@dataclass(frozen=True)
class Order:
    """Which one of several: ``index`` counts from 0, negative from the end, None is the middle one.

    ``axis`` is what they are counted along, ``of`` how many stand together, when that was said.
    """

    index: int | None
    axis: Literal["reading", "x", "y"] = "reading"
    of: int | None = None


@dataclass(frozen=True)
class Place:
    """A side or corner: ``x`` -1 is left and 1 right, ``y`` -1 is top and 1 bottom, both 0 is the centre.

    A ``loose`` one ("in the toolbar") chooses between equals but rules nothing out.
    """

    x: int
    y: int
    loose: bool = False


@dataclass(frozen=True)
class Link:
    """A relation to something else; "between" has two anchors."""

    relation: Relation
    anchors: tuple[Target, ...]


@dataclass(frozen=True)
class Target:
    """What is looked for; whatever was not said is empty.

    ``name`` is what it is called (``exact`` when that was quoted) and ``others`` what it is called as well; ``kinds``
    are what ``role`` may mean. ``several`` is a plural. ``instead`` are more literal readings of its own words, which
    go before: "red" may be a colour or a part of a name.
    """

    name: str = ""
    exact: bool = False
    others: tuple[str, ...] = ()
    role: str = ""
    kinds: tuple[Kind, ...] = ()
    states: tuple[State, ...] = ()
    colour: str = ""
    order: Order | None = None
    place: Place | None = None
    links: tuple[Link, ...] = ()
    several: bool = False
    instead: tuple[Target, ...] = ()

    @property
    def is_role(self) -> bool:
        """Whether only a role was said."""
        return bool(self.role) and not self.name

    @property
    def is_only_role(self) -> bool:
        """Whether nothing but a role was said."""
        return self.is_role and not (self.states or self.colour or self.order or self.place or self.links)

    @property
    def is_region(self) -> bool:
        """Whether a place that holds things was said."""
        return bool({"dialog", "menu", "table", "list", "panel"} & {*self.kinds})

    @property
    def is_bare(self) -> bool:
        """Whether nothing is said of what it is or looks like."""
        return not (self.name or self.kinds or self.states or self.colour)


def flattened(target: Target) -> Target:
    """The same with every relation said of the target itself: "A below B in C" as A below B, and A in C."""
    links: list[Link] = []
    for link in target.links:
        inner = [flattened(anchor) for anchor in link.anchors]
        links.append(Link(link.relation, tuple(replace(anchor, links=()) for anchor in inner)))
        links += [deeper for anchor in inner for deeper in anchor.links]
    return replace(target, links=tuple(links))


_QUOTES = (
    r"“([^“”]+)”", r"‘([^‘’]+)’", r"「([^「」]+)」", r"『([^『』]+)』", r"《([^《》]+)》", r"【([^【】]+)】",
    r'"([^"]+)"', r"(?<!\w)'([^']+(?:'\w[^']*)*)'(?!\w)", r"(?<!\w)`([^`]+)`(?!\w)",
    r"(?<![a-zA-Z])’([^‘’]+)[‘’](?!\w)", r"(?<=[\u4e00-\u9fff])'([^']+)'", r"'([^']+)'(?=[\u4e00-\u9fff])",
)  # fmt: skip
_QUOTED = re.compile("|".join(_QUOTES))
_FIRST_MARK = 0xE000  # private characters stand for what was quoted, so that nothing in it is taken for grammar
_MOST_BESIDE = 8  # words, or single Chinese characters


class Shielded:
    """Words with what was quoted in them taken out."""

    def __init__(self, words: str) -> None:
        self._quotes: list[str] = []
        self.text = re.sub(r"\s+", " ", _QUOTED.sub(self._hide, words)).strip()

    def named(self, text: str) -> tuple[str, bool]:
        """A name with its quoted parts back, and whether it is nothing but a quote."""
        text = text.strip(" ,，。、:：;；.!")
        exact = len(text) == 1 and self._is_mark(text)
        marks = [char for char in text if self._is_mark(char)]
        if not exact and len(marks) == 1 and len(re.findall(r"[a-zA-Z]+|[^\sa-zA-Z]", text)) <= _MOST_BESIDE:
            text, exact = marks[0], True  # beside a quoted name a few other words only describe
        return (
            "".join(self._quotes[ord(char) - _FIRST_MARK] if self._is_mark(char) else char for char in text).strip(),
            exact,
        )

    def hides_in(self, text: str) -> bool:
        """Whether something quoted stands in a part of the text."""
        return any(self._is_mark(char) for char in text)

    def _hide(self, match: re.Match[str]) -> str:
        self._quotes.append(next(group for group in match.groups() if group))
        return f" {chr(_FIRST_MARK + len(self._quotes) - 1)} "

    def _is_mark(self, char: str) -> bool:
        return _FIRST_MARK <= ord(char) < _FIRST_MARK + len(self._quotes)
