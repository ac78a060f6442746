"""The tabs of one episode: which is current, which came, which left."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ..errors import EnvError
from .devtools import command
from .tab import Painted, Tab, target_of

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Page

SHOW_S = 5.0
ARRIVE_S = 5.0


class Tabs:
    """Tabs in order of opening; a new one becomes current, and when the current one leaves, the one before it does.

    ``ours`` is False for somebody's running browser: only tabs that we opened, and what they open, are taken in.
    ``note`` hears a sentence about each that came or left by itself; ``taken_in`` and ``left`` see each tab.
    """

    def __init__(self, viewport: tuple[int, int], scale: float, note: Callable[[str], None], *, ours: bool) -> None:
        self.viewport = viewport
        self.scale = scale
        self.open: list[Tab] = []
        self.painted: Painted = lambda _, ago_s: None
        self.loaded: Callable[[], None] = lambda: None
        self.taken_in: Callable[[Tab], None] = lambda _: None
        self.left: Callable[[Tab], None] = lambda _: None
        self.made: Callable[[Tab], None] = lambda _: None
        """Sees each tab before anything is asked of it."""
        self.closed: set[str] = set()
        """Those of which the browser said so, before it ended itself."""
        self.hands_off = False
        """A person works there: no tab is brought to the front, and nothing is emulated."""
        self._note = note
        self.ours = ours
        self._recent: list[Tab] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._announced: dict[str, float] = {}
        self._last_left = "no tab was ever opened"

    @property
    def current(self) -> Tab:
        """The tab that is looked at. Raises EnvError when there is none any more."""
        if not self._recent:
            raise EnvError(f"the browser is gone: {self._last_left}")
        return self._recent[-1]

    @property
    def moving(self) -> bool:
        """Whether a tab is just arriving, or becoming current."""
        now_s = time.monotonic()
        return bool(self._tasks) or any(now_s - since_s < ARRIVE_S for since_s in self._announced.values())

    @property
    def between(self) -> bool:
        """Whether the last tab has left while another one arrives."""
        return not self._recent and self.moving

    def of(self, page: Page | None) -> Tab | None:
        return next((tab for tab in self.open if tab.page is page), None)

    async def attach(self, session: CDPSession) -> None:
        """Hear of a tab as soon as it is made; Playwright speaks of it only once its address has answered."""
        session.on("Target.targetCreated", self._on_made)
        session.on("Target.targetDestroyed", self._on_unmade)
        await command(session, "Target.setDiscoverTargets", discover=True)

    async def adopt(self, context: BrowserContext, target: str | None) -> bool:
        """Take in the tabs that are open; the one with this DevTools id becomes current. False: there is none."""
        from playwright.async_api import Error

        for page in context.pages:
            with suppress(Error):  # it may close under our hands
                if self.ours or (target is not None and await target_of(page) == target):
                    self._take_in(await self._attached(page))
        context.on("page", lambda page: self._soon(self._arrive(page)))
        current = next((tab for tab in self.open if tab.target == target), None)
        if self.open:
            await self.show(current or self.open[-1])
        return bool(self.open)

    async def add(self, context: BrowserContext) -> None:
        """Open an empty tab and make it current."""
        tab = await self._attached(await context.new_page())
        await self.show(self._take_in(tab))

    async def show(self, tab: Tab) -> None:
        """Make a tab the current one."""
        from playwright.async_api import Error

        with suppress(Error, TimeoutError):
            if self._recent and self._recent[-1] is not tab:
                await asyncio.wait_for(self._recent[-1].hide(), SHOW_S)
        if tab in self.open:
            self._recent = [*(other for other in self._recent if other is not tab), tab]
        with suppress(Error, TimeoutError):
            await asyncio.wait_for(tab.show(), SHOW_S)

    async def _attached(self, page: Page) -> Tab:
        tab = Tab(page, self._painted_by(page), lambda: self.loaded())
        self.made(tab)
        await tab.attach(self.viewport, self.scale, hands_off=self.hands_off)
        return tab

    def _painted_by(self, page: Page) -> Painted:
        """Frames of tabs that are not current are late ones; nobody wants them."""

        def painted(jpeg: bytes, ago_s: float) -> None:
            if self._recent and self._recent[-1].page is page:
                self.painted(jpeg, ago_s)

        return painted

    def _take_in(self, tab: Tab) -> Tab:
        known = self.of(tab.page)
        if known is not None:
            return known
        self.open.append(tab)
        self._recent.append(tab)
        tab.page.on("close", lambda _: self._gone(tab, "was closed"))
        tab.page.on("crash", lambda _: self._gone(tab, "crashed"))
        self.taken_in(tab)
        return tab

    async def _arrive(self, page: Page) -> None:
        """A page opened a tab, or a person did by hand."""
        from playwright.async_api import Error

        try:
            opener = await page.opener()
            if not self.ours and self.of(opener) is None:
                return
            tab = self._take_in(await self._attached(page))
            self._announced.pop(tab.target, None)
            await self.show(tab)
            await page.wait_for_load_state("load", timeout=ARRIVE_S * 1000)
        except Error:
            pass  # it was gone as fast as it came, or it loads slowly
        if self.of(page) is not None:
            self._note(f"a new tab was opened and is now the current one: {page.url}")

    def _on_made(self, event: dict[str, Any]) -> None:
        made = event["targetInfo"]
        if made["type"] == "page" and any(tab.target == made.get("openerId") for tab in self.open):
            self._announced[made["targetId"]] = time.monotonic()

    def _on_unmade(self, event: dict[str, Any]) -> None:
        self._announced.pop(event["targetId"], None)
        self.closed.add(event["targetId"])

    def _gone(self, tab: Tab, how: str) -> None:
        if tab not in self.open:
            return
        was_current = self._recent[-1] is tab
        self.open.remove(tab)
        self._recent.remove(tab)
        self._last_left = f"its last tab {how}"
        self.left(tab)
        if self._recent and was_current:
            previous = self._recent[-1]
            self._note(f"the current tab {how}; the one before it is current again: {previous.page.url}")
            self._soon(self.show(previous))

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
