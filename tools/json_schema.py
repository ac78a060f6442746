"""JSON schemas as they are published."""

from __future__ import annotations

from typing import Any, cast


def untitled(value: Any, *, names: bool = False) -> Any:
    """Without the titles that pydantic makes of names; ``names`` is whether the keys are names of fields."""
    if isinstance(value, dict):
        pairs = cast(dict[str, Any], value).items()
        return {
            key: untitled(item, names=key in ("properties", "$defs")) for key, item in pairs if names or key != "title"
        }
    if isinstance(value, list):
        return [untitled(item) for item in cast(list[Any], value)]
    return value
