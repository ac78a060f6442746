"""A browser as an environment: one screen for one episode, driven from the episode's thread."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar, get_args

from ..tools.actions import Action
from ..tools.browser import structure
from ..tools.browser.adapter import Browser
from ..tools.browser.driver_loop import DriverLoop
from ..tools.browser.tab import Tab
from ..tools.elements import Element
from ..tools.errors import EnvError
from ..tools.frames import Frame
from ..tools.geometry import Box, Point
from ..tools.secrets import Secrets
from .base import Clock, Dialog, Observation
from .clip import Clip
from .lease import Leased
from .opening import Opening
from .settle import Settled, Stillness, thumbnail

T = TypeVar("T")
POLL_S, STALL_S = 0.01, 0.05
WATCH_S = 0.02
"""Between two questions whether watching is over; each wakes a process that is else at rest."""
CAPTURE_S = 4.0
CLOSE_S = 1.5
ASK_S = 1.0
LOOKS = 5
OTHERS = {"launch", "focus_window", "recall"}
"""What desktops do, and the memory."""
ACTIONS = frozenset(kind.model_fields["kind"].default for kind in get_args(get_args(Action)[0])) - OTHERS


class BrowserEnv:
    """A page in Chromium, seen as pixels and driven by mouse and keys. Implements ``env.base.Env`` with
    ``env.base.Structured``.

    The browser runs under a lease in ``folder``: it outlives a killed runner by ``lease_s`` seconds, and a new
    BrowserEnv on the same folder attaches to it again. ``profile`` is a folder of cookies and settings to keep
    (default: a temporary one); ``storage_state`` a Playwright state file to start from; ``cdp`` the DevTools address
    of a running browser to open a tab in. ``on_frame`` is handed each painted frame (JPEG, CSS pixels).
    Constructing raises UsageError for what cannot be; nothing is started before ``reset``.
    """

    def __init__(
        self,
        url: str,
        folder: Path,
        *,
        clock: Clock,
        secrets: Secrets | None = None,
        viewport: tuple[int, int] = (1280, 800),
        scale: float = 1.0,
        headed: bool = False,
        profile: Path | None = None,
        storage_state: Path | None = None,
        cdp: str | None = None,
        lease_s: float = 600,
        last_url: str | None = None,
        on_frame: Callable[[Frame], None] | None = None,
    ) -> None:
        self._opening = Opening.of(
            url,
            folder,
            headed=headed,
            profile=profile,
            storage_state=storage_state,
            cdp=cdp,
            lease_s=lease_s,
            last_url=last_url,
        )
        self._folder = folder
        self._clock = clock
        self._on_frame = on_frame
        self._scale = scale
        self._viewport = viewport
        self._secrets = secrets or Secrets()
        self._leased: Leased | None = None
        self._loop: DriverLoop | None = None
        self._forget()

    @property
    def accepts(self) -> frozenset[str]:
        return ACTIONS

    def reset(self) -> Observation:
        """Start the browser at the address, or attach to the one that outlived its runner, and look.

        Raises EnvError when there is no browser, when it does not start, or when the address does not answer.
        """
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            pass
        else:
            raise EnvError("a browser cannot be driven from inside a running event loop; use a thread of its own")
        self.close()
        self._forget()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._loop = DriverLoop()
        try:
            self._leased = self._run(self._opening.open(self._browser))
            self._acted()
            return self.observe()
        except BaseException:
            self.close()
            raise

    def observe(self) -> Observation:
        """Wait until the page is still (bounded) and look at it; behind a dialog the last frame is all there is."""
        return self._run(self._observe())

    def glance(self) -> Observation:
        """The newest painted frame, at once: a JPEG in CSS pixels. Points of the next action mean its pixels."""
        return self._run(self._glance())

    def repainted(self, point: Point) -> bool:
        """Whether something else was painted around a pixel of the newest observation since then."""

        async def asked() -> bool:
            await _take_in_news()
            return self._clip.covers(*self._css(point))

        return self._run(asked())

    def step(self, action: Action) -> None:
        """Carry out one action, once; returns when the page has taken it or a dialog holds it up."""
        self._run(self._step(action))

    def watch(self, until: Callable[[], bool]) -> None:
        """Take in frames, dialogs, tabs and downloads until the function says True; asked every 20 ms."""

        async def pump() -> None:
            while not until():
                await asyncio.sleep(WATCH_S)
            _ = self._browser.current  # raises when it is gone

        self._run(pump())

    def close(self) -> None:
        """Leave the page, end the browser unless it is somebody else's, remove the lease. Takes 5 s at most."""
        loop, self._loop = self._loop, None
        leased, self._leased = self._leased, None
        if loop is None:
            return
        try:
            loop.run_until_complete(self._browser.disconnect(CLOSE_S, leave_tabs=self._opening.cdp is not None))
        finally:
            try:
                if leased is not None:
                    leased.release()
            finally:
                loop.end(CLOSE_S / 3)

    def _forget(self) -> None:
        """Begin with nothing seen and nobody connected."""
        downloads = self._folder / "downloads"
        self._browser = Browser(self._viewport, self._scale, downloads, self._secrets, ours=self._opening.cdp is None)
        self._browser.tabs.painted = self._painted
        self._browser.tabs.loaded = self._acted
        self._stillness = Stillness()
        self._clip = Clip()
        self._settled: Frame | None = None
        self._title: str | None = None
        self._titles: tuple[str, ...] = ()
        self._lost: EnvError | None = None

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            work.close()
            raise EnvError("the browser is closed; call reset() first")
        from playwright.async_api import Error

        try:
            result = self._loop.run_until_complete(work)
        except Error as error:
            raise EnvError(f"the browser does not answer: {error.message.splitlines()[0]}") from None
        if self._lost is not None:
            raise self._lost
        return result

    # --- asking the page's structure (``env.base.Structured``)

    def element_at(self, point: Point) -> Element | None:
        return self._asked(
            lambda tab: structure.element_at(tab.worlds, *self._css(point), self._browser.looked_at), None
        )

    def element_in_focus(self) -> Element | None:
        return self._asked(lambda tab: structure.focused_element(tab.worlds, self._browser.looked_at), None)

    def elements_like(self, element: Element) -> tuple[Element, ...]:
        return self._asked(lambda tab: structure.elements_like(tab.worlds, element, self._browser.looked_at), ())

    def _css(self, point: Point) -> tuple[float, float]:
        scale = self._browser.looked_at
        return (point.x + 0.5) / scale, (point.y + 0.5) / scale

    def _asked(self, ask: Callable[[Tab], Coroutine[Any, Any, T]], nothing: T) -> T:
        """What the page answers, if it does soon: behind a dialog, or when it hangs, it says nothing."""
        from playwright.async_api import Error

        async def answered() -> T:
            if self._browser.dialogs:
                return nothing
            try:
                return await asyncio.wait_for(ask(self._browser.current), ASK_S)
            except (Error, TimeoutError):
                return nothing

        return self._run(answered())

    # --- looking

    async def _observe(self) -> Observation:
        """Look; once more when the tab was closed while it was looked at."""
        from playwright.async_api import Error

        for _ in range(LOOKS):
            try:
                return await self._look()
            except Error:
                await asyncio.sleep(POLL_S)  # the event that says why is under way
        raise EnvError("the page cannot be looked at: it does not answer")

    async def _look(self) -> Observation:
        browser = self._browser
        start_s = time.monotonic()
        settled = await self._settle(start_s)
        settled_s = time.monotonic()
        tab = browser.current
        frame = None if browser.dialogs else await self._capture(tab)
        frame = frame or self._clip.newest or self._settled
        if frame is None:
            raise EnvError("the page cannot be looked at: it does not answer, and nothing of it was ever painted")
        browser.looked_at = frame.scale
        dialog = browser.dialogs.first()
        if dialog is None:
            self._settled, self._title = frame, await tab.title()
            several = browser.tabs.open if len(browser.tabs.open) > 1 else ()
            self._titles = tuple([await tab.title() for tab in several])
        if self._leased is not None:
            self._leased.remember(tab.target)
        notes = (*browser.notes, *self._note(settled), *tab.failures)
        browser.notes.clear()
        return Observation(
            frame,
            clip=self._clip.take(self._clock()),
            url=tab.page.url,
            title=self._title,
            dialog=Dialog(*dialog) if dialog else None,
            file_chooser=browser.chooser is not None,
            notes=notes,
            tabs=self._titles,
            stages={"settle": settled_s - start_s, "capture": time.monotonic() - settled_s},
        )

    async def _glance(self) -> Observation:
        await _take_in_news()
        browser = self._browser
        tab, frame = browser.current, self._clip.newest
        if frame is None:
            return await self._observe()
        browser.looked_at = frame.scale
        dialog = browser.dialogs.first()
        return Observation(
            frame,
            url=tab.page.url,
            title=self._title,
            dialog=Dialog(*dialog) if dialog else None,
            file_chooser=browser.chooser is not None,
            notes=tuple(tab.failures),
            tabs=self._titles,
        )

    async def _settle(self, start_s: float) -> Settled:
        """Take in what is painted until the page is still, or a dialog makes it so."""
        browser = self._browser
        await _take_in_news()
        while not browser.dialogs:
            if not browser.tabs.between:
                now_s = time.monotonic()
                busy, loading = browser.busy, browser.current.loading
                settled = self._stillness.settled(now_s, start_s, busy=busy, loading=loading)
                if settled is not None:
                    return settled
            await _take_in_news()
        return Settled()

    async def _capture(self, tab: Tab) -> Frame | None:
        """The page now; None when a dialog or another tab comes between, or the page does not answer."""
        browser = self._browser
        shot = asyncio.ensure_future(tab.screenshot())
        deadline_s = time.monotonic() + CAPTURE_S
        while browser.current is tab and not shot.done() and not browser.dialogs and time.monotonic() < deadline_s:
            await asyncio.wait({shot}, timeout=POLL_S)
        if shot.done():
            return Frame.decode(shot.result(), scale=self._scale, time_s=self._clock())
        shot.cancel()
        if not browser.dialogs:
            browser.notes.append("the page does not answer; this is the last that was seen of it")
        return None

    def _note(self, settled: Settled) -> list[str]:
        if settled.moving is not None:
            place = Box(*(round(side * self._scale) for side in settled.moving)).center
            return [f"still moving: a part around ({place.x}, {place.y})"]
        if settled.loading:
            return [f"the page is still loading after {self._stillness.loading_cap_s:.0f} s"]
        if settled.out_of_time:
            return [f"the page never became still in {self._stillness.cap_s:.0f} s"]
        return []

    def _painted(self, jpeg: bytes, ago_s: float) -> None:
        size, tiles = thumbnail(jpeg)
        newest = self._clip.newest
        time_s = max(newest.time_s if newest else 0.0, self._clock() - ago_s)
        frame = Frame(jpeg, *size, time_s=time_s)
        changed = self._stillness.painted(time.monotonic(), tiles)
        self._clip.add(frame, tiles, changed)
        if self._on_frame is not None and self._lost is None:
            try:
                self._on_frame(frame)
            except EnvError as error:
                self._lost = error  # raised to the caller by _run: nobody hears what is raised in an event

    # --- acting

    async def _step(self, action: Action) -> None:
        try:
            await self._browser.perform(action)
        finally:
            self._acted()

    def _acted(self) -> None:
        self._stillness.acted(time.monotonic())


async def _take_in_news() -> None:
    """Let frames and events in; for longer when this process was held up and has not heard of them yet."""
    held_up = True
    while held_up:
        began_s = time.monotonic()
        await asyncio.sleep(POLL_S)
        held_up = time.monotonic() - began_s > STALL_S
