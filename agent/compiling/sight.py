"""What the pictures of a run show, looked at by the embedded eye."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from ...env.events import Picture
from ...tools.eye.eye import Eye
from ...tools.eye.scene import Control, Line, Scene
from ...tools.frames import Frame
from ...tools.geometry import Box, Point

_MOST_FRAMES = 24
_BROAD = 0.25
"""The share of a frame from which on a control is a part of the page, not a thing on it."""


class Sight:
    """The frames of one run folder with an eye on them; both keep what they saw lately."""

    def __init__(self, folder: Path, eye: Eye) -> None:
        self.folder = folder
        self.eye = eye
        self._reader = eye.reader_beside()
        self._frames: OrderedDict[str, Frame] = OrderedDict()

    def frame(self, picture: Picture) -> Frame:
        """Raises UsageError when the picture is missing or damaged."""
        if picture.path not in self._frames:
            opened = Frame.open(self.folder / picture.path, scale=picture.scale, time_s=picture.time_s)
            self._frames[picture.path] = opened
            if len(self._frames) > _MOST_FRAMES:
                self._frames.popitem(last=False)
        self._frames.move_to_end(picture.path)
        return self._frames[picture.path]

    def scene(self, picture: Picture) -> Scene:
        return self.eye.see(self.frame(picture))

    def lines(self, picture: Picture) -> tuple[Line, ...]:
        """The texts of a picture that need no controls, which takes less time."""
        frame = self.frame(picture)
        return self.eye.has_read(frame) or self._reader.read(frame).lines

    def control_at(self, picture: Picture, at: Point) -> Control | None:
        """The smallest thing at a place; one to act on before plain text, a box to tick also by its words."""
        most = _BROAD * picture.width * picture.height
        found = [
            control
            for control in self.scene(picture).controls
            if control.box.area < most and (control.box.contains(at) or _by_words(control, at))
        ]
        return min(found, key=lambda control: (control.kind == "text", control.box.area), default=None)

    def line_at(self, picture: Picture, at: Point) -> Line | None:
        lines = [line for line in self.scene(picture).lines if line.box.grow(2).contains(at)]
        return min(lines, key=lambda line: line.box.area, default=None)


def _by_words(control: Control, at: Point) -> bool:
    words = control.label_box if control.checked is not None else None
    return words is not None and words.grow(3).contains(at)


def within(box: Box, width: int, height: int) -> Box:
    """The part of a box that is inside a picture; one pixel where nothing of it is."""
    x0, y0, x1, y1 = box.clip(width, height)
    x0, y0 = min(x0, width - 1), min(y0, height - 1)
    return Box(x0, y0, max(x1, x0 + 1), max(y1, y0 + 1))
