"""A web server in front of an application, where a drift changes what goes through."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self, cast
from urllib.parse import quote_plus, urlsplit

PATIENCE_S = 60.0
_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server", "content-security-policy"}
"""Not passed on: what belongs to one connection, and what would forbid the drift's own style and script."""
_TEXT = ("text/html", "text/css", "javascript", "application/json")

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Request:
    """What the browser asks; ``target`` is the path with its query."""

    method: str
    target: str
    headers: Headers
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def line(self) -> str:
        """``POST /api/expenses``: the method with the path, without what a query may hold."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Reply:
    """What the browser gets."""

    status: int
    headers: Headers
    body: bytes

    def is_a(self, kind: str) -> bool:
        """True when the content type holds ``kind``."""
        return any(name.lower() == "content-type" and kind in value for name, value in self.headers)


Ask = Callable[[Request], Reply]
Exchange = Callable[[Request, Ask], Reply]
"""What a drift does between a request and its reply; it may ask the application once, more often or not at all."""


class Proxy:
    """Serves the application at ``upstream`` on ``http://127.0.0.1:PORT/`` while the ``with`` block runs.

    ``exchanges`` are asked from the first, which is next to the browser, to the last. The application takes itself
    for the only one: addresses are translated in both directions.
    """

    def __init__(self, upstream: str, exchanges: tuple[Exchange, ...] = ()) -> None:
        self.upstream = upstream.rstrip("/")
        self._host = urlsplit(upstream).netloc
        self._ask: Ask = self._ask_application
        for exchange in reversed(exchanges):
            self._ask = _through(exchange, self._ask)
        self._lock = threading.Lock()
        self._writes: list[str] = []
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="drift proxy")

    @property
    def url(self) -> str:
        """Where the browser goes, with a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    @property
    def writes(self) -> list[str]:
        """What the browser sent that was not only to be read, oldest first: ``POST /api/signin``."""
        with self._lock:
            return list(self._writes)

    def answer(self, request: Request) -> Reply:
        """The reply to a request of the browser."""
        if request.method not in ("GET", "HEAD"):
            with self._lock:
                self._writes.append(request.line)
        reply = self._ask(request)
        theirs, ours = self.upstream.encode(), self.url.rstrip("/").encode()
        headers = tuple((name, value.replace(self.upstream, self.url.rstrip("/"))) for name, value in reply.headers)
        text = any(reply.is_a(kind) for kind in _TEXT)
        return Reply(reply.status, headers, reply.body.replace(theirs, ours) if text else reply.body)

    def _ask_application(self, request: Request) -> Reply:
        connection = HTTPConnection(self._host, timeout=PATIENCE_S)
        ours = self.url.rstrip("/")
        headers = {
            name: value.replace(ours, self.upstream)
            for name, value in request.headers
            if name.lower() not in (*_HOP, "host", "accept-encoding", "if-none-match", "if-modified-since")
        }
        body = request.body
        for form in (str, quote_plus):  # a form sends an address as it is, or with its marks quoted
            body = body.replace(form(ours).encode(), form(self.upstream).encode())
        try:
            connection.request(request.method, request.target, body or None, {**headers, "Host": self._host})
            reply = connection.getresponse()
            kept = tuple((name, value) for name, value in reply.getheaders() if name.lower() not in _HOP)
            return Reply(reply.status, kept, reply.read())
        finally:
            connection.close()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _through(exchange: Exchange, ask: Ask) -> Ask:
    return lambda request: exchange(request, ask)


class _Handler(BaseHTTPRequestHandler):
    """Reads one request and writes one reply; the connection ends with it."""

    def _serve(self) -> None:
        proxy = cast(_Server, self.server).proxy
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(self.command, self.path, tuple(self.headers.items()), self.rfile.read(length))
        reply = proxy.answer(request)
        self.send_response(reply.status)
        for name, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # a browser may keep a connection open for as long as it likes
    request_queue_size = 128

    def __init__(self, proxy: Proxy) -> None:
        self.proxy = proxy
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that leaves early is no error of ours.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def injected(css: str, script: str) -> Exchange:
    """Puts a style at the end of each page's head, and a script at its beginning, before any of the page's own."""

    def exchange(request: Request, ask: Ask) -> Reply:
        reply = ask(request)
        if not reply.is_a("text/html"):
            return reply
        page = reply.body.decode()
        if script:
            page = re.sub(r"<head\b[^>]*>", lambda head: f"{head[0]}<script>{script}</script>", page, count=1)
        if css:
            page = page.replace("</head>", f"<style>{css}</style></head>", 1)
        return replace(reply, body=page.encode())

    return exchange


def rewritten(kind: str, change: Callable[[str], str]) -> Exchange:
    """Changes the text of each reply whose content type holds ``kind``."""

    def exchange(request: Request, ask: Ask) -> Reply:
        reply = ask(request)
        return replace(reply, body=change(reply.body.decode()).encode()) if reply.is_a(kind) else reply

    return exchange
