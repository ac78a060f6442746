"""The Expenses web application on a loopback port."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self, cast

from .ledger import Expense, Ledger
from .routes import Reply, Request, answer, refusal

_LARGEST_BODY = 10 * 1024 * 1024
_HOST = "127.0.0.1"


class _Handler(BaseHTTPRequestHandler):
    """Reads one request and writes one reply; the connection ends with it."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def _serve(self) -> None:
        site = cast(_Site, self.server)
        reply = self._reply(site)
        if reply.late:
            site.closing.wait(site.latency_s)
        self.send_response(reply.status)
        headers = {
            "Content-Type": reply.file.content_type,
            "Content-Length": str(len(reply.file.body)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            **reply.headers,
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.file.body)

    def _reply(self, site: _Site) -> Reply:
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()):
            return refusal(HTTPStatus.BAD_REQUEST, "Content-Length is not a number")
        if int(length) > _LARGEST_BODY:
            return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "A request may hold at most 10 MB")
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionAbortedError("the client left in the middle of its request")
        return answer(Request(self.command, path, query, body), site.ledger)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal belongs to whoever started the server."""


class _Site(ThreadingHTTPServer):
    """Keeps its open connections, so that closing does not wait for an idle one."""

    daemon_threads = False
    request_queue_size = 128  # the default of 5 makes a burst of visitors wait a second for a second try

    def __init__(self, port: int, latency_s: float) -> None:
        self.ledger = Ledger()
        self.latency_s = latency_s
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__((_HOST, port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that leaves early is no error of ours.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def close(self) -> None:
        self.closing.set()
        self.shutdown()
        with self._open_lock:
            for connection in self._open:
                with contextlib.suppress(OSError):  # the other side was first
                    connection.shutdown(socket.SHUT_RD)  # an idle reader ends; a reply on its way is still written
        self.server_close()


class ExpensesServer:
    """Serves Expenses on ``http://127.0.0.1:PORT/`` while the ``with`` block runs.

    ``port`` 0 takes a free one. ``latency_s`` is how long, in seconds, a saved expense or report keeps the visitor
    waiting; it is counted as soon as it arrives. Raises OSError when the port is taken.
    """

    def __init__(self, port: int = 0, latency_s: float = 0.6) -> None:
        self._site = _Site(port, latency_s)
        self._thread = threading.Thread(target=self._site.serve_forever, args=(0.05,), name="expenses")

    @property
    def url(self) -> str:
        """The address of the first page."""
        return f"http://{_HOST}:{self._site.server_port}/"

    @property
    def state(self) -> Ledger:
        """Everything the application remembers, readable after it was closed too."""
        return self._site.ledger

    @property
    def submits(self) -> int:
        """How many finished new expenses were posted."""
        return self.state.submits

    @property
    def reports(self) -> int:
        """How many finished reports were posted."""
        return self.state.reports

    @property
    def expenses(self) -> list[Expense]:
        """The expenses as they are now, newest first."""
        return self.state.expenses

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._site.close()
        self._thread.join()
