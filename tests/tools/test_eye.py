"""The embedded eye on pages rendered by a real Chromium; the truth comes from the DOM, the eye sees pixels only."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, sync_playwright

from eyehand.tools.eye.eye import Eye
from eyehand.tools.eye.reading.reader import Reader
from eyehand.tools.eye.scene import Control, Scene
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box

PAGES = Path(__file__).parents[1] / "pages"
BOXES = """() => Object.fromEntries([...document.querySelectorAll('[id]')].map(e => {
  const r = e.getBoundingClientRect(); return [e.id, [r.x, r.y, r.right, r.bottom]] }))"""
ENTRIES = frozenset({"field", "dropdown"})


@dataclass(frozen=True)
class Shot:
    """A frame, what the eye saw, and the true box of each element that has an id, in frame pixels."""

    frame: Frame
    scene: Scene
    truth: dict[str, Box]

    def control(self, element: str) -> Control:
        """The control seen where an element is."""
        box = self.truth[element]
        seen = [c for c in self.scene.controls if c.box.iou(box) > 0.6 and c.kind != "text"]
        assert len(seen) == 1, f"{element} at {box}: {seen}"
        return seen[0]


class Camera:
    """Takes each page once for the module and keeps what the eye saw."""

    def __init__(self, browser: Browser, eye: Eye) -> None:
        self.eye = eye
        self._browser = browser
        self._shots: dict[tuple[str, str, float, float], Shot] = {}

    def shoot(self, name: str, style: str = "", scale: float = 1, zoom: float = 1) -> Shot:
        key = (name, style, scale, zoom)
        if key not in self._shots:
            size = {"width": 1280, "height": 800}
            page = self._browser.new_page(viewport=size, device_scale_factor=scale)  # pyright: ignore
            page.goto((PAGES / f"eye_{name}.html").as_uri())
            set_style = "([c, z]) => { document.documentElement.className = c; document.body.style.zoom = z }"
            page.evaluate(set_style, [style, zoom])
            boxes = page.evaluate(BOXES)
            frame = Frame.decode(page.screenshot(), scale=scale)
            page.close()
            truth = {id_: Box(*(round(value * scale) for value in box)) for id_, box in boxes.items()}
            self._shots[key] = Shot(frame, self.eye.see(frame), truth)
        return self._shots[key]

    def clicked(self, name: str, element: str) -> Frame:
        """A page after a click on an element."""
        page = self._browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto((PAGES / f"eye_{name}.html").as_uri())
        page.click(f"#{element}")
        frame = Frame.decode(page.screenshot())
        page.close()
        return frame


@pytest.fixture(scope="module")
def camera() -> Iterator[Camera]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield Camera(browser, Eye())
        browser.close()


NATIVE = [
    ("name", "field", "Full name", ""),
    ("mail", "field", "Email", "ada@example.org"),
    ("city", "dropdown", "City:", "Zurich"),
    ("day", "field", "Arrival date", ""),
    ("note", "field", "Notes", ""),
    ("order", "button", "Place order", ""),
    ("cancel", "button", "Cancel", ""),
]
MODERN = [
    ("m-name", "field", "Display name", "Grace Hopper"),
    ("m-search", "field", "Search projects", ""),
    ("m-amount", "field", "Amount", ""),
    ("m-cat", "dropdown", "Category", "Travel"),
    ("m-about", "field", "About you", ""),
    ("m-save", "button", "Save", ""),
    ("m-cancel", "button", "Cancel", ""),
    ("new", "button", "New expense", ""),
]
LISTS = [
    ("who", "field", "Traveller", "Noor"),
    ("cc", "dropdown", "Cost centre", "4711 Research"),
    ("nat", "dropdown", "Country of travel", "Portugal"),
    ("book", "button", "Book journey", ""),
    ("draft", "button", "Keep as draft", ""),
]


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize(("element", "kind", "label", "value"), NATIVE)
def test_unstyled_form(camera: Camera, scale: float, element: str, kind: str, label: str, value: str) -> None:
    seen = camera.shoot("native", scale=scale).control(element)
    assert (seen.kind, seen.label, seen.value) == (kind, label, value)


@pytest.mark.parametrize(("style", "zoom"), [("", 1), ("dark", 1), ("", 0.75)])
@pytest.mark.parametrize(("element", "kind", "label", "value"), MODERN)
def test_styled_form(camera: Camera, style: str, zoom: float, element: str, kind: str, label: str, value: str) -> None:
    seen = camera.shoot("modern", style, zoom=zoom).control(element)
    assert (seen.kind, seen.label, seen.value) == (kind, label, value)


@pytest.mark.parametrize(("element", "label"), [("in", "Login"), ("key", "Click Me!")])
def test_buttons_that_letters_touch_or_that_are_high(camera: Camera, element: str, label: str) -> None:
    seen = camera.shoot("close").control(element)
    assert (seen.kind, seen.label) == ("button", label)


@pytest.mark.parametrize("element", ["upper", "lower"])
def test_two_fields_that_touch_are_two_fields(camera: Camera, element: str) -> None:
    assert camera.shoot("close").control(element).kind == "field"


def test_an_area_of_the_page_is_no_button(camera: Camera) -> None:
    shot = camera.shoot("close")
    area = shot.truth["area"]
    assert not [c for c in shot.scene.controls if c.kind == "button" and c.box.iou(area) > 0.5]


@pytest.mark.parametrize("style", ["", "small"])
def test_cells_of_a_table_with_narrow_rows_are_no_fields(camera: Camera, style: str) -> None:
    scene = camera.shoot("narrow", style).scene
    assert [control.label for control in scene.controls if control.kind in ENTRIES] == ["Sort on"]


@pytest.mark.parametrize(("element", "label"), [("colour", "Colour"), ("size", "Size")])
def test_a_coloured_list_that_shows_only_its_arrow_is_called_by_its_label(
    camera: Camera, element: str, label: str
) -> None:
    seen = camera.shoot("arrows").control(element)
    assert (seen.kind, seen.label, seen.value) == ("dropdown", label, "")


@pytest.mark.parametrize(("element", "kind", "label", "value"), LISTS)
def test_labels_at_the_left(camera: Camera, element: str, kind: str, label: str, value: str) -> None:
    seen = camera.shoot("lists").control(element)
    assert (seen.kind, seen.label, seen.value) == (kind, label, value)


def test_state_of_boxes_and_radios(camera: Camera) -> None:
    native, modern, lists = camera.shoot("native"), camera.shoot("modern", "dark"), camera.shoot("lists")
    expected = [
        (native, "gift", "checkbox", "Wrap as a gift", True),
        (native, "news", "checkbox", "Send me the newsletter", False),
        (native, "std", "radio", "Standard delivery", False),
        (native, "exp", "radio", "Express delivery", True),
        (modern, "m-paid", "checkbox", "Paid by me", True),
        (modern, "m-bill", "checkbox", "Billable to client", False),
        (modern, "m-week", "radio", "Weekly summary", False),
        (modern, "m-month", "radio", "Monthly summary", True),
        (modern, "m-alert", "toggle", "Email alerts", True),
        (modern, "m-push", "toggle", "Push messages", False),
        (lists, "seat", "toggle", "Window seat", True),
        (lists, "meal", "toggle", "Vegetarian meal", False),
    ]
    for shot, element, kind, label, on in expected:
        seen = shot.control(element)
        assert (seen.kind, seen.label, seen.checked) == (kind, label, on)


def test_disabled_look_and_links(camera: Camera) -> None:
    shot = camera.shoot("native")
    assert [shot.control(button).enabled for button in ("order", "cancel", "later")] == [True, True, False]
    assert shot.control("terms").kind == "link"


def test_empty_table_cells_are_no_fields(camera: Camera) -> None:
    fields = {c.label for c in camera.shoot("lists").scene.controls if c.kind == "field"}
    assert fields == {"Traveller", "Departure"}


FOUND = [
    ("native", "the Email field", "mail"),
    ("native", "E-mail", None),
    ("native", "the Full name box", "name"),
    ("native", "the City drop-down", "city"),
    ("native", "'Wrap as a gift'", "gift"),
    ("native", "the check box labelled 'Send me the newsletter'", "news"),
    ("native", "the Express delivery radio button", "exp"),
    ("native", "Terms of sale link", "terms"),
    ("modern", "the Save button", "m-save"),
    ("modern", "button 'Cancel'", "m-cancel"),
    ("modern", "the Amount field", "m-amount"),
    ("modern", "the Search projects field", "m-search"),
    ("modern", "New expense", "new"),
    ("modern", "the New expnese button", "new"),
    ("modern", "Paid by me", "m-paid"),
    ("modern", "the second Delete button", "del2"),
    ("modern", "the last Delete", "del3"),
    ("modern", "the Delete button in the row of 'Mary Shelley'", "del3"),
    ("modern", "the Delete button in the Ada Lovelace row", "del1"),
    ("modern", "the button to the left of 'Cancel'", "m-save"),
    ("modern", "the Reports tab", "n-rep"),
    ("lists", "the Vegetarian meal switch", "meal"),
    ("lists", "the Country of travel dropdown", "nat"),
]


@pytest.mark.parametrize(("page", "target", "element"), FOUND)
def test_found(camera: Camera, page: str, target: str, element: str | None) -> None:
    shot = camera.shoot(page)
    location = camera.eye.locate(shot.frame, target)
    assert location.status == "found", location
    assert location.point is not None
    if element is not None:
        assert shot.truth[element].contains(location.point), location


ABSENT = [
    ("native", "the Submit button"),
    ("native", "Delete account"),
    ("native", "the Emile field"),
    ("native", "the Save button"),
    ("native", "the Express delivery checkbox"),
    ("native", "the third check box"),
    ("modern", "the Description field"),
    ("modern", "Delete account"),
    ("modern", "the Edit profile button"),
    ("modern", "the fourth Delete button"),
    ("modern", "the Delete button in the row of 'Grace Kelly'"),
    ("modern", "the Country drop-down"),
    ("modern", "the trousers"),
    ("lists", "the Book button in the row of Basel"),
    ("lists", "Business class"),
    ("lists", ""),
    ("lists", "🚲"),
    ("lists", "x" * 10_000),
]


@pytest.mark.parametrize(("page", "target"), ABSENT)
def test_absent_is_never_found(camera: Camera, page: str, target: str) -> None:
    location = camera.eye.locate(camera.shoot(page).frame, target)
    assert (location.status, location.point, location.box) == ("not_found", None, None)


def test_equals_are_ambiguous(camera: Camera) -> None:
    shot = camera.shoot("modern")
    location = camera.eye.locate(shot.frame, "the Delete button")
    assert (location.status, location.point) == ("ambiguous", None)
    hits = [id_ for c in location.candidates for id_, box in shot.truth.items() if box.contains(c.point)]
    assert hits == ["del1", "del2", "del3"]


def test_find_control_reads_values_and_states(camera: Camera) -> None:
    native = camera.shoot("native").frame
    (mail,) = camera.eye.find_control(native, "Email", ENTRIES)
    assert (mail.kind, mail.value) == ("field", "ada@example.org")
    (city,) = camera.eye.find_control(native, "the City field", ENTRIES)
    assert (city.kind, city.value) == ("dropdown", "Zurich")
    (gift,) = camera.eye.find_control(native, "'Wrap as a gift'", frozenset({"checkbox"}))
    assert gift.checked is True
    assert camera.eye.find_control(native, "Email", frozenset({"button"})) == ()


def test_an_open_list_leaves_its_drop_down_in_sight(camera: Camera) -> None:
    for element, label, option in (("cc", "Cost centre", "Sales"), ("nat", "Country of travel", "Portugal")):
        frame = camera.clicked("lists", element)
        (seen,) = camera.eye.find_control(frame, label, frozenset({"dropdown"}))
        location = camera.eye.locate(frame, f"the {option} option")
        assert location.point is not None, location
        assert location.point.y > seen.box.y1 - 2


def test_read_inside_a_box(camera: Camera) -> None:
    shot = camera.shoot("native")
    assert [line.text for line in camera.eye.read(shot.frame, shot.truth["mail"])] == ["ada@example.org"]
    assert {"Delivery", "Place order"} <= {line.text for line in camera.eye.read(shot.frame)}


@pytest.mark.long
def test_changed_parts_read_as_a_whole_frame_does(camera: Camera) -> None:
    """Random rectangles of one page are pasted over another; the incremental reader must agree with a fresh one."""
    chance = random.Random(7)
    pixels, after = camera.shoot("modern").frame.pixels[80:496, :704], camera.shoot("native").frame.pixels
    reader = Reader()
    reader.read(Frame.from_pixels(pixels))
    for _ in range(5):
        width, height = chance.randint(20, 300), chance.randint(12, 160)
        x, y = chance.randint(0, 704 - width), chance.randint(0, 416 - height)
        pixels = pixels.copy()
        pixels[y : y + height, x : x + width] = after[y : y + height, x : x + width]
        frame = Frame.from_pixels(pixels)
        mended, fresh = reader.read(frame), Reader().read(frame)
        strange = [line for line in mended.lines if not any(line.box.iou(f.box) > 0.5 for f in fresh.lines)]
        missing = [line for line in fresh.lines if not any(line.box.iou(m.box) > 0.5 for m in mended.lines)]
        # Text cut in half by the paste is anybody's guess; one such line in a frame is let through.
        assert len(strange) <= 1 and len(missing) <= 1, (strange, missing)
        same = sum(any(m.text == f.text and m.box.iou(f.box) > 0.5 for m in mended.lines) for f in fresh.lines)
        assert same >= len(fresh.lines) - 1


def test_untouched_lines_stay_as_they_were(camera: Camera) -> None:
    frame = camera.shoot("modern").frame
    reader = Reader()
    first = reader.read(frame).lines
    pixels = frame.pixels.copy()
    pixels[306:340, 60:110] = 255  # the placeholder of one field goes
    second = reader.read(Frame.from_pixels(pixels)).lines
    assert set(second) < set(first) and {line.text for line in first} - {line.text for line in second} == {"0.00"}


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (3, 3), (40, 7), (33, 31), (700, 900)])
@pytest.mark.parametrize("shade", [0, 255])
def test_blank_frames_of_any_size(shape: tuple[int, int], shade: int) -> None:
    frame = Frame.from_pixels(np.full((*shape, 3), shade, np.uint8))
    eye = Eye()
    assert eye.see(frame).lines == ()
    assert eye.locate(frame, "the Save button").status == "not_found"


def test_noise_is_no_text() -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (400, 600, 3), np.uint8)
    assert Eye().locate(Frame.from_pixels(pixels), "the Save button").status == "not_found"
