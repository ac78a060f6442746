"""What a step is looking for, and what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ...env.events import Rung
from ...tools.elements import Element
from ...tools.errors import ActionError
from ...tools.frames import Frame
from ...tools.geometry import Box, Point
from ..script.anchors import Anchor
from .pictures import Grey, grey, resized

LEAST_DISTINCT = 3
"""Letters of a value that is looked for in recorded texts: a shorter one stands in too many."""


@dataclass(frozen=True)
class Target:
    """A target in words with what was recorded of it.

    ``kinds`` are the kinds of controls it may be, None for any. ``changed`` is whether a value in it is another than
    was recorded, so that its recorded pictures show something else.
    """

    words: str
    anchor: Anchor | None = None
    picture: Frame | None = field(default=None, repr=False)
    kinds: frozenset[str] | None = None
    changed: bool = False

    @cached_property
    def grey(self) -> Grey | None:
        """The recorded picture in logical pixels (CSS pixels, or steps of the pointer)."""
        if self.anchor is None or self.picture is None:
            return None
        return resized(grey(self.picture.pixels), 1 / self.anchor.scale)

    @property
    def around(self) -> Box:
        """Where the picture was, in logical pixels."""
        assert self.anchor is not None
        return logical(self.anchor.around, self.anchor.scale)

    @property
    def row(self) -> tuple[str, ...]:
        """The texts that tell which of several like things is meant; none for what was the only one."""
        if self.anchor is None or self.anchor.unique:
            return ()
        return tuple(landmark.text for landmark in self.anchor.landmarks if landmark.same_row)


@dataclass(frozen=True, slots=True)
class Found:
    """A place on the frame that was looked at, in its pixels, and by which rung it was found."""

    point: Point
    box: Box
    rung: Rung
    confidence: float = 1.0
    reason: str = ""
    element: Element | None = None
    model_calls: int = 0


class Contradiction(ActionError):
    """Two ways of looking say different things, or several things are equally meant: the run halts, nothing is done."""


def logical(box: Box, scale: float) -> Box:
    """A box of frame pixels in logical ones."""
    return box if scale == 1 else Box(*(round(side / scale) for side in box))


def of_frame(box: Box, scale: float) -> Box:
    """A box of logical pixels in those of a frame."""
    return box if scale == 1 else Box(*(round(side * scale) for side in box))


def adapted(anchor: Anchor, meant: Mapping[str, str], given: Mapping[str, str]) -> tuple[Anchor, bool]:
    """The anchor with other values than the recorded ones in its texts, and whether its target's own text changed.

    ``given`` maps recorded values to those of this run; ``meant`` has those that the step itself names: only these can
    change what the target is called and which row is its own. What stands around may hold any.
    """
    element = anchor.element
    if element is not None:
        element = element.model_copy(update={"name": _put(element.name, meant)})
    landmarks = tuple(
        one.model_copy(update={"text": _put(one.text, meant if one.same_row else {**given, **meant})})
        for one in anchor.landmarks
    )
    other = anchor.model_copy(update={"text": _put(anchor.text, meant), "element": element, "landmarks": landmarks})
    return other, (other.text, other.element) != (anchor.text, anchor.element)


def _put(text: str, values: Mapping[str, str]) -> str:
    for old, new in values.items():
        if len(old) >= LEAST_DISTINCT and old != new:
            text = text.replace(old, new)
    return text
