"""A browser that a person uses: nothing in it is emulated, and what they do is told in order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from ...secrets import Secrets
from ..adapter import Browser
from ..devtools import command
from ..tab import Tab
from .happenings import Answered, Happening, Switched
from .leaving import Leaving
from .reports import Reports

WATCH = "recording/watch.js"
NEW_TAB_S = 1.5
"""A tab that comes into view this soon after it was opened came by itself: a page opened it."""


class Watched(Browser):
    """``hear`` is told each happening, in order, on the loop's thread. ``time_of`` turns seconds since 1970 into ours.

    Pages get the window's own size; frames are in its device pixels.
    """

    def __init__(
        self,
        viewport: tuple[int, int],
        scale: float,
        downloads: Path,
        hear: Callable[[Happening], None],
        time_of: Callable[[float], float],
        *,
        ours: bool,
    ) -> None:
        super().__init__(viewport, scale, downloads, Secrets(), ours=ours)
        self.tabs.hands_off = True
        self.tabs.made = self._make
        self.tabs.left = self._leave
        self._hear = hear
        self._time_of = time_of
        self._reports: dict[Tab, Reports] = {}
        self._told: asyncio.Queue[tuple[Tab, str, dict[str, Any]]] = asyncio.Queue()
        self._opened: dict[str, tuple[str, str]] = {}
        self._arrived_s: dict[Tab, float] = {}
        self._current: Tab | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._left = ""

    async def fit(self) -> None:
        """Make the window so large that its page has the size that was asked for, as far as the screen allows."""
        from playwright.async_api import Error

        tab = self.tabs.current
        with suppress(Error):
            window = await command(tab.cdp, "Browser.getWindowForTarget")
            said = await tab.worlds.call(tab.worlds.main, "() => [outerWidth - innerWidth, outerHeight - innerHeight]")
            if said is None:
                return
            width, height = (side + more for side, more in zip(self.tabs.viewport, said, strict=True))
            bounds = {"width": round(width), "height": round(height)}
            await command(tab.cdp, "Browser.setWindowBounds", windowId=window["windowId"], bounds=bounds)

    async def tell(self) -> None:
        """Tell what is reported, in order, for ever: what a frame says may need a question where that frame is."""
        while True:
            tab, frame, said = await self._told.get()
            happening = await self._reports[tab].happening(frame, said)
            if said["kind"] == "shown":
                await self._show(tab, self._reports[tab].time_s(said))
            elif happening is not None:
                self._hear(happening)
            self._told.task_done()

    async def told(self, patience_s: float) -> None:
        """Wait until all that was reported so far is told."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._told.join(), patience_s)

    @property
    def closed_by_hand(self) -> bool:
        """Whether the last tab was closed, rather than the browser ended under it."""
        return self._left in self.tabs.closed or (not self.tabs.ours and not self._disconnected)

    @property
    def there(self) -> bool:
        """Whether a person can still do something in it."""
        return not self._disconnected and (bool(self.tabs.open) or self.tabs.moving)

    def ratio(self) -> float:
        """Device pixels of the current page to one of its CSS pixels: the screen's scale times the zoom."""
        return self._reports[self.tabs.current].ratio

    def _make(self, tab: Tab) -> None:
        """Prepare a tab before anything runs in it."""
        self._reports[tab] = Reports(tab.worlds, self._time_of)
        tab.worlds.scripts.append(WATCH)
        tab.worlds.report = lambda frame, said: self._told.put_nowait((tab, frame, said))

    def _take_in(self, tab: Tab) -> None:
        self._arrived_s[tab] = self._now_s()
        tab.cdp.on("Page.javascriptDialogOpening", partial(self._on_dialog_opening, tab))
        tab.cdp.on("Page.javascriptDialogClosed", partial(self._on_dialog_closed, tab))
        Leaving(tab, self._now_s, self._later).attach()
        self._current = tab

    def _leave(self, tab: Tab) -> None:
        self.dialogs.forget(tab.page)
        self._left = tab.target
        if tab is self._current and self.tabs.open:
            self._current = self.tabs.current
            self._later(Switched(self._now_s(), self.tabs.open.index(self._current), closed=True))

    async def _show(self, tab: Tab, time_s: float) -> None:
        """A tab came into view. One that is new came by itself, and is current already."""
        if tab not in self.tabs.open or tab is self._current:
            return
        self._current = tab
        await self.tabs.show(tab)
        if tab in self.tabs.open and time_s - self._arrived_s[tab] > NEW_TAB_S:
            self._hear(Switched(time_s, self.tabs.open.index(tab)))

    def _on_dialog_opening(self, tab: Tab, event: dict[str, Any]) -> None:
        self._opened[tab.target] = (event["type"], event["message"])

    def _on_dialog_closed(self, tab: Tab, event: dict[str, Any]) -> None:
        kind, message = self._opened.pop(tab.target, ("alert", ""))
        self.dialogs.closed(tab.page)
        text = event.get("userInput", "") if kind == "prompt" and event["result"] else ""
        self._later(Answered(self._now_s(), kind, message, event["result"], text))  # pyright: ignore[reportArgumentType]

    def _later(self, happening: Happening) -> None:
        """Tell what the browser says after what its pages say: they are the cause of it, if they are."""

        async def tell() -> None:
            await self.told(1.0)
            self._hear(happening)

        self._running.add(task := asyncio.ensure_future(tell()))
        task.add_done_callback(self._running.discard)

    def _now_s(self) -> float:
        return self._time_of(time.time())
