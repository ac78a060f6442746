"""The application's HTML pages, style sheets and scripts, read once from ``static/``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class File:
    """Bytes with the content type they are served as."""

    content_type: str
    body: bytes


@cache
def assets() -> dict[str, File]:
    """Every style sheet, script and picture by its name; nothing else in the folder can be asked for."""
    return {
        path.name: File(f"{_TYPES[path.suffix]}; charset=utf-8", path.read_bytes())
        for path in _FOLDER.iterdir()
        if path.suffix in _TYPES
    }


@cache
def page(name: str, title: str) -> File:
    """The page ``name``.html inside the common layout; its script is ``name``.js."""
    layout = Template((_FOLDER / "layout.html").read_text("utf-8"))
    main = (_FOLDER / f"{name}.html").read_text("utf-8")
    script = f'<script type="module" src="/static/{name}.js"></script>' if f"{name}.js" in assets() else ""
    html = layout.substitute(name=name, title=title, main=main, script=script)
    return File("text/html; charset=utf-8", html.encode())
