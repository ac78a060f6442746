"""What must be true after a step: seen on any frame since then, wherever it stands and however large it is."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from ...env.base import Observation
from ...tools.actions import Scroll
from ...tools.alike import folded, looks_in
from ...tools.change import changed
from ...tools.errors import ActionError
from ...tools.eye.eye import Eye
from ...tools.eye.scene import Line
from ...tools.frames import Frame
from ...tools.geometry import Box, Point
from ..planner.plan import ScrollTo
from ..script.anchors import Anchors, Patch
from ..script.verbs import Truth
from .pictures import Grey, grey, resized, stands_at
from .stage import QUIET_S, Stage
from .targets import logical

ANSWER_S = 1.5
"""How long a screen may take to begin to answer before it is read: reading takes longer than waiting."""
SCROLL_S = 3.0
"""After so long a text that must be seen is looked for under a cookie banner, and further down and up."""
_FIELDS = frozenset({"field", "spinbox", "dropdown"})
_SURE = 0.8
"""Of the reader: a line that it is less sure of is read again."""
_AROUND = 24
"""Logical pixels around such a line."""
_CUT = 2
"""Wheel notches that bring a line that the edge cuts onto the screen."""
_BETWEEN = re.compile(r"[>›»·•]|(?:^|\s)[-–—](?=\s|$)|(?<=[^\W\d_])\.(?=[^\W\d_])")
"""Marks between parts, which are read in one size and not in another; a dotted line under words is read as dots."""
PATIENT_S = 1.0
"""For how long it must be quiet before what might be told at a glance is read."""


@dataclass(frozen=True)
class Seen:
    """A truth of a script with what its text looked like when it was recorded, in logical pixels; None: unknown.

    ``typed`` are the texts from steps before that it is, or calls a thing by: in a field they prove nothing.
    """

    truth: Truth
    patch: Patch | None = None
    picture: Grey | None = None
    scale: float = 1.0
    typed: tuple[str, ...] = ()


def to_be_seen(
    truths: Sequence[Truth], after: Sequence[Patch], anchors: Anchors, scale: float, typed: Sequence[str] = ()
) -> tuple[Seen, ...]:
    """The truths as they are looked for: with their recorded pictures, and with what was ``typed`` that is in them.

    Raises UsageError when a picture is missing.
    """
    patches = {patch.text: patch for patch in after}
    found: list[Seen] = []
    for truth in truths:
        text = truth.seen or truth.visible or truth.still or ""
        patch = patches.get(text)
        picture = None if patch is None else resized(grey(anchors.picture(patch.picture).pixels), 1 / scale)
        found.append(Seen(truth, patch, picture, scale, tuple(one for one in typed if _is_of(one, truth))))
    return tuple(found)


def _is_of(typed: str, truth: Truth) -> bool:
    """Whether a text that was typed is all that must be read, or part of what a thing is called."""
    if truth.visible is not None:
        return _plain(typed) in _plain(truth.visible)
    return truth.seen is not None and _plain(typed) == _plain(truth.seen)


def wait_for(truths: Sequence[Seen], before: Frame | None, stage: Stage, deadline_s: float) -> Truth | None:
    """Wait until all hold, each at some moment; the first that does not until then, None when all did.

    ``before`` is the frame before the step. What can be told from a glance is; the rest is read once the screen is
    quiet, with what flashed up meanwhile.
    """
    new = [one for one in truths if one.truth.still is None]
    kept = [one for one in truths if one.truth.still is not None]
    # What could be read before proves nothing until the rest is true.
    return _wait_for(new, before, stage, deadline_s) or _wait_for(kept, before, stage, deadline_s)


def _wait_for(truths: Sequence[Seen], before: Frame | None, stage: Stage, deadline_s: float) -> Truth | None:
    pending: list[Seen] = list(truths)
    read = cleared = scrolled = False
    began_s, first = time.monotonic(), before or stage.glance().frame
    glanced: Frame | None = None
    while pending:
        seen = stage.glance()
        if seen.frame is not glanced:  # looking takes from the screen what it needs to change
            glanced = seen.frame
            pending = [one for one in pending if not _at_a_glance(one, glanced, before)]
        if not pending:
            return None
        now_s = time.monotonic()
        late = now_s >= deadline_s
        may_be_told = not stage.looks_other and all(one.patch for one in pending)
        quiet = stage.quiet_for(PATIENT_S if may_be_told else QUIET_S)
        if not quiet:
            read = False
        answered = seen.frame is not first or now_s - began_s >= ANSWER_S
        if late or (quiet and answered and not read):
            pending, read = _read(pending, before, stage), True
        hidden = pending and read and (late or now_s - began_s >= SCROLL_S)
        if hidden and not cleared:
            cleared = True
            if stage.clear_the_way():
                read = False
                continue
        if hidden and not scrolled:
            pending, scrolled = [one for one in pending if not _beyond_the_edge(one, stage)], True
        if late and pending:
            return pending[0].truth
    return None


def can_be_read(text: str, frame: Frame, eye: Eye, *, in_fields: bool = True) -> bool:
    """Whether a text stands on a frame, in a line, in pieces beside each other, or running over lines.

    Case, spaces and look-alikes do not matter. ``in_fields`` is whether what stands in a field counts.
    """
    wanted = _plain(text)
    if not wanted:
        return False
    fields = () if in_fields else [one.box for one in eye.see(frame).controls if one.kind in _FIELDS]
    lines = [line for line in eye.read(frame) if not any(box.has_center_of(line.box) for box in fields)]
    return _stands_in(wanted, lines) or any(
        _stands_in(wanted, eye.read(_part(frame, line.box))) for line in lines if line.confidence < _SURE
    )


def _stands_in(wanted: str, lines: Sequence[Line]) -> bool:
    levels = [lines, *([line] for line in lines), *(_level(line, lines) for line in lines)]
    texts = [_plain(" ".join(piece.text for piece in level)) for level in levels]
    return wanted in texts[0] or any(looks_in(wanted, text) for text in texts[1:])


def _part(frame: Frame, box: Box) -> Frame:
    """What is around a line that could hardly be read: by itself it may be, with less beside it."""
    high = round(_AROUND * frame.scale)
    around = Box(box.x0 - high, box.y0 - high, box.x1 + high, box.y1 + high).clip(frame.width, frame.height)
    return Frame.from_pixels(frame.crop(around).copy(), scale=frame.scale)


def _plain(text: str) -> str:
    """Folded, and without the marks between parts, unless there is nothing else."""
    return folded(_BETWEEN.sub(" ", text)) or folded(text)


def _level(line: Line, lines: Sequence[Line]) -> list[Line]:
    """The texts in the row of a line, from the left."""
    row = [one for one in lines if line.box.y0 < one.box.center.y < line.box.y1]
    return sorted(row, key=lambda one: one.box.x0)


def said(truth: Truth) -> str:
    """A truth in words."""
    if truth.seen is not None:
        return f"{truth.seen!r} can be read"
    if truth.gone is not None:
        return f"{truth.gone!r} is gone"
    if truth.still is not None:
        return f"{truth.still!r} can still be read"
    if truth.visible is not None:
        return f"{truth.visible!r} can be seen"
    return "something changed on the screen"


def _at_a_glance(one: Seen, frame: Frame, before: Frame | None) -> bool:
    if one.truth.changed:
        return before is not None and _other(before, frame)
    if one.patch is None or one.picture is None:
        return False
    now = resized(grey(frame.pixels), 1 / frame.scale)
    return stands_at(now, one.picture, logical(one.patch.box, one.scale))


def _beyond_the_edge(one: Seen, stage: Stage) -> bool:
    """Whether a text or a thing can be scrolled to: on a larger page what was seen at once is not."""
    words = one.truth.seen or one.truth.still or one.truth.visible
    if words is None:
        return False
    try:
        stage.plan(ScrollTo(words), f"scroll to {words!r}")
    except ActionError:
        return False
    if not _read((one,), None, stage):
        return True  # (what words lead to may be less than the text)
    seen = stage.still()
    middle = Point(seen.frame.width // 2, seen.frame.height // 2)
    stage.act(Scroll(at=middle, dy_notches=_CUT), f"scroll to {words!r}", seen)  # the edge may cut through it
    return not _read((one,), None, stage)


def _read(pending: Sequence[Seen], before: Frame | None, stage: Stage) -> list[Seen]:
    """Those that do not hold on the settled screen either."""
    now = stage.still()
    missing = stage.think(lambda: [one for one in pending if not _holds(one, now, before, stage)])
    stage.looks_other |= any(one.patch for one in pending if one not in missing)
    return missing


def _holds(one: Seen, now: Observation, before: Frame | None, stage: Stage) -> bool:
    truth, eye = one.truth, stage.episode.eye

    def reads(text: str, frame: Frame) -> bool:
        return can_be_read(text, frame, eye, in_fields=not one.typed)

    if truth.changed:
        return before is not None and any(_other(before, frame) for frame in (now.frame, *now.clip))
    if truth.gone is not None:
        return not can_be_read(truth.gone, now.frame, eye)
    if truth.still is not None:
        return reads(truth.still, now.frame)
    if truth.visible is not None:
        there = all(reads(text, now.frame) for text in one.typed)
        return there and eye.locate(now.frame, truth.visible).status != "not_found"
    return any(reads(truth.seen or "", frame) for frame in (now.frame, *now.clip))


def _other(before: Frame, frame: Frame) -> bool:
    """Whether two frames of one screen differ, whatever their scales."""
    if before.scale == frame.scale:
        return changed(before, frame)
    small, large = sorted((before, frame), key=lambda one: one.width)
    picture = Image.fromarray(large.pixels).resize((small.width, small.height), Image.Resampling.BOX)
    return changed(small, Frame.from_pixels(np.asarray(picture), scale=small.scale))
