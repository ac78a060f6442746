"""Pictures of pages from a real Chromium."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from eyehand.tools.browser.chromium import find_chromium
from eyehand.tools.frames import Frame


@contextmanager
def chromium() -> Generator[Browser]:
    """A browser for the length of a block."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(find_chromium()))
        yield browser
        browser.close()


def picture(browser: Browser, html: str, zoom: float = 1.0, size: tuple[int, int] = (1200, 900)) -> Frame:
    """How a page looks in a window of ``size`` pixels at a zoom of the browser."""
    page = browser.new_page(
        viewport={"width": round(size[0] / zoom), "height": round(size[1] / zoom)}, device_scale_factor=zoom
    )
    page.set_content(html)
    shot = page.screenshot()
    page.close()
    return Frame.decode(shot, scale=zoom)
