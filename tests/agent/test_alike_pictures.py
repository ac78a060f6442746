"""Nothing, and another faint thing, is not what was recorded: else replay would click where nothing is."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from eyehand.agent.replaying.pictures import Grey, alike, stands_at
from eyehand.tools.geometry import Box

GROUND, FIELD, LINE = 246, 255, 205


def window(*fields: tuple[int, int]) -> Grey:
    """Empty fields, as GTK draws them, at places of a window."""
    picture = Image.new("L", (500, 400), GROUND)
    for x, y in fields:
        ImageDraw.Draw(picture).rounded_rectangle((x, y, x + 166, y + 32), 4, FIELD, LINE)
    return np.asarray(picture, np.float32)


def button() -> Grey:
    picture = Image.new("L", (98, 65), GROUND)
    ImageDraw.Draw(picture).rounded_rectangle((16, 16, 81, 48), 4, 238, 190)
    ImageDraw.Draw(picture).text((30, 24), "Save", 40)
    return np.asarray(picture, np.float32)


def test_where_nothing_is_no_button_stands() -> None:
    nothing = np.full_like(button(), button().mean())
    assert not alike(button(), nothing)
    assert alike(button(), 255 - button())


def test_a_field_that_has_moved_does_not_stand_where_it_was() -> None:
    recorded, around = window((200, 100)), Box(184, 84, 384, 149)
    field = recorded[around.y0 : around.y1, around.x0 : around.x1]
    assert stands_at(recorded, field, around)
    assert stands_at(255 - recorded, field, around)
    for now in (window(), window((72, 84)), window((200, 60)), window((210, 112)), window((72, 84), (72, 127))):
        assert not stands_at(now, field, around)
