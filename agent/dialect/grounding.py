"""The question where things are, with its answers.

Source: QwenLM/Qwen3-VL:cookbooks/spatial_understanding.ipynb and omni_recognition.ipynb: a JSON list of
``{"bbox_2d": [x0, y0, x1, y1], "label": …}`` or ``{"point_2d": [x, y], "label": …}``, each number from 0 to 1000.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

from ...tools.errors import FormatError
from ...tools.geometry import Box, Point
from .arguments import numbers_in
from .calls import NoCall, without_thoughts
from .grid import on_grid, to_box, to_pixels
from .repair import read_json

_NONE = re.compile(r"\[\s*\]|\b(?:none|not found|no such|not present|not visible|does not (?:appear|exist))\b", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a model points at, in frame pixels; a point has no box of its own and gets one pixel."""

    box: Box
    point: Point
    label: str


def question(target: str) -> str:
    """Asks where everything is that the target may mean."""
    return (
        f"Locate {target!r} on this screenshot. Answer with a JSON list: one "
        '{"bbox_2d": [x0, y0, x1, y1], "label": "…"} for each thing that it may mean, with coordinates from 0 to 1000. '
        "If only one thing fits, give only that one. If nothing on the screenshot fits, answer []."
    )


def found_in(reply: str, area: Box) -> tuple[Found, ...]:
    """The things in a reply; none when it says that there are none. ``area`` is the picture that was sent.

    Raises FormatError when it says neither.
    """
    try:
        text = without_thoughts(reply)
    except NoCall as error:
        raise FormatError(str(error), reply) from None
    start = re.search(r"\[\s*\{|\{|\[\s*\]|\[", text)
    if start is None:
        if _NONE.search(text):
            return ()
        raise FormatError('a JSON list of {"bbox_2d": [x0, y0, x1, y1]} was expected', reply)
    try:
        value, _ = read_json(text[start.start() :], whole=False)
    except ValueError as error:
        raise FormatError(f"the answer cannot be read: {error}", reply) from None
    values = cast("list[Any]", value) if isinstance(value, list) else [value]
    if values and all(isinstance(one, int | float) for one in values):
        values = [{"bbox_2d" if len(values) == 4 else "point_2d": values}]
    return tuple(_found(one, area, reply) for one in values)


def _found(value: Any, area: Box, reply: str) -> Found:
    if not isinstance(value, dict):
        raise FormatError('each thing is {"bbox_2d": [x0, y0, x1, y1], "label": "…"}', reply)
    fields = cast("dict[str, Any]", value)
    label = str(fields.get("label", ""))
    given = next((fields[key] for key in ("bbox_2d", "bbox", "box", "point_2d", "point") if key in fields), None)
    numbers = numbers_in(given)
    if numbers is None or not on_grid(*numbers) or len(numbers) not in (2, 4):
        raise FormatError(f"{given!r} is no box or point from 0 to 1000", reply)
    if len(numbers) == 4:
        box = to_box(numbers[0], numbers[1], numbers[2], numbers[3], area)
        return Found(box, box.center, label)
    point = to_pixels(numbers[0], numbers[1], area)
    return Found(Box(point.x, point.y, point.x + 1, point.y + 1), point, label)
