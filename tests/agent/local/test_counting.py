"""Tokens are those of the real processor, to the last one, and no pixel is touched to count them."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eyehand.agent.history import Screen
from eyehand.agent.models.description import Description
from eyehand.agent.models.local.reader import Reader, count_tokens
from eyehand.agent.models.local.sights import Clip, Sight, Video, clip, picture
from eyehand.tools.frames import Frame

from .processor import FILE, cases, conversation, fingerprint, is_small, picture_of, samples

GOLDEN: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reader(folder: Path) -> Reader:
    return Reader(folder, Description(name="tiny"))


@pytest.fixture
def no_picture(tmp_path: Path) -> Path:
    """A file that would be no picture if anybody looked into it."""
    path = tmp_path / "nothing.png"
    path.write_bytes(b"?")
    return path


def unseen(path: Path, width: int, height: int) -> Screen:
    return Screen(path, width, height, 1.0, 0.0, settled=True)


def told(kind: str, size: tuple[Any, ...], path: Path) -> list[dict[str, Any]]:
    messages = conversation(kind, *size)
    for part in messages[1]["content"]:
        if part["type"] == "image":
            part["image"] = unseen(path, *size)
        if part["type"] == "video":
            count, width, height, fps = size
            frames = tuple(unseen(path, width, height) for _ in range(count))
            part["video"] = Video(frames, tuple(number / fps for number in range(count)))
    return messages


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: f"{row['kind']}-{'x'.join(map(str, row['size']))[:20]}")
def test_the_tokens_are_those_of_the_real_processor(row: dict[str, Any], reader: Reader, no_picture: Path) -> None:
    messages = told(row["kind"], tuple(row["size"]), no_picture)
    assert reader.count(messages) == row["tokens"]
    assert fingerprint(reader.read(messages).ids.tolist()) == row["ids"]


def test_the_golden_file_has_every_case() -> None:
    assert [(row["kind"], tuple(row["size"])) for row in GOLDEN] == cases()


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in GOLDEN
        if row["kind"] != "text" and is_small(*row["size"][-3:-1] if row["kind"] == "video" else row["size"])
    ],
    ids=lambda row: f"{row['kind']}-{'x'.join(map(str, row['size']))}",
)
def test_the_pixels_are_those_of_the_real_processor(row: dict[str, Any], reader: Reader) -> None:
    """Within a step of 255 where its videos go through torchvision."""
    if row["kind"] == "image":
        width, height = row["size"]
        sights = [picture(Frame.from_pixels(np.asarray(picture_of(width, height))), reader.images)]
    else:
        count, width, height, fps = row["size"]
        frames = tuple(Frame.from_pixels(np.asarray(picture_of(width, height, n))) for n in range(count))
        made: Clip | Sight = clip(Video(frames, tuple(n / fps for n in range(count))), reader.videos)
        sights = [sight for _, sight in made.sights]
    ours = samples(np.concatenate([sight.patches() for sight in sights]))
    assert np.abs(np.array(ours) - row["pixels"]).max() <= (2 / 255 if row["kind"] == "video" else 1e-4) + 1e-4


def test_two_hundred_steps_are_counted_in_no_time(folder: Path, no_picture: Path) -> None:
    described = Description(name="tiny")
    messages: list[dict[str, Any]] = [{"role": "system", "content": "You press buttons."}]
    for step in range(200):
        shown = {"type": "image", "image": unseen(no_picture, 1280, 800)}
        messages.append({"role": "user", "content": [{"type": "text", "text": f"<{step}.0 seconds>"}, shown]})
        messages.append({"role": "assistant", "content": f"Action: press button {step}."})
    count_tokens(messages, described, str(folder))
    began = time.monotonic()
    assert count_tokens(messages, described, str(folder)) > 200_000
    assert time.monotonic() - began < 1
