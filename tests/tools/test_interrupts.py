"""Ctrl-C during work that must not be torn: real signals to this process."""

from __future__ import annotations

import asyncio
import signal
import threading
import time

import pytest

from eyehand.tools.browser.driver_loop import DriverLoop
from eyehand.tools.interrupts import deferred


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_is_heard_and_raised_at_the_end(number: signal.Signals) -> None:
    before = signal.signal(number, signal.default_int_handler)
    done: list[str] = []
    try:
        with pytest.raises(KeyboardInterrupt), deferred(lambda: done.append("heard")):
            signal.raise_signal(number)
            done.append("finished")
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)
    assert done == ["heard", "finished"]


def test_the_second_is_raised_at_once() -> None:
    heard: list[None] = []
    with pytest.raises(KeyboardInterrupt), deferred(lambda: heard.append(None)):
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert len(heard) == 1


def test_it_takes_the_place_of_an_error() -> None:
    with pytest.raises(KeyboardInterrupt), deferred(lambda: None):
        signal.raise_signal(signal.SIGINT)
        raise ValueError("the work was cut off")


def test_handlers_of_others_stay() -> None:
    theirs: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: theirs.append(number))
    try:
        with deferred(lambda: theirs.append(-1)):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert theirs == [signal.SIGINT]


def test_another_thread_is_left_alone() -> None:
    done: list[str] = []

    def work() -> None:
        with deferred(lambda: done.append("heard")):
            done.append("finished")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["finished"]


def test_work_in_the_loop_is_cancelled_at_its_next_await_and_the_loop_can_be_used_again() -> None:
    """Wherever the signal arrives, the code between two awaits runs to its end, and the wait is over soon."""
    loop = DriverLoop()
    begun = ended = 0

    async def work(timer: threading.Timer) -> None:
        nonlocal begun, ended
        timer.start()  # not before: a signal outside of the loop would end the tests
        while True:
            begun += 1
            sum(range(2_000))
            ended += 1
            await asyncio.sleep(0.0005)

    for _ in range(100):
        timer = threading.Timer(0.005, signal.raise_signal, (signal.SIGINT,))
        began = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            loop.run_until_complete(work(timer))
        assert time.monotonic() - began < 5
        timer.join()
    assert begun == ended > 100
    assert loop.run_until_complete(asyncio.sleep(0, "fine")) == "fine"
    loop.end(1.0)
