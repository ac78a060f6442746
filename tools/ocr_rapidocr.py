# pyright: basic
"""The adapter of RapidOCR: where text is on a picture, what a strip of text says."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np

from .frames import Pixels
from .geometry import Box

_STRIDE = 32  # the detector halves its input five times
_DETECT_LIMIT_PX = 2560  # memory: the detector wants about 0.5 GB per million pixels at its peak
_lock = threading.RLock()
_engine: Any = None


def detect_text(pixels: Pixels) -> list[Box]:
    """Boxes around lines of text, in no promised order, in pixels of the RGB picture (height, width, 3).

    A picture is never enlarged: the caller chooses the size at which text is looked for, up to 2560 px a side.
    """
    height, width = pixels.shape[:2]
    if min(height, width) < 4:
        return []
    # Padding to the stride keeps pixels as they are; the engine's own resizing would blur them.
    bottom, right = -height % _STRIDE, -width % _STRIDE
    padded = np.pad(pixels, ((0, bottom), (0, right), (0, 0)), mode="edge")[:, :, ::-1]
    with _lock:
        result = _get_engine()(np.ascontiguousarray(padded), use_det=True, use_cls=False, use_rec=False)
    if result.boxes is None:
        return []
    corners = np.asarray(result.boxes)
    low, high = np.floor(corners.min(axis=1)).astype(int), np.ceil(corners.max(axis=1)).astype(int)
    boxes = [Box(*a.tolist(), *b.tolist()).clip(width, height) for a, b in zip(low, high, strict=True)]
    return [box for box in boxes if box.width > 0 and box.height > 0]


def recognise_text(crop: Pixels) -> tuple[str, float]:
    """What one line of text says, with the engine's confidence 0 to 1; the crop is RGB (height, width, 3)."""
    if min(crop.shape[:2]) < 3:
        return "", 0.0
    with _lock:
        result = _get_engine().recognize_txt([np.ascontiguousarray(crop[:, :, ::-1])])
    return str(result.txts[0]).strip(), float(result.scores[0])


def _get_engine() -> Any:
    """One engine for the process, loaded when text is first looked for (about half a second)."""
    global _engine
    if _engine is None:
        from rapidocr import RapidOCR

        _engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,  # it turns short strings upside down
                "Global.use_preprocess_img": False,
                "Global.use_vertical_padding": False,
                "Det.limit_type": "max",  # the default enlarges small pictures: 40 times slower on a field
                "Det.limit_side_len": _DETECT_LIMIT_PX,
                "Rec.rec_img_shape": [3, 48, 48],  # the default pads every string to 320 px
                "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            }
        )
    return _engine
