"""What small pictures without words show, by a network that was trained on open icon packs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...frames import Pixels
from ..scene import Icon

MODEL = Path(__file__).with_name("icons.onnx")
SIDE = 32
OTHER = "other"
_FRINGE = 2
_FAINT = 14.0
_INK = 0.22
_MOST, _LEAST = 5, 0.03
FLOOR = 0.3
"""What the best concept must reach for a crop to get any name."""
_BATCH = 256


def name_icons(crops: Sequence[Pixels]) -> list[tuple[Icon, ...]]:
    """The concepts of ``ICON_WORDS`` that each crop (h, w, 3) may show, best first, at most five.

    A crop is one small picture with a little margin on a plain ground, of any colours. A confidence is about how
    often such an answer was right on icon packs that had been left out (docs/results/icons.md). Empty when it looks
    like none of the concepts.
    """
    named: list[tuple[Icon, ...]] = []
    for start in range(0, len(crops), _BATCH):
        stamps = [stamp(crop) for crop in crops[start : start + _BATCH]]
        named += [_best(row) for row in _chances(np.stack(stamps))]
    return named


def stamp(crop: Pixels) -> NDArray[np.float32]:
    """A crop as the network sees it: (SIDE, SIDE), 0 the ground to 1 the ink, cut to the ink; all 0 when blank."""
    import cv2

    edge = np.concatenate([crop[0], crop[-1], crop[:, 0], crop[:, -1]])
    distance = np.sqrt(((crop.astype(np.float32) - np.median(edge, axis=0)) ** 2).sum(2))
    strength = float(distance.max())
    blank = np.zeros((SIDE, SIDE), np.float32)
    if strength < _FAINT:
        return blank
    ink = np.minimum(distance / strength, 1)
    rows, columns = ((ink > _INK).any(axis) for axis in (1, 0))
    top, bottom = int(rows.argmax()), len(rows) - int(rows[::-1].argmax())
    left, right = int(columns.argmax()), len(columns) - int(columns[::-1].argmax())
    ink = ink[top:bottom, left:right]
    room = SIDE - 2 * _FRINGE
    factor = room / max(ink.shape)
    width, height = (max(1, round(n * factor)) for n in (ink.shape[1], ink.shape[0]))
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    y, x = (SIDE - height) // 2, (SIDE - width) // 2
    blank[y : y + height, x : x + width] = cv2.resize(ink, (width, height), interpolation=method)
    return blank


def _best(chances: NDArray[np.float32]) -> tuple[Icon, ...]:
    concepts = _network()[1]
    order = np.argsort(chances)[::-1][: _MOST + 1]
    named = [Icon(concepts[int(i)], round(float(chances[i]), 3)) for i in order if concepts[int(i)] != OTHER]
    if not named or named[0].confidence < FLOOR:
        return ()
    return tuple(icon for icon in named[:_MOST] if icon.confidence >= _LEAST)


def _chances(stamps: NDArray[np.float32]) -> NDArray[np.float32]:
    return _network()[0].run(None, {"stamps": stamps[:, None]})[0]


@cache
def _network() -> tuple[Any, tuple[str, ...]]:
    """The session, and the names of its outputs in order."""
    ort: Any = import_module("onnxruntime")  # it has no types
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = ort.InferenceSession(str(MODEL), options, providers=["CPUExecutionProvider"])
    concepts: str = session.get_modelmeta().custom_metadata_map["concepts"]
    return session, tuple(concepts.split())
