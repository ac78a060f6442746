"""Pictures taken out of a video, as JPEG files."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

QUALITY = 92

Pixels = NDArray[np.uint8]


def jpeg_of(pixels: Pixels, size: tuple[int, int]) -> bytes:
    """A picture (height, width, 3), BGR, as JPEG of a size, width by height."""
    import cv2

    if pixels.shape[1::-1] != size:
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()
