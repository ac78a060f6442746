"""What every Decider, Locator and Answerer must do; each implementation is listed once."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

import pytest
from PIL import Image, ImageDraw, ImageFont

from eyehand.agent.history import History, Said, Screen, Text
from eyehand.agent.models.choice import Choice, vision_model
from eyehand.agent.models.description import Description, Sampling
from eyehand.agent.models.embedded import Embedded
from eyehand.agent.models.endpoint import Endpoint
from eyehand.agent.models.local.settings import InProcess
from eyehand.agent.models.local.voice import InProcess as Here
from eyehand.agent.models.scripted import Scripted
from eyehand.agent.models.vision_model import VisionModel
from eyehand.agent.protocols import Answerer, Decider
from eyehand.tools.actions import Act, Click, Decision, Done
from eyehand.tools.errors import FormatError
from eyehand.tools.eye.eye import Eye
from eyehand.tools.eye.location import Location, Locator
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Point

from ..agent.served.brains import sees
from ..agent.served.server import MODEL, ModelServer

T = TypeVar("T")
EYE = Eye()
SERVER = ModelServer(sees, usage=False).__enter__()
"""Answers from the pictures it is sent, for as long as the tests run."""
DEADLINES_S = count(300)
BLIND = "in process"
"""Knows nothing, so nothing is expected of what it says, but all of how."""


def served() -> VisionModel:
    made = vision_model(Choice(model="qwen3-vl-8b", base_url=SERVER.url))
    return VisionModel(made.described, Endpoint(made.described, SERVER.url, MODEL), made.name)


@lru_cache(maxsize=1)
def weights() -> Path:
    """A small Qwen3-VL that knows nothing; its replies are short or cut off."""
    import torch

    from ..agent.local.tiny import save

    torch.set_num_threads(1)  # faster for matrices so small
    folder = mkdtemp(prefix="eyehand-weights-")
    atexit.register(shutil.rmtree, folder)
    return save(Path(folder), brief=2.2)


def in_process() -> VisionModel:
    """Its like shares nothing with it, since only models of the same description do."""
    how = InProcess(weights=str(weights()), dtype="float32")
    described = Description(
        name="tiny",
        sampling=Sampling(temperature=1.0, seed=7, max_tokens=24),
        in_process=how,
        deadline_s=next(DEADLINES_S),
    )
    return VisionModel(described, Here(described, str(weights())), "tiny")


DECIDERS: dict[str, Callable[[], Decider]] = {
    "embedded": lambda: Embedded(EYE),
    "scripted": lambda: Scripted([Act(action=Click(at=Point(5, 5))), Done(status="success")]),
    "endpoint": served,
    BLIND: in_process,
}
LOCATORS: dict[str, Callable[[], Locator]] = {"eye": lambda: EYE, "endpoint": served, BLIND: in_process}
ANSWERERS: dict[str, Callable[[], Answerer]] = {
    "embedded": lambda: Embedded(EYE),
    "endpoint": served,
    BLIND: in_process,
}


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


def seeing(makes: dict[str, Callable[[], T]]) -> pytest.MarkDecorator:
    able = {name: make for name, make in makes.items() if name != BLIND}
    return pytest.mark.parametrize("make", able.values(), ids=able)


def all_of(makes: dict[str, Callable[[], T]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("make", makes.values(), ids=makes)


def heard(decider: Decider, told: History) -> tuple[str, Decision | str]:
    """What it says, word for word, and the decision in it or why there is none; asked on a thread, as in a run."""
    with ThreadPoolExecutor(1) as thinker:
        try:
            reply = thinker.submit(decider.decide, told).result()
        except FormatError as error:
            assert str(error), "the sentence goes back to it"
            return error.reply, str(error)
    return reply.text, reply.decision


def place(locator: Locator, frame: Frame, target: str) -> Location | str:
    """What it answers, or the reply that nobody can read."""
    try:
        return locator.locate(frame, target)
    except FormatError as error:
        return error.reply


def answer(answerer: Answerer, shown: History, question: str) -> str | None:
    try:
        return answerer.answer(shown.parts, question).text
    except FormatError as error:
        return f"unusable: {error.reply}"


@all_of(DECIDERS)
def test_a_decider_says_the_same_to_the_same_history(
    make: Callable[[], Decider], picture: Path, answered: Path
) -> None:
    """Whoever else was asked, whatever came between, and however often: that is what resume relies on."""
    first = make()
    start = history(picture)
    text, _ = said = heard(first, start)
    assert text and first.name
    later = history(picture, text, after=answered)
    after = heard(first, later)
    elsewhere = heard(first, history(answered))
    another = make()
    assert heard(another, history(answered)) == elsewhere
    assert heard(first, later) == heard(another, later) == after
    assert heard(first, start) == heard(another, start) == said
    assert start == history(picture), "a history is never changed"


@all_of(LOCATORS)
def test_a_locator_says_one_place_or_none(make: Callable[[], Locator], picture: Path) -> None:
    """And the same for the same picture, whatever was asked before."""
    frame, locator, another = Frame.open(picture), make(), make()
    targets = ("the Save button", "the Delete button", "a unicorn", "the order number", "the Save button")
    found = [place(locator, frame, target) for target in targets]
    assert found[::-1] == [place(another, frame, target) for target in targets[::-1]] and found[0] == found[-1]
    for one in found:
        if isinstance(one, str):
            continue
        assert (one.status == "found") == (one.point is not None) == (one.box is not None)
        assert (one.status == "ambiguous") == (len(one.candidates) > 1)
        assert one.how and 0 <= one.confidence <= 1
        if one.box and one.point:
            assert one.box.contains(one.point)
            assert 0 <= one.box.x0 < one.box.x1 <= frame.width and 0 <= one.box.y0 < one.box.y1 <= frame.height
    assert frame.digest == Frame.open(picture).digest


@all_of(ANSWERERS)
def test_an_answerer_says_the_same_to_the_same_question(make: Callable[[], Answerer], picture: Path) -> None:
    first, another, shown = make(), make(), history(picture)
    questions = ("What is the order number?", "What is the phone number?", "What is the order number?")
    said = [answer(first, shown, question) for question in questions]
    assert said[::-1] == [answer(another, shown, question) for question in questions[::-1]] and said[0] == said[-1]
    assert all(one is None or one == one.strip() != "" for one in said)
    assert first.answer((), "What is the order number?").text is None, "of no picture there is no answer"


@seeing(DECIDERS)
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


@seeing(LOCATORS)
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


@seeing(ANSWERERS)
def test_an_answerer_answers_from_what_was_seen_or_not_at_all(make: Callable[[], Answerer], picture: Path) -> None:
    parts = history(picture).parts
    assert make().answer(parts, "What is the order number?").text == "1009"
    assert make().answer(parts, "What is the phone number?").text is None
    assert make().answer((), "What is the order number?").text is None
