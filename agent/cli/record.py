"""``eyehand record``: a person does a task once, and it is written down."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from ...env.opening import Opening
from ...env.recording.recording import Recording
from ...tools.errors import EnvError, UsageError
from ..settings import load

RECORDINGS = Path("recordings")
LEASE_S = 5.0
"""A browser is left open so long when we are killed: nobody goes on with a recording."""


def record(arguments: Namespace) -> int:
    from ..report import write_report
    from .commands import size_of
    from .live import Live

    name = named(arguments.name)
    if arguments.display:
        raise UsageError("--display goes with --desktop; a browser's window opens on $DISPLAY")
    flags = {
        "browser.profile": arguments.profile,
        "browser.storage_state": arguments.storage_state,
        "browser.cdp": arguments.cdp,
        "browser.scale": arguments.scale,
        "browser.viewport": size_of(arguments.viewport),
    }
    settings = load(flags={key: value for key, value in flags.items() if value is not None}).browser
    settings = settings.model_copy(update={"headed": True, "lease_s": LEASE_S})
    folder = new_folder(arguments.out or RECORDINGS / name)
    live = Live()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        opening = Opening.of(
            arguments.browser,
            folder,
            headed=True,
            profile=settings.profile,
            storage_state=settings.storage_state,
            cdp=settings.cdp,
            lease_s=LEASE_S,
        )
        _need_screen(settings.cdp)
        recording = Recording(
            folder,
            name,
            opening,
            screen={"browser": {"url": arguments.browser, **settings.model_dump(mode="json")}},
            viewport=settings.viewport,
            scale=settings.scale,
            listener=live,
            ready=_tell_ready,
        )
        outcome = recording.run()
    except (UsageError, EnvError):
        with suppress(OSError):
            folder.rmdir()  # nothing happened there
        raise
    report: Path | None = None
    try:
        report = write_report(folder)
    except (EnvError, UsageError) as error:
        print(f"eyehand: {error}", file=sys.stderr)  # noqa: T201
    live.finish(outcome, folder, report)
    print(f"eyehand: a script is made of it by: {next_command(folder)}", file=sys.stderr)  # noqa: T201
    return 0 if outcome.outcome == "success" else 3


def named(name: str) -> str:
    """The name, when a folder can have it. Raises UsageError."""
    if not name.strip() or name in (".", "..") or any(sign in "/\\\0" or not sign.isprintable() for sign in name):
        raise UsageError(f"the name {name!r} is to be that of a folder: write one without slashes, like invoice")
    return name


def _tell_ready() -> None:
    print("eyehand: do it now; close the browser, or press Ctrl-C here, when it is done", file=sys.stderr, flush=True)  # noqa: T201


def next_command(folder: Path) -> str:
    """The line that makes a script of what is recorded in a folder."""
    said = folder.name if folder.parent == RECORDINGS else str(folder)
    return shlex.join(["eyehand", "compile", said])


def new_folder(folder: Path) -> Path:
    """Make the folder. Raises UsageError when something is in it: a recording is never written over."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = any(folder.iterdir())
    except OSError as error:
        raise UsageError(f"cannot make the folder {str(folder)!r}: {error.strerror}") from None
    if taken:
        raise UsageError(f"{str(folder)!r} is there already and not empty; choose another name, or --out DIR")
    return folder


def _need_screen(cdp: str | None) -> None:
    """Raises EnvError when there is nothing that a window could be shown on."""
    if cdp is None and sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise EnvError(
            "there is no screen to show the browser on: neither DISPLAY nor WAYLAND_DISPLAY is set; "
            "run it in a session with windows, or name a running Chrome with --cdp"
        )
