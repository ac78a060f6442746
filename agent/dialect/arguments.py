"""The parameters of a call as models write them: numbers as texts, lists as texts, keys in a row."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any, cast

from .calls import NoCall
from .keys import to_w3c


def keys_of(arguments: dict[str, Any]) -> tuple[str, ...]:
    """The keys of a call, in our names. Raises NoCall when one of them is none."""
    given = arguments.get("keys", arguments.get("key", arguments.get("text")))
    if isinstance(given, str) and given.strip().startswith("["):
        given = _loaded(given)
    keys = [given] if isinstance(given, str) else given
    if not isinstance(keys, list) or not keys or not all(isinstance(key, str) for key in cast("list[Any]", keys)):
        raise NoCall('key needs `keys`, a list of names like ["ctrl", "s"]')
    found = to_w3c(cast("list[str]", keys))
    if isinstance(found, str):
        raise NoCall(f"{found}; write names like enter, esc, tab, ctrl, down, f5 or a; use type for text")
    return found


def text_in(arguments: dict[str, Any], action: str, name: str = "text") -> str:
    """The text of a call, which some models write as a number. Raises NoCall when there is none."""
    text = arguments.get(name)
    if isinstance(text, int | float) and not isinstance(text, bool):
        text = str(text)
    if not isinstance(text, str) or not text:
        raise NoCall(f"{action} needs a `{name}`, and it is not empty")
    return text


def number(given: Any, name: str) -> float:
    """A number by the name of its parameter. Raises NoCall when it is none."""
    found = numbers_in(given)
    if found is None or len(found) != 1 or not isfinite(found[0]):
        raise NoCall(f"`{name}` is {given!r} and should be a number")
    return found[0]


def numbers_in(given: Any) -> list[float] | None:
    """The numbers in what a model gave as one, a list, a list of texts, a text, or x and y by name."""
    if isinstance(given, str):
        stripped = given.strip().strip("[]()").strip()
        parts = re.split(r"\s*[,;\s]\s*", stripped)
        if not all(re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", part) for part in parts):
            return None
        return [float(part) for part in parts]
    if isinstance(given, dict):
        fields = cast("dict[str, Any]", given)
        given = [fields.get("x"), fields.get("y")] if set(fields) == {"x", "y"} else None
    if isinstance(given, bool):
        return None
    if isinstance(given, int | float):
        return [float(given)] if abs(given) < 1e15 else None
    if not isinstance(given, list):
        return None
    inner = cast("list[Any]", given)
    if len(inner) == 1 and isinstance(inner[0], list):
        inner = cast("list[Any]", inner[0])
    each = [numbers_in(one) for one in inner if not isinstance(one, list | dict)]
    if len(each) != len(inner) or any(one is None or len(one) != 1 for one in each):
        return None
    return [one[0] for one in each if one is not None]


def _loaded(text: str) -> Any:
    try:
        return json.loads(text.replace("'", '"'))
    except (ValueError, RecursionError):
        return None
