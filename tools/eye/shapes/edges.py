"""Where neighbouring pixels differ, as a mask with its connected pieces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...channels import apart
from ...frames import Pixels
from .patches import Patches

Mask = NDArray[np.uint8]

STEP = 3  # neighbouring pixels that differ by more belong to an edge: light borders on white are steps of 10
_TILE = 32
_MARKED = 60  # the range of shades in a tile that holds more than ground
_MOST_TILES = 400
_USUAL_TEXT_PX = 15.5
_SHRINK_BELOW = 0.75
_RIPPLED = 0.01  # of the ground: 0 in a picture drawn by a browser, above 0.03 in one saved as JPEG


@dataclass(frozen=True)
class Pieces:
    """Connected parts of a mask: ``labels`` (height, width), 0 is outside; ``stats`` rows are x, y, w, h, area."""

    labels: NDArray[np.int32]
    stats: NDArray[np.int32]


@dataclass(frozen=True)
class Picture:
    """A picture at the size of usual text and without noise, and where its edges are.

    ``ratio`` is pixels here per pixel of the frame; ``step`` the least difference of neighbours that is an edge.
    """

    patches: Patches
    ratio: float
    step: int

    @classmethod
    def of(cls, frame: Patches, text_px: float, earlier: Picture | None = None) -> Picture:
        """Of an RGB picture with text of this size; one with large text (a device scale of 2) is made smaller.

        Borders are a pixel or two there, and an "o" is no radio button. What is known of the picture of an
        ``earlier`` frame is taken over.
        """
        ratio = _USUAL_TEXT_PX / text_px
        ratio = 1.0 if ratio > _SHRINK_BELOW else ratio
        calm, step = without_noise(shrunk(frame.pixels, ratio))
        if calm is frame.pixels:
            return cls(frame, ratio, step)
        return cls(Patches(calm, earlier.patches if earlier else None), ratio, step)

    @property
    def pixels(self) -> Pixels:
        return self.patches.pixels

    @cached_property
    def _steps(self) -> tuple[Mask, Mask]:
        return _steps(self.pixels, self.step)

    @cached_property
    def edges(self) -> Mask:
        """255 on both sides of every edge, else 0; (height, width)."""
        return _both_sides(*self._steps)

    @cached_property
    def outlines(self) -> Pieces:
        """The connected edges."""
        return pieces(self.edges)

    def borders(self, level_px: int, upright_px: int) -> Pieces:
        """The connected straight edges of these lengths and more: a border, without the letters that touch it."""
        import cv2

        wide, tall = self._steps
        if not wide.size or not tall.size:
            return pieces(np.zeros_like(self.edges))
        upright = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((upright_px, 1), np.uint8))
        level = cv2.morphologyEx(tall, cv2.MORPH_OPEN, np.ones((1, level_px), np.uint8))
        return pieces(_both_sides(np.asarray(upright, np.uint8), np.asarray(level, np.uint8)))


def shrunk(pixels: Pixels, ratio: float) -> Pixels:
    """The picture with every length times ``ratio``, which is at most 1."""
    import cv2

    if ratio == 1:
        return pixels
    size = (max(1, round(pixels.shape[1] * ratio)), max(1, round(pixels.shape[0] * ratio)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def without_noise(pixels: Pixels) -> tuple[Pixels, int]:
    """The picture itself, or an even one where compression left ripples, and the least step that is an edge in it."""
    import cv2

    if _ripple(pixels) < _RIPPLED:
        return pixels, STEP
    return np.asarray(cv2.bilateralFilter(cv2.bilateralFilter(pixels, 5, 40, 3), 5, 30, 3), np.uint8), STEP + 1


def _ripple(pixels: Pixels) -> float:
    """The part of the ground near letters and borders, not next to them, that is not quite of one colour, 0 to 1."""
    import cv2

    rows, columns = pixels.shape[0] // _TILE, pixels.shape[1] // _TILE
    green = np.ascontiguousarray(pixels[: rows * _TILE, : columns * _TILE, 1])
    tiles = green.reshape(rows, _TILE, columns, _TILE).swapaxes(1, 2).reshape(-1, _TILE, _TILE)
    tiles = tiles[np.ptp(tiles, axis=(1, 2)) > _MARKED] if tiles.size else tiles
    tiles = tiles[:: 1 + len(tiles) // _MOST_TILES].astype(np.int16)
    if len(tiles) == 0:
        return 0.0
    away = np.abs(tiles - np.median(tiles[:, ::3, ::3], axis=(1, 2)).astype(np.int16)[:, None, None])
    strong = np.ascontiguousarray((away > 24).reshape(-1, _TILE), np.uint8)
    free = (cv2.dilate(strong, np.ones((5, 5), np.uint8)) == 0).reshape(away.shape)
    same, near = ((away == 0) & free).sum(axis=(1, 2)), ((away > 0) & (away <= 6) & free).sum(axis=(1, 2))
    plain = same + near > 0.3 * _TILE * _TILE
    return float(np.percentile(near[plain] / (same + near)[plain], 40)) if plain.any() else 0.0


def _steps(pixels: Pixels, step: int) -> tuple[Mask, Mask]:
    """255 where a pixel differs from the one at its right, (height, width - 1), and below, (height - 1, width)."""
    across, down = apart(pixels[:, :-1], pixels[:, 1:]), apart(pixels[:-1], pixels[1:])
    return _above(across, step), _above(down, step)


def _both_sides(wide: Mask, tall: Mask) -> Mask:
    """255 on both sides of such steps, else 0; (height, width)."""
    mask = np.zeros((wide.shape[0], tall.shape[1]), np.uint8)
    mask[:, 1:] |= wide
    mask[:, :-1] |= wide
    mask[1:] |= tall
    mask[:-1] |= tall
    return mask


def pieces(mask: Mask, connectivity: int = 8) -> Pieces:
    """The connected parts of a mask; row 0 of the stats is what is not in the mask."""
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=connectivity)
    return Pieces(np.asarray(labels, np.int32), np.asarray(stats, np.int32))


def _above(steps: Mask, least: int) -> Mask:
    import cv2

    if steps.size == 0:
        return steps
    return np.asarray(cv2.threshold(steps, least, 255, cv2.THRESH_BINARY)[1], np.uint8)
