"""A screen under a lease, as the runner sees it: started, taken over, released."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..tools.errors import EnvError
from . import keeper
from .keeper import Lease, Process

RELEASE_S = 3.0
TRIES, RETRY_S = 3, 0.5


class Leased:
    """The screen that a run uses, and the file that says so. ``release`` ends what was started for the run."""

    def __init__(self, folder: Path, lease: Lease, child: subprocess.Popen[bytes] | None = None) -> None:
        self.folder = folder
        self.lease = lease
        self._child = child

    @classmethod
    def start(
        cls, folder: Path, command: list[str], profile: Path, *, says: str, temporary: bool, lease_s: float
    ) -> Leased:
        """Start a screen with a keeper; ``says`` is the file in its profile in which it says where it is reached.

        Raises EnvError when it does not come up.
        """
        (profile / says).unlink(missing_ok=True)
        order = {
            "folder": str(folder.absolute()),
            "command": command,
            "profile": str(profile.absolute()),
            "temporary": temporary,
            "says": says,
            "lease_s": lease_s,
            "runner": {"pid": os.getpid(), "start": Process.of(os.getpid()).start},
        }
        process = _start_keeper(order)
        try:
            said = _first_line(process)
        except BaseException:
            process.terminate()  # Ctrl-C while the screen comes up
            process.wait(RELEASE_S)
            raise
        lease = Lease.read(folder)
        if "address" not in said or lease is None:
            process.wait(RELEASE_S)
            if temporary:
                shutil.rmtree(profile, ignore_errors=True)
            reason = said.get("error", "its keeper ended without a word")
            raise EnvError(f"{reason}. Command: {' '.join(command[:3])}")
        return cls(folder, lease, process)

    @classmethod
    def attach(cls, folder: Path, lease: Lease) -> Leased:
        """Write this process into a lease as the one that drives. Raises EnvError when another one still does."""
        if lease.runner.pid != os.getpid() and lease.runner.alive():
            raise EnvError(f"the run {folder} is still driven by process {lease.runner.pid}; stop that one first")
        lease = replace(lease, runner=Process.of(os.getpid()))
        lease.write(folder)
        return cls(folder, lease)

    @property
    def alive(self) -> bool:
        """Whether the screen runs; True for one that is not ours, since only connecting can tell."""
        return self.lease.screen is None or self.lease.screen.alive()

    def remember(self, target: str) -> None:
        """Note down which tab is current, for the runner that may come after."""
        if target != self.lease.target:
            self.lease = replace(self.lease, target=target)
            self.lease.write(self.folder)

    def release(self) -> None:
        """End our screen, remove its temporary profile and the lease; leave one that is not ours alone."""
        guard = self.lease.keeper
        if guard is not None:
            guard.signal(signal.SIGTERM)
            _wait_for(guard, self._child)
            if guard.alive():
                guard.signal(signal.SIGKILL)
                if self.lease.screen is not None:
                    self.lease.screen.signal(signal.SIGKILL)
                _wait_for(guard, self._child)
        self.lease.end(self.folder)


def forget(folder: Path, lease: Lease) -> None:
    """Drop a lease whose browser is dead, keeping its profile for the next browser."""
    if lease.keeper is not None:
        lease.keeper.signal(signal.SIGKILL)
    (folder / "lease.json").unlink(missing_ok=True)


def _start_keeper(order: Mapping[str, object]) -> subprocess.Popen[bytes]:
    """The keeper's process. A machine that is short of something for a moment may refuse the first try."""
    for attempt in range(TRIES):
        try:
            return subprocess.Popen(
                [sys.executable, "-I", "-S", keeper.__file__, json.dumps(order)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # a Ctrl-C in the terminal is for the runner
                cwd="/",
            )
        except OSError as error:
            if attempt == TRIES - 1:
                raise EnvError(f"the process that keeps the screen did not start: {error}") from error
            time.sleep(RETRY_S)
    raise AssertionError("TRIES is not 0")


def _first_line(process: subprocess.Popen[bytes]) -> dict[str, str]:
    """What the keeper says about its start; empty when it says nothing."""
    assert process.stdout is not None
    with process.stdout as said:
        ready, _, _ = select.select([said], [], [], keeper.START_S + 5)
        line = said.readline() if ready else b""
    if not line:
        process.terminate()
        return {}
    return json.loads(line)


def _wait_for(guard: Process, child: subprocess.Popen[bytes] | None) -> None:
    deadline = time.monotonic() + RELEASE_S
    while guard.alive() and time.monotonic() < deadline:
        time.sleep(0.01)
    if child is not None and not guard.alive():
        child.wait()
