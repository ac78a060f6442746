"""What a page's own structure says of the things on it, asked by place, by focus, by role and name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from eyehand.env.base import Structured
from eyehand.env.browser import BrowserEnv
from eyehand.tools.actions import AnswerDialog, Click, Navigate, Scroll
from eyehand.tools.elements import Element
from eyehand.tools.geometry import Box, Point

SCALE = 1.5
NOWHERE = Box(0, 0, 0, 0)


@pytest.fixture(scope="module")
def env(page_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserEnv]:
    env = BrowserEnv(f"{page_server}/elements.html", tmp_path_factory.mktemp("run"), clock=time.monotonic, scale=SCALE)
    env.reset()
    yield env
    env.close()


@pytest.fixture
def page(env: BrowserEnv, page_server: str) -> BrowserEnv:
    env.step(Navigate(url=f"{page_server}/elements.html"))
    env.observe()
    return env


def wanted(role: str, name: str, *frames: str) -> Element:
    return Element(role=role, name=name, box=NOWHERE, frames=frames)


def one(env: BrowserEnv, role: str, name: str, *frames: str) -> Element:
    """The only thing of that role and name, once it is there: frames of other sites arrive late."""
    deadline_s = time.monotonic() + 20
    while not (found := env.elements_like(wanted(role, name, *frames))) and time.monotonic() < deadline_s:
        env.observe()
    [only] = found
    return only


def other(page_server: str) -> str:
    """The frame of another site, which has no name: its address without the query."""
    return page_server.replace("127.0.0.1", "localhost") + "/frame-button.html"


def test_a_browser_knows_the_structure_of_its_page(page: BrowserEnv) -> None:
    assert isinstance(page, Structured)


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("textbox", "Amount"),
        ("combobox", "Category"),
        ("button", "Save now"),
        ("button", "Shadow"),
        ("textbox", "Note"),
    ],
)
def test_what_is_found_by_role_and_name_is_what_is_at_its_place(page: BrowserEnv, role: str, name: str) -> None:
    found = one(page, role, name)
    assert (found.role, found.name, found.frames) == (role, name, ())
    assert page.element_at(found.box.center) == found


def test_a_field_says_what_it_holds_but_no_secret(page: BrowserEnv) -> None:
    amount = one(page, "textbox", "Amount")
    assert (amount.value, amount.kind, amount.checked, amount.secret) == ("12.50", "text", None, False)
    assert one(page, "combobox", "Category").value == "Travel"
    assert one(page, "textbox", "Note").value == "a bold note"
    code = one(page, "textbox", "Code")
    assert (code.value, code.kind, code.secret) == (None, "one-time-code", True)
    password = page.element_at(Point(code.box.x0 - 150, code.box.center.y))
    assert password is not None
    assert (password.name, password.value, password.kind, password.secret) == ("Password", None, "password", True)


def test_a_box_that_the_page_hides_is_where_its_label_is(page: BrowserEnv) -> None:
    select = one(page, "combobox", "Category")
    found = page.element_at(Point(select.box.x1 + 50, select.box.center.y))
    assert found is not None
    assert (found.role, found.name, found.kind, found.checked) == ("checkbox", "Remind me", "checkbox", True)
    assert found.box.width > 60


def test_equal_things_are_all_told_and_hidden_ones_are_not(page: BrowserEnv) -> None:
    found = page.elements_like(wanted("button", "Delete"))
    assert len(found) == 2
    assert found[0].box.x1 <= found[1].box.x0
    assert page.elements_like(wanted("link", "Delete")) == ()
    assert page.elements_like(wanted("button", "delete")) == ()


def test_frames_are_looked_into_even_those_of_another_site(page: BrowserEnv, page_server: str) -> None:
    for name, frame in (("Inside", "inner"), ("Foreign", other(page_server))):
        found = one(page, "button", name, frame)
        assert found.frames == (frame,)
        assert page.element_at(found.box.center) == found
        assert page.elements_like(wanted("button", name)) == ()


def test_the_thing_in_focus_is_what_was_clicked(page: BrowserEnv, page_server: str) -> None:
    assert page.element_in_focus() is None
    for role, name, *frames in (("textbox", "Amount"), ("button", "Shadow"), ("textbox", "Ref", other(page_server))):
        found = one(page, role, name, *frames)
        page.step(Click(at=found.box.center))
        assert page.element_in_focus() == found


def test_places_are_those_of_the_screen_however_the_page_is_scrolled(page: BrowserEnv) -> None:
    before = one(page, "button", "Save now")
    page.step(Scroll(at=before.box.center, dy_notches=1))
    page.observe()
    after = one(page, "button", "Save now")
    assert after.box.y0 == before.box.y0 - 100 * SCALE
    assert page.element_at(after.box.center) == after
    page.step(Scroll(at=before.box.center, dy_notches=5))
    page.observe()
    above = one(page, "button", "Save now")  # scrolling back brings it there
    assert above.box.y0 == before.box.y0 - 600 * SCALE and above.box.y1 < 0


def test_where_the_page_ends_there_is_nothing(page: BrowserEnv) -> None:
    assert page.element_at(Point(5000, 20)) is None


def test_behind_a_dialog_nothing_is_said(browser_env: Callable[..., BrowserEnv], page_server: str) -> None:
    env = browser_env(f"{page_server}/dialogs.html")
    env.reset()
    opener = one(env, "button", "confirm")
    env.step(Click(at=opener.box.center))
    assert env.observe().dialog is not None
    assert env.element_at(opener.box.center) is None
    assert env.elements_like(opener) == ()
    env.step(AnswerDialog(accept=False))
    assert env.element_at(opener.box.center) == opener
