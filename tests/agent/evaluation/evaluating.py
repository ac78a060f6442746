"""``eyehand eval`` in a process that can be killed, and waiting for what it does."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ..conftest import command

PATIENCE_S = 120.0


@contextmanager
def evaluating(
    suite: Path,
    out: Path,
    *words: object,
    model: tuple[str, ...] = ("embedded",),
    said: int | IO[str] = subprocess.PIPE,
) -> Iterator[subprocess.Popen[str]]:
    """The command while it runs, and ended whatever happens. ``said`` takes its error output."""
    process = subprocess.Popen(
        command("eval", suite, "--model", *model, "--out", out, "--json", *words),
        stdout=subprocess.PIPE,
        stderr=said,
        text=True,
        env={**os.environ, "EYEHAND_MODEL": ""},
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def wait_for(what: Callable[[], bool], why: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < deadline, f"waited for {PATIENCE_S:.0f} s: {why}"
        time.sleep(0.05)
