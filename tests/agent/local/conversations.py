"""Conversations of every kind, and what the model says of them when it is given all at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from eyehand.agent.models.image_tokens import ImageLimits
from eyehand.agent.models.local.features import Features
from eyehand.agent.models.local.loading import Loaded, shape_of
from eyehand.agent.models.local.session import Session
from eyehand.agent.models.local.settings import InProcess
from eyehand.agent.models.local.sights import Video, VideoLimits, clip, picture
from eyehand.agent.models.local.tokens import Tokens, Words, conversation

from .conftest import Draw

Messages = list[dict[str, Any]]
SMALL = ImageLimits(min_pixels=4096)
SMALL_VIDEO = VideoLimits(min_pixels=4096)


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def image(shown: Any) -> dict[str, Any]:
    return {"type": "image", "image": shown}


def video(draw: Draw, first: int, count: int, width: int = 160, height: int = 96) -> dict[str, Any]:
    frames = tuple(draw(first + n, width, height) for n in range(count))
    return {"type": "video", "video": Video(frames, tuple(0.5 * n for n in range(count)))}


def turns(draw: Draw) -> list[Messages]:
    """What is said in each of six turns: pictures of different sizes, none, two, a video, both."""
    contents = [
        [text("Task: press it\n<0.0 seconds>"), image(draw(1, 320, 200))],
        [text("<1.5 seconds>"), image(draw(2, 192, 256)), text("\nPage: Expenses")],
        [text("Problem: nothing came of it")],
        [image(draw(3, 96, 96)), text(" and "), image(draw(4, 352, 128))],
        [text("what went on: "), video(draw, 10, 5), text(" until now")],
        [image(draw(5, 224, 160)), video(draw, 20, 4, 96, 128), text("go on")],
    ]
    system: Messages = [{"role": "system", "content": "You press buttons. 按钮 🙂"}]
    said: list[Messages] = []
    for number, content in enumerate(contents):
        replied = [{"role": "assistant", "content": f"Action: step {number}"}] if number else []
        said.append([*(said[-1] if said else system), *replied, {"role": "user", "content": content}])
    return said


def read(words: Words, messages: Messages, **how: Any) -> Tokens:
    return conversation(
        messages, words, lambda one: clip(one, SMALL_VIDEO) if isinstance(one, Video) else picture(one, SMALL), **how
    )


def loaded(model: Any, **how: Any) -> Loaded:
    return Loaded(model, InProcess(**how), "sdpa", shape_of(model))


def session(made: Loaded, cache_mb: int = 64, **how: int) -> Session:
    return Session(made, Features(made, cache_mb), **how)


def inputs(tokens: Tokens) -> dict[str, torch.Tensor]:
    """Everything at once, as the model's own processor gives it."""
    kinds = np.zeros(len(tokens), dtype=np.int64)
    for at, sight in tokens.sights:
        kinds[at : at + sight.tokens] = 2 if sight.video else 1
    given = {"input_ids": torch.from_numpy(tokens.ids)[None], "mm_token_type_ids": torch.from_numpy(kinds)[None]}
    for is_video, pixels, grid in (
        (False, "pixel_values", "image_grid_thw"),
        (True, "pixel_values_videos", "video_grid_thw"),
    ):
        sights = [sight for _, sight in tokens.sights if sight.video is is_video]
        if sights:
            given[pixels] = torch.from_numpy(np.concatenate([one.patches() for one in sights]))
            given[grid] = torch.tensor([one.grid for one in sights])
    return given


def whole(model: Any, tokens: Tokens) -> torch.Tensor:
    """The logits behind the last token, from one pass with the positions that the model works out itself."""
    model.model.rope_deltas = None
    with torch.no_grad():
        return model(**inputs(tokens), logits_to_keep=1).logits[0, -1]


def furthest(one: torch.Tensor, other: torch.Tensor) -> float:
    return float((one.double() - other.double()).abs().max())


def words_of(folder: Path) -> Words:
    return Words(folder)


def with_reply(tokens: Tokens, drawn: Sequence[int]) -> Tokens:
    more = np.array(drawn, dtype=np.int64)
    return Tokens(np.append(tokens.ids, more), np.append(tokens.same, more), tokens.sights)
