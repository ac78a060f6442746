"""A page that remembers on its server what was done, and the script of a run on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from eyehand.agent.compiling.compiler import compiled
from eyehand.agent.screen import browser
from eyehand.env.trajectory import Trajectory
from eyehand.tools.eye.eye import Eye

PAGES = Path(__file__).parents[2] / "pages"


class Parcels:
    """``did`` is what the page told its server, in order."""

    def __init__(self, port: int) -> None:
        self.did: list[Any] = []
        self.port = port

    @property
    def verbs(self) -> str:
        """The address of a page on which more can be done than on that of the parcels; it tells its server, too."""
        return f"http://127.0.0.1:{self.port}/verbs.html"

    def url(self, *how: str) -> str:
        """The address of the page; ``how`` says what is other than when it was recorded."""
        return f"http://127.0.0.1:{self.port}/" + (f"?how={','.join(how)}" if how else "")


@contextmanager
def parcels() -> Iterator[Parcels]:
    did: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.partition("?")[0].strip("/") or "replayed.html"
            page = PAGES / name
            self._answer(page.read_bytes() if page.is_file() else b"")

        def do_POST(self) -> None:
            did.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._answer(b"")

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    found = Parcels(server.server_port)
    found.did = did
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def compile_run(page: Parcels, folder: Path) -> Path:
    """Do the chore once with the embedded eye, and make a script of that run."""
    with browser(page.url(), out=folder / "run", model="embedded") as screen:
        screen.type("Dora Ek", into="Name")
        screen.type("1.25", into="Weight")
        screen.select("Express", of="Service")
        screen.tick("Fragile")
        screen.click("the Add button")
        screen.click("the Return link in the row of Bo Chen")
        screen.expect("Returned: Bo Chen")
    script = folder / "parcels.yaml"
    compiled(Trajectory.read(folder / "run"), Eye(), "parcels").write(script)
    page.did.clear()
    return script
