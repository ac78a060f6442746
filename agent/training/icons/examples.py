"""The examples a network learns from: many crops of each drawing, as the eye hands them over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....tools.eye.controls.icons import SIDE, stamp
from ....tools.frames import Pixels
from . import vary
from .packs import OTHER, Drawing

NONSENSE = "nonsense"


@dataclass(frozen=True)
class Examples:
    """Stamps (n, SIDE, SIDE) as bytes 0 to 255, the number of the concept of each, and the pack it is from."""

    stamps: NDArray[np.uint8]
    concepts: NDArray[np.int64]
    packs: NDArray[np.str_]

    def of(self, chosen: NDArray[np.bool_]) -> Examples:
        return Examples(self.stamps[chosen], self.concepts[chosen], self.packs[chosen])


def order_of(drawings: Sequence[Drawing]) -> tuple[str, ...]:
    """The concepts in the order of a network's outputs; OTHER comes last."""
    return (*sorted({d.concept for d in drawings} - {OTHER}), OTHER)


def make(
    drawings: Sequence[Drawing],
    pictures: Pixels,
    order: tuple[str, ...],
    per_concept: int,
    others: int,
    nonsense: int,
    seed: int,
) -> Examples:
    """Crops of each concept; its packs count alike, however many drawings they have of it."""
    rng = np.random.default_rng(seed)
    by_pack: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, drawing in enumerate(drawings):
        by_pack[drawing.concept][drawing.pack].append(index)
    stamps: list[NDArray[np.uint8]] = []
    concepts: list[int] = []
    packs: list[str] = []
    for number, concept in enumerate(order):
        names = sorted(by_pack[concept])
        for turn in range(others if concept == OTHER else per_concept):
            pack = names[turn % len(names)]
            index = int(rng.choice(by_pack[concept][pack]))
            packs.append(pack)
            stamps.append(packed(vary.crop_of(pictures[index], drawings[index].mono, rng)))
            concepts.append(number)
    stamps += [packed(vary.nonsense(rng)) for _ in range(nonsense)]
    concepts += [order.index(OTHER)] * nonsense
    packs += [NONSENSE] * nonsense
    return Examples(np.stack(stamps), np.array(concepts), np.array(packs))


def packed(crop: Pixels) -> NDArray[np.uint8]:
    return (stamp(crop) * 255).astype(np.uint8).reshape(SIDE, SIDE)
