"""The event loop that one episode's thread owns, with Playwright's driver process in it."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from ..interrupts import deferred


class DriverLoop(asyncio.SelectorEventLoop):
    """An event loop whose child processes do not hear the terminal's Ctrl-C, and do not outlive it.

    Ctrl-C cancels what is run until it is complete, at its next ``await``.
    """

    def __init__(self) -> None:
        super().__init__()
        self._children: list[asyncio.SubprocessTransport] = []

    async def subprocess_exec(self, protocol_factory: Any, *args: Any, **kwargs: Any) -> Any:
        transport, protocol = await super().subprocess_exec(protocol_factory, *args, start_new_session=True, **kwargs)
        self._children.append(transport)
        return transport, protocol

    def run_until_complete(self, future: Any) -> Any:
        task = asyncio.ensure_future(future, loop=self)

        def cancel() -> None:
            self.call_soon_threadsafe(task.cancel)

        with deferred(cancel):
            return super().run_until_complete(task)

    def end(self, patience_s: float) -> None:
        """Cancel what is left, end the children and close."""
        tasks = asyncio.all_tasks(self)
        for task in tasks:
            task.cancel()
        for child in self._children:
            if child.get_returncode() is None:
                child.kill()
        self.run_until_complete(self._quiet(tasks, time.monotonic() + patience_s))
        self.run_until_complete(self.shutdown_asyncgens())
        self.close()

    async def _quiet(self, tasks: set[asyncio.Task[Any]], deadline_s: float) -> None:
        if tasks:
            await asyncio.wait(tasks, timeout=deadline_s - time.monotonic())
        while any(child.get_returncode() is None for child in self._children) and time.monotonic() < deadline_s:
            await asyncio.sleep(0.01)
        for child in self._children:
            child.close()
        for task in tasks:
            if task.done() and not task.cancelled():
                task.exception()  # looked at, so that nobody logs it
