"""A Chromium that is reached over the DevTools protocol through Playwright: actions in, events out.

Playwright's asynchronous API, because a dialog that opens during a click holds the click up until it is answered:
here the input stays pending while somebody looks at the dialog and decides.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from ..actions import (
    Action,
    AnswerDialog,
    Back,
    Click,
    Drag,
    FocusWindow,
    Launch,
    Move,
    Navigate,
    Press,
    Recall,
    Reload,
    Scroll,
    SwitchTab,
    Type,
    Upload,
    Wait,
)
from ..errors import ActionError, EnvError, UsageError
from ..geometry import Point
from ..secrets import Secrets
from . import input as inputs
from .address import web_address
from .devtools import close_tab, open_blank_tab
from .dialogs import Dialogs
from .downloads import Downloads
from .tab import NAVIGATION_S, Tab
from .tabs import Tabs

if TYPE_CHECKING:
    from playwright.async_api import Browser as CDPBrowser
    from playwright.async_api import BrowserContext, Dialog, FileChooser, Playwright

CONNECT_S, AGAIN_S = 15.0, 5.0
INPUT_S, KEY_S = 10.0, 0.05
"""How long a page may take to accept an input, and more for each character typed."""


class Browser:
    """The browser of one episode. ``notes`` collects sentences about what pixels do not show."""

    def __init__(
        self, viewport: tuple[int, int], scale: float, downloads: Path, secrets: Secrets, *, ours: bool
    ) -> None:
        self.notes: list[str] = []
        self.looked_at = scale
        """Frame pixels per CSS pixel of the picture that the next action answers."""
        self.dialogs = Dialogs()
        self.tabs = Tabs(viewport, scale, self.notes.append, ours=ours)
        self.tabs.taken_in = self._take_in
        self.tabs.left = lambda tab: self.dialogs.forget(tab.page)
        self._downloads = Downloads(downloads, self.notes.append)
        self._secrets = secrets
        self._chooser: FileChooser | None = None
        self._pending: asyncio.Task[None] | None = None
        self._driver: Playwright | None = None
        self._browser: CDPBrowser | None = None
        self._disconnected = False

    async def connect(self, cdp: str, storage_state: Path | None = None) -> BrowserContext:
        """Connect to the DevTools address. Raises EnvError when nobody is there, UsageError for a bad state file."""
        from playwright.async_api import Error

        self._browser = await self._reach(cdp, CONNECT_S)
        context = await self._listen(self._browser)
        if storage_state is not None:
            try:
                await context.set_storage_state(storage_state)
            except (Error, ValueError, OSError) as error:
                raise UsageError(f"--storage-state {storage_state}: {str(error).splitlines()[0]}") from None
        return context

    async def connect_again(self, cdp: str) -> BrowserContext:
        """Connect to a browser that a dead runner left. Raises EnvError when it is not there.

        A dialog that was open then holds every new connection up, and is lost on it; Chromium dismisses it when
        another tab comes to the front.
        """
        try:
            self._browser = await self._reach(cdp, AGAIN_S)
        except EnvError:
            with suppress(OSError):
                blank = open_blank_tab(cdp)
                self._browser = await self._reach(cdp, CONNECT_S)
                close_tab(cdp, blank)
                self.notes.append("a dialog that was open was dismissed")
        if self._browser is None:
            raise EnvError(f"the browser at {cdp} does not answer any more")
        return await self._listen(self._browser)

    async def _reach(self, cdp: str, patience_s: float) -> CDPBrowser:
        from playwright.async_api import Error

        if self._driver is None:
            self._driver = await _start_driver()
        try:
            return await self._driver.chromium.connect_over_cdp(
                cdp, is_local=True, no_defaults=True, timeout=patience_s * 1000
            )
        except Error:
            raise EnvError(
                f"no browser answers at {cdp}; start one with --remote-debugging-port=9222 and give its address"
            ) from None

    async def _listen(self, browser: CDPBrowser) -> BrowserContext:
        browser.on("disconnected", lambda _: self._on_disconnected())
        session = await browser.new_browser_cdp_session()
        await self._downloads.attach(session)
        await self.tabs.attach(session)
        context = browser.contexts[0]
        context.on("dialog", self._on_dialog)
        return context

    async def disconnect(self, patience_s: float, *, leave_tabs: bool) -> None:
        """Leave the browser; it goes on running. Never raises, and never waits for long."""
        from playwright.async_api import Error

        if self._pending is not None:
            self._pending.cancel()  # releases what it holds
            await asyncio.wait({self._pending}, timeout=patience_s / 3)
        if leave_tabs and not self._disconnected:
            with suppress(Error, TimeoutError):
                await asyncio.wait_for(asyncio.gather(*(tab.detach() for tab in self.tabs.open)), patience_s / 3)
        if self._driver is not None:
            with suppress(Exception):  # whatever it is, the driver process ends with its loop
                await asyncio.wait_for(self._driver.stop(), patience_s / 3)

    @property
    def current(self) -> Tab:
        """The tab that is looked at. Raises EnvError when the browser is gone."""
        if self._disconnected:
            raise EnvError("the browser is gone: it was closed or it crashed")
        return self.tabs.current

    @property
    def chooser(self) -> FileChooser | None:
        """The file chooser that the current page waits for."""
        chooser = self._chooser
        return chooser if chooser is not None and chooser.page is self.current.page else None

    @property
    def busy(self) -> bool:
        """Whether something short is going on that is worth waiting for."""
        return self.current.fetching or self._downloads.running or self.tabs.moving

    async def perform(self, action: Action) -> None:
        """Carry out an action; returns early when a dialog opens and holds it up. Raises ActionError."""
        tab = self.current
        if isinstance(action, AnswerDialog):
            text = self._secrets.render(action.text)
            await self._finish(asyncio.ensure_future(self.dialogs.answer(accept=action.accept, text=text)))
        elif dialog := self.dialogs.first():
            raise ActionError(f"the {dialog[0]} dialog {dialog[1][:80]!r} is open; answer it first")
        else:
            tab.acted()
            self._pending = asyncio.ensure_future(self._carry_out(action, tab))
        if self._pending is not None:
            await self._finish(self._pending, _patience_s(action))
            if self._pending.done():
                self._pending = None

    async def _carry_out(self, action: Action, tab: Tab) -> None:
        chooser = self.chooser
        if not isinstance(action, Upload | Wait):
            self._chooser = None  # doing something else dismisses it
        match action:
            case Press(keys=("Escape",)) if chooser is not None:
                pass  # the page behind it does not hear of that key
            case Move() | Click() | Drag() | Scroll() | Type() | Press():
                secret = isinstance(action, Type) and self._secrets.used_in(action.text)
                await inputs.send(tab.page, action, self._place, self._secrets.render if secret else None)
            case Wait(seconds=seconds):
                await asyncio.sleep(seconds)
            case Navigate(url=url):
                await tab.navigate(web_address(url))
            case Back():
                await tab.back()
            case Reload():
                await tab.reload()
            case SwitchTab(index=index):
                if index >= len(self.tabs.open):
                    raise ActionError(f"there is no tab {index}; tabs 0 to {len(self.tabs.open) - 1} are open")
                await self.tabs.show(self.tabs.open[index])
            case Upload(paths=paths):
                await self._upload(paths)
            case AnswerDialog():
                raise ActionError("no dialog is open")
            case Launch() | FocusWindow() | Recall():
                raise ActionError(f"a browser cannot {action.kind}")
            case _:
                assert_never(action)

    async def _finish(self, task: asyncio.Task[None], patience_s: float = INPUT_S) -> None:
        """Wait until an input is done or held up by a dialog. Raises ActionError."""
        from playwright.async_api import Error

        deadline_s = time.monotonic() + patience_s
        while not task.done() and not self.dialogs:
            await asyncio.wait({task}, timeout=0.01)
            if time.monotonic() > deadline_s and not task.done():
                task.cancel()
                await asyncio.wait({task}, timeout=1)
                raise ActionError(f"the page took no input for {patience_s:.0f} s; it may hang")
        if not task.done():
            return
        try:
            task.result()
        except Error as error:
            if not _is_gone(error):
                raise ActionError(self._secrets.mask(error.message.splitlines()[0])) from None
            # the input closed its own tab, as it may; the next look says so when it was the last one

    async def _upload(self, paths: tuple[Path, ...]) -> None:
        chooser = self.chooser
        if chooser is None:
            raise ActionError("no file chooser is open; click what opens it first")
        for path in paths:
            if not path.is_file():
                raise ActionError(f"{path} is not a file")
        if len(paths) > 1 and not chooser.is_multiple():
            raise ActionError("this file chooser takes one file")
        self._chooser = None
        await chooser.set_files(list(paths))

    def _place(self, point: Point) -> tuple[float, float]:
        return inputs.css_point(point, self.tabs.viewport, self.looked_at)

    def _take_in(self, tab: Tab) -> None:
        tab.page.on("filechooser", self._on_chooser)
        tab.cdp.on("Page.javascriptDialogClosed", lambda *_: self.dialogs.closed(tab.page))

    def _on_dialog(self, dialog: Dialog) -> None:
        if self.tabs.ours or self.tabs.of(dialog.page) is not None:
            self.dialogs.opened(dialog)

    def _on_chooser(self, chooser: FileChooser) -> None:
        self._chooser = chooser

    def _on_disconnected(self) -> None:
        self._disconnected = True


def _patience_s(action: Action) -> float:
    match action:
        case Type(text=text):
            return INPUT_S + KEY_S * len(text)
        case Wait(seconds=seconds):
            return INPUT_S + seconds
        case Navigate():
            return INPUT_S + NAVIGATION_S
        case _:
            return INPUT_S


def _is_gone(error: Exception) -> bool:
    return "closed" in str(error).lower() or "crashed" in str(error).lower()


async def _start_driver() -> Playwright:
    """Playwright's own process. Raises EnvError when it does not come up: a library is missing, for one."""
    from playwright.async_api import async_playwright

    try:
        return await async_playwright().start()
    except Exception as error:
        raise EnvError(f"Playwright's driver does not start ({error}); `eyehand doctor` says what is missing") from None
