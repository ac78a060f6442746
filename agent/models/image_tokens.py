"""What a picture costs in tokens, to the token, without touching its pixels.

Source: ``smart_resize`` of transformers (models/qwen2_vl/image_processing_qwen2_vl.py), which Qwen3-VL's image
processor uses with a factor of 32: 16 px per patch, 2x2 patches per token.
"""

from __future__ import annotations

from math import ceil, floor, sqrt

from pydantic import BaseModel, ConfigDict, PositiveInt

MARKERS = 2
"""Tokens around a picture: ``<|vision_start|>`` before it, ``<|vision_end|>`` behind it."""
_SLIMMEST = 200


class ImageLimits(BaseModel):
    """What a model's image processor makes of a picture's size."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    token_side_px: PositiveInt = 32
    """Pixels on a side of the square that one token stands for."""
    min_pixels: PositiveInt = 65_536
    max_pixels: PositiveInt = 16_777_216


def seen_size(width: int, height: int, limits: ImageLimits) -> tuple[int, int]:
    """Width and height of what the model is shown of a picture. Raises ValueError for one that it refuses."""
    if max(width, height) > _SLIMMEST * min(width, height):
        raise ValueError(f"a picture of {width}x{height} is more than {_SLIMMEST} times as long as it is wide")
    side = limits.token_side_px
    wide, high = round(width / side) * side, round(height / side) * side
    if wide * high > limits.max_pixels:
        shrink = sqrt(height * width / limits.max_pixels)
        wide = max(side, floor(width / shrink / side) * side)
        high = max(side, floor(height / shrink / side) * side)
    elif wide * high < limits.min_pixels:
        grow = sqrt(limits.min_pixels / (height * width))
        wide, high = ceil(width * grow / side) * side, ceil(height * grow / side) * side
    return wide, high


def image_tokens(width: int, height: int, limits: ImageLimits) -> int:
    """Tokens of a picture of this size, without the two markers around it. Raises ValueError like ``seen_size``."""
    wide, high = seen_size(width, height, limits)
    return wide * high // limits.token_side_px**2
