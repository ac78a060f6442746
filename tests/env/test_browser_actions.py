"""Every action reaches a real page: the pages say what they got in their titles."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydantic import SecretStr

from eyehand.env.base import Observation
from eyehand.env.browser import BrowserEnv
from eyehand.tools.actions import (
    Act,
    Action,
    Back,
    Click,
    Drag,
    Move,
    Navigate,
    Press,
    Reload,
    Scroll,
    SwitchTab,
    Type,
    Upload,
    Wait,
    decision_adapter,
)
from eyehand.tools.browser.input import css_point
from eyehand.tools.errors import ActionError
from eyehand.tools.geometry import Box, Point
from eyehand.tools.secrets import Secrets

Make = Callable[..., BrowserEnv]


@pytest.fixture
def env(shared_browser_env: BrowserEnv) -> BrowserEnv:
    return shared_browser_env


def do(env: BrowserEnv, *actions: Action) -> Observation:
    for action in actions:
        env.step(action)
    return env.observe()


def go(env: BrowserEnv, url: str) -> Observation:
    return do(env, Navigate(url=url))


def test_accepts_every_action(env: BrowserEnv) -> None:
    schema = decision_adapter.validate_python({"kind": "act", "action": {"kind": "back"}})
    assert isinstance(schema, Act)
    assert {"click", "type", "upload", "answer_dialog", "switch_tab", "wait"} <= env.accepts
    assert len(env.accepts) == 13


@pytest.mark.parametrize("scale", [1.5, *(pytest.param(whole, marks=pytest.mark.long) for whole in (1.0, 2.0))])
def test_corners_at_each_scale(scale: float, browser_env: Make, page_server: str) -> None:
    env = browser_env(f"{page_server}/points.html", scale=scale)
    frame = env.reset().frame
    assert (frame.width, frame.height, frame.scale) == (round(1280 * scale), round(800 * scale), scale)
    assert frame.pixels.shape == (frame.height, frame.width, 3)
    right, bottom = frame.width - 1, frame.height - 1
    for x, y in [(0, 0), (right, 0), (0, bottom), (right, bottom), (right // 3, bottom // 7)]:
        title = do(env, Click(at=Point(x, y))).title or ""
        assert title.split()[-1] == f"left1@{int(x / scale)},{int(y / scale)}"
    with pytest.raises(ActionError, match="outside"):
        env.step(Click(at=Point(frame.width, 5)))


def test_css_point_refuses_what_is_off_the_frame() -> None:
    assert css_point(Point(1919, 1199), (1280, 800), 1.5) == (1919 / 1.5, 1199 / 1.5)
    for point in [Point(-1, 0), Point(0, -1), Point(2560, 0), Point(0, 1600)]:
        with pytest.raises(ActionError, match="2560x1600"):
            css_point(point, (1280, 800), 2.0)


def test_buttons_and_counts(env: BrowserEnv, page_server: str) -> None:
    at = Point(100, 200)
    go(env, f"{page_server}/points.html")
    assert (do(env, Click(at=at, count=3)).title or "").split() == [f"left{n}@100,200" for n in (1, 2, 3)]
    assert (do(env, Click(at=at, button="right")).title or "").endswith("right1@100,200 menu")
    assert "middle1@100,200" in (do(env, Click(at=at, button="middle")).title or "")


def test_move_scroll_and_drag(env: BrowserEnv, page_server: str) -> None:
    url = f"{page_server}/points.html"
    go(env, f"{url}?move")
    assert do(env, Move(at=Point(300, 20))).title == "move@300,20"
    go(env, f"{url}?wheel")
    assert do(env, Scroll(at=Point(50, 60), dy_notches=2)).title == "wheel 0,200@50,60"
    assert do(env, Scroll(at=Point(50, 60), dx_notches=-1, dy_notches=-3)).title == "wheel -100,-300@50,60"
    go(env, f"{url}?drag")
    dragged = do(env, Drag(start=Point(10, 10), end=Point(400, 300))).title
    assert dragged == "left1@10,10 up@400,300 moves true held 0"


def test_drag_and_drop(env: BrowserEnv, page_server: str) -> None:
    go(env, f"{page_server}/drag.html")
    assert do(env, Drag(start=Point(60, 40), end=Point(60, 220))).title == "dropped:card"


def test_types_any_unicode(env: BrowserEnv, page_server: str) -> None:
    text = "Grüße, 日本語 — 👩‍👩‍👧 e\u0301 <b>& x"
    go(env, f"{page_server}/keys.html")
    assert do(env, Click(at=Point(100, 170)), Type(text="Ada {name}")).title == "value:Ada {name}"
    typed = do(env, Click(at=Point(100, 60)), Type(text=text)).title
    assert typed == "value:" + text


def test_chords_release_their_keys(env: BrowserEnv, page_server: str) -> None:
    go(env, f"{page_server}/keys.html")
    assert do(env, Press(keys=("Control", "b"))).title == "chord:truefalse released"
    env.step(Click(at=Point(100, 60)))
    assert do(env, Type(text="old"), Press(keys=("Control", "a")), Type(text="new")).title == "value:new"
    with pytest.raises(ActionError, match=r"'Hyper'.*Enter"):
        env.step(Press(keys=("Shift", "Hyper")))
    assert do(env, Type(text="s")).title == "value:news"  # and not a capital


@pytest.mark.parametrize(
    "place", [Point(100, 30), Point(100, 230), pytest.param(Point(100, 320), marks=pytest.mark.long)]
)
def test_secret_is_dots_on_the_screen(place: Point, browser_env: Make, page_server: str) -> None:
    """In a text area, in a shadow root, in a frame: the picture is the same for another secret of that length."""
    pictures: list[bytes] = []
    for value in ("iiiiii", "WWWWWW"):
        env = browser_env(f"{page_server}/keys.html?frame", secrets=Secrets({"pin": SecretStr(value)}))
        env.reset()
        seen = do(env, Click(at=place), Type(text="{pin}"))
        assert seen.title == f"value:{value}"
        shown = seen.frame.pixels[:, 30:420]  # without the caret at the end of the dots
        pictures.append(shown.tobytes())
        assert (shown[place.y - 5 : place.y + 20] < 128).any()
        env.close()
    assert pictures[0] == pictures[1]


def test_select_opens_in_the_page(env: BrowserEnv, page_server: str) -> None:
    closed = go(env, f"{page_server}/select.html")
    assert_select_works(env, closed, Point(120, 55))


def test_a_select_on_an_enlarged_page_keeps_its_size(env: BrowserEnv, page_server: str) -> None:
    """It is painted by the page when it opens; else its list would slip away under the pointer that chooses."""
    go(env, f"{page_server}/select.html?1.5")
    at = Point(180, 82)
    was = env.element_at(at)
    do(env, Click(at=at))
    opened = env.element_at(at)
    assert was is not None and opened is not None
    assert opened.box == was.box
    assert do(env, Click(at=Point(150, 160))).title in ("chose:Travel", "chose:Meals")


@pytest.mark.parametrize("query", ["", "?other-site"])
def test_select_opens_in_a_frame(query: str, env: BrowserEnv, page_server: str) -> None:
    go(env, f"{page_server}/select-frame.html{query}")
    closed = do(env, Wait(seconds=0.3))
    assert_select_works(env, closed, Point(220, 155))


def assert_select_works(env: BrowserEnv, closed: Observation, at: Point) -> None:
    opened = do(env, Click(at=at))
    below = Box(at.x - 80, at.y + 20, at.x + 80, at.y + 110)
    rows = np.nonzero((opened.frame.crop(below) != closed.frame.crop(below)).any(axis=(1, 2)))[0]
    assert rows.size > 30, "the options are not in the picture"
    chosen = do(env, Click(at=Point(at.x - 30, at.y + 50)))
    assert chosen.title in ("chose:Travel", "chose:Meals")


def test_back_and_reload(env: BrowserEnv, page_server: str) -> None:
    go(env, f"{page_server}/tabs.html")
    assert do(env, Click(at=Point(100, 220))).url == f"{page_server}/points.html"
    assert "left1" in (do(env, Click(at=Point(9, 9))).title or "")
    assert do(env, Reload()).title == "points"
    assert do(env, Back()).title == "tabs"


def test_nothing_to_go_back_to(browser_env: Make, page_server: str) -> None:
    env = browser_env(f"{page_server}/form.html")
    env.reset()
    with pytest.raises(ActionError, match="no page to go back to"):
        env.step(Back())


def test_addresses(env: BrowserEnv, page_server: str, nobody: str) -> None:
    host = page_server.removeprefix("http://")
    assert go(env, f"{host}/points.html").url == f"{page_server}/points.html"
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "chrome://version",
        "example.com",
        "ftp://x/",
        "",
        "http://",
    ]:
        with pytest.raises(ActionError, match="whole address"):
            env.step(Navigate(url=url))
    with pytest.raises(ActionError, match="ERR_CONNECTION_REFUSED"):
        env.step(Navigate(url=nobody))
    assert go(env, f"{page_server}/points.html").title == "points"


def test_navigation_in_the_middle_of_typing(env: BrowserEnv, page_server: str) -> None:
    go(env, f"{page_server}/moving.html?go")
    env.step(Click(at=Point(100, 40)))
    env.step(Type(text="a" * 300))
    assert env.observe().url == f"{page_server}/slow?s=0.6"


def test_wait_waits(env: BrowserEnv) -> None:
    began = time.monotonic()
    env.step(Wait(seconds=0.3))
    assert 0.3 <= time.monotonic() - began < 1


@pytest.mark.long
def test_patience(env: BrowserEnv, page_server: str) -> None:
    began = time.monotonic()
    env.step(Wait(seconds=11))
    assert time.monotonic() - began >= 11
    with pytest.raises(ActionError, match="did not answer within 15 s"):
        env.step(Navigate(url=f"{page_server}/slow?s=17"))
    assert go(env, f"{page_server}/points.html").title == "points"


def test_upload(env: BrowserEnv, page_server: str, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.txt"
    receipt.write_text("12345", encoding="ascii")
    assert not go(env, f"{page_server}/files.html").file_chooser
    with pytest.raises(ActionError, match="no file chooser"):
        env.step(Upload(paths=(receipt,)))
    chooser = do(env, Click(at=Point(60, 40)))
    assert chooser.file_chooser
    with pytest.raises(ActionError, match="not a file"):
        env.step(Upload(paths=(tmp_path / "absent",)))
    with pytest.raises(ActionError, match="one file"):
        env.step(Upload(paths=(receipt, receipt)))
    uploaded = do(env, Upload(paths=(receipt,)))
    assert (uploaded.title, uploaded.file_chooser) == ("got:receipt.txt5", False)
    assert do(env, Click(at=Point(60, 40))).file_chooser
    closed = do(env, Press(keys=("Escape",)))
    assert (closed.title, closed.file_chooser) == ("got:receipt.txt5", False), "the page does not hear of that key"
    assert do(env, Press(keys=("Escape",))).title == "Escape"


def test_download_lands_in_the_run_folder(browser_env: Make, page_server: str, tmp_path: Path) -> None:
    env = browser_env(f"{page_server}/files.html")
    env.reset()
    assert do(env, Click(at=Point(60, 100))).notes == ("downloaded _orders.csv (8 bytes) to downloads/_orders.csv",)
    again = go(env, f"{page_server}/file")
    assert again.notes == ("downloaded _orders (2).csv (8 bytes) to downloads/_orders (2).csv",)
    files = sorted(path.name for path in (tmp_path / "run" / "downloads").iterdir())
    assert files == ["_orders (2).csv", "_orders.csv"]


def test_tabs_come_and_go(browser_env: Make, page_server: str) -> None:
    env = browser_env(f"{page_server}/tabs.html")
    env.reset()
    opened = do(env, Click(at=Point(100, 40)))
    assert opened.title == "points"
    assert opened.notes == (f"a new tab was opened and is now the current one: {page_server}/points.html",)
    assert do(env, SwitchTab(index=0)).title == "tabs"
    popup = do(env, Click(at=Point(100, 100)))
    assert (popup.title, popup.frame.width) == ("closing", 1280)
    closed = do(env, Click(at=Point(100, 40)))
    assert closed.title == "tabs"
    assert closed.notes == (f"the current tab was closed; the one before it is current again: {page_server}/tabs.html",)
    with pytest.raises(ActionError, match="tabs 0 to 1"):
        env.step(SwitchTab(index=2))
    assert do(env, SwitchTab(index=1)).title == "points"
