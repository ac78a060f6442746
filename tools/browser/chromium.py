"""Where Chromium is on this machine and the line that starts it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

FLAGS = (
    "--remote-debugging-port=0",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-service-autorun",
    "--disable-back-forward-cache",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-features=Translate,MediaRouter,OptimizationHints,GlobalMediaControls",
    "--disable-prompt-on-repost",
    "--disable-renderer-backgrounding",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-crash-restore-bubble",
    "--metrics-recording-only",
    "--password-store=basic",
)
"""No traffic of its own, no bubbles over the page, no throttling of a window that nobody looks at."""


def find_chromium() -> Path | None:
    """The Chromium to use: ``EYEHAND_CHROMIUM``, else Playwright's own build, else the first on the PATH.

    None when there is none, or when ``EYEHAND_CHROMIUM`` names no executable file.
    """
    named = os.environ.get("EYEHAND_CHROMIUM")
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    builds = sorted(_playwright_folder().glob("chromium-*/chrome-linux*/chrome"), key=_revision)
    if builds:
        return builds[-1]
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


def launch_command(
    executable: Path, profile: Path, *, headed: bool, viewport: tuple[int, int], scale: float = 1.0
) -> list[str]:
    """The command line of a browser with its own profile folder and a DevTools port that it chooses itself.

    It has the scale of its own: where it is but emulated, Chromium shrinks the page for the moment of a screenshot, and
    a click in that moment lands at half its place.
    """
    command = [str(executable), *FLAGS, f"--user-data-dir={profile}", f"--window-size={viewport[0]},{viewport[1]}"]
    command.append(f"--force-device-scale-factor={scale:g}")
    if not headed:
        command += ["--headless=new", "--disable-gpu"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--no-sandbox")  # Chromium's sandbox refuses to start as root
    return [*command, "about:blank"]


def _playwright_folder() -> Path:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    return Path(named) if named and named != "0" else Path.home() / ".cache" / "ms-playwright"


def _revision(build: Path) -> int:
    revision = build.parent.parent.name.removeprefix("chromium-")
    return int(revision) if revision.isdigit() else 0
