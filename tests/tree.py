"""The project as it lies on the disk: its rooms, and the files that belong to it."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("tools", "env", "tasks", "agent")
"""In the order of imports: each may import itself and those before it."""
_IGNORED = [".git", *(line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split())]


def entries(folder: Path) -> list[Path]:
    """The files and folders directly inside, sorted, without what git ignores."""
    return sorted(path for path in folder.iterdir() if not any(fnmatch(path.name, name) for name in _IGNORED))


def files(folder: Path) -> list[Path]:
    """Every file below, as paths relative to the project."""
    found: list[Path] = []
    for path in entries(folder):
        found += files(path) if path.is_dir() else [path.relative_to(ROOT)]
    return found
