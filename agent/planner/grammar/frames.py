"""Where a clause parts at a preposition: "Ada | into | the Name field"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .patterns import pattern
from .wording import MOVED

_STRONG = ("into", "onto")
_SPATIAL = pattern(r"\b(?:next|close|thanks|according|due|up|attached|belonging)$")
_PLACE = pattern(
    r"(?:the |this |that )?(?:(?:same|first|second|third|fourth|fifth|last|next|top|bottom|\d+(?:st|nd|rd|th)) |\S+ )?"
    r"(?:row|line|table|list|section|dialog|form|sidebar|footer|header|toolbar|panel|card|group|pane)\b"
    r"|(?:the )?(?:left|right|top|bottom)\b|row\b"
)
ROLE = pattern(r"\b(?:field|box|input|area|drop-?down|list|column|button|link)$")


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands before and behind a preposition. ``moved`` when the phrase was said in front of the verb."""

    before: str
    preposition: str
    behind: str
    moved: bool = False

    @property
    def is_place(self) -> bool:
        """Whether the phrase says where on the screen rather than which field."""
        return _PLACE.match(self.behind) is not None


def first(words: str, prepositions: str) -> Parts | None:
    """The words parted at the first of the prepositions ("to|as")."""
    return next(iter(_all(words, prepositions)), None)


def last(words: str, prepositions: str) -> Parts | None:
    """The words parted at the phrase that names a field: the one moved to the end, "into", or the last that can be.

    A phrase that only says where ("in the second row", "under Name" behind "the box") belongs to the one before.
    """
    moved = front(words)
    if moved:
        return moved
    found = _all(words, prepositions)
    strong = [parts for parts in found if parts.preposition in _STRONG]
    if strong:
        return strong[-1]
    while len(found) > 1 and (found[-1].is_place or ROLE.search(found[-1].before[-12:])):
        found.pop()
    return found[-1] if found else None


def front(words: str) -> Parts | None:
    """The phrase that was said in front of the verb; None when there was none."""
    before, mark, phrase = words.partition(MOVED)
    match = re.match(r" ?(\w+) ", phrase)
    if not mark or match is None:
        return None
    return Parts(before.strip(), match[1].lower(), phrase[match.end() :].strip(), moved=True)


def _all(words: str, prepositions: str) -> list[Parts]:
    return [
        Parts(words[: match.start()].strip(), match["word"].lower(), words[match.end() :].strip())
        for match in pattern(rf"(?<=\S) (?P<word>{prepositions}) (?=\S)").finditer(words)
        if not _SPATIAL.search(words[max(0, match.start() - 12) : match.start()])
    ]
