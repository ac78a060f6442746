"""Recall while a run goes on: its pictures are read on a thread of their own that nobody waits for."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from ...env.events import Event, Observed, Outcome, Replied
from ...tools.errors import EnvError, EyehandError
from ...tools.eye.eye import Eye
from ...tools.eye.scene import Line
from ...tools.frames import Frame
from ...tools.secrets import Secrets
from .filling import Seen, add, seen_in
from .hits import Hit, hits
from .index import Index
from .opening import FILE, discard, open_index
from .query import Query

MOST = 10
"""Pictures of one answer."""
_NICE = 19  # whoever else wants the processor has it
_PATIENCE_S = 1.0


class Recall:
    """Keeps the index of a run that goes on, and finds what could be read in it.

    It is told the events of the run. A picture is read once the reply on it is there: by then the eye may have read it
    for the decider, and then it is not read again. When the index cannot be kept the run goes on, and `eyehand recall`
    reads later what is missing.
    """

    def __init__(self, folder: Path, eye: Eye, secrets: Secrets, events: Iterable[Event] = ()) -> None:
        """``events`` is what a resumed run has behind it."""
        self._folder = folder
        self._eye = eye
        self._secrets = secrets
        self._seen = list(seen_in(events))
        self._due = len(self._seen)
        self._done = 0
        self._until: float | None = None
        self._trouble = "the run is closed"
        self._ended = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def __call__(self, event: Event) -> None:
        """Hear of an event of the run."""
        if not isinstance(event, Observed | Replied | Outcome):
            return
        with self._changed:
            self._seen += seen_in([event])
            if not isinstance(event, Observed):
                self._let(len(self._seen))

    def find(self, query: str, most: int = MOST) -> list[Hit]:
        """Where the words of a query could be read, the best first; on any thread.

        Everything seen so far is read before, which can take seconds.

        Raises UsageError when the query is empty or too long, EnvError when the index cannot be kept.
        """
        asked = Query.of(query)
        with self._changed:
            self._let(len(self._seen))
            self._changed.wait_for(lambda: self._ended or self._done >= len(self._seen))
            if self._done < len(self._seen):
                raise EnvError(f"what was on the screen cannot be recalled: {self._trouble}")
            paths = [one.picture.path for one in self._seen]
        with open_index(self._folder, paths) as index:
            return list(hits(index, self._folder, asked, most))

    def close(self, patience_s: float = _PATIENCE_S) -> None:
        """Read what is left, for so many seconds at most; then the thread has ended."""
        with self._changed:
            self._let(len(self._seen))
            self._until = time.monotonic() + patience_s
        if self._thread is not None:
            self._thread.join()

    def _let(self, due: int) -> None:
        """Pictures up to this number may be read."""
        self._due = due
        if due and self._thread is None and self._until is None:
            # A daemon: a program that forgets to close the episode ends all the same.
            self._thread = threading.Thread(target=self._work, name="recall", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _work(self) -> None:
        if sys.platform == "linux":  # elsewhere this would be the priority of the whole process
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        try:
            self._fill()
        except (EyehandError, OSError) as error:
            self._trouble = str(error)
        except sqlite3.Error as error:
            self._trouble = f"cannot write {str(self._folder / FILE)!r}: {error}"
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _fill(self) -> None:
        reader = self._eye.reader_beside()

        def read(frame: Frame) -> Iterable[Line]:
            known = self._eye.has_read(frame)
            return reader.read(frame).lines if known is None else known

        with self._opened() as index:
            with self._changed:
                self._done = len(index)
                self._changed.notify_all()
            while seen := self._next():
                add(index, self._done, seen, self._folder, read, self._secrets)
                with self._changed:
                    self._done += 1
                    self._changed.notify_all()

    def _opened(self) -> Index:
        paths = [one.picture.path for one in self._seen]
        try:
            return open_index(self._folder, paths)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # of no use to anybody
            discard(self._folder)
            return open_index(self._folder, paths)

    def _next(self) -> Seen | None:
        """The next picture, once it may be read; None when there will be none, or no time for it."""
        with self._changed:
            self._changed.wait_for(lambda: self._done < self._due or self._until is not None)
            if self._until is not None and (time.monotonic() > self._until or self._done >= self._due):
                return None
            return self._seen[self._done]
