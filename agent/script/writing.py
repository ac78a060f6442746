"""A script as YAML, the way a person would write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from pydantic import BaseModel

from ...tools.yaml_scalars import block, scalar
from .script import Script
from .verbs import Step

_WIDTH = 110
"""Of a line; what is longer is spread over several."""
_LAST = ("within_s", "optional", "then", "anchor", "steps", "otherwise")
"""Fields of a step that come after what it does, in this order."""


def dump(script: Script, comments: Mapping[int, str] | None = None, *, schema: str = "") -> str:
    """Reading it back gives an equal script.

    ``comments`` stand above the top-level steps of these positions, from 0. ``schema`` is where an editor finds the
    JSON schema, an address or a path relative to the script's file; "" writes no such line.
    """
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    data = _plain(script)
    steps = cast(list[dict[str, Any]], data.pop("steps"))
    for key, value in data.items():
        lines += _field(key, value, "")
    lines.append("steps:")
    for n, step in enumerate(steps):
        lines += [f"  # {line}".rstrip() for line in (comments or {}).get(n, "").splitlines()]
        lines += _item(step, "  ")
    return "\n".join(lines) + "\n"


def dump_step(step: Step) -> str:
    """One step alone, as it stands in a list of steps that is not indented."""
    return "\n".join(_item(_plain(step), "")) + "\n"


def _plain(value: Any) -> Any:
    """A model as plain data, in the order of reading, without what is as it would be anyway."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        order = [*(key for key in fields if key not in _LAST), *(key for key in _LAST if key in fields)]
        return {key: _plain(getattr(value, key)) for key in order if key == "eyehand" or _is_said(value, key)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in cast(Mapping[Any, Any], value).items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in cast(list[Any], value)]
    return value


def _is_said(model: BaseModel, key: str) -> bool:
    field = type(model).model_fields[key]
    return field.is_required() or getattr(model, key) != field.get_default(call_default_factory=True)


def _field(key: str, value: Any, indent: str) -> list[str]:
    """A key with its value: on its line when it fits there, below it otherwise."""
    start = f"{indent}{_key(key)}:"
    if isinstance(value, str):
        return f"{start} {block(value, indent + '  ') or scalar(value)}".split("\n")
    if not isinstance(value, dict | list):
        return [f"{start} {scalar(value)}"]
    line = f"{start} {_flow(value)}"
    if not value or (len(line) <= _WIDTH and key not in ("start", "parameters", "steps", "otherwise")):
        return [line]
    if isinstance(value, list):
        items = cast(list[Any], value)
        return [start, *(line for item in items for line in _item(item, indent + "  "))]
    return [
        start,
        *(line for name, item in cast(dict[str, Any], value).items() for line in _field(name, item, indent + "  ")),
    ]


def _item(value: Any, indent: str) -> list[str]:
    """A member of a list."""
    if not isinstance(value, dict) or not value:
        return [f"{indent}- {_flow(value)}"]
    lines = [line for key, item in cast(dict[str, Any], value).items() for line in _field(key, item, indent + "  ")]
    return [f"{indent}- {lines[0].removeprefix(indent + '  ')}", *lines[1:]]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        pairs = cast(dict[str, Any], value).items()
        return "{" + ", ".join(f"{_key(key, flow=True)}: {_flow(item)}" for key, item in pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in cast(list[Any], value)) + "]"
    return scalar(value, flow=True)


def _key(name: str, *, flow: bool = False) -> str:
    return name if name == "on" else scalar(name, flow=flow)
