"""Whether a text can be read on a page that looks other than when it was recorded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from eyehand.agent.replaying.truths import can_be_read
from eyehand.tools.browser.chromium import find_chromium
from eyehand.tools.eye.eye import Eye
from eyehand.tools.frames import Frame

HEAD = "<h1 style='font: bold 24px monospace'>List of issues - Show All</h1>"
DOTTED = (
    "<table style='font: 16px Arial; border-spacing: 2px'><tr><td style='background: #eee; padding: 0 4px'>"
    "<a href='#' style='text-decoration: underline dotted'>Sign-in page is slow on Mondays</a></table>"
)
PRICE = "<p style='font: 16px sans-serif'>Total 12.50 - paid</p>"


@pytest.fixture(scope="module")
def eye() -> Eye:
    return Eye()


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 800, "height": 300})
        browser.close()


@pytest.mark.parametrize(
    ("content", "text", "there"),
    [
        (HEAD, "List of issues - Show All", True),
        (HEAD, "List of issues - Show Any", False),
        (DOTTED, "Sign-in page is slow on Mondays", True),
        (DOTTED, "Sign-in page is slow on Fridays", False),
        (PRICE, "Total 12.50", True),
        (PRICE, "12.50 – paid", True),
        (PRICE, "Total 1250", False),
        (PRICE, "-12.50", False),
    ],
)
def test_marks_between_words_do_not_matter_and_those_of_numbers_do(
    page: Page, eye: Eye, content: str, text: str, there: bool
) -> None:
    page.set_content(content)
    assert can_be_read(text, Frame.decode(page.screenshot()), eye) is there
