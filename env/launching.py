"""How applications are started on a display, so that they outlive this process as the display does."""

from __future__ import annotations

import json
import os
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from ..tools.errors import ActionError, EnvError

ANSWER_S = 10.0
SAID = 400
"""Characters of what an application wrote to its error output: the last ones."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An application's exit code, and what it said last."""

    code: int
    said: str


class Launcher(Protocol):
    """Starts commands on a display."""

    def start(self, command: list[str]) -> int:
        """Start it and return its process number. Raises ActionError when it cannot be started."""
        ...

    def ended(self, pid: int) -> Ended | None:
        """How it ended, once; None while it runs."""
        ...

    def close(self) -> None: ...


class SessionLauncher:
    """Starts applications in a virtual desktop's session (``session.py``), in the folder ``home``."""

    def __init__(self, profile: Path, home: Path) -> None:
        self._door = profile / "launch"
        self._home = home

    def start(self, command: list[str]) -> int:
        answer = self._ask({"command": command, "folder": str(self._home)})
        if "error" in answer:
            raise ActionError(f"{command[0]} could not be started: {answer['error']}")
        return int(answer["pid"])

    def ended(self, pid: int) -> Ended | None:
        answer = self._ask({"pid": pid})
        return None if answer["code"] is None else Ended(int(answer["code"]), str(answer["said"]))

    def close(self) -> None:
        return

    def _ask(self, words: dict[str, Any]) -> dict[str, Any]:
        """Raises EnvError when the session is gone."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(ANSWER_S)
                line.connect(str(self._door))
                line.sendall(json.dumps(words).encode() + b"\n")
                return json.loads(line.makefile("r", encoding="utf-8").readline())
        except (OSError, ValueError) as error:
            raise EnvError(f"the desktop's session is gone: {error}") from None


class DirectLauncher:
    """Starts applications on a display that is somebody's own; they are that person's, and stay when we go."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}
        self._logs: dict[int, IO[bytes]] = {}

    def start(self, command: list[str]) -> int:
        log = tempfile.TemporaryFile()  # noqa: SIM115 - it is read when the application has ended
        null = os.open(os.devnull, os.O_RDWR)
        outputs = [
            (os.POSIX_SPAWN_DUP2, null, 0),
            (os.POSIX_SPAWN_DUP2, null, 1),
            (os.POSIX_SPAWN_DUP2, log.fileno(), 2),
        ]
        try:
            pid = os.posix_spawnp(command[0], command, self._environment, file_actions=outputs, setsid=True)
        except OSError as error:
            log.close()
            raise ActionError(f"{command[0]} could not be started: {error.strerror}") from None
        finally:
            os.close(null)
        self._logs[pid] = log
        return pid

    def ended(self, pid: int) -> Ended | None:
        found, status = os.waitpid(pid, os.WNOHANG)
        if not found:
            return None
        with self._logs.pop(pid) as log:
            log.seek(0)
            return Ended(os.waitstatus_to_exitcode(status), log.read().decode("utf-8", "replace").strip()[-SAID:])

    def close(self) -> None:
        for log in self._logs.values():
            log.close()
        self._logs.clear()


class NoLauncher:
    """Where we start nothing: macOS and Windows, whose screens accept no ``launch``."""

    def start(self, command: list[str]) -> int:
        raise ActionError(f"{command[0]} cannot be started on this system; start it yourself")

    def ended(self, pid: int) -> Ended | None:
        return None

    def close(self) -> None:
        return
