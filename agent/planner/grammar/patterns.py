"""Patterns of words. In a clause no two spaces stand side by side, so that a space in a pattern is one space."""

from __future__ import annotations

import re


def one_of(lines: str) -> str:
    """A group of alternatives, written as lines of "this | that"."""
    return f"(?:{alternatives(lines)})"


def alternatives(lines: str) -> str:
    return re.sub(r" *\n *| +\| +", "|", lines.strip())


def pattern(*parts: str) -> re.Pattern[str]:
    """A pattern in parts that are put together; case does not matter."""
    return re.compile("".join(parts), re.IGNORECASE)
