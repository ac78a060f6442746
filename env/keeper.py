"""The process that owns a screen, so that the screen can outlive its runner but never its lease.

It is run as a file, in a session of its own, by ``python -I -S keeper.py ORDER`` (so: the standard library only).
The screen is a browser, or the session of a desktop. The keeper starts it, writes ``lease.json`` into the run folder
and watches the runner named there:

- the runner lives: nothing happens
- the runner died without a word: the screen stays for ``lease_s`` seconds, for a resumed runner to take it over
- SIGTERM, or the lease ran out: the screen ends with all that it started; its temporary profile and the lease are
  removed

On Linux the screen dies with the keeper, whatever the keeper dies of.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

START_S = 30.0
POLL_S = 0.2
DEVTOOLS, DISPLAY = "DevToolsActivePort", "display"
"""The file in its profile in which a browser, or a desktop's session, says where it is reached."""
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36


@dataclass(frozen=True, slots=True)
class Process:
    """A process that is not mistaken for a later one of the same number: ``start`` is clock ticks since boot."""

    pid: int
    start: int

    @classmethod
    def of(cls, pid: int) -> Process:
        return cls(pid, _stat(pid)[1])

    def alive(self) -> bool:
        """Whether it runs; a zombie does not."""
        state, start = _stat(self.pid)
        return state not in "ZX" and start == self.start

    def exit_code(self) -> int | None:
        """Its code, or the signal that ended it as a negative number, while its parent has not asked for that.

        None while it runs, when nothing is left of it, and where there is no /proc (proc(5), field ``exit_code``).
        """
        try:
            words = (
                Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            )
        except OSError:
            return None
        if words[0] != "Z" or int(words[19]) != self.start:
            return None
        return os.waitstatus_to_exitcode(int(words[49]))

    def signal(self, number: int) -> None:
        """Send a signal if it is still the same process."""
        if self.alive():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


@dataclass(frozen=True, slots=True)
class Lease:
    """What ``lease.json`` says: which screen a run uses, who drives it, and for how long it waits for a new driver.

    ``address`` is a DevTools address, or an X display like ":5". ``keeper``, ``screen`` (its process) and ``profile``
    (the folder of its settings) are None for one that is not ours (``--cdp``, ``--display``); ``target`` is the
    DevTools id of the tab that was current.
    """

    address: str
    runner: Process
    keeper: Process | None = None
    screen: Process | None = None
    profile: str | None = None
    temporary: bool = False
    lease_s: float = 600.0
    target: str | None = None

    @classmethod
    def read(cls, folder: Path) -> Lease | None:
        """The lease of a run folder; None when there is none that can be read."""
        try:
            words = json.loads((folder / "lease.json").read_text(encoding="utf-8"))
            for name in ("runner", "keeper", "screen"):
                words[name] = words[name] and Process(**words[name])
            return cls(**words)
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, folder: Path) -> None:
        """Replace ``lease.json`` in one go, so that nobody ever reads half of it."""
        draft = folder / f".lease.{os.getpid()}"
        draft.write_text(json.dumps(asdict(self)), encoding="utf-8")
        draft.replace(folder / "lease.json")

    def end(self, folder: Path) -> None:
        """Remove the lease and, where it was made for this run, the profile."""
        (folder / "lease.json").unlink(missing_ok=True)
        deadline = time.monotonic() + 1
        while self.profile and self.temporary and os.path.exists(self.profile) and time.monotonic() < deadline:
            shutil.rmtree(self.profile, ignore_errors=True)  # a dying renderer may still write into it


def keep(folder: Path, command: list[str], lease: Lease, says: str) -> None:
    """Start the screen, say on stdout where it is, and return when it has to end."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    profile = Path(str(lease.profile))
    with tempfile.TemporaryFile() as log:
        screen = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            process_group=0,
            preexec_fn=lambda: _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL),
        )
        try:
            address = _address(screen, profile / says, log)
            lease = replace(lease, address=address, keeper=Process.of(os.getpid()), screen=Process.of(screen.pid))
            lease.write(folder)
            _say({"address": address})
            _watch(folder, lease)
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            _end(screen, gently=says == DISPLAY or not lease.temporary)
            lease.end(folder)


def _watch(folder: Path, lease: Lease) -> None:
    """Return when the runner has been dead for ``lease_s`` seconds; a resumed runner writes itself into the lease."""
    died = None
    while died is None or time.monotonic() - died < lease.lease_s:
        time.sleep(POLL_S)
        lease = Lease.read(folder) or lease
        died = None if lease.runner.alive() else died or time.monotonic()


def _address(screen: subprocess.Popen[bytes], says: Path, log: IO[bytes]) -> str:
    """Where the screen is reached, once it has written that down. Raises RuntimeError when it does not."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, ValueError):
            words = says.read_text(encoding="ascii").split()
            if says.name == DISPLAY:
                return f":{int(words[0].removeprefix(':'))}"
            port, path = words
            return f"ws://127.0.0.1:{int(port)}{path}"
        if screen.poll() is not None:
            log.seek(0)
            said = " ".join(log.read().decode("utf-8", "replace").strip().splitlines()[-3:])
            raise RuntimeError(f"it ended at once with code {screen.returncode}: {said or 'it said nothing'}")
        time.sleep(0.01)
    raise RuntimeError(f"it did not say where it is reached within {START_S:.0f} s")


def _end(screen: subprocess.Popen[bytes], *, gently: bool) -> None:
    """End the screen and all that it started; gently, so that it saves and removes what it has to."""
    if gently and screen.poll() is None:
        screen.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            screen.wait(2.0)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(screen.pid, signal.SIGKILL)
    screen.wait()
    deadline = time.monotonic() + 0.5
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < deadline:  # what the screen left behind is ours now: end and reap it
            for child in children(os.getpid()):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.01)


def children(parent: int) -> list[int]:
    """The processes whose parent is this one, where there is a /proc."""
    found: list[int] = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            words = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(words[1]) == parent:
                found.append(int(entry.name))
    return found


def _say(words: dict[str, str]) -> None:
    """One line to the runner that waits for us, if it still does."""
    with contextlib.suppress(OSError):
        os.write(1, json.dumps(words).encode() + b"\n")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.close(null)


def _stat(pid: int) -> tuple[str, int]:
    """State letter and start time of a process; ("X", 0) when there is none."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return words[0], int(words[19])
    except OSError:
        pass
    try:
        os.kill(pid, 0)
    except OSError:
        return "X", 0
    return ("X" if Path("/proc/self/stat").exists() else "S"), 0  # without /proc only the number is known


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _leave(_number: int, _frame: object) -> None:
    sys.exit(0)


def main() -> None:
    order = json.loads(sys.argv[1])
    signal.signal(signal.SIGTERM, _leave)
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    lease = Lease("", Process(**order["runner"]), profile=order["profile"], temporary=order["temporary"])
    try:
        keep(Path(order["folder"]), order["command"], replace(lease, lease_s=order["lease_s"]), order["says"])
    except (OSError, RuntimeError) as error:
        _say({"error": str(error)})


if __name__ == "__main__":
    main()
