"""YAML that remembers on which line everything stands, so that a mistake can be pointed at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from .errors import UsageError

Where = tuple[int | str, ...]
"""A way into a document: keys and positions in lists."""


class Marked:
    """A YAML document that was read. ``data`` is plain Python; ``line`` says where a part of it stands."""

    def __init__(self, text: str, name: str) -> None:
        """Raises UsageError with the line when the text is no YAML of one document."""
        self.text = text
        self.name = name
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            self.data: Any = loader.construct_document(node) if node is not None else None  # pyright: ignore[reportUnknownMemberType]
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            line = f"line {mark.line + 1}: " if mark else ""
            raise UsageError(f"{name}: {line}no YAML: {getattr(error, 'problem', None) or error}") from None
        finally:
            loader.dispose()  # pyright: ignore[reportUnknownMemberType]
        self._node = node

    @classmethod
    def read(cls, path: Path) -> Marked:
        """Raises UsageError when the file cannot be read or is no YAML."""
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise UsageError(f"cannot read {str(path)!r}: {error.strerror}") from None
        except UnicodeDecodeError as error:
            raise UsageError(f"{path}: byte {error.start} is no UTF-8 text") from None
        return cls(text, str(path))

    def line(self, where: Where) -> int:
        """The line, from 1, on which a part stands, or the nearest part around it."""
        node, line = self._node, 1
        for step in where:
            found = _inside(node, step)
            if found is None:
                break
            key, node = found
            line = key.start_mark.line + 1
        return line


def _inside(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node, yaml.Node] | None:
    """What leads to a part (its key, or itself), and the part."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice in one mapping: the first would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            name = key.value
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{name!r} stands twice", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)
