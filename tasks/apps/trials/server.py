"""The Trials pages on a loopback port."""

from __future__ import annotations

import copy
import json
import sys
import threading
import time
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import urlsplit

from .rules import RULES, Reply, beginning

_HOST = "127.0.0.1"
_LARGEST_BODY = 64 * 1024
_FOLDER = Path(__file__).parent / "static"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
NONSENSE = Reply(HTTPStatus.BAD_REQUEST)


class Memory:
    """What is true, whatever the pages show; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages = beginning()

    def all(self) -> dict[str, Any]:
        """What each page remembers, by its name."""
        with self._lock:
            return copy.deepcopy(self._pages)

    def ask(self, page: str, asked: Any) -> Reply:
        with self._lock:
            try:
                return RULES[page](self._pages[page], asked)
            except (LookupError, TypeError, ValueError):
                return NONSENSE


class _Handler(BaseHTTPRequestHandler):
    """``/NAME`` is static/NAME.html, which asks ``/api/NAME``; ``/api/state`` is all that is true."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        memory = cast(_Site, self.server).memory
        match [part for part in path.split("/") if part]:
            case ["api", "state"]:
                self._json(memory.all())
            case ["api", name] if name in RULES:
                self._json(memory.all()[name])
            case ["static", name] if name in files():
                self._reply(*files()[name])
            case [name] if f"{name}.html" in files():
                self._reply(*files()[f"{name}.html"])
            case []:
                self._reply(*files()["index.html"])
            case _:
                self._json({"error": f"there is nothing at {path}"}, HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        match self.path.split("/"):
            case ["", "api", page] if length <= _LARGEST_BODY:
                reply = cast(_Site, self.server).memory.ask(page, json.loads(self.rfile.read(length)))
                time.sleep(reply.late_s)
                self._json({}, reply.status)
            case _:
                self._json({"error": f"nothing can be asked of {self.path}"}, HTTPStatus.NOT_FOUND)

    def _json(self, value: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._reply("application/json; charset=utf-8", json.dumps(value).encode(), status)

    def _reply(self, kind: str, body: bytes, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal belongs to whoever started the server."""


class _Site(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int) -> None:
        self.memory = Memory()
        super().__init__((_HOST, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that leaves early is no error of ours.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class TrialsServer:
    """Serves Trials on ``http://127.0.0.1:PORT/`` while the ``with`` block runs.

    ``port`` 0 takes a free one. Raises OSError when the port is taken.
    """

    def __init__(self, port: int = 0) -> None:
        self._site = _Site(port)
        self._thread = threading.Thread(target=self._site.serve_forever, args=(0.02,), name="trials")

    @property
    def url(self) -> str:
        """The address of the first page, a list of all."""
        return f"http://{_HOST}:{self._site.server_port}/"

    @property
    def state(self) -> dict[str, Any]:
        """What is true, by page; see ``rules.beginning``."""
        return self._site.memory.all()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._site.shutdown()
        self._site.server_close()
        self._thread.join()


@cache
def files() -> dict[str, tuple[str, bytes]]:
    """Content type and bytes of every page, style sheet and script, by its name."""
    return {
        path.name: (f"{_TYPES[path.suffix]}; charset=utf-8", path.read_bytes())
        for path in _FOLDER.iterdir()
        if path.suffix in _TYPES
    }
