"""The pages that BrowserGym's MiniWoB++ tasks open: those of the package ``miniwob``, in place of a clone."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager

from ..loopback import Site
from ..miniwob.pages import folder
from ..miniwob.server import FilesHandler

VARIABLE = "MINIWOB_URL"
"""Where BrowserGym looks for them."""


@contextmanager
def miniwob_pages() -> Generator[None]:
    """Serve them on a free loopback port while the block runs, and say so in the environment of this process.

    Nothing is done where the environment says already where they are. Raises UsageError when they are not installed.
    """
    if os.environ.get(VARIABLE):
        yield
        return
    folder()
    with Site(0, FilesHandler) as site:
        os.environ[VARIABLE] = f"{site.url}miniwob/"
        try:
            yield
        finally:
            del os.environ[VARIABLE]
