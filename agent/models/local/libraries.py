"""Libraries whose types are not all known: what they leave open ends in the files of this folder."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any


def library(name: str) -> Any:
    """A module, imported now; none of them tells anybody that it is used."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    return import_module(name)
