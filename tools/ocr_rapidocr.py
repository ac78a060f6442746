# pyright: basic
"""The adapter of RapidOCR's two networks: where text is on a picture, what a strip of text says.

The package's own engine reads photographs of documents: turned and curved lines, one picture at a time on all cores.
Text of a screen is level and a person waits for it, so the networks are run directly. Each function may be called on
several threads at once; that is faster than one network on several threads.
"""

from __future__ import annotations

import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .frames import Pixels
from .onnx_weights import without_denormals

STRIDE = 32
"""Pixels: the detector halves its input five times."""
_STRIP_PX = 48  # the height of the recogniser's input
_lock = threading.Lock()


def load() -> None:
    """Load both networks, so that the first frame does not wait for that (half a second)."""
    for part in ("det", "rec"):
        _network(part)


def detect_text(pixels: Pixels) -> NDArray[np.uint8]:
    """How likely each pixel is in the core of a line of text: (height, width), 0 to 255.

    The picture is RGB (height, width, 3), both sides multiples of STRIDE.
    """
    return (_run(_network("det"), pixels)[0, 0] * 255).astype(np.uint8)


def recognise_text(crop: Pixels) -> tuple[str, float]:
    """What one line of text says, with the network's confidence 0 to 1; the crop is RGB (height, width, 3)."""
    import cv2

    height, width = crop.shape[:2]
    if min(height, width) < 3:
        return "", 0.0
    size = (-(-_STRIP_PX * width // height), _STRIP_PX)
    strip = np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    odds = _run(_network("rec"), strip, least_width=_STRIP_PX)[0]
    best = odds.argmax(axis=1)
    new = np.flatnonzero(np.diff(best, prepend=0) * best)  # a letter lasts several steps; 0 is none
    if new.size == 0:
        return "", 0.0
    text = "".join(_letters()[index] for index in best[new])
    return text.strip(), float(odds[new, best[new]].mean())


def _run(network: Any, pixels: Pixels, least_width: int = 0) -> NDArray[np.float32]:
    """What a network says of a picture: RGB bytes become BGR, -1 to 1, with zeros at the right up to a width."""
    height, width = pixels.shape[:2]
    batch = np.zeros((1, 3, height, max(width, least_width)), np.float32)
    np.multiply(pixels[:, :, ::-1].transpose(2, 0, 1), np.float32(2 / 255), out=batch[0, :, :, :width])
    batch[0, :, :, :width] -= 1
    return network.run(None, {network.get_inputs()[0].name: batch})[0]


@cache
def _letters() -> list[str]:
    """What each output of the recogniser stands for; the first is no letter."""
    return ["", *_network("rec").get_modelmeta().custom_metadata_map["character"].splitlines(), " "]


def _network(part: str) -> Any:
    with _lock:
        return _load(part)


@cache
def _load(part: str) -> Any:
    """The network "det" or "rec", loaded when it is first used (a fraction of a second)."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it would keep the memory of the largest picture
    model = without_denormals(_model_file(part).read_bytes())
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _model_file(part: str) -> Path:
    """Where the package keeps a network; the package itself is not imported, which would take a second."""
    package = find_spec("rapidocr")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("rapidocr, whose networks read the screen, is not installed", name="rapidocr")
    (file,) = Path(package.submodule_search_locations[0], "models").glob(f"*_{part}_*.onnx")
    return file
