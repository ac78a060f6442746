"""Secrets: values that reach the screen and nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

from .alike import folded, looks
from .errors import UsageError

_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_LEAST_READ = 4
"""Letters of a secret that are known where they were read with mistakes: fewer stand in too many other words."""
_PART_READ = 0.5
_LIKE_READ = 80
"""How much of a secret makes a line secret, and how like it must be, 0 to 100."""


class Secrets:
    """Named secret values. Everything eyehand writes or shows holds ``{name}``; ``render`` is the one way out.

    ``render`` is called at the input boundary only; ``mask`` is called on everything that is stored.
    """

    def __init__(self, values: Mapping[str, SecretStr] | None = None) -> None:
        self._values = dict(values or {})
        for name, value in self._values.items():
            if not value.get_secret_value():
                raise UsageError(f"the secret {name!r} is empty; give it a value")

    def __repr__(self) -> str:
        return f"Secrets({', '.join(self.names)})"

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._values)

    @classmethod
    def parse(cls, specs: list[str]) -> Secrets:
        """Secrets of ``NAME=@ENV`` (an environment variable) or ``NAME=@FILE`` (a file) words: never plain values."""
        return cls(dict(_parse_one(spec) for spec in specs))

    def used_in(self, text: str) -> bool:
        """Whether rendering the text would put a secret into it."""
        return any(name in self._values for name in _PLACEHOLDER.findall(text))

    def render(self, text: str) -> str:
        """The text with each known ``{name}`` replaced by its value; other braces stay as they are."""

        def value(match: re.Match[str]) -> str:
            secret = self._values.get(match[1])
            return secret.get_secret_value() if secret else match[0]

        return _PLACEHOLDER.sub(value, text)

    def mask(self, text: str) -> str:
        """The text with each secret value replaced by its ``{name}``, the longest values first."""
        pairs = sorted(self._values.items(), key=lambda pair: -len(pair[1].get_secret_value()))
        for name, secret in pairs:
            text = text.replace(secret.get_secret_value(), f"{{{name}}}")
        return text

    def mask_read(self, line: str) -> str:
        """A line that was read from pixels, masked; all of it where a secret was read with mistakes, or a part of one.

        A part is half of it, what a line ends with while it is typed, or what goes on from the line before.
        """
        masked = self.mask(line)
        seen = looks(folded(masked))
        for name, secret in self._values.items():
            if _shows(seen, looks(folded(secret.get_secret_value()))):
                return f"{{{name}}}"
        return masked


def _shows(line: str, secret: str) -> bool:
    from rapidfuzz.fuzz import partial_ratio

    if len(secret) < _LEAST_READ:
        return False
    for letters in range(_LEAST_READ, len(secret)):
        if line.endswith(secret[:letters]) or line.startswith(secret[-letters:]):
            return True
    return len(line) >= max(_LEAST_READ, _PART_READ * len(secret)) and partial_ratio(secret, line) >= _LIKE_READ


def _parse_one(spec: str) -> tuple[str, SecretStr]:
    name, separator, source = spec.partition("=@")
    if not separator or not name.isidentifier() or not source:
        name = spec.partition("=")[0]
        raise UsageError(
            f"--secret {name}=…: write NAME=@ENV_VARIABLE or NAME=@FILE; a plain value would be remembered"
        )
    if source in os.environ:
        return name, SecretStr(os.environ[source])
    try:
        return name, SecretStr(Path(source).expanduser().read_text(encoding="utf-8").rstrip("\r\n"))
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"--secret {name}=@{source}: no environment variable or readable file of that name") from None
