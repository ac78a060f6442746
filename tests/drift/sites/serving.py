"""How a site says where it is reached, and is served until it is told to end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import WSGIApplication

Make = Callable[[str], WSGIApplication]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def serve(make: Make) -> None:
    """Take a free loopback port, make the application for its address, say the address on one line, serve.

    ``make`` is handed the address with a slash at the end. Ends when the standard input does, that is when whoever
    started the site closes it or is no more.
    """
    with make_server("127.0.0.1", 0, _nothing_yet, _Server, _Quiet) as server:
        url = f"http://127.0.0.1:{server.server_port}/"
        server.set_app(make(url))
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        print(url, flush=True)
        sys.stdin.read()
        server.shutdown()


def _nothing_yet(environ: object, start_response: Callable[..., object]) -> list[bytes]:
    start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
    return [b"starting"]
