"""Serves one MiniWoB++ task on a loopback port, and is told by its page what happens there."""

from __future__ import annotations

import json
import mimetypes
import sys
import threading
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import unquote, urlsplit

from .pages import folder

_HOST = "127.0.0.1"
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


class MiniwobServer:
    """The page of a task with a seed on ``url`` while the ``with`` block runs: one episode, which starts when the page
    is loaded.

    Raises UsageError when the package or the task is missing.
    """

    def __init__(self, name: str, seed: int) -> None:
        self._site = _Site(name, seed)
        self._thread = threading.Thread(target=self._site.serve_forever, args=(0.02,), name="miniwob")

    @property
    def url(self) -> str:
        return f"http://{_HOST}:{self._site.server_port}/miniwob/{self._site.name}.html"

    @property
    def play(self) -> Play:
        return self._site.play

    def instruction(self, patience_s: float) -> str | None:
        """What the task asks for; None when no page said so in this time."""
        self._site.asked.wait(patience_s)
        return self._site.play.instruction

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._site.shutdown()
        self._site.server_close()
        self._thread.join()


class _Site(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, name: str, seed: int) -> None:
        self.name = name
        self.seed = seed
        self.html = folder()
        self.asked = threading.Event()
        self.play = Play()
        self._lock = threading.Lock()
        super().__init__((_HOST, 0), _Handler)

    def loaded(self) -> None:
        """The page is opened; a second time is a way out of the task, as is leaving it."""
        with self._lock:
            self.play = replace(self.play, loads=self.play.loads + 1)
            if self.play.loads > 1 and not self.play.over:
                self.play = replace(self.play, over=True, reason="the page was loaded again")

    def told(self, what: str, facts: dict[str, Any]) -> None:
        """A page says what is asked for, or how it ended; what comes after the end is ignored."""
        with self._lock:
            if what == "instruction" and not self.asked.is_set():
                self.play = replace(self.play, instruction=str(facts["text"]), native_s=float(facts["native_s"]))
                self.asked.set()
            elif what == "over" and not self.play.over:
                numbers = {key: float(facts[key]) for key in ("raw", "reward", "seconds")}
                self.play = replace(self.play, over=True, reason=str(facts["reason"]), **numbers)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that leaves early is no error of ours.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """The package's files as they are, the task's page with our script at its end."""

    def do_GET(self) -> None:
        site = cast(_Site, self.server)
        path = unquote(urlsplit(self.path).path)
        file = (site.html / path.lstrip("/")).resolve()
        if path == "/episode.js":
            self._reply("text/javascript; charset=utf-8", _SCRIPT.read_bytes())
        elif not file.is_relative_to(site.html.resolve()) or not file.is_file():
            self._reply("text/plain", f"there is nothing at {path}".encode(), HTTPStatus.NOT_FOUND)
        elif path == f"/miniwob/{site.name}.html":
            site.loaded()
            script = f'\n<script src="/episode.js" data-seed="{site.seed}"></script>\n'
            self._reply("text/html; charset=utf-8", file.read_bytes() + script.encode())
        else:
            self._reply(mimetypes.guess_type(file.name)[0] or "application/octet-stream", file.read_bytes())

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        match self.path.split("/"):
            case ["", "told", ("instruction" | "over") as what] if length <= _LARGEST_BODY:
                cast(_Site, self.server).told(what, json.loads(self.rfile.read(length)))
                self._reply("application/json", b"{}")
            case _:
                self._reply("text/plain", b"nothing can be told here", HTTPStatus.NOT_FOUND)

    def _reply(self, kind: str, body: bytes, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal belongs to whoever started the server."""
