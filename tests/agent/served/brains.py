"""What stands in for a vision model: it answers from the pictures and words that a request holds, and nothing else."""

from __future__ import annotations

import json
import re

import numpy as np

from eyehand.agent.planner.steps.reading import read_value
from eyehand.tools.eye.eye import Eye
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box

from .server import Asked

BLUE, GREEN = (0x24, 0x59, 0xD6), (0x0B, 0x8A, 0x3D)
_ASKED_FOR = re.compile(r"Locate ('.*'|\".*\") on this screenshot")
_EYE = Eye()


def call(**arguments: object) -> str:
    said = json.dumps({"name": "computer_use", "arguments": arguments})
    return f"Action: Go on.\n<tool_call>\n{said}\n</tool_call>"


def patch(frame: Frame, colour: tuple[int, int, int]) -> Box | None:
    """The rectangle around every pixel of a colour."""
    rows, columns = np.nonzero((np.abs(frame.pixels.astype(int) - colour) < 12).all(axis=2))
    if len(rows) < 200:
        return None
    return Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)


def on_grid(box: Box, frame: Frame) -> list[int]:
    center = box.center
    return [round(center.x * 1000 / frame.width), round(center.y * 1000 / frame.height)]


def clicks_blue(asked: Asked) -> str:
    """Clicks what is blue until something is green."""
    frame = asked.images[-1]
    blue = patch(frame, BLUE)
    if patch(frame, GREEN):
        return call(action="terminate", status="success")
    return call(action="left_click", coordinate=on_grid(blue, frame)) if blue else call(action="wait", time=0.2)


def sees(asked: Asked) -> str:
    """Points, answers and follows "press X" or "Click the X button", by reading the pictures."""
    located = _ASKED_FOR.search(asked.last)
    if located:
        return _boxes(asked.images[-1], json.loads(located[1].replace("'", '"')))
    if "answer: NOT SHOWN" in asked.last:
        return _answer(asked)
    frame = asked.images[-1]
    target = re.search(r"(?:press |Click the )(.*?)(?: button)?\.?\n", asked.task)
    if any("saved" in line.text for line in _EYE.read(frame)):
        return call(action="terminate", status="success")
    found = _EYE.locate(frame, f"the {target[1]} button" if target else "nothing")
    if found.point is None or found.box is None:
        return call(action="terminate", status="failure")
    return call(action="left_click", coordinate=on_grid(found.box, frame))


def names_in_words(asked: Asked) -> str:
    """Plans, and leaves the pointing to another: the first word in braces of the task is what it wants clicked."""
    if any("saved" in line.text for line in _EYE.read(asked.images[-1])):
        return call(action="terminate", status="success")
    wanted = re.search(r"Task: click (.*?)\n", asked.task)
    return call(action="left_click", target=wanted[1] if wanted else "?")


def _boxes(frame: Frame, target: str) -> str:
    location = _EYE.locate(frame, target)
    boxes = [candidate.box for candidate in location.candidates] if location.status == "ambiguous" else []
    boxes += [location.box] if location.box else []
    wide, high = 1000 / frame.width, 1000 / frame.height
    each = [[round(b.x0 * wide), round(b.y0 * high), round(b.x1 * wide), round(b.y1 * high)] for b in boxes]
    return "```json\n" + json.dumps([{"bbox_2d": box, "label": target} for box in each]) + "\n```"


def _answer(asked: Asked) -> str:
    which = re.search(r"Which code does the (first|second|third)", asked.last)
    if which:
        frame = asked.images[("first", "second", "third").index(which[1])]
        said = [match[1] for line in _EYE.read(frame) if (match := re.search(r"Code:\s*(\d+)", line.text))]
        return said[0] if said else "NOT SHOWN"
    question = asked.last.rpartition("\nAnswer from")[0].rpartition("\n")[2]
    values = (read_value(_EYE, frame, question) for frame in reversed(asked.images))
    return next((value for value in values if value is not None), "NOT SHOWN")
