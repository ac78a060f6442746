"""What Qwen3-VL needs on a card of 24 GB: ``python -m tests.benchmarks.memory``.

``--write`` puts the tables into docs/results/memory.md.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from rich import box
from rich.console import Console
from rich.table import Table

from eyehand.agent.history import Screen
from eyehand.agent.models.description import describe
from eyehand.agent.models.local.fits import CONTEXTS
from eyehand.agent.models.local.keys import new_cache
from eyehand.agent.models.local.memory import GIB, cache_bytes, weight_bytes
from eyehand.agent.models.local.session import CHUNK
from eyehand.agent.models.local.settings import Cache, Shape, Weights
from eyehand.agent.models.local.tokens import Words

from ..agent.local.conversations import furthest, loaded, read, session, turns, whole
from ..agent.local.processor import noise
from ..agent.local.tiny import build, save

PAGE = Path(__file__).parents[2] / "docs" / "results" / "memory.md"
CARD = 24e9
PUBLISHED = {"32K": "10", "128K": "18", "256K": "23"}
"""GB for Qwen3-VL-4B on a card of 24 GB, as guides to running it say, without naming the settings."""
WEIGHTS: tuple[Weights | None, ...] = (None, "8bit", "4bit")
KINDS: tuple[Cache | None, ...] = (None, "8bit", "fp8", "4bit")
INTRODUCTION = """# What memory Qwen3-VL-4B needs

Made by `python -m tests.benchmarks.memory --write` on {today}. Weights with the keys and values of so many tokens,
computed from the model's shape (configs/models/qwen3-vl-4b.yaml), in GB of 10^9 bytes as cards are sold; on a graphics
card: **not measured**. **Bold** is what a card of 24 GB has beside 2 GB for computing: one layer's keys and values once
more in the dtype (1.1 GB at 256K when they are quantised), what 2,048 tokens need on their way, and the vision part's
work. That is with flash attention: PyTorch's own repeats a layer's keys and values for each of 32 heads while a turn is
computed, 4.8 GB more at 256K, mask included.
The goal was 256K tokens within 22 GB: keys and values in 4 bits with weights in bfloat16 meet it; keys and values in 8
bits do not, even with weights in 4 bits. The second table is what is really kept for 32K tokens; the third is how far
logits drift: six turns of pictures of different sizes, videos and text, told to a small Qwen3-VL of random weights.

"""


def name(kind: str | None) -> str:
    return {None: "bf16", "8bit": "8 bits", "4bit": "4 bits", "fp8": "fp8"}[kind]


def estimates(shape: Shape) -> Table:
    table = Table(box=box.MARKDOWN)
    for column in ("weights", "keys and values", *CONTEXTS):
        table.add_column(column, justify="left" if column in ("weights", "keys and values") else "right")
    table.add_row("as published by others", "", *PUBLISHED.values())
    for weights in WEIGHTS:
        for kind in KINDS:
            sizes = [
                weight_bytes(shape, quantisation=weights) + cache_bytes(shape, tokens, kind=kind)
                for tokens in CONTEXTS.values()
            ]
            marks = ["**" if one <= CARD - 2e9 else "" for one in sizes]
            told = [f"{mark}{one / 1e9:.1f}{mark}" for one, mark in zip(sizes, marks, strict=True)]
            table.add_row(name(weights), name(kind), *told)
    return table


def held(shape: Shape, kind: Cache | None, tokens: int) -> int:
    """Bytes that are really kept for so many tokens: one layer is filled as a session fills it, and counted."""
    cache = new_cache(1, kind)
    for _ in range(0, tokens, CHUNK):
        states = torch.randn(1, shape.kv_heads, CHUNK, shape.head_dim, dtype=torch.bfloat16)
        cache.update(states, states, 0)
    layer = cache.layers[0]
    storages = [one for pair in getattr(layer, "_packed", ()) for one in pair] or [*layer._rooms]  # pyright: ignore
    return shape.layers * sum(one.nelement() * one.element_size() for one in storages)


def kept(shape: Shape, tokens: int) -> Table:
    table = Table(box=box.MARKDOWN)
    for column in ("keys and values", "computed, GiB at 32K", "really kept"):
        table.add_column(column, justify="right")
    for kind in KINDS:
        computed, found = cache_bytes(shape, tokens, kind=kind), held(shape, kind, tokens)
        table.add_row(name(kind), f"{computed / GIB:.2f}", f"{found / GIB:.2f}")
    return table


def drifts(folder: Path) -> Table:
    """How far the logits of six turns are from those of one pass with nothing quantised; the weights are strong."""
    model, words = build(), Words(save(folder / "weights"))

    def draw(number: int, width: int = 320, height: int = 200) -> Screen:
        path = folder / f"{number}-{width}x{height}.png"
        noise(number, width, height).save(path)
        return Screen(path, width, height, 1.0, float(number), settled=True)

    said = [read(words, messages) for messages in turns(draw)]
    right = [whole(model, tokens) for tokens in said]
    table = Table(box=box.MARKDOWN)
    for column in ("keys and values", "most that a logit is off", "likeliest token the same", "logits spread over"):
        table.add_column(column, justify="right")
    for kind in KINDS:
        one = session(loaded(model, kv_cache=kind))
        found = [one.prefill(tokens)[0] for tokens in said]
        off = max(furthest(ours, theirs) for ours, theirs in zip(found, right, strict=True))
        same = sum(int(ours.argmax() == theirs.argmax()) for ours, theirs in zip(found, right, strict=True))
        spread = max(float(logits.max() - logits.min()) for logits in right)
        table.add_row(name(kind) if kind else "float32", f"{off:.2g}", f"{same} of {len(said)}", f"{spread:.0f}")
    return table


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="write docs/results/memory.md")
    arguments = asked.parse_args()
    torch.set_num_threads(1)
    shape = describe("qwen3-vl-4b").shape
    assert shape is not None
    console = Console(record=True, width=120)
    console.print(estimates(shape))
    console.print(kept(shape, 32_768))
    with TemporaryDirectory() as folder:
        console.print(drifts(Path(folder)))
    console.print("Unquantised ones grow in steps of an eighth, so that a token does not copy what is there.")
    if arguments.write:
        PAGE.write_text(INTRODUCTION.format(today=date.today()) + console.export_text(), "utf-8")


if __name__ == "__main__":
    main()
