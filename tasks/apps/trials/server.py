"""The Trials pages on a loopback port."""

from __future__ import annotations

import copy
import threading
import time
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from ...loopback import Handler, Site
from ..files import files
from .rules import RULES, Reply, beginning

_LARGEST_BODY = 64 * 1024
_FOLDER = Path(__file__).parent / "static"
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


class _Handler(Handler):
    """``/NAME`` is static/NAME.html, which asks ``/api/NAME``; ``/api/state`` is all that is true."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        memory, there = cast(TrialsServer, self.server).memory, files(_FOLDER)
        match [part for part in path.split("/") if part]:
            case ["api", "state"]:
                self.reply_json(memory.all())
            case ["api", name] if name in RULES:
                self.reply_json(memory.all()[name])
            case ["static", name] if name in there:
                self.reply(*there[name])
            case [name] if f"{name}.html" in there:
                self.reply(*there[f"{name}.html"])
            case []:
                self.reply(*there["index.html"])
            case _:
                self.reply_json({"error": f"there is nothing at {path}"}, HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        match self.path.split("/"):
            case ["", "api", page] if self.body_length <= _LARGEST_BODY:
                reply = cast(TrialsServer, self.server).memory.ask(page, self.body_json())
                time.sleep(reply.late_s)
                self.reply_json({}, reply.status)
            case _:
                self.reply_json({"error": f"nothing can be asked of {self.path}"}, HTTPStatus.NOT_FOUND)


class TrialsServer(Site):
    """Trials: its first page is a list of all."""

    def __init__(self, port: int = 0) -> None:
        self.memory = Memory()
        super().__init__(port, _Handler)

    @property
    def state(self) -> dict[str, Any]:
        """What is true, by page; see ``rules.beginning``."""
        return self.memory.all()
