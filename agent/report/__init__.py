"""The report of a run: one HTML file that opens from disk, without a server or a network."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ...env.trajectory import Trajectory
from ...tools.errors import EnvError
from .page import page, pictures_of
from .pictures import embedded

FILE = "report.html"
LIMIT = 5_000_000
"""Bytes of the file. Pictures get what the text leaves; the full ones are a click away, in ``frames/``."""


def write_report(folder: Path | str) -> Path:
    """Write ``report.html`` into a run folder, finished or not, and say where it is.

    Raises UsageError when the folder holds no trajectory that can be read, EnvError when it cannot be written.
    """
    trajectory = Trajectory.read(folder)
    without = page(trajectory, {})
    pictures = embedded(trajectory.folder, pictures_of(trajectory), LIMIT - len(without.encode()))
    path = trajectory.folder / FILE
    new = path.with_suffix(".html.new")
    try:
        new.write_text(page(trajectory, pictures), encoding="utf-8")
        os.replace(new, path)
    except OSError as error:
        with suppress(OSError):
            new.unlink()
        raise EnvError(
            f"cannot write {str(path)!r}: {error.strerror or error}; free some space and try again"
        ) from error
    return path
