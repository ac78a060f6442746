"""Serves one MiniWoB++ task on a loopback port, and is told by its page what happens there."""

from __future__ import annotations

import mimetypes
import threading
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from ..loopback import Handler, Site
from .pages import folder

_LARGEST_BODY = 64 * 1024
_SCRIPT = Path(__file__).parent / "episode.js"


@dataclass(frozen=True, slots=True)
class Play:
    """How an episode stands; ``seconds`` from its start to its end, ``native_s`` the time that the task grants."""

    instruction: str | None = None
    native_s: float = 0.0
    over: bool = False
    raw: float = 0.0
    """What the task gives, -1 to 1."""
    reward: float = 0.0
    """What is left of it after the time that was taken."""
    seconds: float = 0.0
    reason: str = ""
    loads: int = 0


class MiniwobServer(Site):
    """The page of a task with a seed on ``url``: one episode, which starts when the page is loaded.

    Raises UsageError when the package or the task is missing.
    """

    def __init__(self, name: str, seed: int) -> None:
        self.name = name
        self.seed = seed
        self.page = (folder() / "miniwob" / f"{name}.html").resolve()
        self.play = Play()
        self._asked = threading.Event()
        self._lock = threading.Lock()
        super().__init__(0, _Handler)

    @property
    def url(self) -> str:
        return f"{super().url}miniwob/{self.name}.html"

    def instruction(self, patience_s: float) -> str | None:
        """What the task asks for; None when no page said so in this time."""
        self._asked.wait(patience_s)
        return self.play.instruction

    def loaded(self) -> None:
        """The page is opened; a second time is a way out of the task, as is leaving it."""
        with self._lock:
            self.play = replace(self.play, loads=self.play.loads + 1)
            if self.play.loads > 1 and not self.play.over:
                self.play = replace(self.play, over=True, reason="the page was loaded again")

    def told(self, what: str, facts: dict[str, Any]) -> None:
        """A page says what is asked for, or how it ended; what comes after the end is ignored."""
        with self._lock:
            if what == "instruction" and not self._asked.is_set():
                self.play = replace(self.play, instruction=str(facts["text"]), native_s=float(facts["native_s"]))
                self._asked.set()
            elif what == "over" and not self.play.over:
                numbers = {key: float(facts[key]) for key in ("raw", "reward", "seconds")}
                self.play = replace(self.play, over=True, reason=str(facts["reason"]), **numbers)


class FilesHandler(Handler):
    """The package's files as they are."""

    def do_GET(self) -> None:
        html, path = folder(), unquote(urlsplit(self.path).path)
        file = (html / path.lstrip("/")).resolve()
        if not file.is_relative_to(html.resolve()) or not file.is_file():
            self.reply("text/plain", f"there is nothing at {path}".encode(), HTTPStatus.NOT_FOUND)
        else:
            self.reply(mimetypes.guess_type(file.name)[0] or "application/octet-stream", self.body_of(file))

    def body_of(self, file: Path) -> bytes:
        return file.read_bytes()


class _Handler(FilesHandler):
    """The task's page with our script at its end."""

    def do_GET(self) -> None:
        if urlsplit(self.path).path == "/episode.js":
            self.reply("text/javascript; charset=utf-8", _SCRIPT.read_bytes())
        else:
            super().do_GET()

    def body_of(self, file: Path) -> bytes:
        site = cast(MiniwobServer, self.server)
        if file != site.page:
            return super().body_of(file)
        site.loaded()
        script = f'\n<script src="/episode.js" data-seed="{site.seed}"></script>\n'
        return file.read_bytes() + script.encode()

    def do_POST(self) -> None:
        match self.path.split("/"):
            case ["", "told", ("instruction" | "over") as what] if self.body_length <= _LARGEST_BODY:
                cast(MiniwobServer, self.server).told(what, self.body_json())
                self.reply_json({})
            case _:
                self.reply("text/plain", b"nothing can be told here", HTTPStatus.NOT_FOUND)
