"""Pictures taken out of a video, as JPEG files."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

QUALITY = 92

Pixels = NDArray[np.uint8]


def jpeg_of(pixels: Pixels) -> bytes:
    """A picture (height, width, 3), BGR, as JPEG."""
    import cv2

    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()


def resized(jpeg: bytes, size: tuple[int, int]) -> bytes:
    """A JPEG in a smaller size, width by height."""
    import cv2

    pixels = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_BGR)
    assert pixels is not None, "a JPEG of our own"
    return jpeg_of(np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8))
