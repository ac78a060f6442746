"""The database of a run folder is opened: made when there is none, made anew when it cannot be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from ...tools.errors import EnvError
from .index import SCHEMA, VERSION, Index

FILE = "recall.sqlite"
_BUSY_S = 30.0


class Unusable(sqlite3.DatabaseError):
    """An index of another version, or of another run."""


def open_index(folder: Path, paths: Sequence[str]) -> Index:
    """The index of a run folder whose pictures are ``paths``; it may hold fewer, or more when the run goes on.

    Raises sqlite3.OperationalError when nothing can be written there, any other sqlite3.DatabaseError when the file
    must be discarded first, EnvError when this SQLite cannot search.
    """
    if not searches():
        raise EnvError(
            f"SQLite {sqlite3.sqlite_version} of this Python has no FTS5 with trigrams; recall needs SQLite 3.34 or "
            "newer, built with FTS5"
        )
    connection = sqlite3.connect(folder / FILE, timeout=_BUSY_S, isolation_level=None)
    try:
        # It can be made again from the pictures, so nobody waits for the disk; a killed program does no harm.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        return _checked(connection, paths)
    except BaseException:
        connection.close()
        raise


def discard(folder: Path) -> None:
    """Delete the index of a run folder: it can be made again from the pictures."""
    for name in (FILE, f"{FILE}-journal"):
        (folder / name).unlink(missing_ok=True)


def in_memory(folder: Path, paths: Sequence[str]) -> Index:
    """An index that is gone when it is closed, with what is on the disk already."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        address = f"{(folder / FILE).absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as there:
            there.backup(memory)
        return _checked(memory, paths)
    except sqlite3.Error:
        memory.close()
        return _checked(sqlite3.connect(":memory:", isolation_level=None), paths)


@cache
def searches() -> bool:
    """Whether this SQLite has what the index needs."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as trial:
        try:
            trial.executescript(SCHEMA)
        except sqlite3.Error:
            return False
    return True


def _checked(connection: sqlite3.Connection, paths: Sequence[str]) -> Index:
    """The index on a connection, with its tables; Unusable when it is none of a run with these pictures."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not version and not tables:
        connection.executescript(f"BEGIN; {SCHEMA} COMMIT;")
    elif version != VERSION:
        raise Unusable(f"it is of version {version}, {VERSION} was expected")
    index = Index(connection)
    if any(one != other for one, other in zip(index.paths(), paths, strict=False)):
        raise Unusable("it is of another run")
    return index
