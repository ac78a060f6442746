"""Values in a script: ``{name}`` in any text of a step stands for a parameter, a variable or a secret."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import Any

from ...tools.errors import UsageError
from .verbs import VERBS, Step

_NAME = re.compile(r"\{([A-Za-z_]\w*)\}")
_NO_TEXT = frozenset({"anchor", "into", "fields", "steps", "otherwise"})
"""Fields that are names, or steps which are filled in when it is their turn. (``into`` of "type" is a text.)"""


def names_in(step: Step) -> tuple[str, ...]:
    """The names that a step's own texts use, in order, each once; those of the steps inside it are not among them."""
    found = [name for text in _texts(_own(step)) for name in _NAME.findall(text)]
    return tuple(dict.fromkeys(found))


def filled(step: Step, values: Mapping[str, str], secrets: Set[str] = frozenset()) -> Step:
    """The step with each ``{name}`` of a value in its place; secrets stay as they are, to be rendered where input goes.

    Raises UsageError for a name that stands for nothing.
    """
    data = {**step.model_dump(exclude_unset=True), **_put(_own(step), values, secrets)}
    kind = next(kind for kind in VERBS.values() if isinstance(step, kind))
    return kind.model_validate(data)  # pyright: ignore[reportReturnType]  (each kind is one of Step)


def _own(step: Step) -> dict[str, Any]:
    keep_into = step.__class__.__name__ == "Type"
    data = step.model_dump(exclude_unset=True)
    return {key: value for key, value in data.items() if key not in _NO_TEXT or (key == "into" and keep_into)}


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _texts(item)]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _texts(item)]  # pyright: ignore[reportUnknownVariableType]
    return []


def _put(value: Any, values: Mapping[str, str], secrets: Set[str]) -> Any:
    if isinstance(value, str):
        return _NAME.sub(lambda match: _value(match[1], values, secrets), value)
    if isinstance(value, Mapping):
        return {key: _put(item, values, secrets) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list | tuple):
        return [_put(item, values, secrets) for item in value]  # pyright: ignore[reportUnknownVariableType]
    return value


def _value(name: str, values: Mapping[str, str], secrets: Set[str]) -> str:
    if name in values:
        return values[name]
    if name in secrets:
        return f"{{{name}}}"
    known = ", ".join(sorted({*values, *secrets})) or "none"
    raise UsageError(f"{{{name}}} names no parameter, variable or secret (there are: {known}); --set {name}=… gives it")
