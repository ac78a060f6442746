"""Files that pages hand out, put into one folder under safe names."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .devtools import command

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

STARTED_S = 1.5


class Downloads:
    """Takes in a browser's downloads; ``note`` hears a sentence about each one that ended."""

    def __init__(self, folder: Path, note: Callable[[str], None]) -> None:
        self.folder = folder
        self._note = note
        self._running: dict[str, tuple[str, float]] = {}

    async def attach(self, session: CDPSession) -> None:
        """Have all downloads of the browser put into the folder, for as long as this session lasts."""
        session.on("Browser.downloadWillBegin", self._on_begin)
        session.on("Browser.downloadProgress", self._on_progress)
        await command(
            session,
            "Browser.setDownloadBehavior",
            behavior="allowAndName",  # the browser's own id until it is whole, so that no page chooses a path
            downloadPath=str(self.folder.absolute()),
            eventsEnabled=True,
        )

    @property
    def running(self) -> bool:
        """Whether one began just now; a short one is worth waiting for."""
        return any(time.monotonic() - began_s < STARTED_S for _, began_s in self._running.values())

    def _on_begin(self, event: dict[str, Any]) -> None:
        self._running[event["guid"]] = (event["suggestedFilename"], time.monotonic())

    def _on_progress(self, event: dict[str, Any]) -> None:
        if event["state"] == "inProgress" or event["guid"] not in self._running:
            return
        suggested, _ = self._running.pop(event["guid"])
        if event["state"] != "completed":
            self._note(f"the download of {safe_name(suggested)} was cancelled")
            return
        path = self._unique(safe_name(suggested))
        (self.folder / event["guid"]).rename(path)
        self._note(f"downloaded {path.name} ({path.stat().st_size} bytes) to {self.folder.name}/{path.name}")

    def _unique(self, name: str) -> Path:
        path, count = self.folder / name, 1
        while path.exists():
            count += 1
            path = self.folder / f"{Path(name).stem} ({count}){Path(name).suffix}"
        return path


def safe_name(suggested: str) -> str:
    """The last part of a suggested file name without anything that a shell or a file system minds."""
    name = re.sub(r"[^\w .()+,@-]", "_", re.split(r"[/\\]", suggested)[-1]).strip(" .")
    stem, dot, ending = name.rpartition(".")
    short = f"{stem[:100]}{dot}{ending[:20]}" if dot else name[:100]
    return short or "download"
