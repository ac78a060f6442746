"""The pages, style sheets and scripts of an application."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


@cache
def files(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Content type and bytes of every one in a folder, by its name."""
    return {
        path.name: (f"{_TYPES[path.suffix]}; charset=utf-8", path.read_bytes())
        for path in folder.iterdir()
        if path.suffix in _TYPES
    }
