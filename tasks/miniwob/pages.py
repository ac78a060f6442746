"""The pages of the MiniWoB++ package: HTML that is read as files, without importing its Python."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from ...tools.errors import UsageError

NOT_AMONG_THEM = {"button-delay", "chase-circle", "hover-shape", "moving-items", "simon-says"}
"""What judges moments in time: left out of the 125 tasks that BrowserGym runs too."""
MISSING = "MiniWoB++ is not installed: `pip install 'eyehand[miniwob]'` brings its pages"


@cache
def folder() -> Path:
    """The folder of the package's pages, scripts and pictures. Raises UsageError when it is not installed."""
    try:
        html = Path(str(distribution("miniwob").locate_file("miniwob/html")))
    except PackageNotFoundError:
        raise UsageError(MISSING) from None
    if not html.is_dir():
        raise UsageError(f"the package miniwob has no pages at {str(html)!r}; {MISSING}")
    return html


def names() -> tuple[str, ...]:
    """The 125 tasks by the names of their pages, sorted. Raises UsageError when the package is not installed."""
    found = {page.stem for page in (folder() / "miniwob").glob("*.html")}
    return tuple(sorted(found - NOT_AMONG_THEM))
