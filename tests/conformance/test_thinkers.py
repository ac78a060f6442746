"""What every Decider, Locator and Answerer must do; each implementation is listed once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from eyehand.agent.history import History, Said, Screen, Text
from eyehand.agent.models.choice import Choice, vision_model
from eyehand.agent.models.embedded import Embedded
from eyehand.agent.models.endpoint import Endpoint
from eyehand.agent.models.scripted import Scripted
from eyehand.agent.models.vision_model import VisionModel
from eyehand.agent.protocols import Answerer, Decider
from eyehand.tools.actions import Act, Click, Done
from eyehand.tools.eye.eye import Eye
from eyehand.tools.eye.location import Locator
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Point

from ..agent.served.brains import sees
from ..agent.served.server import MODEL, ModelServer

EYE = Eye()
SERVER = ModelServer(sees, usage=False).__enter__()
"""Answers from the pictures it is sent, for as long as the tests run."""


def served() -> VisionModel:
    made = vision_model(Choice(model="qwen3-vl-8b", base_url=SERVER.url))
    return VisionModel(made.described, Endpoint(made.described, SERVER.url, MODEL), made.name)


DECIDERS: dict[str, Callable[[], Decider]] = {
    "embedded": lambda: Embedded(EYE),
    "scripted": lambda: Scripted([Act(action=Click(at=Point(5, 5))), Done(status="success")]),
    "endpoint": served,
}
LOCATORS: dict[str, Callable[[], Locator]] = {"eye": lambda: EYE, "endpoint": served}
ANSWERERS: dict[str, Callable[[], Answerer]] = {"embedded": lambda: Embedded(EYE), "endpoint": served}


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drawn screen: two equal Delete buttons, one Save button, "Order number: 1009"."""
    image = Image.new("RGB", (640, 400), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(18)
    for x, y, text in ((40, 60, "Delete"), (40, 160, "Delete"), (40, 260, "Save")):
        draw.rounded_rectangle((x, y, x + 120, y + 40), 6, fill="#2459d6")
        draw.text((x + 60, y + 20), text, "white", font, anchor="mm")
    draw.text((300, 80), "Order number: 1009", "black", font)
    path = tmp_path_factory.mktemp("drawn") / "screen.png"
    image.save(path)
    return path


@pytest.fixture(scope="module")
def answered(picture: Path) -> Path:
    """The same screen, after it has answered."""
    image = Image.open(picture).convert("RGB")
    ImageDraw.Draw(image).text((300, 280), "Your order was saved.", "black", ImageFont.load_default(18))
    image.save(picture.with_name("answered.png"))
    return picture.with_name("answered.png")


def history(picture: Path, *said: str, after: Path | None = None) -> History:
    parts = [Text("instruction", "press Save"), Screen(picture, 640, 400, 1.0, 0.5, settled=True)]
    for text in said:
        parts += [Said("me", text), Screen(after or picture, 640, 400, 1.0, 1.5, settled=True)]
    return History(tuple(parts))


@pytest.mark.parametrize("make", DECIDERS.values(), ids=DECIDERS)
def test_a_decider_keeps_nothing_between_calls(make: Callable[[], Decider], picture: Path, answered: Path) -> None:
    """Another instance, given the history, goes on where the first one stood: that is what resume relies on."""
    first = make()
    start = history(picture)
    reply = first.decide(start)
    assert reply == make().decide(start) == first.decide(start)
    assert isinstance(reply.decision, Act) and reply.text and first.name
    later = history(picture, reply.text, after=answered)
    assert first.decide(later) == make().decide(later)
    done = make().decide(later)
    assert isinstance(done.decision, Done)
    # Cut off between that reply and the outcome, it says so again and does not begin anew.
    assert isinstance(make().decide(history(picture, reply.text, done.text, after=answered)).decision, Done)
    assert start == history(picture), "a history is never changed"


@pytest.mark.parametrize("make", LOCATORS.values(), ids=LOCATORS)
def test_a_locator_finds_says_no_and_says_which(make: Callable[[], Locator], picture: Path) -> None:
    frame = Frame.open(picture)
    found = make().locate(frame, "the Save button")
    assert found.status == "found" and found.point and found.box and 0 < found.confidence <= 1 and found.how
    assert found.box.contains(found.point) and found.box.contains(Point(100, 280))
    for absent in ("the Print button", "a unicorn", "Delete everything for ever"):
        missing = make().locate(frame, absent)
        assert (missing.status, missing.point, missing.box) == ("not_found", None, None)
    equal = make().locate(frame, "the Delete button")
    assert (equal.status, equal.point) == ("ambiguous", None) and len(equal.candidates) == 2
    second = make().locate(frame, "the second Delete button")
    assert second.point and 160 < second.point.y < 200


@pytest.mark.parametrize("make", ANSWERERS.values(), ids=ANSWERERS)
def test_an_answerer_answers_from_what_was_seen_or_not_at_all(make: Callable[[], Answerer], picture: Path) -> None:
    parts = history(picture).parts
    assert make().answer(parts, "What is the order number?").text == "1009"
    assert make().answer(parts, "What is the phone number?").text is None
    assert make().answer((), "What is the order number?").text is None
