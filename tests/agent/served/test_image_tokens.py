"""Token counts of pictures are those of the real processor, to the token.

picture_sizes.json holds rows of width, height, width and height as seen, tokens: what ``Qwen2VLImageProcessorPil`` of
transformers 5.23.0 made of blank pictures (patch 16, merge 2, 65,536 to 16,777,216 pixels), 2026-11-25.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eyehand.agent.models.image_tokens import ImageLimits, image_tokens, seen_size

ROWS: list[list[int]] = json.loads((Path(__file__).parent / "picture_sizes.json").read_text(encoding="utf-8"))
LIMITS = ImageLimits()


def test_every_size_is_counted_as_the_processor_counts_it() -> None:
    assert len(ROWS) >= 70
    wrong = [row for row in ROWS if [*seen_size(*row[:2], LIMITS), image_tokens(*row[:2], LIMITS)] != row[2:]]
    assert wrong == []


def test_what_screens_cost() -> None:
    sizes = {(1280, 720): 880, (1280, 800): 1000, (1920, 1080): 2040, (2560, 1440): 3600, (3840, 2160): 8160}
    assert {size: image_tokens(*size, LIMITS) for size in sizes} == sizes


@given(st.integers(1, 9000), st.integers(1, 9000))
def test_every_size_is_within_the_limits_or_refused(width: int, height: int) -> None:
    if max(width, height) > 200 * min(width, height):
        with pytest.raises(ValueError, match="200 times"):
            seen_size(width, height, LIMITS)
        return
    wide, high = seen_size(width, height, LIMITS)
    assert wide % 32 == high % 32 == 0
    assert LIMITS.min_pixels <= wide * high <= LIMITS.max_pixels + 32 * max(wide, high)
