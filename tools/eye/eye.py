"""The embedded eye: reads a frame, finds its controls, says where a target in words is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from ..frames import Frame
from ..geometry import Box
from ..ocr_rapidocr import detect_text, recognise_text
from .controls.finding import find_controls
from .controls.pictured import name_pictures
from .locating.searching import FOUND, Match, all_matches, best_matches, locate
from .location import Location
from .reading.reader import Reader
from .regions.finding import find_regions, place_in_regions
from .scene import Control, Line, Scene
from .shapes.ink import crop
from .tooltips import NamedPicture, with_names

_MOST_SCENES = 32
_SPELT = 0.6


class Eye:
    """A Locator that needs no model server. It owns caches only: the same frame always gives the same answer."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._scenes: OrderedDict[tuple[str, float], Scene] = OrderedDict()

    def warm(self) -> None:
        """Load what reading needs, so that the first frame does not wait for it (a second or two)."""
        detect_text(np.zeros((32, 32, 3), np.uint8))

    def see(self, frame: Frame) -> Scene:
        """The lines and controls of a frame, in its pixels. Raises UsageError when the picture is damaged."""
        key = (frame.digest, frame.scale)
        if key not in self._scenes:
            page = self._reader.read(frame)
            controls = name_pictures(frame.pixels, find_controls(frame.pixels, page))
            regions = find_regions(page, controls)
            placed = place_in_regions(page, controls, regions)
            self._scenes[key] = Scene(frame.width, frame.height, page.lines, placed, regions)
            if len(self._scenes) > _MOST_SCENES:
                self._scenes.popitem(last=False)
        self._scenes.move_to_end(key)
        return self._scenes[key]

    def read(self, frame: Frame, box: Box | None = None) -> tuple[Line, ...]:
        """The lines of text of a frame in reading order, or only those whose centre is inside a box of its pixels."""
        lines = self.see(frame).lines
        return lines if box is None else tuple(line for line in lines if box.has_center_of(line.box))

    def spell(self, frame: Frame, box: Box) -> str:
        """What a small picture says when it is one or a few letters or digits that stand alone; "" when it is none."""
        text, sure = recognise_text(np.ascontiguousarray(crop(frame.pixels, box.grow(max(3, box.height // 3)))))
        return text if sure >= _SPELT else ""

    def has_read(self, frame: Frame) -> tuple[Line, ...] | None:
        """The lines of a frame that was seen lately, None of any other; on any thread, and at once."""
        scene = self._scenes.get((frame.digest, frame.scale))
        return scene.lines if scene else None

    def reader_beside(self) -> Reader:
        """A reader for another thread, which shares what the networks said."""
        return Reader(self._reader)

    def locate(
        self, frame: Frame, target: str, within: Box | None = None, told: Sequence[NamedPicture] = ()
    ) -> Location:
        """Where a target in words is; absent is not_found, two equal are ambiguous, never a guess.

        With ``within`` only what lies in this box of frame pixels is looked at, as if the rest were not there.
        ``told`` is what tooltips said of pictures, as far as these are still as they were.
        """
        scene = self._part(frame, within)
        return locate(with_names(scene, frame, told) if told else scene, target)

    def find_control(
        self, frame: Frame, target: str, kinds: frozenset[str] | None = None, within: Box | None = None
    ) -> tuple[Control, ...]:
        """The controls that fit a target best and equally well (none, one, or several), only of ``kinds`` if given.

        A name alone may leave out what was asked for: "search" is also tried as "search field", and a box to tick may
        have no words but those of its row.
        """
        scene = self._part(frame, within)
        asked = [target]
        asked += [f"{target} field"] if kinds and "field" in kinds else []
        asked += [f"the checkbox in the row of {target}"] if kinds and "checkbox" in kinds else []
        for words in asked:
            matches = best_matches(scene, words, kinds)
            if found := tuple(match.control for match in matches if match.score >= FOUND):
                return found
        return ()

    def find_all(self, frame: Frame, target: str) -> tuple[Match, ...]:
        """Everything that fits a target in words ("Delete button", "row"), in reading order."""
        return tuple(all_matches(self.see(frame), target))

    def _part(self, frame: Frame, within: Box | None) -> Scene:
        scene = self.see(frame)
        return scene if within is None else scene.within(within)
