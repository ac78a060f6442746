"""Where text is on a picture: looked for tile by tile, each tile once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...frames import Pixels
from ...geometry import Box
from ...ocr_rapidocr import STRIDE, detect_text
from .once import Once

Odds = NDArray[np.uint8]

_TILE = (10 * STRIDE, 7 * STRIDE)  # width and height: a small change is found fast, and all tiles take no longer
_MARGIN = STRIDE  # what is seen around a tile
_MOST_TILES = 256  # a page is left and seen again, a menu opens and closes, a caret blinks
_TEXT = int(0.3 * 255)  # a pixel belongs to text
_SURE = 0.5 * 255  # the mean of a box
_SHRUNK = 1.6  # the detector marks the core of a line: its box is larger by this times area / perimeter


class TextMap:
    """Owns a cache: what the detector said of a tile, by the pixels that it saw.

    What it says of a tile depends on nothing else, so a picture that is like one seen before in most places is looked
    at in the others only, with the same answer.
    """

    def __init__(self) -> None:
        self._said = Once(detect_text, _MOST_TILES)

    def boxes(self, pixels: Pixels) -> list[Box]:
        """Boxes around level lines of text, in no promised order, in pixels of the RGB picture (height, width, 3)."""
        # More of the last pixels, up to the detector's stride: text at the edge is found, resizing would blur it.
        padded = np.pad(pixels, ((0, -pixels.shape[0] % STRIDE), (0, -pixels.shape[1] % STRIDE), (0, 0)), mode="edge")
        height, width = padded.shape[:2]
        tiles = [(tile, tile.grow(_MARGIN).clip(width, height)) for tile in _tiles(width, height)]
        views = [np.ascontiguousarray(padded[seen.y0 : seen.y1, seen.x0 : seen.x1]) for _, seen in tiles]
        odds = np.zeros((height, width), np.uint8)
        for (tile, seen), said in zip(tiles, self._said.ask(views), strict=True):
            inner = said[tile.y0 - seen.y0 : tile.y1 - seen.y0, tile.x0 - seen.x0 : tile.x1 - seen.x0]
            odds[tile.y0 : tile.y1, tile.x0 : tile.x1] = inner
        inside = [box.clip(pixels.shape[1], pixels.shape[0]) for box in _boxes(odds)]
        return [box for box in inside if box.width > 0 and box.height > 0]


def _tiles(width: int, height: int) -> Iterator[Box]:
    for y in range(0, height, _TILE[1]):
        for x in range(0, width, _TILE[0]):
            yield Box(x, y, x + _TILE[0], y + _TILE[1]).clip(width, height)


def _boxes(odds: Odds) -> Iterator[Box]:
    import cv2

    mask = cv2.dilate((odds > _TEXT).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for x, y, w, h in stats[1:count, :4].tolist():
        if min(w, h) > 3 and cv2.mean(odds[y : y + h, x : x + w])[0] > _SURE:
            right, bottom = x + w - 1, y + h - 1
            grow = _SHRUNK * (w - 1) * (h - 1) / (2 * (w + h - 2))
            yield Box(round(x - grow), round(y - grow), round(right + grow) + 1, round(bottom + grow) + 1)
