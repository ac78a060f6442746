"""What tooltips told, as a line of a reply: a planner keeps nothing but its replies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from ....tools.eye.tooltips import NamedPicture
from ....tools.geometry import Box

_LINE = re.compile(r"^tip (\[.*\])$", re.MULTILINE)


def write_told(picture: NamedPicture) -> str:
    """The line, with its box, the digests of its looks, and its name."""
    values = [list(picture.box), list(picture.looks), picture.name]
    return f"tip {json.dumps(values, ensure_ascii=False)}"


def read_told(replies: Iterable[str]) -> tuple[NamedPicture, ...]:
    """What all the replies of a history keep, the oldest first."""
    found: list[NamedPicture] = []
    for text in replies:
        for line in _LINE.findall(text):
            box, looks, name = json.loads(line)
            found.append(NamedPicture(Box(*box), tuple(looks), name))
    return tuple(found)
