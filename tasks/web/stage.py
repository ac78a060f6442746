"""Where a task on web pages takes place: its application running, its files laid out."""

from __future__ import annotations

import http.client
import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from ...tools.errors import EnvError
from ..apps.expenses.server import ExpensesServer
from ..apps.trials.server import TrialsServer
from ..apps.widgets.server import WidgetsServer
from ..task import WebTask

APPS = {"expenses": ExpensesServer, "trials": TrialsServer, "widgets": WidgetsServer}
ANSWER_S = 5.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A task's start address, its working folder, and what its application remembers. Implements ``checks.Probe``."""

    url: str
    folder: Path

    def state(self) -> Any:
        """All that the application remembers, as JSON. Raises EnvError when it does not answer."""
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=ANSWER_S)
        try:
            connection.request("GET", "/api/state")
            return json.loads(connection.getresponse().read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise EnvError(f"{parts.netloc} does not say what happened on its pages: {error!r}") from error
        finally:
            connection.close()


@contextmanager
def staged(task: WebTask, folder: Path) -> Generator[Stage]:
    """Start the task's application on a free loopback port and lay its files into ``folder``, while the block runs."""
    for name, text in task.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with APPS[task.screen.app]() as app:
        yield Stage(urljoin(app.url, task.screen.path), folder)
