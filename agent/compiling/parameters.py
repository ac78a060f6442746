"""What was typed or chosen becomes a parameter, called like its field."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..script.script import Parameter
from .telling import is_distinctive

_LONGEST = 30
_HELD = re.compile(r"\{([A-Za-z_]\w*)\}")
_FILLERS = frozenset(["the", "a", "an", "your", "please", "enter", "type", "choose", "select", "field"])


@dataclass
class Given:
    """The parameters of a script in the making, and the names of its secrets."""

    parameters: dict[str, Parameter] = field(default_factory=dict[str, Parameter])
    secrets: dict[str, None] = field(default_factory=dict[str, None])
    _fields: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    _common: set[str] = field(default_factory=set[str])

    def add(self, label: str, value: str, *, otherwise: str = "value", common: bool = False) -> str:
        """A parameter for a value of a field of this label; the text that stands for it.

        The same value in a field of the same label is one parameter. ``otherwise`` is what it is called when the label
        makes no name; ``common`` is whether the value stood on the screen before it was given: then it is not known by
        itself elsewhere.
        """
        key = (label.casefold(), value)
        if key not in self._fields:
            self._fields[key] = self._free(identifier(label) or "", otherwise)
            self.parameters[self._fields[key]] = Parameter.model_validate({"default": value})
            self._common |= {value} if common else set()
        return f"{{{self._fields[key]}}}"

    def secret(self, text: str) -> str:
        """A text that stands for secrets: ``{name}``."""
        self.secrets |= dict.fromkeys(_HELD.findall(text))
        return text

    @property
    def named(self) -> dict[str, str]:
        """The name of each value that is told from other texts by itself, the longest value first."""
        values = {one.default: name for name, one in reversed(self.parameters.items()) if one.default}
        telling = [value for value in values if is_distinctive(value) and value not in self._common]
        return {value: values[value] for value in sorted(telling, key=len, reverse=True)}

    def _free(self, name: str, otherwise: str) -> str:
        """The name, or the first with a number behind it that is not taken: ``amount_2``, ``value1``."""
        taken = {*self.parameters, *self.secrets}
        if name and name not in taken:
            return name
        numbered = (f"{name}_{n + 1}" if name else f"{otherwise}{n}" for n in range(1, len(taken) + 2))
        return next(one for one in numbered if one not in taken)


def identifier(label: str) -> str:
    """A label as a name: ``Invoice no. *`` is ``invoice_no``; "" when it has no letters of ASCII."""
    plain = unicodedata.normalize("NFKD", label.split("(")[0].strip() or label)
    words = re.findall(r"[A-Za-z0-9]+", plain.encode("ascii", "ignore").decode().replace("'", ""))
    words = [word for word in words if word.casefold() not in _FILLERS] or words
    name = "_".join(word.casefold() for word in words)[:_LONGEST].strip("_")
    if not re.search(r"[a-z]", name):
        return ""
    name = name if name[0].isalpha() else f"value_{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


def with_parameters(text: str, named: Mapping[str, str]) -> str:
    """The text with ``{name}`` in the place of each value, where it stands as words of its own."""
    for value, name in named.items():
        text = re.sub(rf"(?<![\w{{]){re.escape(value)}(?![\w}}])", f"{{{name}}}", text)
    return text
