"""A Playwright state file: cookies and local storage to start from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..errors import UsageError


def check_state(path: Path) -> None:
    """Raises UsageError unless the file is an object of ``cookies`` and ``origins``, before a browser is started."""
    try:
        state: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"--storage-state {path}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise UsageError(f"--storage-state {path}: no JSON: {error}") from None
    if not isinstance(state, dict) or not {"cookies", "origins"} & set(state):  # pyright: ignore[reportUnknownArgumentType]
        raise UsageError(
            f"--storage-state {path}: an object with cookies and origins was expected, as Playwright saves"
        )
