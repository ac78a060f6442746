"""Folds of a model in this process: where a server's are, and nothing of what was computed is wrong afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eyehand.agent.folding import fold
from eyehand.agent.history import History, Part, Said, Text
from eyehand.agent.models.endpoint import Endpoint
from eyehand.agent.models.local.engine import Engine
from eyehand.agent.models.local.template import render
from eyehand.agent.models.local.voice import InProcess
from eyehand.agent.models.messages import Message, messages
from eyehand.agent.models.vision_model import VisionModel

from .conftest import Draw
from .test_engine import described, never

CONTEXT = 4 << 10
STEPS = 30


def decisions(draw: Draw) -> Iterator[tuple[tuple[Part, ...], Said]]:
    """What is new at each decision, and the reply to it."""
    for number in range(STEPS):
        begins = () if number else (Text("instruction", "press every button"),)
        failed = (Text("error", "nothing came of it"),) if number % 7 == 3 else ()
        clip = (draw(100 + number, settled=False),) if number % 4 == 1 else ()
        seen = (*begins, *failed, *clip, draw(number, 640, 400), Text("page", f"Orders http://here/{number}"))
        yield seen, Said("tiny", f"Action: 按 number {number}\n<tool_call>\n{{}}\n</tool_call>")


def written(template: str, sent: list[Message]) -> str:
    return render(template, [{**one, "content": content(one["content"])} for one in sent])


def content(told: str | list[Message]) -> object:
    return told if isinstance(told, str) else [{k: v for k, v in part.items() if k != "image"} for part in told]


def test_both_fold_at_the_same_points_and_what_was_told_stays_to_the_byte(folder: Path, draw: Draw) -> None:
    one = described(context_tokens=CONTEXT, weights=str(folder))
    here = VisionModel(one, InProcess(one, str(folder)), "tiny")
    there = VisionModel(one, Endpoint(one, "http://127.0.0.1:9/v1", "tiny"), "tiny")
    template = (folder / "chat_template.jinja").read_text("utf-8")
    reader = Engine(one, str(folder)).reader
    history, text, ids, folds = History(), "", list[int](), 0
    for seen, reply in decisions(draw):
        asked = history.append(seen)
        assert here.cost(asked).tokens == there.cost(asked).tokens
        history = fold(asked, here)
        sent = messages(history, "SYSTEM", "tiny")
        now, tokens = written(template, sent), reader.read(sent)
        if history is asked:
            assert now.startswith(text.removesuffix("<|im_start|>assistant\n"))
            assert tokens.ids[: len(ids)].tolist() == ids
        else:
            folds += 1
        text, ids = now, tokens.ids.tolist()
        history = history.append([reply, Text("receipt", "done")])
    assert folds >= 3


@pytest.mark.parametrize("cache", [None, pytest.param("8bit", marks=pytest.mark.long)])
def test_after_a_fold_it_says_what_a_model_says_that_is_told_everything_anew(
    folder: Path, draw: Draw, cache: str | None
) -> None:
    one = described(context_tokens=CONTEXT, weights=str(folder), kv_cache=cache)
    model = VisionModel(one, InProcess(one, str(folder)), "tiny")
    engine, history, folds, flat = Engine(one, str(folder)), History(), 0, 0
    for seen, _ in decisions(draw):
        asked = history.append(seen)
        history = fold(asked, model)
        sent = messages(history, "SYSTEM", "tiny")
        said = engine.say(sent, never)
        if history is not asked:
            folds += 1
            fresh = Engine(one, str(folder)).say(sent, never)
            assert said.text == fresh.text
            assert said.usage.prompt - said.usage.cached <= fresh.usage.prompt
        elif history.parts != seen:
            new = said.usage.prompt - said.usage.cached
            flat = max(flat, new)
        history = history.append([Said("tiny", said.text), Text("receipt", "done")])
    assert folds >= 3 and flat < 450, "the new turn only: a screen of 240 tokens, perhaps a clip, and its words"
