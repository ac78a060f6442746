"""The index of a run: which line of text could be read where, from which picture to which."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...env.events import Picture
from ...tools.alike import folded, looks, looks_in
from ...tools.eye.scene import Line
from ...tools.geometry import Box

VERSION = 2
SCHEMA = f"""
CREATE TABLE pictures(
    number INTEGER PRIMARY KEY, path TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    scale REAL NOT NULL, time_s REAL NOT NULL, settled INTEGER NOT NULL, trouble TEXT
);
CREATE TABLE texts(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, folded TEXT NOT NULL);
CREATE VIRTUAL TABLE grams USING fts5(
    looks, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1'
);
CREATE TABLE sightings(
    text INTEGER NOT NULL, first INTEGER NOT NULL, x0 INTEGER NOT NULL, y0 INTEGER NOT NULL, x1 INTEGER NOT NULL,
    y1 INTEGER NOT NULL, last INTEGER, PRIMARY KEY(text, first, x0, y0, x1, y1)
) WITHOUT ROWID;
CREATE INDEX standing ON sightings(text) WHERE last IS NULL;
PRAGMA user_version = {VERSION};
"""
_GRAM = 3
_MOST_GRAMS = 40  # of a word: enough to find it, and what is found is compared whole
_MOVED_PX = 3  # a line on a picture that was compressed anew is read a pixel beside its place

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sightings:
    """Where a word stands: for each sighting the text's number, the first and last picture, how well it fits.

    ``fit`` is the share of the line that the word is, 0 to 1; ``exact`` is False where only its looks are the same.
    """

    text: Numbers
    first: Numbers
    last: Numbers
    fit: NDArray[np.float64]
    exact: NDArray[np.bool_]

    def of(self, texts: Numbers) -> Sightings:
        """Only those of some texts."""
        kept = np.isin(self.text, texts)
        return Sightings(self.text[kept], self.first[kept], self.last[kept], self.fit[kept], self.exact[kept])


class Index:
    """Owns a connection to the database of a run; of one thread.

    A line that stays where it is from one picture to the next is one sighting, so a screen that hardly changes takes
    hardly any room. Raises sqlite3.Error when the file is damaged or the disk is full; what was added before stays.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """On a database that holds SCHEMA, in autocommit mode."""
        self._connection = connection
        self._standing: dict[int, list[tuple[int, Box]]] | None = None
        """Of each text that stands on the newest picture: since which picture, and where."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def __len__(self) -> int:
        """How many pictures are in it: the first ones of the run."""
        (count,) = self._connection.execute("SELECT coalesce(max(number) + 1, 0) FROM pictures").fetchone()
        return count

    def paths(self) -> list[str]:
        """Of each picture, relative to the run folder."""
        return [path for (path,) in self._connection.execute("SELECT path FROM pictures ORDER BY number")]

    def picture(self, number: int) -> Picture:
        path, width, height, scale, time_s = self._connection.execute(
            "SELECT path, width, height, scale, time_s FROM pictures WHERE number = ?", (number,)
        ).fetchone()
        return Picture(path=path, width=width, height=height, scale=scale, time_s=time_s)

    def settled(self) -> NDArray[np.bool_]:
        """Of each picture whether it is a settled screen, not a frame on the way to one."""
        rows = self._connection.execute("SELECT settled FROM pictures ORDER BY number")
        return np.array([bool(settled) for (settled,) in rows], np.bool_)

    def troubles(self) -> list[str]:
        """Why some pictures could not be read."""
        rows = self._connection.execute("SELECT trouble FROM pictures WHERE trouble IS NOT NULL ORDER BY number")
        return [trouble for (trouble,) in rows]

    def add(
        self, number: int, picture: Picture, *, settled: bool, lines: Iterable[Line], trouble: str | None = None
    ) -> None:
        """Take in the next picture; nothing happens when another process was faster."""
        rows = self._connection
        rows.execute("BEGIN IMMEDIATE")
        try:
            if number < len(self):
                self._standing = None
            else:
                values = (picture.path, picture.width, picture.height, picture.scale, picture.time_s)
                rows.execute("INSERT INTO pictures VALUES(?,?,?,?,?,?,?,?)", (number, *values, settled, trouble))
                self._put(number, lines)
            rows.execute("COMMIT")
        except BaseException:
            self._standing = None
            if rows.in_transaction:
                rows.execute("ROLLBACK")
            raise

    def texts(self) -> int:
        """How many different lines there are."""
        (count,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM texts").fetchone()
        return count

    def find(self, word: str) -> Sightings:
        """Where a folded word stands, whatever is beside it; from three letters on also where it only looks so."""
        wanted = "instr(folded, :word)"
        if len(word) >= _GRAM:
            wanted = "id IN (SELECT rowid FROM grams WHERE grams MATCH :grams)"
        rows = self._connection.execute(
            "SELECT text, first, coalesce(last, :newest), length(folded), instr(folded, :word) > 0,"
            " CASE WHEN instr(folded, :word) THEN NULL ELSE folded END"
            f" FROM (SELECT id, folded FROM texts WHERE {wanted}) JOIN sightings ON text = id",
            {"word": word, "grams": _grams(looks(word)), "newest": len(self) - 1},
        )
        found = [row[:5] for row in rows if row[5] is None or looks_in(word, row[5])]
        text, first, last, length, exact = np.array(found, np.int64).reshape(-1, 5).T
        return Sightings(text, first, last, len(word) / np.maximum(length, 1), exact > 0)

    def places(self, text: int, number: int) -> list[tuple[str, Box]]:
        """The words of a text, and each place where it stands on a picture."""
        rows = self._connection.execute(
            "SELECT texts.text, x0, y0, x1, y1 FROM sightings JOIN texts ON texts.id = sightings.text"
            " WHERE sightings.text = ? AND first <= ? AND coalesce(last, ?) >= ? ORDER BY y0, x0",
            (text, number, number, number),
        )
        return [(words, Box(*box)) for words, *box in rows]

    def _put(self, number: int, lines: Iterable[Line]) -> None:
        before = self._stood() if self._standing is None else self._standing
        now: dict[int, list[tuple[int, Box]]] = {}
        for text, box in dict.fromkeys((_stored(line.text), line.box) for line in lines):
            if not folded(text):
                continue
            key = self._key(text)
            there = next((one for one in before.get(key, ()) if _near(one[1], box)), None)
            if there is None:
                there = (number, box)
                self._connection.execute(
                    "INSERT OR IGNORE INTO sightings VALUES(?,?,?,?,?,?,NULL)", (key, number, *map(int, box))
                )
            else:
                before[key].remove(there)
            now.setdefault(key, []).append(there)
        gone = [(number - 1, key, first, *map(int, box)) for key, ones in before.items() for first, box in ones]
        self._connection.executemany(
            "UPDATE sightings SET last = ? WHERE text = ? AND first = ? AND x0 = ? AND y0 = ? AND x1 = ? AND y1 = ?",
            gone,
        )
        self._standing = now

    def _stood(self) -> dict[int, list[tuple[int, Box]]]:
        rows = self._connection.execute("SELECT text, first, x0, y0, x1, y1 FROM sightings WHERE last IS NULL")
        found: dict[int, list[tuple[int, Box]]] = {}
        for text, first, *box in rows:
            found.setdefault(text, []).append((first, Box(*box)))
        return found

    def _key(self, text: str) -> int:
        row = self._connection.execute("SELECT id FROM texts WHERE text = ?", (text,)).fetchone()
        if row:
            return row[0]
        plain = folded(text)
        key = self._connection.execute("INSERT INTO texts(text, folded) VALUES(?,?)", (text, plain)).lastrowid
        assert key is not None
        self._connection.execute("INSERT INTO grams(rowid, looks) VALUES(?,?)", (key, looks(plain)))
        return key


def _stored(text: str) -> str:
    """What a database can hold: halves of pairs become question marks."""
    return text.strip().encode("utf-8", "replace").decode()


def _near(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _MOVED_PX for a, b in zip(one, other, strict=True))


def _grams(word: str) -> str:
    """An expression of FTS5: texts that hold these triples of letters. Between quotes no sign has a meaning."""
    last = max(0, len(word) - _GRAM)
    starts: Sequence[int] = np.linspace(0, last, min(last + 1, _MOST_GRAMS)).astype(int).tolist()
    grams = dict.fromkeys(word[start : start + _GRAM].replace('"', '""') for start in starts)
    return " AND ".join(f'"{gram}"' for gram in grams)
