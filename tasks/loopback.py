"""Small sites on a loopback port, for pages of our own and of others."""

from __future__ import annotations

import json
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

HOST = "127.0.0.1"
_POLL_S = 0.02


class Handler(BaseHTTPRequestHandler):
    """Sends replies as a whole, which no browser keeps."""

    def reply(self, kind: str, body: bytes, status: HTTPStatus = HTTPStatus.OK) -> None:
        """``kind`` is the content type."""
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def reply_json(self, value: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.reply("application/json; charset=utf-8", json.dumps(value).encode(), status)

    @property
    def body_length(self) -> int:
        return int(self.headers.get("Content-Length", "0"))

    def body_json(self) -> Any:
        """What was sent, which is JSON."""
        return json.loads(self.rfile.read(self.body_length))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal belongs to whoever started the server."""


class Site(ThreadingHTTPServer):
    """Serves on ``http://127.0.0.1:PORT/`` while the ``with`` block runs.

    ``port`` 0 takes a free one. Raises OSError when the port is taken.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, handler: type[Handler]) -> None:
        super().__init__((HOST, port), handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(_POLL_S,), name=type(self).__name__)

    @property
    def url(self) -> str:
        """The address of the first page."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that leaves early is no error of ours.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()
