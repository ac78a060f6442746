"""The ladder: how the place of a step is found on the screen, the surest and cheapest way first.

1. ``pixels``: the recorded picture still stands where it was.
2. ``structure``: the page has one thing of the recorded role and name.
3. ``crop``: the recorded picture stands elsewhere, at another size or in other colours.
4. ``text``: the recorded text is read elsewhere, among the same neighbours.
5. ``eye``: the embedded eye finds the target in words; then ``model``, another that can point.

The first two are tried on each painted frame, the others on a screen that is still. Whatever was found is checked
against the screen's structure, where there is one: what is covered, disabled or of another role is not acted on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ...env.base import Env, Structured
from ...tools.eye.eye import Eye
from ...tools.eye.location import Location, Locator
from ...tools.frames import Frame
from ...tools.geometry import Box, Point
from . import pictures
from .pictures import grey, resized
from .structure import (
    agrees,
    beside,
    by_structure,
    candidates,
    confirmed,
    inside,
    nameless,
    same_role,
    the_only,
    uncovered,
)
from .targets import Contradiction, Found, Target, logical, of_frame
from .texts import by_surroundings, by_text, in_its_row, same

_NEAREST = 2
"""Texts around a thing that must be read where they were, when its like stands elsewhere."""
_OTHER_SIZE = 0.25
"""Of its width or height: things of one name that differ by more are not taken for each other."""
_LARGER = 3
"""Times the recorded picture that what its words lead to may be wide and high."""


@dataclass
class Ladder:
    """Finds targets on frames of one screen; remembers how much larger things are than when they were recorded."""

    env: Env
    eye: Eye
    think: Callable[[Callable[[], object]], object]
    """Does what takes long while the screen is watched."""
    model: Locator | None = None
    _zooms: list[float] = field(default_factory=list[float])
    _greys: tuple[Frame, pictures.Grey] | None = None
    _alone: tuple[Frame, Target] | None = None
    """Where a thing stood without its neighbours: a picture is read once."""

    def quick(self, frame: Frame, target: Target) -> Found | None:
        """The first two rungs, on a frame that need not be still."""
        return self._by_pixels(frame, target) or by_structure(
            self.env, target, candidates(self.env, target), frame.scale
        )

    def covered(self, frame: Frame, target: Target) -> Found | None:
        """What the structure has on the screen, though something lies over it: it may be moved from under that."""
        only = the_only(target, candidates(self.env, target), frame.scale)
        if only is None or only.element is None or not Box(0, 0, frame.width, frame.height).contains(only.point):
            return None
        return None if uncovered(self.env, only.point, only.element) else only

    def still(self, frame: Frame, target: Target) -> Found | None:
        """The rungs that read, on a still frame. Raises Contradiction when what they find must not be acted on."""
        elements = candidates(self.env, target)
        found = self._by_crop(frame, target)
        if found is None:
            self.think(lambda: self.eye.see(frame))
            scene = self.eye.see(frame)  # known by now
            found = by_text(scene, target, elements, lambda text, box: beside(self.env, target, text, box))
            if found is not None and found.element is not None and not uncovered(self.env, found.point, found.element):
                raise Contradiction(f"{target.words!r} is covered by something else")
            if found is not None and not same_role(self.env, found.point, target):
                found = None
            found = found or by_surroundings(scene, target, nameless(self.env, target))
        if found is None:
            found = self._by_words(frame, target)
        if found is not None and elements and found.element is None and not _among(found, [e.box for e in elements]):
            raise Contradiction(
                f"{target.words!r}: the {found.rung} rung found it at {tuple(found.point)}, but the page has what was "
                "recorded in another place"
            )
        return found

    def asked(self, frame: Frame, target: Target) -> Found | None:
        """Where the model says that it is; None without a model, or when it does not see it."""
        model = self.model
        if model is None:
            return None
        location = self.think(lambda: model.locate(frame, target.words))
        assert isinstance(location, Location)
        if location.status != "found" or location.point is None or location.box is None:
            return None
        if not same_role(self.env, location.point, target):
            return None
        return Found(location.point, location.box, "model", location.confidence, location.how, model_calls=1)

    def _by_pixels(self, frame: Frame, target: Target) -> Found | None:
        anchor, picture = target.anchor, target.grey
        if anchor is None or picture is None or target.changed:
            return None
        if not pictures.stands_at(self._grey(frame), picture, target.around):
            return None
        if target.row and not all(self._reads(frame, one.text, _place(one.box, anchor.scale, frame))
                                  for one in anchor.landmarks if one.same_row):  # fmt: skip
            return None
        box = _place(anchor.box, anchor.scale, frame)
        point = Point(round(anchor.at.x / anchor.scale * frame.scale), round(anchor.at.y / anchor.scale * frame.scale))
        told = anchor.unique or target.row or confirmed(self.env, point, target)
        if not told and not self._surrounded(frame, target):
            return None  # its like may stand there now, and nothing would tell
        if not agrees(self.env, point, target) or self._stands_again(frame, target):
            return None
        self._learn(1.0)
        return Found(point, box, "pixels")

    def _stands_again(self, frame: Frame, target: Target) -> bool:
        """Whether another thing may be meant as well, though the recorded place shows what it did.

        Of several like things: whether each text of its row stands elsewhere, too.
        """
        anchor = target.anchor
        assert anchor is not None
        if target.row:
            row = [logical(one.box, anchor.scale) for one in anchor.landmarks if one.same_row]
            return all(pictures.stands_again(self._grey(frame), box) for box in row)
        return self._twice(frame, target, logical(anchor.box, anchor.scale))

    def _twice(self, frame: Frame, target: Target, box: Box) -> bool:
        """Whether there are several of what was the only one; ``box`` is where it stands, in logical pixels.

        Others of its name and of another size were there before: a link in a menu that leads where the button does.
        """
        assert target.anchor is not None
        if not isinstance(self.env, Structured):
            return pictures.stands_again(self._grey(frame), box)
        here = of_frame(box, frame.scale)
        alike = [one for one in candidates(self.env, target) if _as_large_as(one.box, here)]
        return target.anchor.sole and len(alike) > 1

    def _surrounded(self, frame: Frame, target: Target) -> bool:
        """Whether the texts that stood nearest can be read where they were: so it is that one of several like it."""
        anchor = target.anchor
        assert anchor is not None
        nearest = [one for one in anchor.landmarks if not one.same_row][:_NEAREST]
        known = self._alone is not None and self._alone[0] is frame and self._alone[1] is target
        if known or len(nearest) < _NEAREST:
            return False
        if all(self._reads(frame, one.text, _place(one.box, anchor.scale, frame)) for one in nearest):
            return True
        self._alone = frame, target
        return False

    def _by_crop(self, frame: Frame, target: Target) -> Found | None:
        anchor, picture = target.anchor, target.grey
        if anchor is None or picture is None or target.changed or not anchor.unique:
            return None
        scales = tuple(dict.fromkeys([*reversed(self._zooms), *pictures.SCALES]))
        found = pictures.find(self._grey(frame), picture, scales)
        if found is None or not found.alone:
            return None
        ratio = found.scale * frame.scale / anchor.scale
        left, top = found.box.x0 * frame.scale, found.box.y0 * frame.scale
        box = Box(*(round(origin + (side - around) * ratio) for side, around, origin in (
            (anchor.box.x0, anchor.around.x0, left), (anchor.box.y0, anchor.around.y0, top),
            (anchor.box.x1, anchor.around.x0, left), (anchor.box.y1, anchor.around.y0, top)
        )))  # fmt: skip
        if anchor.text and not self._reads(frame, anchor.text, box):
            return None
        if not anchor.text and found.score < pictures.SURE_WITHOUT_WORDS:
            return None
        point = inside(box, target)
        if not same_role(self.env, point, target) or self._twice(frame, target, logical(box, frame.scale)):
            return None
        self._learn(found.scale)
        return Found(point, box, "crop", found.score)

    def _by_words(self, frame: Frame, target: Target) -> Found | None:
        location = self._located(frame, target)
        if location.status == "ambiguous":
            raise Contradiction(f"{target.words!r} may mean {len(location.candidates)} things on the screen")
        if location.status != "found" or location.point is None or location.box is None:
            return None
        if not same_role(self.env, location.point, target):
            return None
        if not _as_large(location.box, target, frame.scale):
            return None
        if target.row and not _in_row(self.eye, frame, location.box, target):
            return None
        return Found(location.point, location.box, "eye", location.confidence, location.how)

    def _located(self, frame: Frame, target: Target) -> Location:
        if target.kinds is None:
            return self.eye.locate(frame, target.words)
        found = self.eye.find_control(frame, target.words, target.kinds)
        if len(found) > 1:
            return Location(status="ambiguous", candidates=self.eye.locate(frame, target.words).candidates)
        if not found:
            return Location(status="not_found")
        return Location(status="found", point=found[0].box.center, box=found[0].box, confidence=0.8)

    def _reads(self, frame: Frame, text: str, box: Box) -> bool:
        """Whether a text, and no other, is read in a box: on a picture of the box and a little around it."""
        around = box.grow(max(4, box.height // 3)).clip(frame.width, frame.height)
        if around.area <= 0:
            return False
        part = Frame.from_pixels(frame.crop(around).copy(), scale=frame.scale)
        inner = Box(box.x0 - around.x0, box.y0 - around.y0, box.x1 - around.x0, box.y1 - around.y0)
        lines = [line.text for line in self.eye.read(part) if inner.has_center_of(line.box)]
        return same(" ".join(lines), text) or any(same(line, text) for line in lines)

    def _grey(self, frame: Frame) -> pictures.Grey:
        """The frame in logical pixels."""
        if self._greys is None or self._greys[0] is not frame:
            self._greys = frame, resized(grey(frame.pixels), 1 / frame.scale)
        return self._greys[1]

    def _learn(self, zoom: float) -> None:
        if zoom in self._zooms:
            self._zooms.remove(zoom)
        self._zooms.append(zoom)


def _place(box: Box, recorded_scale: float, frame: Frame) -> Box:
    """A recorded box in pixels of a frame of the same screen."""
    return of_frame(box, frame.scale / recorded_scale)


def _among(found: Found, boxes: list[Box]) -> bool:
    return any(box.contains(found.point) for box in boxes)


def _as_large(box: Box, target: Target, scale: float) -> bool:
    """Whether a thing may be the recorded one by its size: words that name a button may lead to its whole window."""
    if target.anchor is None:
        return True
    around = target.around
    return box.width <= _LARGER * around.width * scale and box.height <= _LARGER * around.height * scale


def _in_row(eye: Eye, frame: Frame, box: Box, target: Target) -> bool:
    """Whether the texts of its row stand beside what the words led to, as far above or below as it was recorded."""
    assert target.anchor is not None
    return in_its_row(eye.see(frame), box, target.anchor)


def _as_large_as(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _OTHER_SIZE * max(a, b) for a, b in ((one.width, other.width), (one.height, other.height)))
