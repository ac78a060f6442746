"""Batches of lessons as tensors, with what is to be said, what is to be seen, where is to be looked."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.utils.data import IterableDataset

from eyehand.agent.models.local.reader import Reader
from eyehand.agent.models.local.sights import Sight, picture
from eyehand.agent.models.local.tokens import Tokens
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box

from . import lessons, network
from .screens import LABELS, SIDES, Shot, draw

SCREENS = 16
"""In a batch, all of one size."""
_SECONDS = 0.06
"""The part of the batches that are about the screen after the click. They are long, so they have fewer lessons."""
_FORM, _DIGITS = 0.1, (2.0, 1.0, 0.1)
"""What a token of the reply weighs: of its form, and the digits of a coordinate. The last one is a third of a pixel."""
_COVERED = 0.4
"""The part of a vision token from which on it belongs to a button."""


@dataclass(frozen=True)
class Seen:
    """Pictures of one size side by side, and what is on each vision token.

    ``words`` is the number of a label, 0 for none; ``places`` are the middles of the tokens, as parts of the picture.
    """

    pixels: Tensor
    grids: Tensor
    words: Tensor
    places: Tensor


@dataclass(frozen=True)
class Batch:
    """Lessons side by side, filled up at the end.

    ``weights`` are above zero where the next token belongs to the reply; ``look`` is how much of the button in question
    is on each vision token, nothing in lessons without one.
    """

    ids: Tensor
    kinds: Tensor
    weights: Tensor
    look: Tensor
    seen: Seen


class Pictures(IterableDataset[Seen]):
    """Endless screens without a word about them."""

    def __init__(self, reader: Reader, seed: int) -> None:
        self.reader, self.seed = reader, seed

    def __iter__(self) -> Iterator[Seen]:
        chance = random.Random(self.seed)
        while True:
            shots = _shots(chance, SCREENS)
            yield seen([picture(shot.frame, self.reader.images) for shot in shots], shots)


class Lessons(IterableDataset[Batch]):
    """Endless lessons."""

    def __init__(self, reader: Reader, words: list[int], seed: int) -> None:
        self.reader, self.seed = reader, seed
        self.number = np.full(network.VOCABULARY, -1)
        self.number[words] = np.arange(len(words))

    def __iter__(self) -> Iterator[Batch]:
        chance = random.Random(self.seed)
        while True:
            yield self.batch(chance)

    def batch(self, chance: random.Random) -> Batch:
        after = chance.random() < _SECONDS
        shots = _shots(chance, SCREENS // 4 if after else SCREENS)
        labels = [chance.choice(list(shot.buttons)) for shot in shots]
        kind = lessons.second if after else lessons.first
        read = [lesson(self.reader, kind(*one, chance)) for one in zip(shots, labels, strict=True)]
        targets = None if after else [shot.buttons[label] for shot, label in zip(shots, labels, strict=True)]
        return self._collate(read, shots, targets)

    def _collate(self, read: list[tuple[Tokens, list[int]]], shots: list[Shot], targets: list[Box] | None) -> Batch:
        longest = max(len(tokens) + len(reply) for tokens, reply in read)
        ids = np.zeros((len(read), longest), np.int64)
        kinds = np.zeros_like(ids)
        weights, look = np.zeros(ids.shape, np.float32), np.zeros(ids.shape, np.float32)
        for row, (tokens, reply) in enumerate(read):
            begin, end = len(tokens), len(tokens) + len(reply)
            ids[row, :end] = self.number[[*tokens.ids, *reply]]
            weights[row, begin - 1 : end - 1] = _weights(self.reader, reply)
            for at, sight in tokens.sights:
                kinds[row, at : at + sight.tokens] = 1
            if targets:
                at, sight = tokens.sights[0]
                part = covered(targets[row], shots[row].frame, sight)
                look[row, at : at + sight.tokens] = part / part.sum()
        if (ids < 0).any():
            raise ValueError("a token that is not among the words")
        sights = [sight for tokens, _ in read for _, sight in tokens.sights]
        return Batch(*map(torch.from_numpy, (ids, kinds, weights, look)), seen(sights, shots if targets else []))


def words_of(reader: Reader, control: dict[str, int]) -> list[int]:
    """Every token of many lessons, and all that a time or an address may be made of."""
    chance = random.Random(0)
    found = {*control.values(), *_digits(reader)}
    for kind in (lessons.first, lessons.second):
        for shot in _shots(chance, 1000):
            tokens, reply = lesson(reader, kind(shot, chance.choice(list(shot.buttons)), chance))
            found.update(map(int, {*tokens.ids, *reply}))
    return sorted(found)


def lesson(reader: Reader, one: lessons.Lesson) -> tuple[Tokens, list[int]]:
    """The conversation as tokens, and the reply with its end."""
    return reader.read(one.messages), [*reader.words.ids(one.reply), reader.words.ends[0]]


def seen(sights: list[Sight], shots: list[Shot]) -> Seen:
    """What is on the pictures of the shots, which is not asked of pictures without a shot."""
    pixels = np.concatenate([sight.patches() for sight in sights])
    words: list[npt.NDArray[np.int64]] = [_labels(shot, sight) for shot, sight in zip(shots, sights, strict=False)]
    places = [_places(sight) for _, sight in zip(shots, sights, strict=False)]
    return Seen(
        torch.from_numpy(pixels),
        torch.tensor([sight.grid for sight in sights]),
        torch.from_numpy(np.concatenate([np.zeros(0, np.int64), *words])),
        torch.from_numpy(np.concatenate([np.zeros((0, 2), np.float32), *places])),
    )


def covered(box: Box, frame: Frame, sight: Sight) -> npt.NDArray[np.float32]:
    """The part of each vision token that a box covers, in the order of the tokens."""
    _, down, across = sight.grid
    parts = [
        np.clip(np.minimum(high, ends + 1) - np.maximum(low, ends), 0, 1)
        for low, high, ends in (
            (box.y0 * down / 2 / frame.height, box.y1 * down / 2 / frame.height, np.arange(down // 2)),
            (box.x0 * across / 2 / frame.width, box.x1 * across / 2 / frame.width, np.arange(across // 2)),
        )
    ]
    return np.outer(*parts).ravel().astype(np.float32)


def _labels(shot: Shot, sight: Sight) -> npt.NDArray[np.int64]:
    found = np.zeros(sight.tokens, np.int64)
    for label, box in shot.buttons.items():
        found[covered(box, shot.frame, sight) > _COVERED] = 1 + LABELS.index(label)
    return found


def _places(sight: Sight) -> npt.NDArray[np.float32]:
    _, down, across = sight.grid
    y, x = np.mgrid[1:down:2, 1:across:2]
    return np.stack([x / across, y / down], -1).reshape(-1, 2).astype(np.float32)


def _shots(chance: random.Random, count: int) -> list[Shot]:
    size = chance.choice(SIDES[0]), chance.choice(SIDES[1])
    return [draw(chance, size=size) for _ in range(count)]


def _weights(reader: Reader, reply: list[int]) -> list[float]:
    found: list[float] = []
    behind = 0
    for token in reply:
        behind = behind + 1 if token in _digits(reader) else 0
        found.append(_DIGITS[behind - 1] if 0 < behind <= len(_DIGITS) else _FORM)
    return found


@cache
def _digits(reader: Reader) -> frozenset[int]:
    return frozenset(reader.words.ids("0123456789"))
