"""How a run comes by its display: a virtual one of its own, started or attached to again, or a person's."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..tools.desktop.lock import covered, told
from ..tools.desktop.trouble import MISSING, why_not
from ..tools.desktop.x11 import Connection
from ..tools.errors import EnvError
from . import session
from .first_run import write_settings
from .keeper import DISPLAY, Lease, Process
from .launching import DirectLauncher, Launcher, NoLauncher, SessionLauncher
from .lease import Leased

MANAGER_S = 10.0
BACKGROUND = 0x5C
"""Grey of the empty virtual display, of 255."""


@dataclass(frozen=True, slots=True)
class Display:
    """A display that is there: its X name (None on macOS and Windows), what starts applications on it, its lease.

    ``again`` says that it was left open by a runner before.
    """

    name: str | None
    connection: Connection | None
    launcher: Launcher
    leased: Leased
    environment: dict[str, str]
    again: bool = False

    def heed_lock(self) -> None:
        """Raises EnvError when the screen is locked: what is typed would go to whoever asks for the password."""
        if self.connection is None:
            return
        bus, session = (self.environment.get(name) for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_SESSION_ID"))
        if who := covered(self.connection) or told(bus, session):
            raise EnvError(f"the screen {self.name} is locked ({who}); unlock it, then go on with `eyehand resume`")

    def close(self) -> None:
        """Hang up, and end what was started for the run."""
        try:
            self.launcher.close()
            if self.connection is not None:
                self.connection.close()
        finally:
            self.leased.release()


@dataclass(frozen=True, slots=True)
class Displaying:
    """Which display to use; see ``DesktopEnv`` for the fields."""

    folder: Path
    display: str | None
    size: tuple[int, int]
    depth: int
    vnc: bool
    lease_s: float
    resumed: bool

    def open(self) -> Display:
        """Start the virtual display, attach to the one that outlived its runner, or connect to the person's.

        Raises EnvError, leaving nothing behind.
        """
        lease = Lease.read(self.folder)
        if self.display is not None:
            return self._somebodys(self.display)
        if lease is not None and lease.screen is not None and lease.profile is not None:
            leased = Leased.attach(self.folder, lease)
            if leased.alive:
                return self._connected(leased, again=True)
            leased.release()
        if self.resumed:
            raise EnvError("the virtual display of this run is gone, and its applications with it; run it again")
        return self._connected(self._start(), again=False)

    @property
    def home(self) -> Path:
        """Where applications save what they are told to save; it stays in the run folder."""
        return self.folder.absolute() / "home"

    def _start(self) -> Leased:
        if sys.platform != "linux":
            raise EnvError("there is no virtual display on this system; --display main uses the real one")
        if missing := [program for program in MISSING if not shutil.which(program)]:
            raise EnvError(f"a virtual desktop needs {', '.join(missing)}; `eyehand doctor` says what to install")
        if self.vnc and not shutil.which("x11vnc"):
            raise EnvError("--vnc needs x11vnc: sudo apt-get install x11vnc")
        self.home.mkdir(parents=True, exist_ok=True)
        profile = Path(tempfile.mkdtemp(prefix="eyehand-desktop-"))
        write_settings(profile / "config")
        order = {
            "profile": str(profile),
            "home": str(self.home),
            "width": self.size[0],
            "height": self.size[1],
            "depth": self.depth,
            "vnc": self.vnc,
        }
        command = [sys.executable, "-I", "-S", session.__file__, json.dumps(order)]
        try:
            return Leased.start(self.folder, command, profile, says=DISPLAY, temporary=True, lease_s=self.lease_s)
        except EnvError as error:
            raise EnvError(f"the virtual desktop did not start: {error}") from None

    def _connected(self, leased: Leased, *, again: bool) -> Display:
        profile = Path(str(leased.lease.profile))
        connection = None
        try:
            environment = json.loads((profile / "environment.json").read_text(encoding="utf-8"))
            connection = Connection(leased.lease.address)
            connection.wait_for_manager(MANAGER_S)
            if not again:
                connection.paint_root(BACKGROUND)
        except (EnvError, OSError, ValueError) as error:
            if connection is not None:
                connection.close()
            leased.release()
            raise EnvError(f"the virtual desktop does not answer: {error}") from None
        return Display(
            leased.lease.address, connection, SessionLauncher(profile, self.home), leased, environment, again
        )

    def _somebodys(self, display: str) -> Display:
        """A real display: connected to, never started or ended."""
        if trouble := why_not(display):
            raise EnvError(trouble)
        name = display if sys.platform == "linux" else None
        connection = Connection(display) if name else None
        if connection is not None and connection.is_xwayland:
            connection.close()
            raise EnvError(
                f"{display} is inside a Wayland session, which shows and takes only some windows; log in to X11"
            )
        leased = Leased.attach(self.folder, Lease(display, Process.of(os.getpid())))
        return Display(name, connection, DirectLauncher(name) if name else NoLauncher(), leased, dict(os.environ))
