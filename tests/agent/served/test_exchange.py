"""Servers that are slow, broken, truncating or lying: each gets a clear word, in time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from eyehand.agent.history import History, Screen, Text
from eyehand.agent.models.choice import Choice, vision_model
from eyehand.agent.models.description import Description
from eyehand.agent.models.endpoint import Endpoint
from eyehand.agent.models.vision_model import VisionModel
from eyehand.agent.protocols import Unusable
from eyehand.tools.actions import Act, Click, Done
from eyehand.tools.errors import EnvError, FormatError

from .brains import BLUE, call, clicks_blue
from .server import (
    MODEL,
    Asked,
    Mishap,
    ModelServer,
    breaks_off,
    drips,
    ends_early,
    hangs,
    is_cut,
    refuses,
    sends_a_page,
    sends_garbage,
)

KEY = "sk-very-secret-0123456789"


@pytest.fixture
def shown(tmp_path: Path) -> History:
    image = Image.new("RGB", (1280, 720), "white")
    ImageDraw.Draw(image).rectangle((900, 700, 999, 717), fill=BLUE)  # below the 704 rows that the processor makes
    image.save(tmp_path / "screen.png")
    return History(
        (Text("instruction", "click it"), Screen(tmp_path / "screen.png", 1280, 720, 1.0, 0.5, settled=True))
    )


def model(server: ModelServer, **changes: object) -> VisionModel:
    made = vision_model(Choice(model="qwen3-vl-8b", base_url=server.url))
    return at(made.described.model_copy(update=changes), server.url)


def at(described: Description, url: str, model_id: str = MODEL) -> VisionModel:
    return VisionModel(described, Endpoint(described, url, model_id), described.name)


def test_what_is_on_the_picture_is_clicked(shown: History) -> None:
    with ModelServer(clicks_blue) as server:
        reply = model(server).decide(shown)
    assert isinstance(reply.decision, Act) and isinstance(reply.decision.action, Click)
    x, y = reply.decision.action.at
    assert 900 <= x < 1000 and 700 <= y < 718
    assert reply.usage.prompt > 880 and reply.usage.completion == 20
    sent = server.asked[0].body
    assert (sent["temperature"], sent["top_k"], sent["presence_penalty"], sent["seed"]) == (0.7, 20, 1.5, 3407)
    assert "<0.5 seconds>" in server.asked[0].task and "Task: click it" in server.asked[0].task


@pytest.mark.parametrize(
    "mishap",
    [refuses(429, Retry_After="0.1"), refuses(500), refuses(503), breaks_off, ends_early, sends_garbage, sends_a_page],
)
def test_what_may_not_repeat_is_tried_again(shown: History, mishap: Mishap) -> None:
    with ModelServer(clicks_blue, [mishap]) as server:
        reply = model(server).decide(shown)
    assert isinstance(reply.decision, Act) and len(server.asked) == 2


def test_a_server_that_goes_on_failing_is_given_up(shown: History) -> None:
    failing = [refuses(503, Retry_After="0.05")] * 9
    with ModelServer(clicks_blue, failing) as server, pytest.raises(EnvError, match=r"503.*overloaded.*5 tries"):
        model(server).decide(shown)
    assert len(server.asked) == 5
    asleep = [refuses(503, Retry_After="900")]
    with ModelServer(clicks_blue, asleep) as server, pytest.raises(EnvError, match=r"503.*1 try"):
        model(server).decide(shown)


@pytest.mark.parametrize("mishap", [hangs(20), drips])
def test_the_deadline_holds_whatever_a_server_does(shown: History, mishap: Mishap) -> None:
    began = time.monotonic()
    with ModelServer(clicks_blue, [mishap]) as server, pytest.raises(EnvError, match="did not finish its reply in 1 s"):
        model(server, deadline_s=1.0).decide(shown)
    assert time.monotonic() - began < 3


def test_a_run_that_ends_does_not_wait_for_a_reply(shown: History) -> None:
    with ModelServer(clicks_blue, [hangs(20)]) as server:
        asked = model(server)
        threading.Timer(0.5, asked.close).start()
        began = time.monotonic()
        with pytest.raises(EnvError, match="the run ended"):
            asked.decide(shown)
        assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("mishap", "words"),
    [
        (refuses(400, "At most 4 image(s) may be provided in one prompt."), r"400.*At most 4 image"),
        (refuses(401, "bad key"), "EYEHAND_API_KEY"),
        (refuses(413, "too large"), "413"),
        (refuses(429, "insufficient_quota"), "insufficient_quota"),
    ],
)
def test_a_refusal_is_told_at_once(shown: History, mishap: Mishap, words: str) -> None:
    with ModelServer(clicks_blue, [mishap] * 9) as server, pytest.raises(EnvError, match=words):
        model(server).decide(shown)
    assert len(server.asked) == 1


def test_what_is_on_the_screen_goes_to_no_other_server(shown: History) -> None:
    with ModelServer(clicks_blue) as other:
        away = refuses(307, "moved", Location=f"{other.url}/chat/completions")
        with ModelServer(clicks_blue, [away]) as server, pytest.raises(EnvError, match="elsewhere"):
            model(server).decide(shown)
    assert not other.asked and not other.paths


def test_nobody_there_and_a_wrong_model_are_told(shown: History, nobody: str) -> None:
    described = vision_model(Choice(model="qwen3-vl-8b", base_url=f"{nobody}/v1")).described
    with pytest.raises(EnvError, match="is the server running"):
        at(described.model_copy(update={"deadline_s": 5.0}), f"{nobody}/v1").decide(shown)
    with ModelServer(clicks_blue) as server:
        with pytest.raises(EnvError, match=r"serves no 'other'; it has: Qwen/Qwen3-VL-8B-Instruct"):
            at(described, server.url, "other").decide(shown)
        with pytest.raises(EnvError, match=r"mostly ends in /v1"):
            at(described, server.url.removesuffix("/v1")).decide(shown)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("I cannot do that.", "no tool call"),
        ("", "no tool call"),
        ("<think>hm", "thinking"),
        (call(action="left_click", coordinate=[1203, 99]), "0 to 1000"),
    ],
)
def test_an_unusable_reply_goes_back_with_its_cost(shown: History, said: str, words: str) -> None:
    with ModelServer(lambda asked: said) as server, pytest.raises(FormatError, match=words) as caught:
        model(server).decide(shown)
    assert isinstance(caught.value, Unusable) and caught.value.usage.prompt > 880
    assert caught.value.reply == said


def test_a_reply_that_was_cut_off_is_never_carried_out(shown: History) -> None:
    whole = call(action="left_click", coordinate=[500, 500])
    with ModelServer(clicks_blue, [is_cut(whole)]) as server, pytest.raises(FormatError, match="cut off"):
        model(server).decide(shown)


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
def test_thoughts_come_by_either_name_and_do_not_go_back(shown: History, name: str) -> None:
    with ModelServer(clicks_blue, reasoning=name) as server:
        asked = model(server)
        reply = asked.decide(shown)
        assert reply.text.startswith("<think>\nThe user wants a click.\n</think>")
        from eyehand.agent.history import Said

        asked.decide(shown.append([Said(asked.name, reply.text), shown.parts[1]]))
    roles = [(role, text) for role, text in server.asked[1].texts if role == "assistant"]
    assert len(roles) == 1 and "<tool_call>" in roles[0][1] and "The user wants" not in roles[0][1]


def test_a_server_that_counts_nothing_is_believed(shown: History) -> None:
    with ModelServer(clicks_blue, usage=False, max_model_len=None) as server:
        assert model(server).decide(shown).usage.prompt == 0


def test_calls_that_the_server_takes_out_of_the_text_are_heard(shown: History) -> None:
    def native(handler: object, asked: Asked) -> bool:
        arguments = '{"action": "left_click", "coordinate": [500, 500]}'
        deltas = [
            {"tool_calls": [{"index": 0, "id": "a", "function": {"name": "computer_use", "arguments": ""}}]},
            *({"tool_calls": [{"index": 0, "function": {"arguments": arguments[n : n + 9]}}]} for n in range(0, 60, 9)),
        ]
        handler.stream(iter(deltas), asked, finish="tool_calls")  # pyright: ignore[reportAttributeAccessIssue]
        return True

    with ModelServer(clicks_blue, [native]) as server:
        decision = model(server).decide(shown).decision
    assert isinstance(decision, Act) and decision.action.kind == "click"


def test_the_key_is_sent_and_nowhere_told(
    shown: History, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "another")
    monkeypatch.setenv("EYEHAND_API_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    with ModelServer(clicks_blue, key=KEY) as server:
        assert isinstance(model(server).decide(shown).decision, Act)
        monkeypatch.delenv("EYEHAND_API_KEY")
        with pytest.raises(EnvError, match="EYEHAND_API_KEY") as told:
            model(server).decide(shown)
    assert "another" not in str(told.value) and "(key)" in str(told.value)
    assert KEY not in caplog.text and "another" not in caplog.text


def test_what_does_not_fit_is_not_sent(shown: History) -> None:
    many = History((shown.parts[0], *[shown.parts[1]] * 5))
    with ModelServer(clicks_blue, max_model_len=3_000) as server:
        with pytest.raises(EnvError, match=r"5 pictures among them, do not fit the 3,000 tokens"):
            model(server).decide(many)
        with pytest.raises(EnvError, match="more than the 4"):
            model(server, max_images=4).decide(many)
        assert not server.asked
        assert isinstance(model(server).decide(shown).decision, Act)
        assert server.asked[0].body["max_tokens"] < 2_000


def test_a_price_becomes_a_cost(shown: History) -> None:
    from eyehand.agent.models.description import Price

    with ModelServer(clicks_blue) as server:
        usage = model(server, price=Price(prompt=2, completion=10)).decide(shown).usage
    assert usage.cost == pytest.approx((usage.prompt * 2 + 20 * 10) / 1e6)


def test_it_can_end(shown: History) -> None:
    made: list[Callable[[Asked], str]] = [lambda asked: call(action="answer", text="42")]
    with ModelServer(made[0]) as server:
        assert model(server).decide(shown).decision == Done(status="success", answer="42", reason="Go on.")


@pytest.mark.parametrize("reply", ["", '""', "<think>\nIt is blue.\n</think>\n", "<think>\nIt is"])
def test_a_reply_without_an_answer_is_no_answer(shown: History, reply: str) -> None:
    with (
        ModelServer(lambda asked: reply) as server,
        pytest.raises(Unusable, match=r"no answer|while you were thinking"),
    ):
        model(server).answer(shown.parts, "What colour is it?")
