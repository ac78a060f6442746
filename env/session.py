"""The process in which a virtual desktop lives: an X server, a window manager, a message bus, the applications.

It is run as a file by ``python -I -S session.py ORDER`` (so: the standard library only), under a keeper. It writes its
display into ``display`` in its profile folder once everything is up, and the environment of its applications into
``environment.json``; then it starts what it is asked to over the socket ``launch`` until its X server ends or
SIGTERM comes. What it leaves behind its keeper ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

START_S = 20.0
SAID = 400
"""Characters of what an application wrote to its error output before it ended: the last ones."""
BUS_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_PR_SET_PDEATHSIG = 1


class Session:
    """Starts the parts of a desktop in order. Ends the process with a sentence when one does not come up."""

    def __init__(self, profile: Path, home: Path) -> None:
        self.profile = profile
        self.parts: list[subprocess.Popen[bytes]] = []
        self.started: dict[int, tuple[subprocess.Popen[bytes], IO[bytes]]] = {}
        kept = {
            name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "USER", "LOGNAME")
        }
        folders = {f"XDG_{name}_HOME": name.lower() for name in ("CONFIG", "CACHE", "DATA", "STATE")}
        folders |= {"XDG_RUNTIME_DIR": "runtime", "TMPDIR": "tmp"}
        for name in folders.values():
            (profile / name).mkdir(mode=0o700, exist_ok=True)
        self.environment = {
            "LANG": "C.UTF-8",
            **kept,
            **{variable: str(profile / name) for variable, name in folders.items()},
            "HOME": str(home),
            "XDG_SESSION_TYPE": "x11",
            "GDK_BACKEND": "x11",
            "QT_QPA_PLATFORM": "xcb",
            "GTK_MODULES": "gail:atk-bridge",
            "QT_ACCESSIBILITY": "1",
            "NO_AT_BRIDGE": "0",
        }

    def start(self, width: int, height: int, depth: int, *, vnc: bool) -> None:
        screen = ["-screen", "0", f"{width}x{height}x{depth}", "-nolisten", "tcp", "-noreset"]
        self.environment["DISPLAY"] = ":" + self._first_word(["Xvfb", "-displayfd", "1", *screen], ends_gently=True)
        bus = f"unix:path={self.profile}/runtime/bus"
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={bus}", "--print-address"]
        self._first_word(command)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        launcher = next((path for path in BUS_LAUNCHERS if os.path.exists(path)), None)
        if launcher:
            self._part([launcher, "--launch-immediately"], ends_gently=True)  # it has a bus of its own to end
        self._part(["openbox", "--sm-disable"])
        if vnc:
            options = ["-localhost", "-forever", "-shared", "-autoport", "5900", "-nopw", "-quiet"]
            said = self._first_word(["x11vnc", "-display", self.environment["DISPLAY"], *options])
            self.environment["EYEHAND_VNC"] = "127.0.0.1:" + said.removeprefix("PORT=")

    def serve(self) -> None:
        """Start what is asked for until the X server ends."""
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(str(self.profile / "launch"))
            door.listen()
            (self.profile / "environment.json").write_text(json.dumps(self.environment), encoding="utf-8")
            draft = self.profile / ".display"
            draft.write_text(self.environment["DISPLAY"], encoding="ascii")
            draft.replace(self.profile / "display")
            while self.parts[0].poll() is None:
                for process, _ in self.started.values():
                    process.poll()
                ready, _, _ = select.select([door], [], [], 0.1)
                if ready:
                    with door.accept()[0] as caller, contextlib.suppress(OSError, ValueError):
                        caller.settimeout(2.0)
                        asked = json.loads(caller.makefile("r", encoding="utf-8").readline())
                        caller.sendall(json.dumps(self._answer(asked)).encode() + b"\n")
        raise SystemExit(f"the X server ended with code {self.parts[0].returncode}")

    def end(self) -> None:
        """End the X server so that it removes its lock; what was shown on it ends by that, or by the keeper."""
        if self.parts and self.parts[0].poll() is None:
            self.parts[0].terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.parts[0].wait(1.5)

    def _answer(self, asked: dict[str, object]) -> dict[str, object]:
        """``{"command", "folder"}`` starts something: its ``pid``, or an ``error``. ``{"pid"}`` asks how it fares."""
        pid = asked.get("pid")
        if isinstance(pid, int):
            process, log = self.started[pid]
            log.seek(0)
            return {"code": process.poll(), "said": log.read().decode("utf-8", "replace").strip()[-SAID:]}
        log = tempfile.TemporaryFile(dir=self.profile / "tmp")  # noqa: SIM115 - read when it has ended
        try:
            process = subprocess.Popen(
                [str(word) for word in list(asked["command"])],  # type: ignore[call-overload]
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=self.environment,
                cwd=str(asked["folder"]),
                start_new_session=True,
            )
        except OSError as error:
            return {"error": f"{error.strerror}: {error.filename}"}
        self.started[process.pid] = (process, log)
        return {"pid": process.pid}

    def _part(
        self, command: list[str], *, ends_gently: bool = False, out: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        """One part of the desktop, which dies with this process."""
        number = signal.SIGTERM if ends_gently else signal.SIGKILL
        try:
            part = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                env=self.environment,
                preexec_fn=lambda: _prctl(_PR_SET_PDEATHSIG, number),
            )
        except FileNotFoundError:
            raise SystemExit(f"{command[0]} is not installed; `eyehand doctor` says what to do") from None
        self.parts.append(part)
        return part

    def _first_word(self, command: list[str], *, ends_gently: bool = False) -> str:
        """Start a part that says in its first line that it is up."""
        part = self._part(command, ends_gently=ends_gently, out=subprocess.PIPE)
        assert part.stdout is not None
        deadline, said = time.monotonic() + START_S, b""
        while b"\n" not in said and time.monotonic() < deadline:
            ready, _, _ = select.select([part.stdout], [], [], max(0.0, deadline - time.monotonic()))
            more = os.read(part.stdout.fileno(), 4096) if ready else b""
            if not more:
                break
            said += more
        if b"\n" not in said:
            raise SystemExit(f"{command[0]} did not start within {START_S:.0f} s")
        return said.split()[0].decode()


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _leave(_number: int, _frame: object) -> None:
    sys.exit(0)


def main() -> None:
    order = json.loads(sys.argv[1])
    signal.signal(signal.SIGTERM, _leave)
    session = Session(Path(order["profile"]), Path(order["home"]))
    try:
        session.start(order["width"], order["height"], order["depth"], vnc=order["vnc"])
        session.serve()
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        session.end()


if __name__ == "__main__":
    main()
