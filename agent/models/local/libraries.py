"""Libraries whose types are not all known: what they leave open ends in the files of this folder."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def library(name: str) -> Any:
    """A module, imported now."""
    return import_module(name)
