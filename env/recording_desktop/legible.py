"""Whether a text that was typed can be read on the screen a little later: then it is no secret."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from ...tools.desktop.capture import Shot
from ...tools.desktop.hidden import where_changed
from ...tools.eye.reading.reader import Reader
from ...tools.frames import Frame
from ...tools.geometry import Box

MARGIN = 8
"""Pixels around what changed: readers want some ground around letters."""
SHORT = 3
"""A text with fewer characters must be all that stands in its line: it is a part of too many others."""


class Legible:
    """Reads on a thread of its own, as reading takes longer than the screen stays as it is."""

    def __init__(self) -> None:
        self._reader: Reader | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="legible")

    def asked(self, text: str, before: Shot, later: Sequence[Shot], within: Box | None) -> Future[bool]:
        """Whether a text stands on a later picture, where it did not before; ``within`` a part of the picture."""
        return self._thread.submit(self._appeared, text, before, tuple(later), within)

    def close(self) -> None:
        self._thread.shutdown(cancel_futures=True)

    def _appeared(self, text: str, before: Shot, later: Sequence[Shot], within: Box | None) -> bool:
        for shot in later:
            box = where_changed(before.raw[:, :, :3], shot.raw[:, :, :3], within)
            if box is None:
                continue
            part = box.grow(MARGIN).clip(shot.width, shot.height)
            if stands(text, self._lines(shot, part)) and not stands(text, self._lines(before, part)):
                return True
        return False

    def _lines(self, shot: Shot, part: Box) -> list[str]:
        self._reader = self._reader or Reader()
        pixels = np.ascontiguousarray(shot.rgb[part.y0 : part.y1, part.x0 : part.x1])
        return [line.text for line in self._reader.read(Frame.from_pixels(pixels, scale=shot.scale)).lines]


def stands(text: str, lines: Sequence[str]) -> bool:
    """Whether a text stands in lines, letter by letter but for case and spaces, perhaps running over lines.

    Nothing is forgiven a reader: a doubt makes a secret.
    """
    wanted, found = _plain(text), [_plain(line) for line in lines]
    if len(wanted) < SHORT:
        return bool(wanted) and wanted in found
    return wanted in "".join(found)


def _plain(text: str) -> str:
    return "".join(text.casefold().split())
