"""A person's own desktop recorded: ``eyehand record NAME --desktop``."""

from __future__ import annotations

import os
import signal
import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from ...tools.actions import Action, describe
from ...tools.errors import EnvError, UsageError
from ..words import plain
from .record import next_command


def record_desktop(arguments: Namespace) -> int:
    """Record until Ctrl-C or the top-left corner. Raises UsageError for a bad name, EnvError for the display."""
    from ...env.recording_desktop.recording import Recording
    from ..report import write_report
    from ..start import new_folder

    name = str(arguments.name).strip()
    if not name or len(name) > 200 or Path(name).name != name:
        raise UsageError(f"{name!r} is no name for a recording; give a word or a few, without a slash")
    for flag in ("profile", "storage_state", "cdp", "viewport", "scale"):
        if getattr(arguments, flag) is not None:
            raise UsageError(f"--{flag.replace('_', '-')} goes with --browser; a desktop is recorded as it is")
    display = arguments.display or os.environ.get("DISPLAY")
    if sys.platform != "linux":
        raise EnvError("only X displays on Linux can be recorded")
    if not display:
        raise EnvError("there is no display here to record; name one with --display :0")
    folder = new_folder(arguments.out or Path("recordings") / name, name)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite kill ends like Ctrl-C
    try:
        recording = Recording(folder, name, display, _told)
    except (UsageError, EnvError):
        with suppress(OSError):
            folder.rmdir()  # nothing happened there
        raise
    _say(f"recording the screen {display}: do it now; press Ctrl-C here, or throw the pointer into the top-left corner")
    _say("everything that the screen shows is in the pictures; what may be a password is written as {password}")
    reason = recording.run()
    _say(f"{reason}; {folder}")
    _say(str(write_report(folder)))
    _say(f"a script is made of it by: {next_command(folder)}")
    return 0


def _told(action: Action) -> None:
    _say(plain(describe(action)))


def _say(sentence: str) -> None:
    print(f"eyehand: {sentence}", file=sys.stderr, flush=True)  # noqa: T201
