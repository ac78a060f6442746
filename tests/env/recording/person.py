"""Somebody who works in a browser that is being recorded: trusted input over a connection of their own."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from eyehand.env.events import Event, Intent, Observed, Outcome
from eyehand.env.keeper import Lease
from eyehand.env.opening import Opening
from eyehand.env.recording.recording import Recording
from eyehand.env.trajectory import Trajectory
from eyehand.tools.actions import Action
from eyehand.tools.geometry import Point

PATIENCE_S = 60.0


def recording(
    folder: Path,
    url: str,
    listener: Callable[[Event], None],
    *,
    name: str = "task",
    scale: float = 1.0,
    viewport: tuple[int, int] = (1000, 700),
    cdp: str | None = None,
) -> Recording:
    """A recording of a browser without a window, or of the one at a DevTools address."""
    return Recording(
        folder,
        name,
        Opening.of(url, folder, lease_s=5, cdp=cdp),
        screen={"browser": {"url": url}},
        viewport=viewport,
        scale=scale,
        listener=listener,
    )


class Recorded:
    """A recording that runs on a thread, and the person's page."""

    def __init__(self, folder: Path, url: str, **options: Any) -> None:
        self.folder = folder
        self.events: list[Event] = []
        self.outcome: Outcome | None = None
        self.error: BaseException | None = None
        self.known = 0
        """How many intentions a test has looked at already."""
        self.context: BrowserContext
        self.page: Page
        folder.mkdir(parents=True)
        self._recording = recording(folder, url, self.events.append, **options)
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    @property
    def hearing(self) -> bool:
        return self._recording.hearing

    def _run(self) -> None:
        try:
            self.outcome = self._recording.run()
        except BaseException as error:  # told by whoever waits for it
            self.error = error

    def until(self, true: Callable[[], object], what: str) -> None:
        """Wait for something. Fails when it does not come, or when the recording ended in an error."""
        deadline_s = time.monotonic() + PATIENCE_S
        while not true():
            if self.error is not None:
                raise self.error
            assert time.monotonic() < deadline_s, f"{what} did not come; {self.events[-3:]}"
            self.page.wait_for_timeout(30) if hasattr(self, "page") else time.sleep(0.03)

    def count(self, number: int) -> None:
        """Wait until so many intentions are written."""
        self.until(lambda: len(self.intents) >= number, f"intention {number}")

    @property
    def intents(self) -> list[Intent]:
        return [event for event in self.events if isinstance(event, Intent)]

    @property
    def actions(self) -> list[Action]:
        return [intent.action for intent in self.intents]

    @property
    def seen(self) -> list[Observed]:
        return [event for event in self.events if isinstance(event, Observed)]

    def finish(self) -> Trajectory:
        """The person closes the last tab; what was written, read again."""
        for page in self.context.pages:
            page.close()
        self.thread.join(PATIENCE_S)
        if self.error is not None:
            raise self.error
        assert self.outcome is not None
        return Trajectory.read(self.folder)


def center(page: Page, selector: str) -> Point:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return Point(round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2))


def press_at(page: Page, selector: str, count: int = 1) -> None:
    at = center(page, selector)
    page.mouse.click(at.x, at.y, click_count=count)


def origin(url: str) -> str:
    """Scheme and host of an address: an application may lead on from where the person begins."""
    return "/".join(url.split("/")[:3])


@contextmanager
def recorded(folder: Path, url: str, **options: Any) -> Iterator[Recorded]:
    """A recording that is ready for the person."""
    one = Recorded(folder, url, **options)
    try:
        one.until(lambda: one.hearing, "the browser")
        with sync_playwright() as driver:
            lease = Lease.read(folder)
            assert lease is not None
            browser = driver.chromium.connect_over_cdp(lease.address, no_defaults=True)
            one.context = browser.contexts[0]
            pages = [page for page in one.context.pages if page.url.startswith(origin(url))]
            one.page = next((page for page in pages if page.url == url), pages[0])
            yield one
            if one.thread.is_alive():
                one.finish()
    finally:
        one.thread.join(PATIENCE_S)


def main() -> None:
    """``python -m tests.env.recording.person FOLDER URL``: record in a process that can be killed."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    outcome = recording(folder, sys.argv[2], lambda event: print(event.event, flush=True)).run()
    print(outcome.reason, flush=True)


if __name__ == "__main__":
    main()
