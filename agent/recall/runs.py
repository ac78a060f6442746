"""Recall over runs that are there: one, or all those of a folder."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from ...env.events import Header
from ...env.trajectory import FILE, Trajectory
from ...tools.errors import EnvError, UsageError
from ...tools.eye.reading.reader import Reader
from ...tools.secrets import Secrets
from .filling import Seen, add, seen_in
from .hits import Hit, hits
from .index import Index
from .opening import FILE as INDEX
from .opening import discard, in_memory, open_index
from .query import Query
from .ranking import FOUND

MOST = 20
"""Pictures of one answer."""

Tell = Callable[[str], None]
"""Takes a sentence for the person."""


def runs_in(place: Path) -> list[Path]:
    """The run folders at or below a folder. Raises UsageError when there are none."""
    if not place.is_dir():
        raise UsageError(f"{str(place)!r} is no folder; name a run folder, or one that holds run folders")
    found: list[Path] = []
    for folder, below, files in os.walk(place):
        if FILE in files:
            found.append(Path(folder))
            below.clear()
        below.sort()
    if not found:
        raise UsageError(f"{str(place)!r} holds no run: there is no {FILE} in it or below")
    return found


def recall(runs: Sequence[Path], query: str, tell: Tell, most: int = MOST) -> list[Hit]:
    """Where the words of a query could be read in runs, the best first, then the newest.

    What is not in the indexes yet is read first. ``tell`` hears what takes long and what could not be searched. Raises
    UsageError when the query is empty or too long, or no run can be read.
    """
    asked = Query.of(query)
    reader = Reader()
    found: list[tuple[float, Hit]] = []
    refused: list[UsageError] = []
    for run in runs:
        try:
            trajectory = Trajectory.read(run)
        except UsageError as error:
            refused.append(error)
            continue
        began = trajectory.header.started_unix_s
        found += [(began + hit.time_s, hit) for hit in _of_run(trajectory, asked, reader, tell, most)]
    if len(refused) == len(runs):
        raise refused[0]
    for error in refused:
        tell(f"not searched: {error}")
    best = max((hit.score for _, hit in found), default=0.0)
    whole = [(when, hit) for when, hit in found if hit.score >= FOUND or best < FOUND]
    whole.sort(key=lambda one: (-round(one[1].score, 2), -one[0]))
    frames = list(dict.fromkeys(hit.frame for _, hit in whole))[:most]
    return [hit for _, hit in whole if hit.frame in frames]


def _of_run(trajectory: Trajectory, query: Query, reader: Reader, tell: Tell, most: int) -> list[Hit]:
    """The hits of a run; where its index cannot be kept, of one in memory."""
    run, seen = trajectory.folder, list(seen_in(trajectory.events))
    paths = [one.picture.path for one in seen]

    def searched(index: Index) -> list[Hit]:
        with index:
            _fill(index, seen, trajectory.header, run, reader, tell)
            return list(hits(index, run, query, most))

    for _ in range(2):
        try:
            return searched(open_index(run, paths))
        except sqlite3.OperationalError as error:
            tell(f"cannot write {str(run / INDEX)!r} ({error}): what is read now is not kept")
            break
        except sqlite3.DatabaseError as error:
            tell(f"{str(run / INDEX)!r} cannot be used ({error}): it is made again from the pictures")
            discard(run)
    try:
        return searched(in_memory(run, paths))
    except sqlite3.Error as error:
        raise EnvError(f"{str(run / INDEX)!r} cannot be searched: {error}; delete it and try again") from None


def _fill(index: Index, seen: Sequence[Seen], header: Header, run: Path, reader: Reader, tell: Tell) -> None:
    """Read what is not in an index yet, and say what could not be read."""
    missing = range(len(index), len(seen))
    if missing:
        secrets = _secrets(header)
        if secrets is None:
            names = ", ".join(spec.partition("=")[0] for spec in header.secrets)
            tell(
                f"{len(missing)} pictures of {str(run)!r} are not read: its secrets ({names}) are not here to be "
                "masked; give them as they were given to the run"
            )
            missing = range(0)
        else:
            tell(f"reading {len(missing)} pictures of {str(run)!r}")
            for number in missing:
                add(index, number, seen[number], run, lambda frame: reader.read(frame).lines, secrets)
    troubles = index.troubles()
    if troubles:
        more = f", and {len(troubles) - 1} more like it" if len(troubles) > 1 else ""
        tell(f"not searched: {troubles[0]}{more}")


def _secrets(header: Header) -> Secrets | None:
    """The secrets of a run, None when they cannot be had any more."""
    if any("=@" not in spec for spec in header.secrets):
        return None
    try:
        return Secrets.parse(list(header.secrets))
    except UsageError:
        return None
