"""Carries out the steps of a suite on the screen of an episode: what was done before it, and its solution."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ...env.desktop import DesktopEnv
from ...env.keeper import Lease
from ...tasks.desktop.solution import DesktopStep
from ...tasks.desktop.solution import solve as solve_there
from ...tasks.web.solution import WebStep
from ...tasks.web.solution import solve as solve_on_page
from ...tools.errors import ActionError, EnvError
from ..episode import Episode

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

PATIENCE_S = 15.0
"""How long a step may look for its place."""
TROUBLE = "the suite's own steps cannot be carried out"


def solve_on_desktop(steps: Sequence[DesktopStep], env: DesktopEnv) -> str | None:
    """The answer that the steps give. Raises EnvError when one cannot be carried out."""
    try:
        return solve_there(steps, env, PATIENCE_S)
    except (ActionError, EnvError) as error:
        raise EnvError(f"{TROUBLE}: {error}") from None


class Hands:
    """Playwright on a thread of its own, beside the run that has the browser: it waits for a page, not for stillness.

    It is there once the ``with`` block begins, which takes a second that is nobody's, and gone after the block.
    """

    def __enter__(self) -> Self:
        from playwright.sync_api import sync_playwright

        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hands")
        self._playwright = self._thread.submit(sync_playwright().start).result()
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.submit(self._playwright.stop).result()
        self._thread.shutdown()

    def solve(self, steps: Sequence[WebStep], episode: Episode, work: Path) -> str | None:
        """The answer that the steps give, done in the episode's browser while it is watched; ``work`` holds the files.

        Raises EnvError when a step does not find its place, or the browser is gone.
        """
        if not steps:
            return None
        lease = Lease.read(episode.folder)
        if lease is None:
            raise EnvError(f"{TROUBLE}: the browser is gone")
        solving = self._thread.submit(_solve, self._playwright, lease.address, steps, work)
        episode.env.watch(solving.done)
        return solving.result()


def _solve(playwright: Playwright, address: str, steps: Sequence[WebStep], work: Path) -> str | None:
    from playwright.sync_api import Error

    try:
        [context] = playwright.chromium.connect_over_cdp(address).contexts
        context.set_default_timeout(1000 * PATIENCE_S)
        return solve_on_page(steps, context.pages[0], work)
    except (Error, AssertionError) as error:  # the latter of what was expected of a field
        raise EnvError(f"{TROUBLE}: {str(error).strip().partition(chr(10))[0]}") from None
