"""Key frames of drawn screens: everything that was to be seen for 0.2 s is in one, and nothing that only fidgets."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from eyehand.tools.video.cells import Cells, cells_of, differing
from eyehand.tools.video.keyframes import KeyFrame, Selector

from .recordings import Event, Script, work

FLASH_S = 0.2
T = TypeVar("T")


def key_frames(script: Script) -> list[KeyFrame[float]]:
    """The key frames of a script, each with its time as its picture; every frame is looked at."""
    selector: Selector[Cells, float] = Selector(differing)
    found = [selector.look(time_s, cells_of(image), time_s) for time_s, image in script.frames()]
    return some([*found, selector.finish(script.seconds)])


def some(found: Iterable[KeyFrame[T] | None]) -> list[KeyFrame[T]]:
    return [frame for frame in found if frame is not None]


def times_s(found: list[KeyFrame[float]]) -> list[float]:
    return [frame.time_s for frame in found]


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (3840, 2160)])
def test_what_flashes_for_a_fifth_of_a_second_is_kept(size: tuple[int, int]) -> None:
    events = [
        Event(kind, at_s, at_s + FLASH_S, seed)
        for seed, (kind, at_s) in enumerate([("toast", 1.0), ("menu", 1.8), ("hint", 2.6), ("dialog", 3.4)], 1)
    ]
    events += [Event("focus", 4.2 + FLASH_S * number, 4.2 + FLASH_S * (number + 1), number) for number in range(4)]
    script = Script(size, 6.0, 30.0 if size[0] < 3000 else 15.0, events)
    found = key_frames(script)
    assert script.missed(times_s(found)) == []
    assert len(found) <= 2 * len(events) + 2


@pytest.mark.parametrize("shown_s", [0.03, 0.1])
def test_a_flash_that_is_shorter_is_kept_when_nothing_else_moves(shown_s: float) -> None:
    for kind in ("toast", "menu", "focus"):
        script = Script(seconds=4, events=[Event(kind, 2.0, 2.0 + shown_s, 1)])
        found = key_frames(script)
        assert script.missed(times_s(found)) == [] and len(found) <= 4


def test_caret_pointer_clock_and_spinner_make_no_key_frames() -> None:
    assert [frame.why for frame in key_frames(Script(seconds=40, fps=15))] == ["first", "last"]


def test_a_large_clock_is_left_out_once_it_is_known_to_tick() -> None:
    selector: Selector[NDArray[np.uint8], float] = Selector(np.not_equal)
    found: list[KeyFrame[float]] = []
    for tick in range(300):
        screen = np.zeros((90, 160), np.uint8)
        screen[10:18, 20:50] = tick // 10 % 60
        found += some([selector.look(tick / 10, screen, tick / 10)])
    assert len(found) <= 7
    assert times_s(found)[-1] < 7


def test_what_comes_where_a_spinner_was_is_kept() -> None:
    selector: Selector[NDArray[np.uint8], float] = Selector(np.not_equal)
    found: list[KeyFrame[float]] = []
    for tick in range(100):
        screen = np.zeros((90, 160), np.uint8)
        screen[10:16, 20:26] = tick % 7 + 1 if tick < 50 else 9
        found += some([selector.look(tick / 15, screen, tick / 15)])
    assert [frame for frame in found if frame.time_s >= 50 / 15], "its last looks are in no key frame"


def test_a_typed_line_is_kept_once_it_is_whole_and_not_letter_by_letter() -> None:
    script = Script(seconds=8, events=[Event("typing", 1.0, 9.0, 2)])
    found = key_frames(script)
    assert len(found) <= 5
    assert any(time_s > 1.0 + 26 / 8 for time_s in times_s(found))


def test_what_differs_in_colour_alone_is_kept() -> None:
    grey = np.full((480, 640, 3), 92, np.uint8)
    green = grey.copy()
    green[400:440, 300:600] = (0x3D, 0x8A, 0x0B)
    selector: Selector[Cells, str] = Selector(differing)
    looks = [(tick / 10, ("green", green) if tick in (10, 11) else ("grey", grey)) for tick in range(20)]
    found = some(selector.look(time_s, cells_of(image), name) for time_s, (name, image) in looks)
    assert "green" in [frame.picture for frame in found], "a toast as bright as what is behind it"


@pytest.mark.parametrize("kind", ["focus", "hint"])
@pytest.mark.parametrize("gap_s", [0.5, 2.0])
def test_what_flashes_where_a_page_scrolled_a_moment_ago_is_kept(kind: str, gap_s: float) -> None:
    for seed in (0, 4):
        flash = Event(kind, 1.0 + gap_s, 1.0 + gap_s + FLASH_S, seed)
        script = Script(seconds=2.0 + gap_s, events=[Event("scroll", 0.5, 1.0), flash], noise=())
        assert flash not in script.missed(times_s(key_frames(script)))


def test_motion_is_kept_at_three_looks_a_second_at_most_and_hides_nothing_beside_it() -> None:
    events = [Event("film", 1.0, 9.0), Event("toast", 3.1, 3.1 + FLASH_S, 1), Event("hint", 6.2, 6.2 + FLASH_S, 3)]
    script = Script(seconds=10, events=events)
    found = key_frames(script)
    assert script.missed(times_s(found)) == []
    assert len(found) <= 3 * 8 + 8
    scrolled = key_frames(Script(seconds=8, events=[Event("scroll", 1.0, 5.0)], noise=()))
    assert 4 <= len(scrolled) <= 3 * 4 + 4


def test_a_minute_of_work_misses_nothing_and_stays_short() -> None:
    script = work(60, size=(1280, 720), fps=15)
    found = key_frames(script)
    assert script.missed(times_s(found)) == []
    assert len(found) <= 2 * len(script.events) + 2


def test_another_size_is_another_screen() -> None:
    selector: Selector[Cells, str] = Selector(differing)
    large, small = Script((1280, 720)).draw(0), Script((640, 480)).draw(0)
    found = some(
        selector.look(time_s, cells_of(image), name)
        for time_s, image, name in [(0, large, "a"), (1, large, "b"), (2, small, "c"), (3, small, "d"), (4, large, "e")]
    )
    found += some([selector.finish(5)])
    assert [(frame.picture, frame.change) for frame in found] == [("a", 1.0), ("c", 1.0), ("e", 1.0)]


def test_a_clock_that_was_set_back_loses_no_screen() -> None:
    selector: Selector[Cells, str] = Selector(differing)
    found = some(
        selector.look(time_s, cells_of(Script(events=[Event("page", 0, 99, seed)]).draw(1)), str(seed))
        for time_s, seed in [(10.0, 1), (11.0, 2), (3.0, 3), (4.0, 3), (11.5, 4), (13.0, 5)]
    )
    found += some([selector.finish(14)])
    assert [frame.picture for frame in found] == ["1", "2", "3", "4", "5"]
    assert [frame.time_s for frame in found] == sorted(frame.time_s for frame in found)


def test_without_a_look_there_is_no_key_frame() -> None:
    assert Selector[Cells, str](differing).finish(1) is None


LOOKS = st.lists(
    st.tuples(st.sampled_from([0.02, 0.05, 0.1, 0.2, 0.21, 0.5, 2.0]), st.integers(0, 6)), min_size=1, max_size=60
)


def state(number: int) -> NDArray[np.uint8]:
    """One of seven screens: nothing, or one of six things larger than a pointer, each at its own place."""
    screen = np.zeros((40, 60), np.uint8)
    if number:
        screen[4 + 5 * number : 7 + 5 * number, 10:30] = number
    return screen


@given(LOOKS)
def test_first_and_last_are_kept_and_the_newest_key_frame_shows_what_stood(
    looks: list[tuple[float, int]],
) -> None:
    selector: Selector[NDArray[np.uint8], int] = Selector(np.not_equal)
    begins_s = list(itertools.accumulate((gap_s for gap_s, _ in looks), initial=0.0))
    found: list[KeyFrame[int]] = []
    for time_s, (_, number) in zip(begins_s[:-1], looks, strict=True):
        found += some([selector.look(time_s, state(number), number)])
    found += some([selector.finish(begins_s[-1])])
    kept_s = [frame.time_s for frame in found]
    assert kept_s[0] == 0.0 and kept_s[-1] == begins_s[-2]
    assert all(one < two for one, two in itertools.pairwise(kept_s))
    assert all(0 <= frame.change <= 1 for frame in found)
    shown = list(zip(begins_s, begins_s[1:], (number for _, number in looks), strict=False))
    for number, group in itertools.groupby(shown, key=lambda one: one[2]):
        spans = list(group)
        begin_s, end_s = spans[0][0], spans[-1][1]
        if end_s - begin_s >= FLASH_S - 1e-9:
            newest = [frame.picture for frame in found if frame.time_s < end_s][-1]
            assert newest == number or _often(shown, begin_s)


def _often(shown: list[tuple[float, float, int]], until_s: float) -> bool:
    """Whether the screen changed so often before that a small place may count as restless."""
    changes = [one for one, two in itertools.pairwise(shown) if one[2] != two[2] and until_s - 6 <= one[1] <= until_s]
    return len(changes) >= 5
