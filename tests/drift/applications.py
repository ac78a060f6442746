"""Three real web applications that are started afresh for each run, with their own truth about what was done."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

from eyehand.tasks.apps.expenses.server import ExpensesServer

ROOT = Path(__file__).parents[2]
START_S, END_S = 120.0, 20.0

Data = Literal["usual", "crowded", "twin", "absent"]
"""What the application holds: the usual; more rows; the row that is looked for twice, to the eye; without that row."""

Row = Mapping[str, str]
Truth = Mapping[str, Row]
"""What the application remembers: rows by their key, with their fields as text; nothing that looking changes."""


class Running(Protocol):
    """An application that is served now."""

    @property
    def url(self) -> str:
        """``http://127.0.0.1:PORT/``"""
        ...

    def truth(self) -> Truth:
        """What it remembers now, read behind its back: from its database or its memory, never from a page."""
        ...


class Application(Protocol):
    """A web application with a name."""

    @property
    def name(self) -> str: ...

    def start(self, folder: Path, data: Data = "usual") -> AbstractContextManager[Running]:
        """Serve it from an empty folder while the ``with`` block runs. Raises RuntimeError when it does not start."""
        ...


@dataclass(frozen=True)
class _Site:
    """A program of ``tests.drift.sites`` with its SQLite file and what of it counts."""

    url: str
    database: Path
    queries: Mapping[str, str]
    """SQL by the kind of row; each names its first column ``key``."""

    def truth(self) -> Truth:
        found: dict[str, Row] = {}
        uri = f"file:{self.database}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=30)) as connection:
            connection.row_factory = sqlite3.Row
            for kind, query in self.queries.items():
                for row in connection.execute(query):
                    fields = {name: str(row[name]) for name in row.keys() if name != "key"}  # noqa: SIM118
                    found[f"{kind} {row['key']}"] = fields
        return found


@contextmanager
def _serving(site: str, folder: Path, data: Data, database: Path, queries: Mapping[str, str]) -> Iterator[_Site]:
    folder.mkdir(parents=True, exist_ok=True)
    errors = (folder / "errors.txt").open("w+")
    command = [sys.executable, "-m", f"tests.drift.sites.{site}", str(folder), data]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
    )
    assert process.stdout is not None and process.stdin is not None
    try:
        url = process.stdout.readline().strip()
        if not url:
            raise RuntimeError(f"{site} did not start; it says: {(folder / 'errors.txt').read_text()[-2000:]}")
        yield _Site(url, database, queries)
    finally:
        process.stdin.close()  # it ends with that
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        errors.close()


class DjangoAdmin:
    """Django's own admin, with users and groups on SQLite."""

    name = "django"
    _USERS = """
        SELECT u.username AS key, first_name, last_name, email, is_staff, is_superuser, is_active, password,
        date_joined,
        (SELECT group_concat(group_id) FROM auth_user_groups g WHERE g.user_id = u.id) AS groups,
        (SELECT group_concat(permission_id) FROM auth_user_user_permissions p WHERE p.user_id = u.id) AS permissions
        FROM auth_user u"""

    def __init__(self) -> None:
        self._made: dict[Data, bytes] = {}

    @contextmanager
    def start(self, folder: Path, data: Data = "usual") -> Iterator[Running]:
        """See Application. The first start with some data makes its database, later ones begin with a copy of it."""
        folder.mkdir(parents=True, exist_ok=True)
        database = folder / "db.sqlite3"
        if data in self._made:
            database.write_bytes(self._made[data])
        queries = {"user": self._USERS, "group": "SELECT name AS key FROM auth_group"}
        with _serving("django", folder, data, database, queries) as site:
            self._made.setdefault(data, database.read_bytes())
            yield site


class Roundup:
    """Roundup's classic issue tracker."""

    name = "roundup"
    _ISSUES = """
        SELECT i.id AS key, _title AS title, s._name AS status, p._name AS priority, u._username AS assigned,
        (SELECT count(*) FROM issue_messages m WHERE m.nodeid = i.id) AS notes, i.__retired__ AS retired
        FROM _issue i LEFT JOIN _status s ON s.id = _status LEFT JOIN _priority p ON p.id = _priority
        LEFT JOIN _user u ON u.id = _assignedto"""

    @contextmanager
    def start(self, folder: Path, data: Data = "usual") -> Iterator[Running]:
        """See Application."""
        users = "SELECT _username AS key, _realname AS name, _roles AS roles, __retired__ AS retired FROM _user"
        notes = "SELECT id AS key, _summary AS summary FROM _msg"
        queries = {"issue": self._ISSUES, "user": users, "note": notes}
        with _serving("roundup", folder, data, folder / "db" / "db", queries) as site:
            yield site


@dataclass(frozen=True)
class _Expenses:
    server: ExpensesServer

    @property
    def url(self) -> str:
        return self.server.url

    def truth(self) -> Truth:
        found: dict[str, Row] = {}
        for each in self.server.expenses:
            found[f"expense {each.number}"] = {k: str(v) for k, v in asdict(each).items() if k != "number"}
        for each in self.server.state.filed:
            found[f"report {each.number}"] = {k: str(v) for k, v in asdict(each).items() if k != "number"}
        return found


class Expenses:
    """The demo application of this repository."""

    name = "expenses"
    TARGET = "Hotel in Chicago"
    CROWD = ("Hotel in Boston", "Chicago guide", "Taxi in Chicago", "Hotel breakfast", "Hostel in Chicago")

    @contextmanager
    def start(self, folder: Path, data: Data = "usual") -> Iterator[Running]:
        """See Application. It remembers in memory; the folder stays empty."""
        with ExpensesServer(0, latency_s=0.3) as server:
            ledger = server.state
            target = next(each for each in ledger.expenses if each.description == self.TARGET)
            if data == "absent":
                ledger.delete(target.number)
            elif data == "twin":
                ledger.add(target)
            elif data == "crowded":
                for place, name in enumerate(self.CROWD):
                    ledger.add(replace(target, description=name, amount=target.amount - 7 * place - 3))
            yield _Expenses(server)
