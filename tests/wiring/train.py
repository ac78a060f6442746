"""Teaches the network to click a named button: ``python -m tests.wiring.train``.

It writes weights.safetensors. What it is shown is drawn by chance (``--seed``), everything else is fixed.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset

from eyehand.agent.models.description import Description
from eyehand.agent.models.local.reader import Reader
from eyehand.agent.models.local.tokens import Tokens

from . import lessons, network
from .screens import SIDES, draw

SCREENS = 24
"""In a batch, all of one size."""
_SECONDS = 0.15
"""The part of the lessons that are about the screen after the click."""


@dataclass(frozen=True)
class Batch:
    """Lessons side by side, filled up at the end; ``taught`` is where the next token belongs to the reply."""

    ids: Tensor
    kinds: Tensor
    taught: Tensor
    pixels: Tensor
    grids: Tensor


class School(IterableDataset[Batch]):
    """Endless batches."""

    def __init__(self, reader: Reader, words: list[int], seed: int, most: float) -> None:
        self.reader, self.seed, self.most = reader, seed, most
        self.number = np.full(network.VOCABULARY, -1)
        self.number[words] = np.arange(len(words))

    def __iter__(self) -> Iterator[Batch]:
        chance = random.Random(self.seed)
        count = 0
        while True:
            count += 1
            most = 1 if count < self.most else 3
            yield collate([lesson(self.reader, one) for one in _some(chance, most)], self.number)


def _some(chance: random.Random, most: int) -> Iterator[lessons.Lesson]:
    size = chance.choice(SIDES[0]), chance.choice(SIDES[1])
    for _ in range(SCREENS):
        shot = draw(chance, most, size)
        label = chance.choice(list(shot.buttons))
        kind = lessons.second if chance.random() < _SECONDS else lessons.first
        yield kind(shot, label, chance)


def lesson(reader: Reader, one: lessons.Lesson) -> tuple[Tokens, list[int]]:
    """The conversation as tokens, and the reply with its end."""
    return reader.read(one.messages), [*reader.words.ids(one.reply), reader.words.ends[0]]


def collate(read: list[tuple[Tokens, list[int]]], number: Any) -> Batch:
    longest = max(len(tokens) + len(reply) for tokens, reply in read)
    ids = np.zeros((len(read), longest), np.int64)
    kinds, taught = np.zeros_like(ids), np.zeros(ids.shape, bool)
    for row, (tokens, reply) in enumerate(read):
        end = len(tokens) + len(reply)
        ids[row, :end] = number[[*tokens.ids, *reply]]
        taught[row, len(tokens) - 1 : end - 1] = True
        for at, sight in tokens.sights:
            kinds[row, at : at + sight.tokens] = 1
    if (ids < 0).any():
        raise ValueError("a token that is not among the words")
    sights = [sight for tokens, _ in read for _, sight in tokens.sights]
    pixels = np.concatenate([sight.patches() for sight in sights])
    grids = np.array([sight.grid for sight in sights])
    return Batch(*map(torch.from_numpy, (ids, kinds, taught, pixels, grids)))


def loss_of(model: Any, batch: Batch, unknown: int) -> tuple[Tensor, Tensor]:
    """The mean loss of what is taught, and the part of it that would be said right.

    The words that the network has no rows for take part as one that points nowhere.
    """
    hidden = model.model(
        input_ids=batch.ids, mm_token_type_ids=batch.kinds, pixel_values=batch.pixels, image_grid_thw=batch.grids
    ).last_hidden_state
    logits = hidden[:, :-1][batch.taught[:, :-1]] @ model.get_input_embeddings().weight.T
    logits = torch.cat([logits, torch.full((len(logits), 1), math.log(unknown))], 1)
    wanted = batch.ids[:, 1:][batch.taught[:, :-1]]
    return nn.functional.cross_entropy(logits, wanted), (logits.argmax(1) == wanted).float().mean()


def words_of(reader: Reader, control: dict[str, int]) -> list[int]:
    """Every token of many lessons, and all that a time or an address may be made of."""
    chance = random.Random(0)
    seen = {*control.values(), *reader.words.ids("0123456789")}
    for _ in range(80):
        for one in _some(chance, 3):
            tokens, reply = lesson(reader, one)
            seen.update(map(int, {*tokens.ids, *reply}))
    return sorted(seen)


def as_matrix(embed: Any) -> None:
    """A convolution over single patches is a product with a matrix, whose gradient takes a tenth of the time."""
    embed.forward = lambda pixels: nn.functional.linear(pixels, embed.proj.weight.flatten(1), embed.proj.bias)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--steps", type=int, default=2500)
    asked.add_argument("--alone", type=int, default=400, help="steps with one button only, at the beginning")
    asked.add_argument("--rate", type=float, default=2e-3)
    asked.add_argument("--threads", type=int, default=2)
    asked.add_argument("--seed", type=int, default=20261126)
    asked.add_argument("--to", type=Path, default=network.WEIGHTS)
    arguments = asked.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(network.tokenizer(Path(folder)), Description(name="wiring"))
    words = words_of(reader, reader.words.control)
    model = network.build(words)
    as_matrix(model.model.visual.patch_embed)
    train(model, School(reader, words, arguments.seed, arguments.alone), words, arguments.steps, arguments.rate)
    kept = {name: weight.half() for name, weight in model.state_dict().items() if name != "lm_head.weight"}
    save_file({**kept, network.WORDS: torch.tensor(words)}, arguments.to)


def train(model: Any, school: School, words: list[int], steps: int, rate: float) -> None:
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.1)
    began = time.perf_counter()
    batches = DataLoader(school, batch_size=None, num_workers=1, prefetch_factor=4)
    for step, batch in zip(range(1, steps + 1), batches, strict=False):
        loss, right = loss_of(model, batch, network.VOCABULARY - len(words))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % 50 == 0 or step == 1:
            took = time.perf_counter() - began
            print(f"{step:6} {took:6.0f} s  loss {loss.item():.4f}  right {right.item():.3f}", flush=True)


if __name__ == "__main__":
    main()
