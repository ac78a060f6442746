"""One tab of a Chromium: its picture, its painted frames, whether it is loading, its addresses."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..errors import ActionError
from .devtools import command
from .worlds import Worlds

if TYPE_CHECKING:
    from playwright.async_api import CDPSession, Frame, Page

REQUEST_TYPES = frozenset({"Document", "Fetch", "Script", "XHR"})
REQUEST_STARTS_S, REQUEST_LASTS_S = 1.0, 1.5
"""A request is waited for when it starts this soon after the action, and for this long: polling holds nothing up."""
NAVIGATION_S = 15.0
FAILED = "the server answered"
"""How a failure of a page's server begins, in ``Tab.failures``."""
SERVER_ERROR = 500
"""HTTP statuses from here on say that the server failed (RFC 9110, 15.6)."""

Painted = Callable[[bytes, float], None]
"""Takes a painted frame, a JPEG in CSS pixels, and how many seconds ago it was painted."""
LATEST_S = 5.0
"""No frame is that late: the system's clock, which the browser goes by, was set meanwhile."""


class Tab:
    """A page with the DevTools session that we drive it by. ``loaded`` is called when something finished loading."""

    def __init__(self, page: Page, painted: Painted, loaded: Callable[[], None]) -> None:
        self.page = page
        self.target = ""
        self.loading = False
        self.worlds = Worlds()
        """Our scripts in its frames."""
        self._painted = painted
        self._loaded = loaded
        self._session: CDPSession | None = None
        self._viewport = (0, 0)
        self._hands_off = False
        self._acted_s = time.monotonic()
        self._requests: dict[str, float] = {}
        self.failures: list[str] = []
        """What the page's own server could not do since the last action, in sentences."""
        self._sub_frames: dict[Frame, CDPSession] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def cdp(self) -> CDPSession:
        assert self._session is not None, "the tab is not attached"
        return self._session

    async def attach(self, viewport: tuple[int, int], scale: float, *, hands_off: bool = False) -> None:
        """Open the DevTools session and put the tab into the size and scale asked for.

        With ``hands_off`` it keeps its window's: a person works there, and frames are in device pixels.
        """
        self._session = cdp = await self.page.context.new_cdp_session(self.page)
        self.target = (await command(cdp, "Target.getTargetInfo"))["targetInfo"]["targetId"]
        cdp.on("Page.frameStartedLoading", self._on_load_start)
        cdp.on("Page.frameStoppedLoading", self._on_load_stop)
        cdp.on("Network.requestWillBeSent", self._on_request)
        cdp.on("Network.responseReceived", self._on_answer)
        cdp.on("Network.loadingFinished", self._on_response)
        cdp.on("Network.loadingFailed", self._on_response)
        cdp.on("Page.screencastFrame", self._on_frame)
        self.page.on("framenavigated", lambda frame: self._soon(self._enter_sub_frame(frame)))
        self._viewport = viewport
        self._hands_off = hands_off
        await command(cdp, "Page.enable")
        await command(cdp, "Network.enable")
        if not hands_off:
            await self._emulate(*viewport, scale)
        await self.worlds.enter(cdp)
        for frame in self.page.frames[1:]:
            await self._enter_sub_frame(frame)

    async def _emulate(self, width: int, height: int, scale: float) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        await command(self.cdp, "Emulation.setDeviceMetricsOverride", **metrics)
        await command(self.cdp, "Emulation.setFocusEmulationEnabled", enabled=True)

    async def detach(self) -> None:
        """Give the tab back as it was found; it stays open."""
        await self.hide()
        if not self._hands_off:
            await command(self.cdp, "Emulation.clearDeviceMetricsOverride")
        await self.cdp.detach()

    async def show(self) -> None:
        """Bring the tab to the front and have its painted frames delivered (in CSS pixels at most)."""
        most: dict[str, int] = {}
        if not self._hands_off:
            await self.page.bring_to_front()
            most = dict(zip(("maxWidth", "maxHeight"), self._viewport, strict=True))
        await command(self.cdp, "Page.startScreencast", format="jpeg", quality=80, **most)

    async def hide(self) -> None:
        """Stop the delivery of painted frames."""
        await command(self.cdp, "Page.stopScreencast")

    async def screenshot(self) -> bytes:
        """The page as it is now: a PNG in device pixels."""
        shot = await command(self.cdp, "Page.captureScreenshot", format="png", optimizeForSpeed=True)
        return base64.b64decode(shot["data"])

    async def title(self) -> str:
        """The page's title; the browser answers, so it is known even while the page is busy."""
        info = await command(self.cdp, "Target.getTargetInfo")
        return info["targetInfo"]["title"]

    def acted(self) -> None:
        """An input is about to be sent: count the requests that follow from it."""
        self._acted_s = time.monotonic()
        self._requests.clear()
        self.failures.clear()

    @property
    def fetching(self) -> bool:
        """Whether a request that followed from the last action is unanswered, and young enough to be waited for."""
        now_s = time.monotonic()
        return any(now_s - started_s < REQUEST_LASTS_S for started_s in self._requests.values())

    async def navigate(self, url: str) -> None:
        """Open an address. Raises ActionError when nothing answers there; a download is no error."""
        try:
            answer = await asyncio.wait_for(command(self.cdp, "Page.navigate", url=url), NAVIGATION_S)
        except TimeoutError:
            await command(self.cdp, "Page.stopLoading")
            raise ActionError(f"{url} did not answer within {NAVIGATION_S:.0f} s; check the address") from None
        error = answer.get("errorText")
        if error and error != "net::ERR_ABORTED":  # that is what a download and an empty answer say
            raise ActionError(f"{url} cannot be opened: {error}; check the address")

    async def back(self) -> None:
        """Go back one page. Raises ActionError on the first one."""
        history = await command(self.cdp, "Page.getNavigationHistory")
        index = history["currentIndex"]
        if index == 0 or (index == 1 and history["entries"][0]["url"] == "about:blank"):
            raise ActionError("there is no page to go back to")
        self.loading = True  # until the browser says that it has stopped
        await command(self.cdp, "Page.navigateToHistoryEntry", entryId=history["entries"][index - 1]["id"])

    async def reload(self) -> None:
        self.loading = True
        await command(self.cdp, "Page.reload")

    async def _enter_sub_frame(self, frame: Frame) -> None:
        """A frame of another site is a process of its own, with a session of its own."""
        from playwright.async_api import Error

        if frame is self.page.main_frame:
            return
        try:
            session = await self.page.context.new_cdp_session(frame)
        except Error:
            return  # it shares its parent's process, or it is already gone
        before, self._sub_frames[frame] = self._sub_frames.get(frame), session
        await self.worlds.enter(session)
        if before is not None:
            await before.detach()

    def _soon(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.ensure_future(_quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _on_load_start(self, event: dict[str, Any]) -> None:
        if event["frameId"] == self.target:
            self.loading = True

    def _on_load_stop(self, event: dict[str, Any]) -> None:
        if event["frameId"] == self.target:
            self.loading = False
            self._loaded()

    def _on_request(self, event: dict[str, Any]) -> None:
        now_s = time.monotonic()
        if event.get("type") in REQUEST_TYPES and now_s - self._acted_s < REQUEST_STARTS_S:
            self._requests[event["requestId"]] = now_s

    def _on_answer(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        address = urlsplit(str(answer["url"]))
        own = address.netloc == urlsplit(self.page.url).netloc
        if own and event.get("type") in REQUEST_TYPES and answer["status"] >= SERVER_ERROR:
            self.failures.append(f"{FAILED} {answer['status']} to {address.path}")

    def _on_response(self, event: dict[str, Any]) -> None:
        if self._requests.pop(event["requestId"], None) is not None:
            self._loaded()

    def _on_frame(self, event: dict[str, Any]) -> None:
        self._soon(command(self.cdp, "Page.screencastFrameAck", sessionId=event["sessionId"]))
        ago_s = time.time() - event["metadata"].get("timestamp", float("nan"))
        self._painted(base64.b64decode(event["data"]), ago_s if 0 <= ago_s <= LATEST_S else 0.0)


async def target_of(page: Page) -> str:
    """The DevTools id of a page, found without touching it."""
    session = await page.context.new_cdp_session(page)
    info = await command(session, "Target.getTargetInfo")
    await session.detach()
    return info["targetInfo"]["targetId"]


async def _quietly(work: Coroutine[Any, Any, Any]) -> None:
    """Do what the tab may no longer be there for."""
    from playwright.async_api import Error

    try:
        await work
    except Error:
        return
