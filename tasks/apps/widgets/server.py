"""The Widgets pages on a loopback port."""

from __future__ import annotations

import copy
import json
import threading
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from ...loopback import Handler, Site
from ..files import files

_LARGEST_BODY = 1024 * 1024
_FOLDER = Path(__file__).parent / "static"


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


class _Handler(Handler):
    """``/NAME`` is static/NAME.html, which tells ``/api/state/NAME`` what happens; ``/api/state`` is all of it."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        memory, there = cast(WidgetsServer, self.server).memory, files(_FOLDER)
        match [part for part in path.split("/") if part]:
            case ["api", "state"]:
                self.reply_json(memory.all())
            case ["static", name] if name in there:
                self.reply(*there[name])
            case [name] if f"{name}.html" in there:
                memory.visit(name)
                kind, body = there[f"{name}.html"]
                self.reply(kind, knowing(body, memory.all().get(name, {})))
            case []:
                self.reply(*there["index.html"])
            case _:
                self.reply_json({"error": f"there is nothing at {path}"}, HTTPStatus.NOT_FOUND)

    def do_PUT(self) -> None:
        parts = urlsplit(self.path)
        match parts.path.split("/"):
            case ["", "api", "state", page] if self.body_length <= _LARGEST_BODY:
                at_ms = float(parse_qs(parts.query).get("at", ["0"])[0])
                cast(WidgetsServer, self.server).memory.tell(page, self.body_json(), at_ms)
                self.reply_json({})
            case _:
                self.reply_json({"error": f"nothing can be put at {parts.path}"}, HTTPStatus.NOT_FOUND)


class WidgetsServer(Site):
    """Widgets: its first page is a list of all."""

    def __init__(self, port: int = 0) -> None:
        self.memory = Memory()
        super().__init__(port, _Handler)

    @property
    def state(self) -> dict[str, Any]:
        """What happened on each page, by its name, and the visits; see ``Memory.all``."""
        return self.memory.all()


def knowing(page: bytes, state: Any) -> bytes:
    """The page with what happened on it before: its script need not ask, and works as soon as the page is loaded."""
    before = json.dumps(state).replace("<", "\\u003c")
    return page.replace(b"</head>", f"<script>window.before = {before}</script>\n</head>".encode(), 1)
