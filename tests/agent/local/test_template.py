"""The chat template of these tests writes what the published one writes, and we write what it writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eyehand.agent.dialect.computer_use import tool
from eyehand.agent.dialect.prompt import frame
from eyehand.agent.models.description import Description
from eyehand.agent.models.local.reader import Reader
from eyehand.agent.models.local.template import opening, render
from eyehand.tools.frames import Frame

from .tiny import HERE

TEMPLATE = (HERE / "chat_template.jinja").read_text(encoding="utf-8")
DOCUMENTED: list[dict[str, Any]] = json.loads((HERE / "golden" / "documented.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", DOCUMENTED, ids=lambda example: example["source"])
def test_it_writes_the_documented_examples(example: dict[str, Any]) -> None:
    assert render(TEMPLATE, example["messages"], example.get("tools")) == "".join(example["text"])


def test_the_tools_frame_is_ours() -> None:
    """What a model is told of its tools is what its own template would tell it."""
    written = render(TEMPLATE, [{"role": "user", "content": "go"}], [tool()])
    system = written.removeprefix("<|im_start|>system\n").partition("<|im_end|>")[0]
    assert system == frame([tool()], "json")


def test_a_conversation_of_ours_is_written_the_same(folder: Path) -> None:
    reader = Reader(folder, Description(name="tiny"))
    shown = {"type": "image", "image": Frame.from_pixels(np.zeros((200, 320, 3), np.uint8))}
    messages: list[dict[str, Any]] = [
        {"role": "system", "content": frame([tool()], "json")},
        {"role": "user", "content": [{"type": "text", "text": "Task: go\n<0.0 seconds>"}, shown]},
        {"role": "assistant", "content": 'Action: wait.\n<tool_call>\n{"name": "computer_use"}\n</tool_call>'},
        {"role": "user", "content": [shown, {"type": "text", "text": "\nPage: x"}]},
    ]
    from tokenizers import Tokenizer

    plain: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
    pad = "<|image_pad|>"
    written = render(TEMPLATE, messages).replace(pad, pad * 77)
    assert reader.read(messages).ids.tolist() == plain.encode(written, add_special_tokens=False).ids
    assert opening(folder) == ""
