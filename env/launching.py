"""How applications are started on a display, so that they outlive this process as the display does."""

from __future__ import annotations

import json
import os
import socket
import subprocess
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
        """How it ended; None while it runs."""
        ...


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

    def __init__(self, display: str | None) -> None:
        self._environment = {**os.environ, **({"DISPLAY": display} if display else {})}
        self._started: dict[int, tuple[subprocess.Popen[bytes], IO[bytes]]] = {}

    def start(self, command: list[str]) -> int:
        log = tempfile.TemporaryFile()  # noqa: SIM115 - it is read when the application has ended
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=self._environment,
                start_new_session=True,
            )
        except OSError as error:
            raise ActionError(f"{command[0]} could not be started: {error.strerror}") from None
        self._started[process.pid] = (process, log)
        return process.pid

    def ended(self, pid: int) -> Ended | None:
        process, log = self._started[pid]
        if process.poll() is None:
            return None
        log.seek(0)
        return Ended(process.returncode, log.read().decode("utf-8", "replace").strip()[-SAID:])
