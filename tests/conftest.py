"""What tests of several rooms share: a web server for tests/pages, browsers and desktops that are always closed."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, settings

from eyehand.env.browser import BrowserEnv
from eyehand.env.desktop import DesktopEnv

# How long an example takes says nothing on a machine that others use, too.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# A job in the background of a shell ignores Ctrl-C, and what it starts inherits that; the tests send real ones.
signal.signal(signal.SIGINT, signal.default_int_handler)

PAGES = Path(__file__).parent / "pages"


class PageHandler(SimpleHTTPRequestHandler):
    """tests/pages, and ``/slow?s=SECONDS`` that takes its time, and ``/file`` that is a download."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/slow":
            time.sleep(float(parse_qs(parts.query)["s"][0]))
            self._reply(b"late", "text/plain")
        elif parts.path == "/file":
            self._reply(b"a,b\n1,2\n", "text/csv", ("Content-Disposition", 'attachment; filename="../orders.csv"'))
        else:
            super().do_GET()

    def _reply(self, body: bytes, kind: str, *headers: tuple[str, str]) -> None:
        self.send_response(200)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser hangs up when it likes."""


@pytest.fixture(scope="session")
def page_server() -> Iterator[str]:
    """The address of a server for tests/pages, without a slash at the end."""
    with QuietServer(("127.0.0.1", 0), partial(PageHandler, directory=str(PAGES))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def nobody() -> str:
    """An address at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture(scope="module")
def shared_browser_env(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserEnv]:
    """One browser for the tests of a module that leave it as they found it; they navigate first."""
    env = BrowserEnv("about:blank", tmp_path_factory.mktemp("run"), clock=time.monotonic)
    env.reset()
    yield env
    env.close()


@pytest.fixture
def browser_env(tmp_path: Path) -> Iterator[Callable[..., BrowserEnv]]:
    """Makes a BrowserEnv that is not reset yet: ``browser_env(url, **options)``; closed after the test."""
    made: list[BrowserEnv] = []

    def make(url: str = "about:blank", *, folder: Path | None = None, **options: Any) -> BrowserEnv:
        options.setdefault("clock", time.monotonic)
        made.append(BrowserEnv(url, folder or tmp_path / "run", **options))
        return made[-1]

    yield make
    for env in made:
        env.close()


@pytest.fixture
def desktop_env(tmp_path: Path) -> Iterator[Callable[..., DesktopEnv]]:
    """Makes a DesktopEnv that is not reset yet: ``desktop_env(**options)``; closed after the test."""
    made: list[DesktopEnv] = []

    def make(*, folder: Path | None = None, **options: Any) -> DesktopEnv:
        options.setdefault("clock", time.monotonic)
        made.append(DesktopEnv(folder or tmp_path / "run", **options))
        return made[-1]

    yield make
    for env in made:
        env.close()
