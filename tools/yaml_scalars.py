"""One text or number as YAML, the way a person would write it: quoted only where it must be."""

from __future__ import annotations

import math
import re
from typing import Any

import yaml

_RESOLVER: Any = yaml.resolver.Resolver()
_TEXT = "tag:yaml.org,2002:str"
_FIRST = frozenset("/.($€£+~")
"""What a plain text may start with, besides letters and digits."""
_FLOW = re.compile(r"[,\[\]{}:?]")


def scalar(value: str | float | bool | None, *, flow: bool = False) -> str:
    """On one line. ``flow`` is whether it stands within braces or brackets, where more must be quoted."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    return value if _plain(value, flow) else _quoted(value)


def block(text: str, indent: str) -> str | None:
    """A text of several lines as ``|`` and its lines, each after ``indent``; None when only quotes can hold it."""
    lines = text.removesuffix("\n").split("\n")
    ordinary = all(line.isprintable() and line.strip() == line.rstrip() for line in lines[:1]) and all(
        line.isprintable() and line == line.rstrip() for line in lines
    )
    if len(lines) < 2 or not ordinary or not lines[0] or not lines[-1]:
        return None
    mark = "|" if text.endswith("\n") else "|-"
    return "\n".join([mark, *(indent + line if line else "" for line in lines)])


def _number(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _plain(text: str, flow: bool) -> bool:
    """Whether neither a YAML 1.1 nor a YAML 1.2 reader takes it for anything but this text."""
    return (
        bool(text)
        and (text[0].isalnum() or text[0] in _FIRST)
        and text == text.strip()
        and text.isprintable()
        and ": " not in text
        and " #" not in text
        and text[-1] != ":"
        and not (flow and _FLOW.search(text))
        and not re.match(r"[-+.]?\d[\d_.:eExXoO+-]*$", text)
        and _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == _TEXT
    )


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=math.inf).removesuffix("\n")
