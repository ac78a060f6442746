"""The Widgets pages on a loopback port."""

from __future__ import annotations

import copy
import json
import sys
import threading
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import parse_qs, urlsplit

_HOST = "127.0.0.1"
_LARGEST_BODY = 1024 * 1024
_FOLDER = Path(__file__).parent / "static"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


class Memory:
    """Which pages were opened, in order, and what happened on each, as the page told it; safe to use from any thread.

    A page tells everything it knows each time, with the time in milliseconds at which it did: what was overtaken by
    something newer is dropped.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._visits: list[str] = []
        self._pages: dict[str, Any] = {}
        self._told_at_ms: dict[str, float] = {}

    def all(self) -> dict[str, Any]:
        """The state of each page on which something happened, by the page's name; under "visits" the pages opened."""
        with self._lock:
            return {"visits": list(self._visits), **copy.deepcopy(self._pages)}

    def visit(self, page: str) -> None:
        with self._lock:
            self._visits.append(page)

    def tell(self, page: str, state: Any, at_ms: float) -> None:
        with self._lock:
            if at_ms >= self._told_at_ms.get(page, 0.0):
                self._pages[page] = state
                self._told_at_ms[page] = at_ms


class _Handler(BaseHTTPRequestHandler):
    """``/NAME`` is static/NAME.html, which tells ``/api/state/NAME`` what happens; ``/api/state`` is all of it."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        memory = cast(_Site, self.server).memory
        match [part for part in path.split("/") if part]:
            case ["api", "state"]:
                self._json(memory.all())
            case ["static", name] if name in files():
                self._reply(*files()[name])
            case [name] if f"{name}.html" in files():
                memory.visit(name)
                kind, body = files()[f"{name}.html"]
                self._reply(kind, knowing(body, memory.all().get(name, {})))
            case []:
                self._reply(*files()["index.html"])
            case _:
                self._json({"error": f"there is nothing at {path}"}, HTTPStatus.NOT_FOUND)

    def do_PUT(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", "0"))
        match parts.path.split("/"):
            case ["", "api", "state", page] if length <= _LARGEST_BODY:
                at_ms = float(parse_qs(parts.query).get("at", ["0"])[0])
                cast(_Site, self.server).memory.tell(page, json.loads(self.rfile.read(length)), at_ms)
                self._json({})
            case _:
                self._json({"error": f"nothing can be put at {parts.path}"}, HTTPStatus.NOT_FOUND)

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


class WidgetsServer:
    """Serves Widgets on ``http://127.0.0.1:PORT/`` while the ``with`` block runs.

    ``port`` 0 takes a free one. Raises OSError when the port is taken.
    """

    def __init__(self, port: int = 0) -> None:
        self._site = _Site(port)
        self._thread = threading.Thread(target=self._site.serve_forever, args=(0.02,), name="widgets")

    @property
    def url(self) -> str:
        """The address of the first page, a list of all."""
        return f"http://{_HOST}:{self._site.server_port}/"

    @property
    def state(self) -> dict[str, Any]:
        """What happened on each page, by its name, and the visits; see ``Memory.all``."""
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


def knowing(page: bytes, state: Any) -> bytes:
    """The page with what happened on it before: its script need not ask, and works as soon as the page is loaded."""
    before = json.dumps(state).replace("<", "\\u003c")
    return page.replace(b"</head>", f"<script>window.before = {before}</script>\n</head>".encode(), 1)
