"""The Chromium of this machine for BrowserGym, which else wants the build of Playwright's own download."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial

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

    core = module("browsergym.core")
    executable = find_chromium()
    if executable is None:
        raise EnvError(NO_CHROMIUM)
    before = core._PLAYWRIGHT
    with sync_playwright() as driver:
        # The page and the chat are two browsers, and the chat's takes no options.
        driver.chromium.launch = partial(driver.chromium.launch, executable_path=executable)  # type: ignore[method-assign]
        core._set_global_playwright(driver)
        try:
            yield
        finally:
            core._set_global_playwright(before)
