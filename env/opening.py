"""How a run comes by its browser: started, attached to again, or somebody's that is already running."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..tools.browser.adapter import Browser
from ..tools.browser.address import web_address
from ..tools.browser.chromium import find_chromium, launch_command
from ..tools.browser.state import check_state
from ..tools.errors import ActionError, EnvError, UsageError
from .keeper import DEVTOOLS, Lease, Process
from .lease import Leased, forget

NO_CHROMIUM = (
    "no Chromium is installed; `eyehand doctor` says what to do: install your system's package (Debian: chromium), "
    "or run `playwright install chromium`, or name one in EYEHAND_CHROMIUM"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What to open and in which browser; see ``BrowserEnv`` for the fields."""

    folder: Path
    url: str
    last_url: str
    headed: bool
    profile: Path | None
    storage_state: Path | None
    cdp: str | None
    lease_s: float

    @classmethod
    def of(
        cls,
        url: str,
        folder: Path,
        *,
        headed: bool = False,
        profile: Path | None = None,
        storage_state: Path | None = None,
        cdp: str | None = None,
        lease_s: float = 600,
        last_url: str | None = None,
    ) -> Opening:
        """Checked as far as can be before anything is started. Raises UsageError for what cannot be."""
        if storage_state is not None and (cdp or profile):
            raise UsageError("--storage-state replaces all cookies; it goes with neither --profile nor --cdp")
        if storage_state is not None:
            check_state(storage_state)
        if cdp and not cdp.startswith(("http://", "https://", "ws://", "wss://")):
            raise UsageError(f"--cdp {cdp}: an address like http://127.0.0.1:9222 was expected")
        try:
            url = web_address(url)
        except ActionError as error:
            raise UsageError(str(error)) from None
        try:
            last_url = web_address(last_url or url)
        except ActionError:
            last_url = url  # where the run was last was the browser's own error page
        return cls(folder, url, last_url, headed, profile, storage_state, cdp, lease_s)

    async def open(self, browser: Browser) -> Leased:
        """Connect the browser to the page, wherever it comes from. Raises EnvError, leaving nothing behind."""
        lease = Lease.read(self.folder)
        if lease is not None and (lease.keeper is None) != (self.cdp is not None):
            lease = None  # of another kind of browser than is asked for now
        leased = Leased.attach(self.folder, lease) if lease is not None else None
        again = leased is not None and leased.alive
        if leased is None or not again:
            leased = self._lend(lease, browser)
        try:
            if again and not await self._attached(browser, leased):
                leased, again = self._lend(leased.lease, browser), False
            if not again:
                await self._begin(browser, leased.lease, anew=lease is not None)
        except BaseException:
            leased.release()
            raise
        return leased

    def _lend(self, dead: Lease | None, browser: Browser) -> Leased:
        """Somebody's browser, or a new one; with the profile of the dead one, if there was one."""
        if self.cdp is not None:
            return Leased.attach(self.folder, Lease(self.cdp, Process.of(os.getpid())))
        executable = find_chromium()
        if executable is None:
            raise EnvError(NO_CHROMIUM)
        profile, temporary = self.profile, self.profile is None
        if dead is not None:
            forget(self.folder, dead)
            if dead.profile and Path(dead.profile).is_dir():
                profile, temporary = Path(dead.profile), dead.temporary
        if profile is None:
            profile = Path(tempfile.mkdtemp(prefix="eyehand-profile-"))
        profile.mkdir(parents=True, exist_ok=True)
        tabs = browser.tabs
        command = launch_command(executable, profile, headed=self.headed, viewport=tabs.viewport, scale=tabs.scale)
        try:
            return Leased.start(self.folder, command, profile, says=DEVTOOLS, temporary=temporary, lease_s=self.lease_s)
        except EnvError as error:
            raise EnvError(f"Chromium did not start: {error}; is its profile in use elsewhere?") from None

    async def _begin(self, browser: Browser, lease: Lease, *, anew: bool) -> None:
        """Open the address; ``anew`` when a run goes on whose browser died."""
        context = await browser.connect(lease.address, self.storage_state)
        if not await browser.tabs.adopt(context, None):
            await browser.tabs.add(context)
        await _navigate(browser, self.last_url if anew else self.url)
        if anew:
            browser.notes.append(f"the browser was gone; it was opened again at {self.last_url}")

    async def _attached(self, browser: Browser, leased: Leased) -> bool:
        """Take over a browser; False when it was dying as we looked, and is dead now."""
        try:
            await self._attach(browser, leased.lease)
        except EnvError:
            if self.cdp is not None or leased.alive:
                raise
            return False
        return True

    async def _attach(self, browser: Browser, lease: Lease) -> None:
        """Take over the browser that a runner left behind, page and all."""
        context = await browser.connect_again(self.cdp or lease.address)
        if await browser.tabs.adopt(context, lease.target):
            browser.notes.append("attached again to the browser that was left open")
            return
        await browser.tabs.add(context)
        await _navigate(browser, self.last_url)
        browser.notes.append(f"the tab was gone; another one was opened at {self.last_url}")


async def _navigate(browser: Browser, url: str) -> None:
    try:
        await browser.current.navigate(url)
    except ActionError as error:
        raise EnvError(str(error)) from None
