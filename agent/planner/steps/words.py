"""Where a word of a line is: a link within a text, of which the eye reads whole lines."""

from __future__ import annotations

import re

import numpy as np

from ....tools.eye.scene import Line
from ....tools.geometry import Box
from .view import View

_COLOURED = 60  # levels between the strongest and the weakest channel of ink that is no grey


def word_boxes(view: View, words: str) -> list[Box]:
    """The places of a word, or of words in a row, on the screen: whole words only.

    Links (coloured ones) rather than others, those with the same upper and lower case rather than others.
    """
    found: list[tuple[bool, bool, Box]] = []
    wanted = _plain(words)
    for line in view.eye.read(view.frame):
        for start, end in _spans(line.text, wanted):
            box = _part(line, start, end)
            found.append((_is_coloured(view.frame.pixels, box), _bare(line.text[start:end]) == _bare(words), box))
    best = max(((is_link, as_said) for is_link, as_said, _ in found), default=None)
    return [box for is_link, as_said, box in found if (is_link, as_said) == best]


def _bare(words: str) -> str:
    """The words without marks around them, in upper and lower case as said."""
    return re.sub(r"^[^\w@#]+|\W+$", "", words)


def _spans(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where the words stand in a text, whatever marks are around them."""
    pieces = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    count = max(1, len(wanted.split()))
    spans = [(pieces[n][0], pieces[n + count - 1][1]) for n in range(len(pieces) - count + 1)]
    return [(start, end) for start, end in spans if _plain(text[start:end]) == wanted]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s@#]", "", text).casefold().split())


def _part(line: Line, start: int, end: int) -> Box:
    """The part of a line's box that some of its letters take; letters are of different widths, thin ones are less."""
    widths = np.array(
        [0.45 if letter in " .,iIljft!:;'()|" else 1.45 if letter in "mwMW" else 1.0 for letter in line.text]
    )
    total = max(float(widths.sum()), 1e-6)
    x0 = line.box.x0 + line.box.width * float(widths[:start].sum()) / total
    x1 = line.box.x0 + line.box.width * float(widths[:end].sum()) / total
    return Box(round(x0), line.box.y0, max(round(x1), round(x0) + 2), line.box.y1)


def _is_coloured(pixels: np.ndarray, box: Box) -> bool:
    """Whether the ink of a text is no grey."""
    part = pixels[box.y0 : box.y1, box.x0 : box.x1].reshape(-1, 3).astype(np.int16)
    if not len(part):
        return False
    ground = np.median(part, axis=0)
    ink = part[np.abs(part - ground).max(axis=1) > 80]
    return len(ink) > 0 and float(np.median(ink.max(axis=1) - ink.min(axis=1))) > _COLOURED
