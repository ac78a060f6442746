"""BrowserGym where it is installed: its modules, and what to do when they are not there."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from ...tools.errors import UsageError

MISSING = (
    "BrowserGym is not installed: `pip install 'eyehand[browsergym]'`, then `pip install --no-deps browsergym-core "
    "browsergym-miniwob`; docs/browsergym.md says why in two commands"
)


def is_installed() -> bool:
    """Whether BrowserGym's core is there, without importing it."""
    return find_spec("browsergym") is not None and find_spec("browsergym.core") is not None


def module(name: str) -> Any:
    """A module of BrowserGym, or one that registers tasks with it. Raises UsageError that says what to install."""
    if not is_installed():
        raise UsageError(MISSING)
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        suite = name.partition(".")[2]
        wanted = f"browsergym-{suite}" if name.startswith("browsergym.") and error.name == name else error.name
        raise UsageError(
            f"the module {name!r} cannot be imported: {error}; if it is a package, `pip install --no-deps {wanted}`; "
            "if it is a file of yours, name its folder in PYTHONPATH"
        ) from None
