"""The Chromium of this machine for BrowserGym, which else wants the build of Playwright's own download."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from typing import Any

from ...env.opening import NO_CHROMIUM
from ...tasks.browsergym.installed import module
from ...tools.browser.chromium import find_chromium
from ...tools.errors import EnvError


@contextmanager
def system_chromium() -> Generator[None]:
    """Environments of BrowserGym that are reset in the block start the Chromium that eyehand would.

    Close them before it ends. Raises UsageError when BrowserGym, EnvError when a Chromium is missing.
    """
    from playwright.sync_api import sync_playwright

    core, env = module("browsergym.core"), module("browsergym.core.env")
    executable = find_chromium()
    if executable is None:
        raise EnvError(NO_CHROMIUM)
    playwright_before, extract_before = core._PLAYWRIGHT, env.extract_screenshot
    with sync_playwright() as driver:
        # The page and the chat are two browsers, and the chat's takes no options.
        driver.chromium.launch = partial(driver.chromium.launch, executable_path=executable)  # type: ignore[method-assign]
        core._set_global_playwright(driver)
        env.extract_screenshot = _staying(extract_before)
        try:
            yield
        finally:
            core._set_global_playwright(playwright_before)
            env.extract_screenshot = extract_before


def _staying(extract: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Takes a screenshot without leaving the DevTools session that emulated its scale.

    The emulated size would go with it: in Playwright's headless shell nothing comes of that, but a Chromium whose
    windows have a frame is then less high than its page, by 87 pixels that no click reaches.
    """

    def extract_screenshot(page: Any) -> Any:
        context = page.context
        opened = context.new_cdp_session

        def staying(page: Any) -> Any:
            session = opened(page)
            session.detach = lambda: None
            return session

        context.new_cdp_session = staying
        try:
            return extract(page)
        finally:
            context.new_cdp_session = opened

    return extract_screenshot
