"""Reading of dense, changing and awkward screens: real Chromium, real OCR; the truth comes from the DOM."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as Tab

from eyehand.tasks.apps.trials.server import TrialsServer
from eyehand.tools.eye.eye import Eye
from eyehand.tools.eye.reading.once import Once
from eyehand.tools.eye.reading.reader import Page, Reader
from eyehand.tools.eye.shapes.patches import Patches
from eyehand.tools.frames import Frame, Pixels
from eyehand.tools.geometry import Box
from eyehand.tools.onnx_weights import without_denormals

from ..dom_text import shown_on

PAGES = Path(__file__).parents[1] / "pages"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Tab:
    return browser.new_page(viewport={"width": 1280, "height": 800})


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


@pytest.mark.parametrize(("name", "least"), [("crm", 0.97), ("mail", 0.98), ("settings", 0.98), ("shop", 0.98)])
def test_dense_pages(tab: Tab, name: str, least: float) -> None:
    tab.goto((PAGES / f"dense_{name}.html").as_uri())
    lines = [(line.text, line.box) for line in Reader().read(Frame.decode(tab.screenshot())).lines]
    shown = shown_on(tab)
    missed = [line.text for line in shown if not line.was_read(lines)]
    assert len(shown) >= 80
    assert len(missed) <= (1 - least) * len(shown), missed


@pytest.mark.long
def test_an_answer_does_not_depend_on_what_was_seen_before(tab: Tab) -> None:
    """Random parts of one page are pasted over another; the eye of all frames must say what a new one says."""
    chance = random.Random(11)
    tab.goto((PAGES / "dense_mail.html").as_uri())
    after = Frame.decode(tab.screenshot()).pixels[:450, 330:1030]
    tab.goto((PAGES / "dense_settings.html").as_uri())
    pixels = Frame.decode(tab.screenshot()).pixels[:450, 330:1030]
    eye = Eye()
    eye.see(Frame.from_pixels(pixels))
    for number in range(12):
        width, height = (chance.randint(1, side) for side in ((300, 160) if number % 3 == 0 else (30, 30)))
        x, y = chance.randint(0, 700 - width), chance.randint(0, 450 - height)
        pixels = pixels.copy()
        pixels[y : y + height, x : x + width] = after[y : y + height, x : x + width]
        frame = Frame.from_pixels(pixels)
        assert eye.see(frame) == Eye().see(frame)


def test_the_same_picture_is_looked_at_once() -> None:
    asked: list[int] = []

    def largest(picture: Pixels) -> int:
        asked.append(int(picture.max()))
        return asked[-1]

    once = Once(largest, most=3)
    pictures = [np.full((4, 5, 3), shade, np.uint8) for shade in (9, 7, 9, 8)]
    assert once.ask(pictures) == [9, 7, 9, 8]
    assert once.ask(pictures[:1]) == [9] and once.ask([]) == []
    assert once.ask([np.full((5, 4, 3), 9, np.uint8)]) == [9]  # another picture: the longest unused goes
    assert once.ask(pictures[1:]) == [7, 9, 8]
    assert sorted(asked) == [7, 7, 8, 9, 9]


@pytest.mark.long
def test_two_readers_on_two_threads_that_share_what_was_said_read_what_one_alone_reads(tab: Tab) -> None:
    frames: list[Frame] = []
    for name in ("settings", "crm"):
        tab.goto((PAGES / f"dense_{name}.html").as_uri())
        frames.append(Frame.decode(tab.screenshot()))
    first = Reader()
    beside = Reader(first)
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(lambda: [first.read(frame).lines for frame in frames])
        other = pool.submit(lambda: [beside.read(frame).lines for frame in reversed(frames)])
        found = one.result(), other.result()[::-1]
    assert found == ([Reader().read(frame).lines for frame in frames],) * 2


def test_an_eye_says_at_once_what_it_has_read(tab: Tab) -> None:
    tab.goto((PAGES / "order.html").as_uri())
    frame, eye = Frame.decode(tab.screenshot()), Eye()
    assert eye.has_read(frame) is None
    assert eye.read(frame) == eye.has_read(frame) != ()


def test_only_parts_that_changed_are_asked_about_again() -> None:
    asked: list[Box] = []

    def darkest(pixels: Pixels, box: Box, less: int) -> int:
        asked.append(box)
        x0, y0, x1, y1 = box.grow(2)
        return int(pixels[y0:y1, x0:x1].min()) - less

    left, right = Box(4, 4, 10, 10), Box(20, 4, 26, 10)
    first = np.full((16, 32, 3), 200, np.uint8)
    second = first.copy()
    second[5, 28, 1] = 90  # out of the second box, at the edge of its reach: the last pixel that counts is at 27
    third = second.copy()
    third[5, 27, 1] = 80
    patches = Patches(first)
    for pixels, answers, again in ((first, (199, 199), 2), (second, (199, 199), 0), (third, (199, 79), 1)):
        patches = Patches(pixels, patches)
        asked.clear()
        assert tuple(patches.ask(darkest, box, 1, reach=2) for box in (left, right)) == answers
        assert len(asked) == again
    assert Patches(third[:, :31], patches).ask(darkest, left, 1, reach=2) == 199 and len(asked) == 2  # another size
    assert patches.ask(darkest, right, 0, reach=2) == 80  # another question


FIELDS = ["pa", "Ada", "Noor Haddad", "42.50", "Export", "中国银行", "加入购物车"]


@pytest.mark.parametrize("scale", [1, 2])
def test_a_caret_is_no_letter(browser: Browser, scale: int) -> None:
    tab = browser.new_page(viewport={"width": 420, "height": 60}, device_scale_factor=scale)
    for value in FIELDS:
        tab.set_content(
            f'<p style="font: 16px Arial">Value <input style="font: inherit; padding: 6px" value="{value}">'
        )
        tab.focus("input")
        still = tab.screenshot()
        with_caret = next(shot for _ in range(40) if (shot := tab.screenshot(caret="initial")) != still)
        for shot in (still, with_caret):
            assert texts(Reader().read(Frame.decode(shot, scale=scale))) == ["Value", value]
    tab.close()


def test_rows_close_together_are_kept_apart(tab: Tab) -> None:
    rows = ["Gate", "Appointment reminder", "Your letter of 2 May", "Round 5 pairings", "Stairs will be painted"]
    tab.set_content(f'<div style="font: 10px/1.1 DejaVu Sans; padding: 30px">{"<br>".join(rows)}</div>')
    assert texts(Reader().read(Frame.decode(tab.screenshot()))) == rows


@pytest.mark.parametrize("up", [10, 14, 18])
def test_a_note_that_lies_over_rows_of_a_table_is_read_as_a_whole(tab: Tab, up: int) -> None:
    """The lines between the rows, and the table's right side, end at the note and do not run through its words."""
    rows = "".join(f"<tr><td>EXP-{n}<td>Lunch {n}<td>$12.{n}<td>Edit</tr>" for n in range(10, 30))
    tab.set_content(
        "<style>body{margin:0;font:15px sans-serif;background:#f4f5f7}td{height:50px;border-bottom:1px solid #d5d9e0}"
        "table{width:1072px;margin:0 97px;background:#fff;border:1px solid #d5d9e0;border-collapse:collapse}"
        f"p{{position:fixed;right:24px;bottom:{up}px;margin:0;padding:14px 18px;border-radius:10px;"
        f"background:#1a212c;color:#fff}}</style><table>{rows}</table><p>Saved: Hotel in Chicago"
    )
    assert "Saved: Hotel in Chicago" in texts(Reader().read(Frame.decode(tab.screenshot())))


def test_a_few_words_among_large_plain_surfaces_are_read(tab: Tab) -> None:
    """The detector takes such surfaces for letters of their size; the usual text is not as large as that."""
    tab.set_content(
        "<style>body{margin:0;font:15px sans-serif;background:#f4f5f7}section{width:370px;margin:auto;padding:34px;"
        "border-radius:14px;border:1px solid #ddd;background:#fff;text-align:center}h1{font-size:24px;margin:0 0 16px}"
        "header{height:64px;background:#fff;border-bottom:1px solid #ddd;padding:20px 142px;box-sizing:border-box;"
        "font:bold 18px sans-serif}main{background:#fcf2e4;height:390px;padding-top:72px;box-sizing:border-box}"
        "a{display:block;margin-top:24px;border-radius:20px;background:#7b1fa2;color:#fff;padding:11px;"
        "font-weight:bold;letter-spacing:1px}</style><header>Ledgerline</header><main><section><h1>Welcome, Bruno</h1>"
        "You are signed in to Ledgerline.<a>Continue to expenses</a></section></main>"
    )
    read = texts(Reader().read(Frame.decode(tab.screenshot())))
    assert read == ["Ledgerline", "Welcome, Bruno", "You are signed in to Ledgerline.", "Continue to expenses"]


def test_each_of_some_equal_buttons_is_read(tab: Tab) -> None:
    """Also where the detector, which looks at a page in tiles, sees only a part of the word in one tile."""
    with TrialsServer() as app:
        tab.goto(f"{app.url}people")
        tab.get_by_text("Dana Ortiz").wait_for()
        frame = Frame.decode(tab.screenshot())
    assert texts(Reader().read(frame)).count("Delete") == 3
    assert Eye().locate(frame, "Delete in the row of Alex Kim").status == "ambiguous", "two rows are called so"


def test_words_at_the_edges(tab: Tab) -> None:
    corners = ["left: 0; top: 0", "right: 0; top: 0", "left: 0; bottom: 0", "right: 0; bottom: 0"]
    words = ["Archive", "Profile", "Refresh", "Continue"]
    spans = [f'<b style="position: fixed; {at}">{word}</b>' for at, word in zip(corners, words, strict=True)]
    tab.set_content(f'<body style="font: 15px/1.2 Arial">{"".join(spans)}')
    assert texts(Reader().read(Frame.decode(tab.screenshot()))) == words


def test_denormal_weights_become_zero_and_nothing_else_changes() -> None:
    def message(field: int, content: bytes) -> bytes:
        assert len(content) < 128
        return bytes([field << 3 | 2, len(content)]) + content

    def model(weights: list[float], kind: int) -> bytes:
        floats = struct.pack(f"<{len(weights)}f", *weights)
        tensor = bytes([1 << 3, len(weights), 2 << 3, kind]) + message(8, b"conv.w") + message(9, floats)
        return message(2, b"maker") + message(7, message(1, b"node") + message(5, tensor)) + bytes([8 << 3, 1])

    assert without_denormals(model([1e-40, 0.5, -3e-39, -2e-38], 1)) == model([0, 0.5, 0, -2e-38], 1)
    assert without_denormals(model([1e-40], 6)) == model([1e-40], 6)  # whole numbers, not weights
    with pytest.raises(ValueError, match="not an ONNX model"):
        without_denormals(b"\x07\x01 this is text")
