"""What is kept of the place of a step: its picture, its surroundings, the texts that tell it from others."""

from __future__ import annotations

from collections.abc import Iterator

from ...tools.alike import folded
from ...tools.eye.scene import Line
from ...tools.frames import Frame
from ...tools.geometry import Box
from ..script.anchors import Anchor, Landmark
from .rows import row_texts
from .sight import Sight, within
from .telling import is_telling
from .things import Thing, text_on

_MARGIN = 16  # logical pixels
_MOST = 6
_MOST_OF_ROW = 4
_REACH = 320  # logical pixels: a text farther away moves on its own


def anchor_of(thing: Thing, picture: str, sight: Sight, *, named: bool) -> tuple[Anchor, Frame]:
    """The anchor of a thing with the frame of its picture; ``named`` is whether its words alone lead to it."""
    seen = thing.aim.picture
    frame = sight.frame(seen)
    around = within(thing.box.grow(round(_MARGIN * seen.scale)), seen.width, seen.height)
    anchor = Anchor(
        width=seen.width,
        height=seen.height,
        scale=seen.scale,
        at=thing.aim.at,
        box=thing.box,
        around=around,
        picture=picture,
        text=text_on(thing, sight),
        unique=named and not thing.rivals,
        sole=not thing.namesakes,
        landmarks=landmarks_of(thing, sight),
        element=thing.aim.element,
    )
    return anchor, Frame.from_pixels(frame.crop(around), scale=seen.scale)


def landmarks_of(thing: Thing, sight: Sight) -> tuple[Landmark, ...]:
    """The texts of its row that no thing like it has, its label, then what stands nearest."""
    own = row_texts(thing, sight)[:_MOST_OF_ROW] if thing.rivals else ()
    names = [line for line in own if is_telling(line.text)]
    # Numbers of a row may be others the next time; they are needed only where nothing else names it.
    found = [Landmark(text=line.text, box=line.box, same_row=not names or line in names) for line in own]
    for line in _around(thing, sight):
        if len(found) == _MOST:
            break
        if all(line.box != one.box for one in found):
            found.append(Landmark(text=line.text, box=line.box))
    return tuple(found)


def _around(thing: Thing, sight: Sight) -> Iterator[Line]:
    """The label first, then texts by nearness that stand once on the frame and say the same the next time."""
    picture = thing.aim.picture
    lines = sight.scene(picture).lines
    label = thing.control.label_box if thing.control else None
    if label and not thing.box.has_center_of(label):
        yield from (line for line in lines if label.has_center_of(line.box))
    texts = [folded(line.text) for line in lines]
    near = [
        (_gap(line.box, thing.box), line)
        for line in lines
        if texts.count(folded(line.text)) == 1 and is_telling(line.text) and not thing.box.has_center_of(line.box)
    ]
    for gap, line in sorted(near, key=lambda one: one[0]):
        if gap < _REACH * picture.scale:
            yield line


def _gap(one: Box, other: Box) -> int:
    across = max(0, one.x0 - other.x1, other.x0 - one.x1)
    return across + max(0, one.y0 - other.y1, other.y0 - one.y1)
