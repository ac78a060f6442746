"""Trains the icon network from the icon packs, measures it on packs left out, and writes it down.

    mkdir PACKS_DIR && cp agent/training/icons/package.json PACKS_DIR && (cd PACKS_DIR && npm install --ignore-scripts)
    python -m eyehand.agent.training.icons PACKS_DIR OUT

writes OUT/icons.onnx (for tools/eye/controls/) and OUT/icons.md (for docs/results/). Needs the packages of the extra
``train`` and Chromium; some 35 minutes of CPU on one core. package.json names the packs and their versions,
docs/third-party-icons.md their licences.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ....tools.eye.controls.icons import FLOOR
from . import measure, network
from .examples import NONSENSE, Examples, make, order_of
from .packs import OTHER, Drawing, drawings
from .render import render, strokes

_TRAINING = {"per_concept": 600, "others": 36000, "nonsense": 8000, "seed": 1}
_TESTING = {"per_concept": 150, "others": 9000, "nonsense": 1500, "seed": 2}
_EPOCHS_LEFT_OUT, _EPOCHS = 3, 4


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m eyehand.agent.training.icons", description="Train and measure the icon network."
    )
    parser.add_argument("packs", type=Path, help="folder with node_modules/@iconify-json")
    parser.add_argument("out", type=Path, help="folder for icons.onnx and icons.md")
    arguments = parser.parse_args()
    chosen = [(drawing, body) for drawing in drawings(arguments.packs) for body in _bodies(drawing)]
    shown = [drawing for drawing, _ in chosen]
    pictures = render(shown, [body for _, body in chosen])
    order = order_of(shown)
    training, testing = (make(shown, pictures, order, **counts) for counts in (_TRAINING, _TESTING))
    temperature, answers = _left_out(training, testing, len(order))
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "icons.md").write_text(measure.tables(answers, order, FLOOR) + "\n", encoding="utf-8")
    final = network.build(len(order))
    network.train(final, training, _EPOCHS)
    network.export(final, arguments.out / "icons.onnx", order, temperature)
    return 0


def _bodies(drawing: Drawing) -> list[str]:
    return [drawing.body] if drawing.concept == OTHER else strokes(drawing.body)


def _left_out(training: Examples, testing: Examples, concepts: int) -> tuple[float, measure.Answers]:
    """Every fold's packs are answered by a network that saw none of them; one temperature for all."""
    scores: list[NDArray[np.float32]] = []
    tested: list[Examples] = []
    for left in measure.FOLDS:
        one = network.build(concepts)
        network.train(one, training.of(~np.isin(training.packs, left)), _EPOCHS_LEFT_OUT)
        tested.append(testing.of(np.isin(testing.packs, [*left, NONSENSE])))
        scores.append(network.scores(one, tested[-1].stamps))
    raw, truth = np.concatenate(scores), np.concatenate([part.concepts for part in tested])
    temperature = measure.best_temperature(raw, truth)
    packs = np.concatenate([part.packs for part in tested])
    return temperature, measure.Answers(measure.chances(raw, temperature), truth, packs)


if __name__ == "__main__":
    sys.exit(main())
