"""When a screen is still, on made-up frames and a made-up clock."""

from __future__ import annotations

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from eyehand.env.settle import Settled, Stillness, Thumbnail, changed_tiles, choose_clip, thumbnail, thumbnail_of
from eyehand.tools.geometry import Box


def blank(*boxes: Box, level: int = 0) -> Thumbnail:
    frame = np.full((100, 160, 3), 255, dtype=np.int16)
    for box in boxes:
        frame[box.y0 : box.y1, box.x0 : box.x1] = level
    return frame


def test_thumbnail_sees_a_caret_and_not_jpeg_noise() -> None:
    page = np.full((800, 1280, 3), 250, dtype=np.uint8)
    page[100:140, 100:400] = (10, 60, 200)
    caret = page.copy()
    caret[302:318, 500:501] = 0

    def encode(pixels: np.ndarray, quality: int) -> bytes:
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "JPEG", quality=quality)
        return buffer.getvalue()

    stillness = Stillness()
    size, first = thumbnail(encode(page, 80))
    assert (size, first.shape) == ((1280, 800), (100, 160, 3))
    assert stillness.painted(0.0, first) == 160 * 100
    assert stillness.painted(0.1, thumbnail(encode(page, 70))[1]) == 0
    assert 1 <= stillness.painted(0.2, thumbnail(encode(caret, 80))[1]) <= 4


def test_a_colour_of_the_same_brightness_is_seen() -> None:
    page = np.full((800, 1280, 3), 87, dtype=np.uint8)
    toast = page.copy()
    toast[600:660, 800:1100] = (0x0B, 0x8A, 0x3D)
    of_pictures = [thumbnail_of(Image.fromarray(pixels)) for pixels in (page, toast)]
    of_jpegs: list[Thumbnail] = []
    for pixels in (page, toast):
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "JPEG", quality=80)
        of_jpegs.append(thumbnail(buffer.getvalue())[1])
    for before, after in (of_pictures, of_jpegs):
        assert changed_tiles(before, after).sum() >= 37 * 7


def test_quiet_after_the_last_change() -> None:
    stillness = Stillness()
    stillness.acted(1.0)
    stillness.painted(1.1, blank())
    assert stillness.settled(1.2, 1.0, busy=False, loading=False) is None
    stillness.painted(1.22, blank())  # painted again, but the same
    assert stillness.settled(1.26, 1.0, busy=False, loading=False) == Settled()
    assert stillness.settled(1.26, 1.0, busy=True, loading=False) is None
    assert stillness.settled(1.26, 1.0, busy=False, loading=True) is None


def test_what_kept_changing_must_be_quiet_for_longer() -> None:
    stillness = Stillness()
    for tick in range(20):
        stillness.painted(tick / 20, blank() if tick % 2 else blank(Box(0, 0, 160, 100)))
    assert stillness.settled(0.95 + 0.45, 0.0, busy=False, loading=False) is None
    assert stillness.settled(0.95 + 0.51, 0.0, busy=False, loading=False) == Settled()
    stillness.acted(2.0)
    stillness.painted(2.05, blank(Box(0, 0, 50, 50)))
    assert stillness.settled(2.26, 2.0, busy=False, loading=False) == Settled()


def test_one_small_part_may_go_on_moving() -> None:
    stillness = Stillness()
    stillness.painted(0.0, blank())
    answer = None
    for tick in range(1, 60):
        stillness.painted(tick / 20, blank(Box(75, 50, 80, 55), level=100 * (tick % 2)))
        answer = answer or stillness.settled(tick / 20 + 0.01, 0.0, busy=False, loading=False)
    assert answer == Settled(moving=Box(600, 400, 640, 440))


def test_a_change_elsewhere_starts_the_wait_anew() -> None:
    stillness = Stillness()
    stillness.painted(0.0, blank())
    for tick in range(1, 40):
        boxes = [Box(75, 50, 80, 55)] if tick % 2 else []
        if tick >= 10:
            boxes.append(Box(0, 0, 160, 30))  # a banner, half a second in
        stillness.painted(tick / 20, blank(*boxes))
        answer = stillness.settled(tick / 20 + 0.01, 0.0, busy=False, loading=False)
        assert (answer is not None) == (tick >= 27)  # 0.8 s after the first frame without it


def test_bounded() -> None:
    stillness = Stillness()
    for tick in range(240):
        stillness.painted(tick / 20, blank(level=0) if tick % 2 else blank(Box(0, 0, 160, 100)))
        now_s = tick / 20 + 0.01
        moving = stillness.settled(now_s, 0.0, busy=False, loading=False)
        assert moving == (Settled(out_of_time=True) if now_s >= 5 else None)
        loading = stillness.settled(now_s, 0.0, busy=False, loading=True)
        assert loading == (Settled(out_of_time=True, loading=True) if now_s >= 10 else None)


def test_clip_keeps_what_differs_from_both_ends() -> None:
    toast = Box(100, 80, 140, 86)
    before, after = blank(), blank(Box(10, 10, 30, 30))
    painted = [before, blank(toast), blank(toast, Box(10, 10, 30, 30)), after, blank(Box(10, 10, 11, 12)), after]
    assert choose_clip([before, after], painted) == [1, 2]
    assert choose_clip([before, after], [before, after]) == []
    assert choose_clip([], []) == []
    assert choose_clip([before], [blank(toast)], among=blank(toast)[:, :, 0] == 255) == []


@given(st.lists(st.tuples(st.integers(0, 140), st.integers(0, 80)), max_size=12))
def test_clip_is_short_and_in_order(places: list[tuple[int, int]]) -> None:
    painted = [blank(Box(x, y, x + 20, y + 20)) for x, y in places]
    chosen = choose_clip([blank()], painted)
    assert chosen == sorted(set(chosen)) and len(chosen) <= 4
    assert (len(chosen) >= 1) == bool(places)
