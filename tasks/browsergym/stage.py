"""A BrowserGym task on a page that somebody else drives: its own code sets up and judges, over its own connection."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ...env.keeper import Lease
from ...tools.errors import EnvError, UsageError
from ..task import BrowserGymScreen
from .chat import last_words
from .installed import module
from .suite import NAMESPACE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

T = TypeVar("T")
PATIENCE_S = 120.0
"""How long a task's own code may take; some ask servers far away."""
ARRIVE_MS = 1000
LOADED_MS = 3000
GREETING = "What is to be done?"


class GymStage:
    """One task with a seed. Implements ``checks.Probe``.

    Its code drives pages with Playwright's synchronous API, which wants a thread of its own. ``set_up`` is called once
    the browser of the run folder is open, ``judge`` after each action, ``close`` before the browser is gone. Each
    raises EnvError when the task's code raises; constructing it raises UsageError when there is no such task.
    """

    def __init__(self, screen: BrowserGymScreen, seed: int) -> None:
        self.name = screen.browsergym
        self.reward = 0.0
        """What the task gave so far, over all its verdicts."""
        self._done = False
        self._facts: dict[str, Any] = {}
        self._chat: list[dict[str, Any]] = []
        self._driver: Playwright | None = None
        self._browser: Browser | None = None
        self._targets: dict[Page, str] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="browsergym")
        self._task: Any = self._there(lambda: self._made(screen.module, seed))

    @property
    def viewport(self) -> tuple[int, int]:
        """Width and height in CSS pixels that the task asks for."""
        return self._task.viewport["width"], self._task.viewport["height"]

    def heed_place(self) -> None:
        """Have the browser that this process starts be where the task wants it: in its time zone.

        Raises UsageError for a language that it does not speak.
        """
        if self._task.locale not in (None, "en", "en-US"):
            raise UsageError(f"{self.name} wants a browser in {self._task.locale!r}; here it speaks en-US")
        if self._task.timezone_id is not None:
            os.environ["TZ"] = self._task.timezone_id

    def set_up(self, run: Path) -> str:
        """Bring the page of the run folder's browser to where the task starts; returns its goal."""
        self._run = run
        goal = self._there(self._set_up)
        messages = cast(
            list[dict[str, Any]], goal if isinstance(goal, list) else [{"type": "text", "text": goal or ""}]
        )
        if any(message["type"] != "text" for message in messages):
            raise UsageError(f"there is a picture in the goal of {self.name}; eyehand is told goals in words only")
        self._say("assistant", GREETING)
        for message in messages:
            self._say("user", message["text"])
        return "\n".join(message["text"] for message in messages)

    def judge(self) -> bool:
        """Have the task look once; whether it is over, well or not. Nothing is asked any more when it was over."""
        if not self._done:
            reward, done, words, self._facts = self._there(self._validate)
            self.reward += float(reward)
            self._done = bool(done)
            if words:
                self._say("user", words)
        return self._done

    def hear(self, outcome: str, answer: str | None, reason: str) -> None:
        """What the agent says at its end, and the verdict on that; nothing is said by one that was cut off."""
        if outcome in ("success", "unverified", "failure", "infeasible"):
            self._say(*last_words(outcome, answer, reason))
        self.judge()

    def state(self) -> Any:
        """What the last verdict was, with the task's own facts under "info"; "success" when its rewards come to 1."""
        return {"success": self.reward >= 1, "reward": self.reward, "done": self._done, "info": self._facts}

    def close(self) -> None:
        """Let the task tidy up, and leave its page."""
        try:
            self._there(self._left)
        finally:
            self._thread.shutdown(wait=False, cancel_futures=True)

    def _say(self, role: str, words: str) -> None:
        self._chat.append({"role": role, "timestamp": time.time(), "message": words})

    def _there(self, work: Callable[[], T]) -> T:
        """Work on the task's thread."""
        future = self._thread.submit(work)
        try:
            return future.result(PATIENCE_S)
        except (EnvError, UsageError):
            raise
        except Exception as error:
            if not future.done():
                raise EnvError(f"{self.name} did not answer within {PATIENCE_S:g} s") from None
            raise EnvError(f"the code of {self.name} raised {type(error).__name__}: {error}") from error

    # --- on the task's thread

    def _made(self, registered_by: str, seed: int) -> Any:
        """The task as its environment would make it; the environment itself starts nothing."""
        module(registered_by)
        environment = module("gymnasium").make(f"{NAMESPACE}{self.name}", disable_env_checker=True).unwrapped
        return environment.task_entrypoint(seed=seed, **environment.task_kwargs)

    def _set_up(self) -> Any:
        lease = Lease.read(self._run)
        assert lease is not None, "the browser is open"
        driver: Playwright = module("browsergym.core")._get_global_playwright()  # tasks may ask for it, too
        self._driver = driver
        self._browser = driver.chromium.connect_over_cdp(lease.address, is_local=True, no_defaults=True)
        context = self._browser.contexts[0]
        context.on("dialog", lambda dialog: None)  # whoever looks at the screen answers it
        context.set_default_timeout(self._task.timeout)
        goal, self._facts = self._task.setup(page=self._page())
        return goal

    def _validate(self) -> tuple[float, bool, str, dict[str, Any]]:
        from playwright.sync_api import Error

        page = self._page()
        with suppress(Error):  # a page that loads for ever is judged as it is
            page.wait_for_load_state("domcontentloaded", timeout=LOADED_MS)
        return self._task.validate(page, self._chat)

    def _page(self) -> Page:
        """The tab that was looked at last, as this connection knows it; its newest when that has been closed."""
        from playwright.sync_api import Error

        assert self._browser is not None, "it is connected"
        context, lease = self._browser.contexts[0], Lease.read(self._run)
        for _ in range(2):
            for page in context.pages:
                if page not in self._targets:
                    session = context.new_cdp_session(page)
                    self._targets[page] = session.send("Target.getTargetInfo")["targetInfo"]["targetId"]  # pyright: ignore
                    session.detach()
                if lease is not None and self._targets[page] == lease.target:
                    return page
            try:
                context.wait_for_event("page", timeout=ARRIVE_MS)
            except Error:
                break
        return context.pages[-1]

    def _left(self) -> None:
        try:
            self._task.teardown()
        finally:
            if self._driver is not None:
                self._driver.stop()
                module("browsergym.core")._set_global_playwright(None)
