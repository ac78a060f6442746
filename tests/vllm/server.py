"""A vLLM of our own on loopback, and what goes over the wire to it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from ..tree import ROOT

PYTHON = ROOT / ".venv-vllm" / "bin" / "python"
READY_S = 1200.0
"""Measured here: 1 to 7 minutes, by what else runs on the machine."""
MODEL, KEY, CONTEXT = "tiny", "sk-only-for-this-test", 16_384
BLOCK = 128
"""Tokens that vLLM keeps together on a CPU: of a prefix it has whole blocks."""
_OPTIONS = (
    *("--host", "127.0.0.1", "--served-model-name", MODEL, "--api-key", KEY, "--max-model-len", str(CONTEXT)),
    *("--dtype", "float32", "--enforce-eager", "--block-size", str(BLOCK), "--seed", "0"),
    *("--enable-prefix-caching", "--enable-prompt-tokens-details", "--limit-mm-per-prompt.video", "0"),
)
_QUIET = {
    **{"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "VLLM_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1"},
    **{"VLLM_CPU_KVCACHE_SPACE": "1", "VLLM_SERVER_DEV_MODE": "1"},  # the latter to have it forget pictures
}


class Vllm:
    """A server for a folder of weights; ``with`` waits until it is ready. Raises AssertionError with its last words."""

    def __init__(self, weights: Path, log: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.root = f"http://127.0.0.1:{self.port}"
        self._weights, self._log = weights, log
        self.started_s = 0.0

    def __enter__(self) -> Self:
        began = time.monotonic()
        command = [PYTHON, "-m", "vllm.entrypoints.openai.api_server", "--model", self._weights, "--port", self.port]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*map(str, command), *_OPTIONS],
                env={**os.environ, **_QUIET, "PYTHONPATH": str(Path(__file__).parent / "shim")},
                cwd=self._log.parent,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            while not self._answers():
                assert self._process.poll() is None, f"vLLM ended with {self._process.returncode}: {self._last_words()}"
                assert time.monotonic() - began < READY_S, f"not ready in {READY_S:g} s: {self._last_words()}"
                time.sleep(0.5)
        except BaseException:
            self.__exit__()
            raise
        self.started_s = time.monotonic() - began
        return self

    def __exit__(self, *_: object) -> None:
        """Its children as well."""
        for how, patience_s in ((signal.SIGTERM, 30), (signal.SIGKILL, 30)):
            if self._process.poll() is None:
                os.killpg(self._process.pid, how)
                try:
                    self._process.wait(patience_s)
                except subprocess.TimeoutExpired:
                    continue

    def get(self, path: str) -> str:
        """What it says of itself."""
        with urlopen(Request(self.root + path, headers={"Authorization": f"Bearer {KEY}"}), timeout=60) as reply:
            return reply.read().decode()

    def forget_pictures(self) -> None:
        """As it would by itself when it has seen too many."""
        asked = Request(f"{self.root}/reset_mm_cache", b"", {"Authorization": f"Bearer {KEY}"})
        with urlopen(asked, timeout=60) as reply:
            assert reply.status == 200

    @property
    def running(self) -> int:
        """How many replies it works on."""
        lines = [line for line in self.get("/metrics").splitlines() if line.startswith("vllm:num_requests_running{")]
        return round(sum(float(line.split()[-1]) for line in lines))

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.root}/health", timeout=5) as reply:
                return reply.status == 200
        except (HTTPError, URLError, OSError):
            return False

    def _last_words(self) -> str:
        return "\n".join(self._log.read_text("utf-8", "replace").splitlines()[-30:])


@dataclass(frozen=True)
class Passed:
    """One request that went by: its length in bytes, its pictures, and those of them that were sent by id only."""

    bytes: int
    pictures: int
    by_id: int


@dataclass
class Wire:
    """Passes everything on to a server, and remembers what the questions were."""

    port: int
    passed: list[Passed] = field(default_factory=list[Passed])

    def __enter__(self) -> Self:
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.wire = self
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    wire: Wire

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up when they like."""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._pass_on(b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert isinstance(self.server, _Http)
        self.server.wire.passed.append(_seen(body))
        self._pass_on(body)

    def _pass_on(self, body: bytes) -> None:
        assert isinstance(self.server, _Http)
        with closing(HTTPConnection("127.0.0.1", self.server.wire.port)) as connection:
            headers = {name: self.headers[name] for name in ("Authorization", "Content-Type") if name in self.headers}
            connection.request(self.command, self.path, body or None, headers)
            with connection.getresponse() as reply:
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.getheader("Content-Type", "application/json"))
                self.end_headers()
                while piece := reply.read1():
                    self.wfile.write(piece)
                    self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        pass


def _seen(body: bytes) -> Passed:
    messages: list[dict[str, Any]] = json.loads(body)["messages"]
    parts = [part for one in messages if isinstance(one["content"], list) for part in one["content"]]
    pictures = [part for part in parts if part["type"] == "image_url"]
    return Passed(len(body), len(pictures), sum(part["image_url"] is None for part in pictures))
