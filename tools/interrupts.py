"""Ctrl-C that is heard between two steps of the work, never in the middle of one.

Python raises KeyboardInterrupt wherever the main thread is just then. That may be where a lock was taken a moment ago,
which nobody gives back any more, or half-way through a message of the browser's driver.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def deferred(heard: Callable[[], None]) -> Generator[None]:
    """While the block runs, the first Ctrl-C calls ``heard``, which has to make the block end.

    KeyboardInterrupt is raised after the block, whatever its result; at a second Ctrl-C it is raised at once. The same
    goes for SIGTERM where that means KeyboardInterrupt. Elsewhere (another thread, handlers of somebody else's) the
    block is left alone. The way of ``asyncio.Runner``.
    """
    main = threading.current_thread() is threading.main_thread()
    ours = [number for number in (signal.SIGINT, signal.SIGTERM) if main and _interrupts(number)]
    asked = False

    def handle(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        heard()

    for number in ours:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.default_int_handler)
        if asked:
            raise KeyboardInterrupt


def _interrupts(number: int) -> bool:
    return signal.getsignal(number) is signal.default_int_handler
