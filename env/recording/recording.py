"""The run folder that grows while a person works in a browser."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ...tools.browser.driver_loop import DriverLoop
from ...tools.browser.recording.happenings import Happening, Rested
from ...tools.browser.recording.watched import Watched
from ...tools.errors import EnvError, UsageError
from ...tools.frames import Frame
from ...tools.secrets import Secrets
from ..base import Observation
from ..events import Event, Header, Instructed, Intent, Outcome, OutcomeName, Receipt
from ..keeper import Process
from ..lease import Leased
from ..opening import Opening
from ..recorder import Recorder
from ..settle import Stillness
from ..trajectory import TrajectoryWriter
from .film import Film
from .grouping import Grouping
from .hovers import hovers
from .intentions import Intention
from .scenes import Scenes

POLL_S = 0.05
LATE_S = 0.3
"""A painted frame arrives this much later than what was done after it; so long an intention waits to be written."""
TOLD_S, SHOT_S, CLOSE_S = 2.0, 4.0, 1.5
OLDEST_S = 10.0
"""Nothing is told that late."""
FITS, FITTED_S = 3, 0.4
"""How often the window is given its size, and how long until it is painted so."""
PERSON = "a person"


class Recording:
    """Opens a browser for a person and writes down what they do, until they close it or press Ctrl-C."""

    def __init__(
        self,
        folder: Path,
        name: str,
        opening: Opening,
        *,
        screen: dict[str, Any],
        viewport: tuple[int, int],
        scale: float,
        listener: Callable[[Event], None],
        ready: Callable[[], None] = lambda: None,
    ) -> None:
        """``ready`` is called once the person can begin: what they do before that is not heard."""
        self._folder = folder
        self._name = name
        self._opening = opening
        self._listener = listener
        self._ready = ready
        self._screen = screen
        self._began_unix_s = time.time()
        self._size = (round(viewport[0] * scale), round(viewport[1] * scale))
        downloads = folder / "downloads"
        self._browser = Watched(viewport, scale, downloads, self._heard, self._time_of, ours=opening.cdp is None)
        self._browser.tabs.painted = self._painted
        self._browser.tabs.loaded = lambda: self._stillness.acted(time.monotonic())
        self._stillness = Stillness()
        self._film = Film()
        self._scenes = Scenes(self._browser)
        self._grouping = Grouping()
        self._waiting: list[Intention] = []
        self.hearing = False
        self._step = 0
        self._last_end_s = self._acted_s = 0.0
        self._lost: EnvError | None = None

    def run(self) -> Outcome:
        """Record. Raises EnvError when there is no browser, or when the disk refuses."""
        loop = DriverLoop()
        leased: Leased | None = None
        self._recorder = Recorder(self._folder / "video.webm", self._size)
        try:
            leased = loop.run_until_complete(self._opening.open(self._browser))
            with TrajectoryWriter(self._folder, Secrets()) as self._writer:
                return self._recorded(loop, leased.lease.screen if leased else None)
        except (EnvError, UsageError):
            if leased is None:
                self._recorder.close()
                (self._folder / "video.webm").unlink(missing_ok=True)  # nothing happened there
            raise
        finally:
            try:
                leave = self._opening.cdp is not None
                loop.run_until_complete(self._browser.disconnect(CLOSE_S, leave_tabs=leave))
            finally:
                if leased is not None:
                    leased.release()
                loop.end(CLOSE_S / 3)

    def _recorded(self, loop: DriverLoop, browser: Process | None) -> Outcome:
        try:
            self._emit(self._header())
            self._emit(Instructed(time_s=self._clock(), text=self._name))
            name: OutcomeName = "success"
            try:
                loop.run_until_complete(self._watch())
                reason = "the person closed the browser"
                if not loop.run_until_complete(self._closed_by_hand(browser)):
                    name, reason = "error", "the browser ended by itself; what was done until then is recorded"
            except KeyboardInterrupt:
                reason = "the person pressed Ctrl-C"
            return self._end(name, reason)
        finally:
            self._recorder.close(self._clock())

    async def _watch(self) -> None:
        """Take in what happens until the browser, or its last tab, is closed."""
        telling = asyncio.ensure_future(self._browser.tell())
        try:
            await self._begin()
            while self._browser.there:
                await asyncio.sleep(POLL_S)
                if telling.done():
                    telling.result()
                self._waiting += self._grouping.idle(self._clock())
                self._write(self._clock() - LATE_S)
                await self._look()
                if self._lost is not None:
                    raise self._lost
            await self._browser.told(TOLD_S)
        finally:
            telling.cancel()

    async def _closed_by_hand(self, browser: Process | None) -> bool:
        """Whether the person closed the last tab, or the browser; what says so may come after the tab has gone.

        That is the word that the tab was closed, or the exit code of a browser that ends with its last window. One
        that died has neither, and does not live on.
        """
        deadline_s = time.monotonic() + CLOSE_S
        while not self._browser.closed_by_hand and browser is not None and time.monotonic() < deadline_s:
            if not browser.alive():
                return browser.exit_code() == 0
            await asyncio.sleep(POLL_S)
        return self._browser.closed_by_hand or (browser is not None and browser.alive())

    async def _begin(self) -> None:
        """Give the page its size, and wait until there is something to be seen."""
        await self._browser.fit()
        deadline_s = time.monotonic() + self._stillness.loading_cap_s
        while self._browser.there and self._film.blurred(0.0) and time.monotonic() < deadline_s:
            await asyncio.sleep(POLL_S)
            await self._look()
        for _ in range(FITS):
            if self._film.newest is None or (self._film.newest.width, self._film.newest.height) == self._size:
                break
            await self._browser.fit()  # the window was not yet as large as it said
            await asyncio.sleep(FITTED_S)
            await self._look()
        self.hearing = True
        self._ready()

    async def _look(self) -> None:
        """Note where the person is; take a picture when the screen has become still."""
        from playwright.async_api import Error

        browser = self._browser
        if not browser.there or browser.tabs.between or browser.dialogs:
            return
        now_s = time.monotonic()
        loading = browser.current.loading
        still = self._stillness.settled(now_s, now_s, busy=False, loading=loading) is not None
        try:
            await self._scenes.note(self._clock(), titles=still)
            if still and self._film.blurred(self._acted_s) and self._film.newest is not None:
                shot = await asyncio.wait_for(browser.current.screenshot(), SHOT_S)
                self._film.sharpen(Frame.decode(shot, scale=browser.ratio(), time_s=self._clock()))
        except (Error, EnvError, TimeoutError):
            return  # it is just leaving, or a dialog came between

    def _heard(self, happening: Happening) -> None:
        if self.hearing:
            if not isinstance(happening, Rested):
                self._stillness.acted(time.monotonic())
                self._acted_s = self._clock()
            self._waiting += self._grouping.take(happening)

    def _painted(self, jpeg: bytes, ago_s: float) -> None:
        newest = self._film.newest
        time_s = max(newest.time_s if newest else 0.0, self._clock() - ago_s)
        frame = Frame.decode(jpeg, scale=self._browser.ratio(), time_s=time_s)
        self._stillness.painted(time.monotonic(), self._film.paint(frame))
        try:
            self._recorder.add(frame)
        except EnvError as error:
            self._lost = error  # nobody hears what is raised in an event

    def _write(self, until_s: float) -> None:
        """Write down the intentions that ended before then."""
        while self._waiting and self._waiting[0].ended_s <= until_s:
            one = self._waiting.pop(0)
            for part in (*hovers(one, self._film), one):
                self._write_one(part)

    def _write_one(self, one: Intention) -> None:
        began_s = max(self._last_end_s, one.began_s)
        self._observe(began_s, one)
        self._emit(Intent(step=self._step, time_s=began_s, action=one.action, element=one.element))
        ended_s = max(began_s, one.ended_s)
        self._emit(Receipt(step=self._step, time_s=ended_s, seconds=round(ended_s - began_s, 3)))
        self._step += 1
        self._last_end_s = ended_s

    def _observe(self, time_s: float, one: Intention | None) -> None:
        box = one.element.box if one is not None and one.element is not None else None
        frame = self._film.before(time_s, box, self._last_end_s)
        if frame is None:
            raise EnvError("nothing of the page was ever painted; is the window open?")
        scene, notes = self._scenes.at(time_s)
        observation = Observation(
            frame,
            clip=self._film.clip(time_s),
            url=scene.url,
            title=scene.title,
            dialog=one.dialog if one is not None else None,
            notes=notes,
            tabs=scene.tabs,
        )
        self._listener(self._writer.observe(self._step, observation, None, time_s))

    def _end(self, name: OutcomeName, reason: str) -> Outcome:
        self._waiting += self._grouping.finish()
        self._write(float("inf"))
        now_s = self._clock()
        self._observe(now_s, None)
        outcome = Outcome(
            time_s=now_s, outcome=name, reason=reason, steps=self._step + 1, seconds=round(now_s - self._start_s, 3)
        )
        self._emit(outcome)
        return outcome

    def _emit(self, event: Event) -> None:
        if isinstance(event, Instructed):
            self._start_s = event.time_s
        self._writer.write(event)
        self._listener(event)

    def _header(self) -> Header:
        return Header(
            run=self._folder.name,
            created_at=datetime.fromtimestamp(self._began_unix_s, UTC).isoformat(timespec="seconds"),
            started_unix_s=self._began_unix_s,
            eyehand=version("eyehand"),
            model=PERSON,
            screen=self._screen,
            limits={},
        )

    def _clock(self) -> float:
        return max(0.0, time.time() - self._began_unix_s)

    def _time_of(self, unix_s: float) -> float:
        """A moment of the browser's clock, which is ours unless it runs elsewhere: then it counts as now."""
        now_s = self._clock()
        time_s = unix_s - self._began_unix_s
        return time_s if 0 <= now_s - time_s <= OLDEST_S else now_s
