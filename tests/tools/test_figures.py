"""What is drawn on a picture: figures with their form, colour, size and text; dots; bars with knobs."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eyehand.tools.eye.figures.constructions import bisector, coordinate, midpoint, right_angle
from eyehand.tools.eye.figures.dots import find_dots
from eyehand.tools.eye.figures.figure import Figure
from eyehand.tools.eye.figures.finding import find_figures
from eyehand.tools.eye.figures.tracks import find_tracks
from eyehand.tools.eye.figures.words import fitting, read_words
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Point

RED, BLUE, BLACK, GREEN, CYAN = (255, 0, 0), (0, 0, 255), (0, 0, 0), (0, 128, 0), (0, 255, 255)
Colour = tuple[int, int, int]


class Sheet:
    """A white picture of 640 × 400 pixels that is drawn on."""

    def __init__(self) -> None:
        self.pixels = np.full((400, 640, 3), 255, np.uint8)

    def disc(self, x: int, y: int, radius: int, colour: Colour) -> Sheet:
        cv2.circle(self.pixels, (x, y), radius, colour, cv2.FILLED, cv2.LINE_AA)
        return self

    def ring(self, x: int, y: int, radius: int) -> Sheet:
        cv2.circle(self.pixels, (x, y), radius, BLACK, 2, cv2.LINE_AA)
        return self

    def polygon(self, x: int, y: int, radius: int, sides: int, colour: Colour, turned: float = 0.3) -> Sheet:
        angles = [turned + 2 * math.pi * n / sides for n in range(sides)]
        points = [(round(x + radius * math.cos(a)), round(y + radius * math.sin(a))) for a in angles]
        cv2.fillPoly(self.pixels, [np.array(points, np.int32)], colour, cv2.LINE_AA)
        return self

    def box(self, x: int, y: int, side: int, colour: Colour, line: Colour | None = None) -> Sheet:
        cv2.rectangle(self.pixels, (x, y), (x + side, y + side), colour, cv2.FILLED)
        if line:
            cv2.rectangle(self.pixels, (x, y), (x + side, y + side), line, 2)
        return self

    def line(self, start: Point, end: Point) -> Sheet:
        cv2.line(self.pixels, start, end, BLACK, 1, cv2.LINE_AA)
        return self

    def text(self, x: int, y: int, text: str, colour: Colour = BLACK, size: float = 1.2) -> Sheet:
        cv2.putText(self.pixels, text, (x, y), cv2.FONT_HERSHEY_DUPLEX, size, colour, 2, cv2.LINE_AA)
        return self

    @property
    def frame(self) -> Frame:
        return Frame.from_pixels(self.pixels, scale=2.0)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return find_figures(self.frame)


def named(sheet: Sheet, phrase: str) -> list[Point]:
    words = read_words(phrase)
    assert words is not None
    return [figure.at for figure in fitting(sheet.figures, words)]


@settings(deadline=None, max_examples=40)
@given(st.integers(3, 7), st.integers(45, 90), st.floats(0, 1))
def test_a_polygon_has_the_sides_that_were_drawn(sides: int, radius: int, turned: float) -> None:
    (figure,) = Sheet().polygon(300, 200, radius, sides, BLUE, turned).figures
    assert (figure.form, figure.sides, figure.fill) == ("polygon", sides, BLUE)
    assert math.dist(figure.at, (300, 200)) < 3


@settings(deadline=None, max_examples=25)
@given(st.integers(12, 90), st.booleans())
def test_a_circle_is_one_at_any_size_filled_or_not(radius: int, filled: bool) -> None:
    sheet = Sheet().disc(300, 200, radius, RED) if filled or radius < 40 else Sheet().ring(300, 200, radius)
    (figure,) = sheet.figures
    assert figure.form == "circle" and math.dist(figure.at, (300, 200)) < 2
    assert figure.hollow is not (filled or radius < 40)


def test_words_pick_figures_by_form_colour_size_and_side() -> None:
    sheet = Sheet().disc(100, 100, 40, RED).disc(300, 100, 12, RED).polygon(500, 100, 40, 3, GREEN)
    sheet.box(80, 250, 60, BLUE).box(280, 250, 90, (255, 255, 255), BLACK)
    assert named(sheet, "the large red circle") == [Point(100, 100)]
    assert named(sheet, "a small circle") == [Point(300, 100)]
    assert len(named(sheet, "all circles")) == 2
    assert [point.x for point in named(sheet, "the green triangle")] == [500]
    assert named(sheet, "the right box")[0].x == 325
    assert named(sheet, "the smaller box")[0].x == 110
    assert named(sheet, "the black box")[0].x == 325
    assert named(sheet, "the yellow circle") == []


def test_shades_are_told_by_their_hue() -> None:
    colours = [(222, 182, 182), (154, 81, 81), (154, 154, 208), (210, 233, 210), (22, 223, 22)]
    sheet = Sheet()
    for index, colour in enumerate(colours):
        sheet.box(40 + 100 * index, 100, 40, colour)
    assert [point.x for point in named(sheet, "all the shades of red")] == [60, 160]
    assert [point.x for point in named(sheet, "green shades")] == [360, 460]


def test_single_letters_and_digits_are_read_and_words_are_no_figures() -> None:
    sheet = Sheet().text(100, 100, "7", CYAN).text(300, 100, "k", RED).text(100, 300, "Help")
    assert [(each.form, each.text, each.fill) for each in sheet.figures] == [("digit", "7", CYAN), ("letter", "k", RED)]
    assert len(named(sheet, "a aqua digit")) == 1 and named(sheet, "a red 7") == []


def test_a_pale_box_with_words_is_a_button_and_no_rectangle() -> None:
    sheet = Sheet().box(100, 100, 80, (239, 239, 239), (118, 118, 118)).text(120, 150, "5").box(300, 100, 80, RED)
    assert [point.x for point in named(sheet, "all rectangles")] == [340]


def test_figures_that_touch_are_taken_apart_by_colour() -> None:
    sheet = Sheet().box(200, 200, 60, BLUE).disc(230, 181, 20, RED)
    assert len(named(sheet, "a blue rectangle")) == 1 and len(named(sheet, "a red circle")) == 1


@pytest.mark.parametrize(
    "phrase", ["the Save button", "the item", "the box", "Task A", "items in the list", "red wine"]
)
def test_what_is_no_phrase_about_figures_is_left_alone(phrase: str) -> None:
    words = read_words(phrase)
    assert words is None or words.is_plain


def test_dots_are_seen_where_lines_run_through_them() -> None:
    corner, one, two = Point(120, 100), Point(420, 120), Point(300, 300)
    sheet = Sheet().line(corner, one).line(corner, two)
    sheet.disc(*corner, 7, BLUE).disc(*one, 7, BLACK).disc(*two, 7, BLACK)
    dots = find_dots(sheet.frame)
    assert [dot.colour for dot in dots] == [BLUE, BLACK, BLACK]
    assert all(math.dist(dot.at, at) < 3 for dot, at in zip(dots, (corner, one, two), strict=True))
    at = bisector(sheet.frame)
    assert isinstance(at, Point)
    assert angle(one, corner, at) == pytest.approx(angle(two, corner, at), abs=1.5)


def test_a_right_angle_and_a_midpoint_follow_from_two_dots() -> None:
    corner, other = Point(220, 240), Point(400, 150)
    sheet = Sheet().line(corner, other).disc(*corner, 7, BLUE).disc(*other, 7, BLACK)
    at = right_angle(sheet.frame)
    assert isinstance(at, Point) and angle(at, corner, other) == pytest.approx(90, abs=2)
    assert math.dist(midpoint(sheet.frame), (310, 195)) < 3  # type: ignore[arg-type]
    assert "two dots" in str(midpoint(Sheet().frame))


def angle(one: Point, vertex: Point, other: Point) -> float:
    a, b = (math.atan2(each.y - vertex.y, each.x - vertex.x) for each in (one, other))
    return abs(math.degrees((a - b + math.pi) % (2 * math.pi) - math.pi))


def test_a_point_of_a_grid_is_counted_from_where_the_axes_cross() -> None:
    sheet = Sheet().line(Point(100, 200), Point(540, 200)).line(Point(320, 20), Point(320, 380))
    for x in range(-2, 3):
        for y in range(-2, 3):
            sheet.disc(320 + 80 * x, 200 - 80 * y, 8, BLUE)
    assert math.dist(coordinate(sheet.frame, 1, -2), (400, 360)) < 3  # type: ignore[arg-type]
    assert "no point (9, 9)" in str(coordinate(sheet.frame, 9, 9))


@pytest.mark.parametrize("upright", [False, True])
def test_a_bar_with_a_knob_is_a_slider_with_its_number(upright: bool) -> None:
    pixels = np.full((400, 640, 3), 255, np.uint8)
    cv2.rectangle(pixels, (60, 100), (360, 120), (180, 180, 180), 2)
    cv2.rectangle(pixels, (200, 94), (226, 126), (240, 240, 240), cv2.FILLED)
    cv2.rectangle(pixels, (200, 94), (226, 126), (180, 180, 180), 2)
    if upright:
        pixels = np.ascontiguousarray(pixels.transpose(1, 0, 2))
    at = (140, 372) if upright else (384, 120)
    cv2.putText(pixels, "42", at, cv2.FONT_HERSHEY_DUPLEX, 0.8, BLACK, 1, cv2.LINE_AA)
    (track,) = find_tracks(Frame.from_pixels(pixels, scale=2.0))
    assert (track.upright, track.value) == (upright, "42")
    assert track.level == pytest.approx(0.51, abs=0.03)
    assert math.dist(track.at(track.level), track.knob) < 3
