"""Which model decides, by name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ...tools.errors import UsageError
from ...tools.eye.eye import Eye
from ..protocols import Decider
from .embedded import Embedded

NAMES = ("embedded",)


def resolve(name: str) -> str:
    """The name that ``auto`` stands for: EYEHAND_MODEL, else ``model`` in the user's config file, else embedded."""
    if name != "auto":
        return name
    return os.environ.get("EYEHAND_MODEL") or _configured() or "embedded"


def decider(name: str, eye: Eye) -> Decider:
    """Raises UsageError when no model has this name."""
    if name != "embedded":
        raise UsageError(f"no model is called {name!r}; there is: {', '.join(NAMES)}")
    return Embedded(eye)


def _configured() -> str | None:
    import yaml

    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    path = home / "eyehand" / "config.yaml"
    try:
        values: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from None
    return str(values["model"]) if isinstance(values, dict) and values.get("model") else None  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
