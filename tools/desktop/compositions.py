"""The system's table of what several keys type together: the Compose file of X."""

from __future__ import annotations

import re
from pathlib import Path

FILE = Path("/usr/share/X11/locale/en_US.UTF-8/Compose")
_LINE = re.compile(r'^((?:<\w+>\s*)+):\s*"((?:[^"\\]|\\.)+)"')
_KEY = re.compile(r"<(\w+)>")
_UNICODE = re.compile(r"U([0-9A-Fa-f]{4,6})")


def read(numbers: dict[str, int], path: Path = FILE) -> dict[tuple[int, ...], str]:
    """Key symbols by number, in order, to what they type; empty where the system has no such file.

    ``numbers`` are those of key symbols by X's names; a line with a name that is not among them is left out. The
    format is that of Compose(5).
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    found: dict[tuple[int, ...], str] = {}
    for line in lines:
        if match := _LINE.match(line):
            keys = tuple(_number(name, numbers) for name in _KEY.findall(match[1]))
            if all(keys):
                found.setdefault(keys, re.sub(r"\\(.)", r"\1", match[2]))
    return found


def _number(name: str, numbers: dict[str, int]) -> int:
    """The number of a key symbol by its name or its code point; 0 for one that is not known."""
    if match := _UNICODE.fullmatch(name):
        code = int(match[1], 16)
        return code if code <= 0xFF else 0x01000000 + code
    return numbers.get(name, 0)
