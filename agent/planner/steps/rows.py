"""Pictures in the row of a text, told apart by what the others are."""

from __future__ import annotations

import re

from ....tools.eye.eye import Eye
from ....tools.frames import Frame
from ....tools.geometry import Box

_IN_ROW = re.compile(r"(?:the )?(?P<icon>[\w -]+?) icon in the row of '(?P<name>[^']+)'")
_SURE = 0.5
"""Of confidence, from which on a picture is known to be another one."""


def icon_in_row(eye: Eye, frame: Frame, target: str) -> Box | None:
    """The picture that "the trash icon in the row of 'Ada'" can only be: the one of its row that has no other name.

    None when the words are of another kind, the name stands in several rows, or more than one is left.
    """
    said = _IN_ROW.fullmatch(target.strip())
    if said is None:
        return None
    scene = eye.see(frame)
    rows = [line.box for line in scene.lines if line.text.strip(" .").casefold() == said["name"].casefold()]
    if len(rows) != 1:
        return None
    row = rows[0]
    icons = [
        control
        for control in scene.controls
        if control.kind in ("icon", "button") and not control.label
        and control.box.x0 > row.x1 and control.box.y0 < row.y1 + row.height // 2 and control.box.y1 > row.y0
    ]  # fmt: skip
    unknown = [icon for icon in icons if not any(each.confidence >= _SURE for each in icon.icons)]
    return unknown[0].box if len(unknown) == 1 else None
