"""Where a task on a desktop takes place: its files in the home folder of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..task import DesktopTask
from .files import lay_out


@dataclass(frozen=True, slots=True)
class DesktopStage:
    """The run folder in whose ``home`` the task's files lie, and the application that is open at the start."""

    run: Path
    app: str | None


def laid_out(task: DesktopTask, run: Path) -> DesktopStage:
    """Lay the task's files into the home folder of a run that has not begun."""
    home = run / "home"
    home.mkdir(parents=True)
    lay_out(task.files, home)
    return DesktopStage(run, task.screen.desktop)
