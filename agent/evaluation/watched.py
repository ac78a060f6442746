"""A worker that is watched: what its episodes may take, and what becomes of the rest of one that was killed."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from ...env.keeper import Lease
from ...env.lease import Leased
from ...tools.errors import EnvError, UsageError
from . import worker
from .executor import Ended, Order
from .results import Result
from .worker import DONE, ENVIRONMENT, LOG, NO_RESULT, order_line

GRACE_S = 120.0
"""On top of the limit of an episode: for its screen to open, its model to load, its verdict and its end."""
START_S = 60.0


class Worker:
    """Runs one episode after the other, each in a process of its own. Made and used on one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._said = b""
        self._closed = False

    def run(self, order: Order, folder: Path) -> Ended:
        """Empty the folder and run the episode there. Raises EnvError when no process can be started."""
        _emptied(folder)
        limits = order.task.limits
        within_s = min(limits.max_seconds, order.settings.limits.max_seconds) + GRACE_S
        process = self._started()
        pid: int | None = None
        code: int | None = None
        try:
            assert process.stdin is not None
            process.stdin.write(order_line(order.model_dump(mode="json"), folder))
            process.stdin.flush()
            pid = self._next(process, START_S).get("pid")
            code = self._next(process, within_s).get("code") if pid else None
        except TimeoutError:
            _kill(pid)
            self._drop()
            _swept(folder / "run")
            return Ended(order.lost(f"it took longer than {within_s:g} s and was ended"))
        except OSError:
            code = None  # the worker died before it could be told
        if code is None:
            self._drop()
        if code not in (DONE, ENVIRONMENT):
            _kill(pid)
            _swept(folder / "run")
        return _ended(order, folder, code)

    def close(self) -> None:
        """End it with the episode that it runs, from any thread."""
        self._closed = True
        self._drop()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise EnvError("the evaluation was ended")
        if self._process is None or self._process.poll() is not None:
            self._said = b""
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", worker.__name__],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            except OSError as error:
                raise EnvError(f"no process for an episode can be started: {error}") from None
        return self._process

    def _next(self, process: subprocess.Popen[bytes], within_s: float) -> dict[str, Any]:
        """Its next line; empty when it has ended. Raises TimeoutError."""
        assert process.stdout is not None
        deadline_s = time.monotonic() + within_s
        while b"\n" not in self._said:
            left_s = deadline_s - time.monotonic()
            if left_s <= 0:
                raise TimeoutError
            if select.select([process.stdout], [], [], left_s)[0]:
                data = os.read(process.stdout.fileno(), 4096)
                if not data:
                    return {}
                self._said += data
        line, _, self._said = self._said.partition(b"\n")
        return json.loads(line)

    def _drop(self) -> None:
        """Without its worker an episode ends at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            self._process = None


def _ended(order: Order, folder: Path, code: int | None) -> Ended:
    """What the folder and the exit code say of an episode."""
    result: Result | None = None
    with contextlib.suppress(UsageError):
        result = Result.read(folder)
    if result is not None and code in (DONE, ENVIRONMENT):
        return Ended(result, again=code == ENVIRONMENT)
    if code is None:
        why = "the worker that ran it was killed"
    elif code < 0:
        why = f"its process was killed by {signal.Signals(-code).name}"
    else:
        why = f"its process ended without a result: {_last_words(folder)}"
    return Ended(order.lost(why), again=code != NO_RESULT or "No space left" in why)


def _last_words(folder: Path) -> str:
    with contextlib.suppress(OSError):
        lines = (folder / LOG).read_text(encoding="utf-8", errors="replace").strip().splitlines()
        if lines:
            return lines[-1][:400]
    return "it said nothing"


def _emptied(folder: Path) -> None:
    try:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
    except OSError as error:
        raise EnvError(f"cannot make the folder {str(folder)!r}: {error.strerror}") from None


def _kill(pid: int | None) -> None:
    """An episode's process with all of its session that is left."""
    if pid is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _swept(run: Path) -> None:
    """End the screen that an episode left behind."""
    lease = Lease.read(run)
    if lease is None:
        return
    with contextlib.suppress(OSError):
        Leased(run, lease).release()
