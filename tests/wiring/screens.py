"""Screens with buttons: size, places, colours and labels by chance."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box

LABELS = ("OK", "Exit", "Open", "Search")
DONE = "Done"
FONT = "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"
SIDES = (range(160, 257, 8), range(128, 201, 8))
"""Widths and heights, pixels."""


@dataclass(frozen=True)
class Shot:
    """A screen and the buttons on it, by label."""

    frame: Frame
    buttons: dict[str, Box]


def draw(chance: random.Random, most: int = 3, size: tuple[int, int] | None = None) -> Shot:
    """A screen with up to ``most`` buttons that do not touch, one of them at least."""
    width, height = size or (chance.choice(SIDES[0]), chance.choice(SIDES[1]))
    paper, ink, ground = _colours(chance)
    image = Image.new("RGB", (width, height), paper)
    brush = ImageDraw.Draw(image)
    buttons: dict[str, Box] = {}
    for label in chance.sample(LABELS, chance.randint(1, most)):
        for _ in range(20):
            box = _place(chance, width, height)
            if not any(box.grow(4).common_area(other) for other in buttons.values()):
                _button(brush, box, label, chance, ink, ground)
                buttons[label] = box
                break
    return Shot(Frame.from_pixels(np.asarray(image)), buttons)


def draw_done(chance: random.Random, size: tuple[int, int]) -> Frame:
    """What comes after the click."""
    paper, ink, _ = _colours(chance)
    image = Image.new("RGB", size, paper)
    ImageDraw.Draw(image).text((size[0] // 3, size[1] // 3), DONE, ink, _font(22))
    return Frame.from_pixels(np.asarray(image))


def _place(chance: random.Random, width: int, height: int) -> Box:
    wide, high = chance.randint(66, 84), chance.randint(30, 40)
    x, y = chance.randint(2, width - wide - 2), chance.randint(2, height - high - 2)
    return Box(x, y, x + wide, y + high)


def _button(brush: ImageDraw.ImageDraw, box: Box, label: str, chance: random.Random, ink: str, ground: str) -> None:
    brush.rounded_rectangle((box.x0, box.y0, box.x1 - 1, box.y1 - 1), chance.randint(0, 8), ground, ink)
    middle = ((box.x0 + box.x1) / 2 + chance.random(), (box.y0 + box.y1) / 2 + chance.random())
    brush.text(middle, label, ink, _font(chance.choice((18, 19, 20))), anchor="mm")


def _colours(chance: random.Random) -> tuple[str, str, str]:
    """Of the page, of the words, of the buttons."""
    hue, other = chance.randint(0, 359), chance.randint(0, 359)
    return f"hsl({hue},30%,{chance.randint(88, 98)}%)", f"hsl({hue},40%,12%)", f"hsl({other},60%,80%)"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)
