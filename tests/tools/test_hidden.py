"""A row of dots is told from letters and digits, which are of one size, too."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from eyehand.tools.desktop.hidden import dotted
from eyehand.tools.frames import Pixels

EMPTY = np.full((60, 400, 3), 255, np.uint8)


def written(text: str, size: int, dark: bool) -> Pixels:
    picture = Image.new("RGB", (400, 60), "white")
    ImageDraw.Draw(picture).text((10, 20), text, "black", font=ImageFont.load_default(size))
    pixels = np.asarray(picture)
    return 255 - pixels if dark else pixels


def discs(count: int, side: int) -> Pixels:
    picture = Image.new("RGB", (400, 60), "white")
    for number in range(count):
        left = 10 + number * (side + 3)
        ImageDraw.Draw(picture).ellipse((left, 20, left + side - 1, 20 + side - 1), "black")
    return np.asarray(picture)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [11, 13, 16, 20])
@pytest.mark.parametrize("text", ["99.90", "12.50", "1234", "888", "INV-2024", "555-0199", "4012888888881881"])
def test_digits_are_no_dots(text: str, size: int, dark: bool) -> None:
    before = 255 - EMPTY if dark else EMPTY
    for typed in (text, text[:-1], text[:-2]):
        assert dotted(before, written(text, size, dark), typed) is None


@pytest.mark.parametrize("size", [13, 16, 20])
@pytest.mark.parametrize("text", ["geheim", "geheim42", "1234"])
def test_asterisks_are(text: str, size: int) -> None:
    assert dotted(EMPTY, written("*" * len(text), size, dark=False), text) is not None


@pytest.mark.parametrize("side", [5, 7, 10])
def test_discs_are_even_while_the_last_ones_are_not_drawn(side: int) -> None:
    assert dotted(EMPTY, discs(6, side), "geheim") is not None
    assert dotted(EMPTY, discs(5, side), "geheim"[:5]) is not None
