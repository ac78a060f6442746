"""Names of small pictures as their tooltips tell them: which to ask, what was told, where that still holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..channels import apart
from ..frames import Frame, Pixels
from ..geometry import Box
from .locating.naming import picture_fit
from .scene import Control, Line, Scene

_LEAST_PX, _MOST_PX = 8, 64  # of a picture on a tool, at scale 1
_LEAST_TOOLS = 3  # side by side, or below each other
_TITLE_PX = 40  # between the buttons of a window and the menu bar below them, at scale 1
_UPRIGHT_PX, _ROOM = 14, 1.3  # of a tool of an upright bar; times its size to the next one
_GAP = 4.0  # times the size of a tool between it and the next one of its bar
_ACROSS_PX, _DOWN_PX = 460, 110  # how far from the pointer a tooltip begins, at scale 1
_CHANGE, _MOSTLY = 3, 0.6  # levels; of the pixels around words that changed
_SPAN = 0.25  # of the pixels across that changed: within a tooltip, whose letters may be of the old ground
_PADDING_PX, _EDGE_PX, _MARGIN_PX = 4, 1, 12
_KEYS = re.compile(r"\s*[\[(（][^()\[\]（）]*[)\]）]\s*$")
_TOOLS = frozenset({"icon", "button", "checkbox", "radio"})


@dataclass(frozen=True)
class NamedPicture:
    """What the tooltip of the picture in a box of a frame said; "" when none appeared.

    ``looks`` are digests of its pixels, before it was pointed at and then: elsewhere, or changed, it is another one.
    """

    box: Box
    looks: tuple[str, ...]
    name: str

    def holds(self, frame: Frame) -> bool:
        """Whether the picture is still on a frame, as it was."""
        return look_of(frame, self.box) in self.looks


def look_of(frame: Frame, box: Box) -> str:
    """A digest of the pixels of a box."""
    pixels = frame.crop(box)
    return hashlib.blake2b(pixels.tobytes(), digest_size=8, salt=f"{pixels.shape[1]}".encode()).hexdigest()


def tools_to_ask(scene: Scene, frame: Frame, wanted: str) -> list[Control]:
    """The pictures without words that stand in bars, none of a window's own; the likeliest first."""
    least, most = _LEAST_PX * frame.scale, _MOST_PX * frame.scale
    silent = [
        control
        for control in scene.controls
        if control.kind in _TOOLS and not control.label and not control.covered and control.enabled
        if least <= max(control.box.width, control.box.height) <= most
        if not any(icon.name == "expander" for icon in control.icons)
    ]
    bars = _menu_bars(scene)
    in_bars = [
        control
        for control in silent
        if _neighbours(control.box, silent, frame.scale) >= _LEAST_TOOLS
        if not any(0 <= bar.y0 - control.box.center.y < _TITLE_PX * frame.scale for bar in bars)
    ]
    likely = {control.box: picture_fit(wanted, control.icons, "button").score for control in in_bars}
    return sorted(in_bars, key=lambda control: -round(likely[control.box], 2))


def _menu_bars(scene: Scene) -> list[Box]:
    """The titles of menus that stand side by side: right above them is but the title of the window."""
    titles = [control.box for control in scene.controls if control.kind == "menuitem"]
    return [box for box in titles if sum(other.y0 == box.y0 and other.y1 == box.y1 for other in titles) > 1]


def told(before: Frame, after: Frame, tool: Box, read: Callable[[Frame], Sequence[Line]]) -> str | None:
    """The first line of the tooltip of a tool, without the keys it names; None when none appeared between two frames.

    A tooltip stands near its tool on a ground of its own; it is read by itself, without the borders that it covers.
    """
    if before.pixels.shape != after.pixels.shape:
        return None
    near = [line for line in read(after) if _is_near(line.box, tool, after.scale) and tool.common_area(line.box) == 0]
    new = [line for line in near if len(line.text) > 1 and _differs(before, after, line.box.grow(2))]
    if not new:
        return None
    first = min(new, key=lambda line: (abs(line.box.center.y - tool.center.y) // 4, line.box.x0))
    alone = read(Frame.from_pixels(_cut_out(before, after, first.box), scale=after.scale))
    text = min(alone, key=lambda line: line.box.y0).text if alone else first.text
    return _KEYS.sub("", text).strip() or None


def with_names(scene: Scene, frame: Frame, known: Sequence[NamedPicture]) -> Scene:
    """The scene in which the pictures that were told about, and are still as they were, are buttons with a name."""
    here = [picture for picture in known if picture.name and picture.holds(frame)]
    if not here:
        return scene
    newest = {picture.box: picture for picture in here}
    kept = tuple(
        control
        for control in scene.controls
        if not (any(box.has_center_of(control.box) for box in newest) if not control.label else
                _is_tooltip(control.label, control.box, here, frame.scale))
    )  # fmt: skip
    lines = tuple(line for line in scene.lines if not _is_tooltip(line.text, line.box, here, frame.scale))
    named = tuple(_named(scene, picture) for picture in newest.values())
    return replace(scene, lines=lines, controls=(*kept, *named))


def _is_tooltip(text: str, box: Box, known: Sequence[NamedPicture], scale: float) -> bool:
    """Whether some words are but the tooltip that is still shown: they name what is pointed at, and lead nowhere."""
    return any(_KEYS.sub("", text).strip() == one.name and _is_near(box, one.box, scale) for one in known)


def _cut_out(before: Frame, after: Frame, words: Box) -> Pixels:
    """The ground around some words that changed with them, and a blank margin."""
    changed = apart(after.pixels, before.pixels) > _CHANGE
    around = words.grow(_PADDING_PX).clip(after.width, after.height)
    y0, y1 = _span(changed[:, around.x0 : around.x1].mean(axis=1), words.center.y)
    x0, x1 = _span(changed[around.y0 : around.y1].mean(axis=0), words.center.x)
    inner = after.pixels[y0 + _EDGE_PX : y1 - _EDGE_PX, x0 + _EDGE_PX : x1 - _EDGE_PX]
    if inner.size == 0:
        inner = after.crop(words)
    blank = np.median(inner.reshape(-1, 3), axis=0).astype(np.uint8)
    whole = np.full((inner.shape[0] + 2 * _MARGIN_PX, inner.shape[1] + 2 * _MARGIN_PX, 3), blank, np.uint8)
    whole[_MARGIN_PX:-_MARGIN_PX, _MARGIN_PX:-_MARGIN_PX] = inner
    return whole


def _span(share: NDArray[np.float64], middle: int) -> tuple[int, int]:
    """The start and end of what mostly changed around a place."""
    kept = np.flatnonzero(share < _SPAN)
    before, after = kept[kept < middle], kept[kept > middle]
    return int(before[-1]) + 1 if before.size else 0, int(after[0]) if after.size else len(share)


def _differs(before: Frame, after: Frame, box: Box) -> bool:
    """Whether nearly every pixel of a box changed."""
    return bool((apart(before.crop(box), after.crop(box)) > _CHANGE).mean() > _MOSTLY)


def _named(scene: Scene, picture: NamedPicture) -> Control:
    seen = next((c for c in scene.controls if not c.label and picture.box.has_center_of(c.box)), None)
    if seen is None:
        return Control("button", picture.box, picture.name, label_box=picture.box)
    return replace(seen, kind="button", label=picture.name, label_box=picture.box, checked=None)


def _neighbours(box: Box, tools: Sequence[Control], scale: float) -> int:
    """How many tools stand in the bar of one, itself included: level with it, or right above or below it.

    Small ones close above each other are letters or bullets of a text.
    """
    size = max(box.width, box.height)
    level = [c.box for c in tools if abs(c.box.center.y - box.center.y) < 0.4 * size]
    upright = [c.box for c in tools if abs(c.box.center.x - box.center.x) < 0.3 * size]
    across = sum(abs(other.center.x - box.center.x) < _GAP * 2 * size for other in level)
    steps = sorted(abs(other.center.y - box.center.y) for other in upright if other != box)
    text = size < _UPRIGHT_PX * scale or bool(steps and steps[0] < _ROOM * size)
    return max(across, 0 if text else 1 + sum(step < _GAP * size for step in steps))


def _is_near(box: Box, tool: Box, scale: float) -> bool:
    at = tool.center
    aside = max(0, box.x0 - at.x, at.x - box.x1)
    return aside < _ACROSS_PX * scale and abs(box.center.y - at.y) < _DOWN_PX * scale
