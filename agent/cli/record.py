"""``eyehand record``: a person does a task once, and it is written down."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from ...env.recording.recording import Recording
from ...tools.errors import EnvError, UsageError
from ..settings import BrowserSettings, load

RECORDINGS = Path("recordings")


def record(arguments: Namespace) -> int:
    from ...env.browser import opening_of
    from ..report import write_report
    from .live import Live

    name = named(arguments.name)
    flags = {
        "browser.profile": arguments.profile,
        "browser.storage_state": arguments.storage_state,
        "browser.cdp": arguments.cdp,
        "browser.scale": arguments.scale,
        "browser.viewport": arguments.viewport,
    }
    settings = load(flags={key: value for key, value in flags.items() if value is not None}).browser
    settings = settings.model_copy(update={"headed": not arguments.headless})
    folder = new_folder(arguments.out or RECORDINGS / name)
    live = Live()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        recording = Recording(
            folder,
            name,
            opening_of(arguments.browser, folder, **_opened(settings)),
            screen={"browser": {"url": arguments.browser, **settings.model_dump(mode="json")}},
            viewport=settings.viewport,
            scale=settings.scale,
            listener=live,
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
    return 0 if outcome.outcome == "success" else 3


def named(name: str) -> str:
    """The name, when a folder can have it. Raises UsageError."""
    if not name.strip() or name in (".", "..") or any(sign in "/\\\0" or not sign.isprintable() for sign in name):
        raise UsageError(f"the name {name!r} is to be that of a folder: write one without slashes, like invoice")
    return name


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


def _opened(settings: BrowserSettings) -> dict[str, object]:
    return {key: getattr(settings, key) for key in ("headed", "profile", "storage_state", "cdp", "lease_s")}
