"""The network that names icons: how it is built, trained, written down."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....tools.eye.controls.icons import SIDE
from .examples import Examples

_BATCH = 256
_library: Callable[[str], Any] = import_module
"""Torch and ONNX are installed where networks are trained only."""


def build(outputs: int) -> Any:
    """Six convolutions on a stamp, then one linear layer: 0.4 million weights."""
    torch, nn = _library("torch"), _library("torch.nn")

    def step(inside: int, outside: int, stride: int) -> Any:
        layer = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        return nn.Sequential(layer, nn.BatchNorm2d(outside), nn.ReLU(inplace=True))

    class Block(nn.Module):
        def __init__(self, width: int) -> None:
            nn.Module.__init__(self)
            self.one, self.two = step(width, width, 1), step(width, width, 1)

        def forward(self, x: Any) -> Any:
            return x + self.two(self.one(x))

    torch.manual_seed(1)
    return nn.Sequential(
        step(1, 24, 2), step(24, 32, 1), step(32, 64, 2), Block(64), step(64, 96, 2), Block(96),
        nn.Flatten(), nn.Dropout(0.25), nn.Linear(96 * 16, 96), nn.BatchNorm1d(96), nn.ReLU(), nn.Dropout(0.15),
        nn.Linear(96, outputs),
    )  # fmt: skip


def train(network: Any, examples: Examples, epochs: int, threads: int = 1) -> None:
    """Fits the network; stamps are shifted a little anew in every epoch."""
    torch, functional = _library("torch"), _library("torch.nn.functional")

    torch.set_num_threads(threads)
    stamps, concepts = torch.from_numpy(examples.stamps), torch.from_numpy(examples.concepts)
    batches = len(stamps) // _BATCH
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=epochs * batches, pct_start=0.15)
    network.to(memory_format=torch.channels_last).train()
    for epoch in range(epochs):
        order, total = torch.randperm(len(stamps)), 0.0
        for number in range(batches):
            chosen = order[number * _BATCH : (number + 1) * _BATCH]
            x = _shifted(stamps[chosen][:, None].float() / 255)
            with torch.autocast("cpu", torch.bfloat16):
                scores = network(x.contiguous(memory_format=torch.channels_last))
            loss = functional.cross_entropy(scores.float(), concepts[chosen], label_smoothing=0.05)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {total / batches:.3f}", flush=True)  # noqa: T201
    network.eval()


def _shifted(x: Any) -> Any:
    torch, functional = _library("torch"), _library("torch.nn.functional")

    down, right = (int(v) for v in torch.randint(0, 3, (2,)))
    return functional.pad(x, (1, 1, 1, 1))[:, :, down : down + SIDE, right : right + SIDE]


def scores(network: Any, stamps: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The raw outputs (n, concepts) for stamps as bytes."""
    torch = _library("torch")

    parts = np.array_split(stamps, len(stamps) // _BATCH + 1)
    with torch.inference_mode():
        rows = [network(torch.from_numpy(part)[:, None].float() / 255) for part in parts]
    return torch.cat(rows).numpy()


def export(network: Any, path: Path, order: tuple[str, ...], temperature: float) -> None:
    """Writes an ONNX file: "stamps" (n, 1, SIDE, SIDE) in, chances (n, concepts) out, the concepts in its metadata."""
    onnx, torch, nn = _library("onnx"), _library("torch"), _library("torch.nn")

    class Chances(nn.Module):
        def forward(self, x: Any) -> Any:
            return torch.softmax(x / temperature, 1)

    whole = nn.Sequential(network, Chances()).eval()
    torch.onnx.export(
        whole, (torch.zeros(2, 1, SIDE, SIDE),), str(path), input_names=["stamps"], output_names=["chances"],
        dynamic_axes={"stamps": {0: "n"}, "chances": {0: "n"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    model = onnx.load(path)
    onnx.helper.set_model_props(model, {"concepts": " ".join(order)})
    onnx.save(model, path)
