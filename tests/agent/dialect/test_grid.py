"""Places of the 0 to 1000 grid and pixels of a frame of any size, scale and offset."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eyehand.agent.dialect.decoding import Pointing, decode
from eyehand.agent.dialect.encoding import encode
from eyehand.agent.dialect.grid import to_box, to_grid, to_pixels
from eyehand.tools.actions import (
    Act,
    Back,
    Click,
    Done,
    Drag,
    Move,
    Press,
    Scroll,
    Type,
    Wait,
    point_of,
)
from eyehand.tools.browser.input import css_point
from eyehand.tools.geometry import Box, Point

from .replies import CALLS, CURSOR, SCREEN, bare

SIDES = st.integers(1, 8000)
PLACES = st.floats(0, 1000)
OFFSETS = st.integers(-8000, 8000)


@given(PLACES, PLACES, SIDES, SIDES, OFFSETS, OFFSETS)
@example(500, 999, 1280, 720, 0, 0)  # seen as 1280x704
@example(1000, 1000, 1366, 768, 1920, -200)  # a second monitor
def test_a_place_is_within_a_pixel_of_its_share(
    x: float, y: float, width: int, height: int, left: int, top: int
) -> None:
    area = Box(left, top, left + width, top + height)
    point = to_pixels(x, y, area)
    assert area.contains(point)
    assert abs(point.x - left - x / 1000 * width) <= 1 and abs(point.y - top - y / 1000 * height) <= 1


@given(st.data(), SIDES, SIDES, OFFSETS, OFFSETS)
def test_a_pixel_comes_back_within_half_a_cell(
    data: st.DataObject, width: int, height: int, left: int, top: int
) -> None:
    area = Box(left, top, left + width, top + height)
    point = Point(data.draw(st.integers(left, left + width - 1)), data.draw(st.integers(top, top + height - 1)))
    back = to_pixels(*to_grid(point, area), area)
    assert abs(back.x - point.x) <= 1 + width / 2000 and abs(back.y - point.y) <= 1 + height / 2000


@given(
    PLACES, PLACES, st.sampled_from([(1280, 800), (1280, 720), (901, 421)]), st.sampled_from([0.5, 1.0, 1.25, 2.0, 3])
)
def test_whatever_the_device_scale_the_page_is_hit_at_that_share(
    x: float, y: float, viewport: tuple[int, int], scale: float
) -> None:
    frame = Box(0, 0, round(viewport[0] * scale), round(viewport[1] * scale))
    css = css_point(to_pixels(x, y, frame), viewport, scale)
    assert abs(css[0] - x / 1000 * viewport[0]) <= 1 + 1 / scale
    assert abs(css[1] - y / 1000 * viewport[1]) <= 1 + 1 / scale


def test_the_corners_and_the_rows_below_704() -> None:
    assert to_pixels(1000, 1000, SCREEN) == (1279, 719)
    assert to_pixels(0, 0, SCREEN) == (0, 0)
    assert to_pixels(500, 990, SCREEN) == (640, 712)


def test_a_box_is_never_empty() -> None:
    assert to_box(500, 500, 500, 500, SCREEN) == (640, 360, 641, 361)
    assert to_box(600, 700, 500, 500, SCREEN) == (640, 360, 768, 504)


ACTIONS = st.one_of(
    st.builds(Move, at=st.just(Point(640, 360))),
    st.builds(Click, at=st.just(Point(640, 360)), button=st.sampled_from(["left", "right", "middle"])),
    st.builds(Click, at=st.just(Point(640, 360)), count=st.sampled_from([2, 3])),
    st.builds(Drag, start=st.just(Point(320, 540)), end=st.just(Point(640, 360))),
    st.builds(Scroll, at=st.just(Point(640, 360)), dy_notches=st.integers(1, 100) | st.integers(-100, -1)),
    st.builds(Scroll, at=st.just(Point(640, 360)), dx_notches=st.integers(1, 100) | st.integers(-100, -1)),
    st.builds(Type, text=st.text(min_size=1)),
    st.builds(
        Press, keys=st.lists(st.sampled_from(["Control", "Enter", "a", "F5", "Space", "+"]), min_size=1, max_size=5)
    ),
    st.builds(Wait, seconds=st.floats(0, 60)),
)


@given(ACTIONS)
def test_what_is_said_is_what_is_heard(action: object) -> None:
    act = Act.model_validate({"action": action, "target": "the thing"})
    assert decode(encode(act, SCREEN), Pointing(SCREEN)).decision == act


@pytest.mark.parametrize("status", ["success", "infeasible"])
@pytest.mark.parametrize("answer", [None, "42"])
def test_endings_are_heard_as_they_were_said(status: str, answer: str | None) -> None:
    done = Done.model_validate({"status": status, "answer": answer, "reason": "All is done."})
    assert decode(encode(done, SCREEN), Pointing(SCREEN)).decision == done
    failed = decode(encode(Done(status="failure"), SCREEN), Pointing(SCREEN)).decision
    assert isinstance(failed, Done) and failed.status == "infeasible"


def test_each_published_call_can_be_said() -> None:
    for _, decision in CALLS:
        assert decision is not None
        whole = decision if isinstance(decision, Done) else Act(action=decision)
        again = decode(encode(whole, SCREEN), Pointing(SCREEN, CURSOR)).decision
        if point_of(decision) if not isinstance(decision, Done) else None:
            assert isinstance(again, Act) and again.action.kind == whole.action.kind  # pyright: ignore[reportAttributeAccessIssue]
        else:
            assert bare(again) == decision


def test_what_the_interface_has_no_call_for_is_said_so() -> None:
    with pytest.raises(ValueError, match="no call"):
        encode(Act(action=Back()), SCREEN)
