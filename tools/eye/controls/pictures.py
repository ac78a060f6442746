"""Takes pictures out of what was read: a magnifier read as a Q, the arrow after the words of a drop-down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...geometry import Box
from ..scene import Line
from ..shapes.ink import crop
from .icons import name_icons
from .openers import opener
from .parts import glyph
from .view import View

_SURE = 0.85  # of confidence
_MARGIN = 2  # pixels
_GAP = 0.36  # font sizes between a picture and the words beside it; between words it is less
_ARROW_GAP = 0.22
_LONE_ICON = 0.78  # font sizes: a capital letter is lower
_READ = 0.9  # of confidence: two letters are no arrow then
_ICON = 0.66  # beside words
_DIGIT = 0.87  # of the height of a digit: no digit is wider
_TWO_WIDE = 1.5  # of their height: two wide characters side by side are wider


def split_pictures(view: View, known: Sequence[Box]) -> tuple[list[Line], list[Box]]:
    """The lines of a page without the pictures that were read as letters, and the boxes of these pictures.

    What was read in a box of ``known`` is left out as well.
    """
    lines: list[Line] = []
    pictures: list[Box] = []
    seen = _named(view)
    for line in view.lines:
        if any(box.grow(2).has_center_of(line.box) for box in known):
            continue
        if line in seen or _is_picture(view, line):
            pictures.append(line.box)
            continue
        if _gaps(view, line.box):
            for at_end in (False, True):
                line, picture = _without_end(view, line, at_end)
                if picture is not None:
                    pictures.append(picture)
        lines.append(line)
    return lines, pictures


def _named(view: View) -> set[Line]:
    """The single characters that are surely a well-known picture; a letter or digit is like none of these."""
    lone = [line for line in view.lines if len(line.text.strip()) == 1]
    named = name_icons([crop(view.pixels, line.box.grow(_MARGIN)) for line in lone])
    return {line for line, icons in zip(lone, named, strict=True) if icons and icons[0].confidence > _SURE}


def _is_picture(view: View, line: Line) -> bool:
    """Whether a "letter" is no letter: it stands alone and is a sign, or larger than letters are."""
    text, box = line.text.strip(), line.box
    if len(text) > 2 or (text.isdecimal() and len(text) == 2):
        return False
    if len(text) == 2 and text[0] in "-−+" and text[1].isdecimal():
        return False  # a number with its sign
    initials = len(text) == 2 and text.isalpha() and line.confidence > _READ
    if not initials and glyph(view, box) in ("down", "up", "updown"):
        return True
    if (text.isdecimal() or len(text) == 2) and text.isalnum() and not _is_misshapen(text, box, view.size):
        return False
    if not text.isalnum() or not (text.isalpha() or text.isdecimal()):
        return max(box.width, box.height) >= 0.5 * view.size
    row = [other for other in view.lines if other is not line and _beside(other.box, box, 6 * view.size)]
    if any(_beside(other.box, box, 0.9 * view.size) and len(other.text) > 2 for other in row):
        return False
    alike = [other for other in row if len(other.text) == 1 and abs(other.box.height - box.height) <= 1]
    sure = [other for other in alike if other.confidence > 0.95 and other.text != text]
    if line.confidence > 0.95 and len(sure) >= 2:
        return False  # the letters of a keyboard, the days of a week
    aspect = box.width / box.height
    least = 0.55 if text in "xX" else _LONE_ICON
    return max(box.width, box.height) >= least * view.size and 0.45 < aspect < 2.2


def _is_misshapen(text: str, box: Box, size: float) -> bool:
    """Whether a digit is as wide as it is high, or two wide characters are no wider than one."""
    aspect = box.width / box.height
    if len(text) == 2:
        return not text.isascii() and aspect < _TWO_WIDE
    return aspect > _DIGIT and max(box.width, box.height) >= _LONE_ICON * size


def _beside(other: Box, box: Box, reach: float) -> bool:
    same_row = other.y0 < box.center.y < other.y1
    return same_row and max(other.x0 - box.x1, box.x0 - other.x1) < reach


def _gaps(view: View, box: Box) -> bool:
    """Whether there is a gap in a line that is wide enough for a picture beside it."""
    unit = max(view.size, 0.9 * box.height)
    if box.width < 2 * unit:
        return False
    columns = np.flatnonzero(view.ink(box).mask.any(axis=0))
    return bool(columns.size and np.diff(columns).max(initial=0) > _ARROW_GAP * unit)


def _without_end(view: View, line: Line, at_end: bool) -> tuple[Line, Box | None]:
    """A line without the picture at its start or end, and that picture's box if there is one."""
    box = line.box
    unit = max(view.size, 0.9 * box.height)
    if box.width < 2 * unit:
        return line, None
    ink = view.ink(box).mask
    columns = np.flatnonzero(ink.any(axis=0))
    steps = np.diff(columns)
    breaks = np.flatnonzero(steps > _ARROW_GAP * unit)
    if columns.size == 0 or breaks.size == 0:
        return line, None
    cut = int(breaks[-1 if at_end else 0])
    inner, outer = (columns[cut], columns[cut + 1]) if at_end else (columns[cut + 1], columns[cut])
    span = (int(outer), int(columns[-1])) if at_end else (int(columns[0]), int(outer))
    rows = np.flatnonzero(ink[:, span[0] : span[1] + 1].any(axis=1))
    picture = Box(box.x0 + span[0], box.y0 + int(rows[0]), box.x0 + span[1] + 1, box.y0 + int(rows[-1]) + 1)
    words = line.text.split()
    arrow = glyph(view, picture) in ("down", "up", "updown") if at_end else opener(view, picture) is not None
    if not arrow and (
        steps[cut] <= _GAP * unit or not _may_be_icon(picture, unit, words[-1 if at_end else 0] if words else "")
    ):
        return line, None
    kept = box._replace(x1=box.x0 + int(inner) + 1) if at_end else box._replace(x0=box.x0 + int(inner))
    return replace(line, text=_without_token(line.text, at_end), box=kept), picture


def _may_be_icon(picture: Box, unit: float, token: str) -> bool:
    """Whether the ink before the first or after the last gap is a picture; ``token`` is what was read there."""
    longest, shortest = max(picture.width, picture.height), min(picture.width, picture.height)
    if shortest < 0.55 * unit or not _ICON * unit <= longest <= 1.8 * unit or longest > 1.45 * shortest:
        return False
    if len(token) <= 2 and token.isascii():
        return not token.isdigit() and (len(token) < 2 or not token.isalnum())
    return not token.isascii() or picture.width < 0.3 * len(token) * unit  # a word that begins further on


def _without_token(text: str, at_end: bool) -> str:
    """A text without what the picture before or after it was read as, if it was read at all."""
    head, _, tail = text.rpartition(" ") if at_end else text.partition(" ")
    token, rest = (tail, head) if at_end else (head, tail)
    if rest and (len(token) == 1 or not token.isalnum()) and len(token) <= 2 and not token.isdigit():
        return rest.strip()
    if len(text) < 3:
        return text
    edge, rest = (text[-1], text[:-1]) if at_end else (text[0], text[1:])
    foreign = edge.isascii() and not edge.isdigit() and not (rest[-1] if at_end else rest[0]).isascii()
    return rest.strip() if foreign or not (edge.isalnum() or edge in "()[]{}'\"*.!…:：。%/") else text


def merge(boxes: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    """The first boxes, then the others that touch none of them."""
    kept = list(boxes)
    kept += [box for box in others if not any(box.common_area(known) > 0 for known in boxes)]
    return kept
