"""The user's own config file: ``config.yaml`` in ``~/.config/eyehand``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from ...tools.errors import EnvError, UsageError


class OwnConfig(BaseModel):
    """The model that ``auto`` stands for, and where it is served."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    model: str | None = None
    base_url: str | None = None
    model_id: str | None = None


def own_folder() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "eyehand"


def read_own() -> OwnConfig:
    """What the file says; nothing when there is none. Raises UsageError when it cannot be read."""
    path = own_folder() / "config.yaml"
    try:
        values: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return OwnConfig.model_validate(values or {})
    except FileNotFoundError:
        return OwnConfig()
    except (OSError, yaml.YAMLError, UnicodeDecodeError, ValidationError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from None


def write_own(config: OwnConfig) -> Path:
    """Put the choice into the file and leave the rest of it alone; the path of the file.

    Raises UsageError when what is there cannot be read, EnvError when it cannot be written.
    """
    path = own_folder() / "config.yaml"
    read_own()
    try:
        loaded: Any = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
        before: dict[str, Any] = dict(loaded or {})
        chosen = config.model_dump()
        merged = {**{key: value for key, value in before.items() if key not in chosen}, **chosen}
        said = {key: value for key, value in merged.items() if key not in chosen or value is not None}
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name("config.yaml.new")
        fresh.write_text(yaml.safe_dump(said, sort_keys=False, allow_unicode=True), encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise EnvError(f"cannot write {str(path)!r}: {error.strerror}") from None
    return path
