"""How a tab's page is left: by a page's own doing, or by the browser's address bar, Back or Reload."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from ..devtools import command
from ..tab import Tab
from .happenings import Happening, Went

ASKED, PAUSE_S = 20, 0.05
"""How often, and how far apart, a tab is asked for its history before it counts as gone."""


class Leaving:
    """Tells ``hear`` of each time that the person made the browser itself go elsewhere."""

    def __init__(self, tab: Tab, now_s: Callable[[], float], hear: Callable[[Happening], None]) -> None:
        self._tab = tab
        self._now_s = now_s
        self._hear = hear
        self._asked_by_page = False
        self._began: dict[str, Any] = {}
        self._began_s = 0.0
        self._index: int | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def attach(self) -> None:
        cdp = self._tab.cdp
        cdp.on("Page.frameRequestedNavigation", self._on_requested)
        cdp.on("Page.frameStartedNavigating", self._on_started)
        cdp.on("Page.frameNavigated", self._on_navigated)
        cdp.on("Page.navigatedWithinDocument", self._on_within)
        self._soon()

    def _on_requested(self, event: dict[str, Any]) -> None:
        if event["frameId"] == self._tab.target:
            self._asked_by_page = True

    def _on_started(self, event: dict[str, Any]) -> None:
        if event["frameId"] == self._tab.target:
            self._began, self._began_s = event, self._now_s()

    def _on_navigated(self, event: dict[str, Any]) -> None:
        if event["frame"]["id"] == self._tab.target:
            self._soon(event["frame"]["url"])

    def _on_within(self, event: dict[str, Any]) -> None:
        if event["frameId"] == self._tab.target and self._began.get("navigationType", "").startswith("history"):
            self._soon(event["url"])

    def _soon(self, url: str | None = None) -> None:
        by_page, self._asked_by_page = self._asked_by_page, False
        began, self._began = self._began, {}
        task = asyncio.ensure_future(self._tell(url, began, self._began_s, by_page=by_page))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell(self, url: str | None, began: dict[str, Any], time_s: float, *, by_page: bool) -> None:
        from playwright.async_api import Error

        for _ in range(ASKED):
            try:
                history = await command(self._tab.cdp, "Page.getNavigationHistory")
                break
            except Error:  # "Not attached to an active page": the new one is just taking the old one's place
                await asyncio.sleep(PAUSE_S)
        else:
            return  # the tab was closed
        index, before, self._index = history["currentIndex"], self._index, history["currentIndex"]
        if url is None or by_page:
            return
        kind = began.get("navigationType", "")
        if kind.startswith("reload"):
            self._hear(Went(time_s, "reload", url))
        elif kind.startswith("history") or (before is not None and index < before):
            back = before is not None and index == before - 1
            self._hear(Went(time_s, "back" if back else "address", url))
        elif kind or history["entries"][index]["transitionType"] in ("typed", "auto_bookmark", "generated", "keyword"):
            self._hear(Went(time_s or self._now_s(), "address", url))
