"""YAML that remembers on which line everything stands, so that a mistake can be pointed at."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import yaml

from .errors import UsageError
from .yaml_scalars import block, scalar

Where = tuple[int | str, ...]
"""A way into a document: keys and positions in lists."""


class NoYaml(UsageError):
    """A text that is no YAML. ``line`` is where that shows, from 1, or None."""

    def __init__(self, name: str, line: int | None, problem: str) -> None:
        super().__init__(f"{name}: {f'line {line}: ' if line else ''}no YAML: {problem}")
        self.line = line
        self.problem = problem


class Marked:
    """A YAML document that was read. ``data`` is plain Python; ``line`` says where a part of it stands."""

    def __init__(self, text: str, name: str) -> None:
        """Raises NoYaml when the text is no YAML of one document."""
        self.text = text
        self.name = name
        try:
            loader = _Loader(text)
            node = loader.get_single_node()
            self.data: Any = loader.construct_document(node) if node is not None else None  # pyright: ignore[reportUnknownMemberType]
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            raise NoYaml(name, mark.line + 1 if mark else None, getattr(error, "problem", None) or str(error)) from None
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

    def at(self, where: Where) -> object:
        """What stands at a place; None when nothing does."""
        found: Any = self.data
        for step in where:
            try:
                found = found[step]
            except (LookupError, TypeError):
                return None
        return found

    def replaced(self, where: Where, new: str) -> str:
        """The document's text with another text at this place; comments, order and layout stay as they are.

        Raises UsageError when no text stands there, or nothing else would stay the same: at an alias, for one.
        """
        node, flow, indent = self._node, False, 0
        for step in where:
            flow = flow or (isinstance(node, yaml.CollectionNode) and bool(node.flow_style))
            indent = node.start_mark.column if isinstance(node, yaml.MappingNode) else indent
            found = _inside(node, step)
            node = found[1] if found else None
        place = f"{self.name}: line {self.line(where)}: {'.'.join(map(str, where))}"
        if not isinstance(node, yaml.ScalarNode):
            raise UsageError(f"{place}: no text stands there")
        start, end = node.start_mark.index, node.end_mark.index
        alone = not flow and self.text[end - 1 :].split("\n", 1)[0][1:].strip() == ""
        lines = block(new, " " * (indent + 2)) if alone else None
        written = lines or scalar(new, flow=flow)
        tail = "\n" if self.text[start:end].endswith("\n") else ""
        text = self.text[:start] + written + tail + self.text[end:]
        try:
            kept = _differs_only(self.data, Marked(text, self.name).data, where, new)
        except UsageError:
            kept = False
        if not kept:
            raise UsageError(f"{place}: it cannot be replaced without changing more than that: do it by hand")
        return text

    def added(self, where: Where, key: str, value: str) -> str:
        """The document's text with one more key in the mapping at this place: on a line of its own, or in its braces.

        Raises UsageError when there is no mapping, or nothing else would stay the same.
        """
        node = self._node
        for step in where:
            found = _inside(node, step)
            node = found[1] if found else None
        place = f"{self.name}: line {self.line(where)}"
        text = ""
        if isinstance(node, yaml.MappingNode) and node.value and node.flow_style:
            stop = node.value[-1][1].end_mark.index
            text = f"{self.text[:stop]}, {key}: {scalar(value, flow=True)}{self.text[stop:]}"
        elif isinstance(node, yaml.MappingNode) and node.value:
            first = node.value[0][1].end_mark.index
            stop = self.text.find("\n", max(0, first - 1))
            stop = len(self.text) if stop < 0 else stop
            line = f"\n{' ' * node.value[0][0].start_mark.column}{key}: {scalar(value)}"
            text = self.text[:stop] + line + self.text[stop:]
        try:
            kept = bool(text) and _has_more(self.data, Marked(text, self.name).data, where, key, value)
        except UsageError:
            kept = False
        if not kept:
            raise UsageError(f"{place}: `{key}: {value}` cannot be added there: do it by hand")
        return text


def _has_more(old: Any, new: Any, where: Where, key: str, value: str) -> bool:
    """Whether a document is the other with one more key in one mapping."""
    for step in where:
        try:
            old, new = old[step], new[step]
        except (LookupError, TypeError):
            return False
    return isinstance(new, dict) and new == {**cast(dict[str, Any], old), key: value}


def _inside(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node, yaml.Node] | None:
    """What leads to a part (its key, or itself), and the part."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _differs_only(old: Any, new: Any, where: Where, value: str) -> bool:
    """Whether two documents are the same, but for the one place."""
    if not where:
        return new == value
    first, rest = where[0], where[1:]
    if isinstance(old, list) and isinstance(new, list):
        olds, news = cast(list[Any], old), cast(list[Any], new)
        same = len(olds) == len(news)
        pairs = [(n, a, b) for n, (a, b) in enumerate(zip(olds, news, strict=False))]
    elif isinstance(old, dict) and isinstance(new, dict):
        before, after = cast(dict[Any, Any], old), cast(dict[Any, Any], new)
        same = list(before) == list(after)
        pairs = [(key, item, after.get(key)) for key, item in before.items()]
    else:
        return False
    return same and all(_differs_only(a, b, rest, value) if key == first else a == b for key, a, b in pairs)


class _Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it, where ``on`` is a text and ``12:30`` too.

    A key that stands twice in one mapping is refused: the first would be lost without a word.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            name = key.value
            if not isinstance(name, str):
                raise yaml.constructor.ConstructorError(None, None, "a key is one word or text", key.start_mark)
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{name!r} stands twice", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", list("-+.")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), _first)  # pyright: ignore[reportUnknownMemberType]
