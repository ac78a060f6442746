"""A small thing is looked at twice: the second answer counts when it is the same thing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from eyehand.agent.history import History, Screen, Text
from eyehand.agent.models.endpoint import Endpoint
from eyehand.agent.models.vision_model import VisionModel
from eyehand.tools.actions import Act, Click
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box

from .brains import BLUE, call, patch
from .server import MODEL, Asked, Brain, ModelServer
from .test_exchange import model

WIDE, HIGH = 3840, 2160
THING = Box(3001, 1203, 3019, 1215)


def screen(thing: Box = THING) -> Frame:
    pixels = np.full((HIGH, WIDE, 3), 255, np.uint8)
    pixels[thing.y0 : thing.y1, thing.x0 : thing.x1] = BLUE
    return Frame.from_pixels(pixels)


def boxed(frame: Frame, off: int = 0) -> str:
    """The blue thing on the grid, ``off`` cells beside it."""
    box = patch(frame, BLUE)
    if box is None:
        return "[]"
    x, y = 1000 / frame.width, 1000 / frame.height
    placed = [round(box.x0 * x) + off, round(box.y0 * y) + off, round(box.x1 * x) + off, round(box.y1 * y) + off]
    return json.dumps([{"bbox_2d": placed, "label": "thing"}])


def coarse(asked: Asked) -> str:
    """Sees the whole screen a few cells off, and a part of it exactly."""
    return boxed(asked.images[0], 6 if asked.images[0].width == WIDE else 0)


def test_the_second_look_is_the_finer_one() -> None:
    with ModelServer(coarse) as server:
        found = model(server).locate(screen(), "the thing")
    assert found.status == "found" and found.point and found.box
    assert THING.contains(found.point) and found.box.iou(THING) > 0.7
    assert found.confidence == 0.9 and len(server.asked) == 2


@pytest.mark.parametrize("corner", [Box(0, 0, 18, 12), Box(WIDE - 18, HIGH - 12, WIDE, HIGH)])
def test_in_the_corners_the_part_stays_on_the_screen(corner: Box) -> None:
    with ModelServer(lambda asked: boxed(asked.images[0])) as server:
        found = model(server).locate(screen(corner), "the thing")
    assert found.point and corner.contains(found.point)
    assert [(image.width, image.height) for image in server.asked[1].images] == [(2560, 1440)]


@pytest.mark.parametrize(
    "second", ["[]", "hm", '[{"bbox_2d": [0, 0, 30, 30]}]', '[{"point_2d": [1, 1]}, {"point_2d": [900, 9]}]']
)
def test_a_second_look_that_sees_something_else_does_not_count(second: str) -> None:
    def worse(asked: Asked) -> str:
        return boxed(asked.images[0]) if asked.images[0].width == WIDE else second

    with ModelServer(worse) as server:
        found = model(server).locate(screen(), "the thing")
    assert found.status == "found" and found.point and THING.contains(found.point)
    assert found.confidence == 0.3 and len(server.asked) == 2


@pytest.mark.parametrize(
    ("brain", "status"),
    [
        (lambda asked: "[]", "not_found"),
        (lambda asked: '[{"bbox_2d": [0, 0, 9, 9]}, {"bbox_2d": [500, 0, 509, 9]}]', "ambiguous"),
        (lambda asked: '[{"bbox_2d": [100, 100, 400, 400]}]', "found"),
    ],
)
def test_otherwise_one_look_is_enough(brain: Brain, status: str) -> None:
    with ModelServer(brain) as server:
        assert model(server).locate(screen(), "the thing").status == status
    assert len(server.asked) == 1


def test_what_another_model_takes_to_point_is_counted(tmp_path: Path) -> None:
    (tmp_path / "s.png").write_bytes(screen().data)
    history = History(
        (Text("instruction", "click it"), Screen(tmp_path / "s.png", WIDE, HIGH, scale=1.0, time_s=0.0, settled=True))
    )
    with (
        ModelServer(coarse) as points,
        ModelServer(lambda asked: call(action="left_click", target="the thing")) as plans,
    ):
        pointer = model(points)
        planner = VisionModel(pointer.described, Endpoint(pointer.described, plans.url, MODEL), pointer.name, pointer)
        reply = planner.decide(history)
    assert isinstance(reply.decision, Act) and isinstance(reply.decision.action, Click)
    assert THING.contains(reply.decision.action.at) and reply.decision.target == "the thing"
    assert reply.usage.completion == 3 * 20 and reply.usage.prompt > 2 * 8160
