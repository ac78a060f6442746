"""A second look, closer: at the part of a frame around a first answer.

A cell of the 0 to 1000 grid is 3.8 px wide on a 4K screen, and small things are small to a model, too; a crop around
the first answer makes both finer (reported for ScreenSpot-Pro: some ten points without training).
"""

from __future__ import annotations

import numpy as np

from ...tools.frames import Frame
from ...tools.geometry import Box
from ..dialect.grounding import Found

_LARGE = 20
"""A thing whose shorter side is more than the frame's width divided by this needs no second look."""
_PART = 3
"""The crop is the frame's sides divided by this, or three times the thing if that is more."""
_LEAST = (320, 240)
_ENLARGED = 2
_OFF = 100
"""A first answer may be off by the frame's width divided by this: ten cells of the grid."""


def closer(found: Found, frame: Frame) -> Box | None:
    """The part of the frame to look at again, in its pixels; None when a second look would tell nothing new."""
    if min(found.box.width, found.box.height) > frame.width // _LARGE:
        return None
    wide = min(frame.width, max(frame.width // _PART, 3 * found.box.width, _LEAST[0]))
    high = min(frame.height, max(frame.height // _PART, 3 * found.box.height, _LEAST[1]))
    if wide * high * 2 > frame.width * frame.height:
        return None
    x0 = max(0, min(found.point.x - wide // 2, frame.width - wide))
    y0 = max(0, min(found.point.y - high // 2, frame.height - high))
    return Box(x0, y0, x0 + wide, y0 + high)


def enlarged(frame: Frame, area: Box) -> Frame:
    """That part, at twice its size."""
    from PIL import Image

    part = Image.fromarray(frame.crop(area))
    big = part.resize((part.width * _ENLARGED, part.height * _ENLARGED), Image.Resampling.LANCZOS)
    return Frame.from_pixels(np.asarray(big), scale=frame.scale * _ENLARGED, time_s=frame.time_s)


def confirms(second: tuple[Found, ...], first: Found, frame: Frame) -> bool:
    """Whether the second look saw one thing, within the first box and how far that may be off."""
    reach = max(12, frame.width // _OFF)
    return len(second) == 1 and first.box.grow(reach).contains(second[0].point)
