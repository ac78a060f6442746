"""The tool calls in a reply, whatever a model has put around them.

The wire format is ``<tool_call>{"name": …, "arguments": {…}}</tool_call>`` (Qwen3-VL), or the XML form that Qwen3.5 and
later write between the same tags.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, cast

from . import computer_use, mobile_use, recall
from .repair import read_json

_TAG = re.compile(r"<tool_calls?>(.*?)(</tool_calls?>|(?=<tool_calls?>)|\Z)", re.DOTALL)
_FENCE = re.compile(r"```(?:\w+)?[ \t]*\n?(.*?)(```|\Z)", re.DOTALL)
_FUNCTION = re.compile(r"<function=\s*\"?([\w.-]+)\"?\s*>(.*?)(</function>|(?=<function=)|\Z)", re.DOTALL)
_PARAMETER = re.compile(
    r"<parameter=\s*\"?(\w+)\"?\s*>(.*?)(</parameter>|(?=<parameter=)|(?=</function>)|\Z)", re.DOTALL
)
_ACTION_LINE = re.compile(r"^[\s>#*_-]*Action[\s*_]*[:：][\s*_]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_PARAMETERS = {*computer_use.PARAMETERS, *mobile_use.PARAMETERS, "key", "target"}
EXAMPLE = (
    '<tool_call>\n{"name": "computer_use", "arguments": {"action": "left_click", "coordinate": [500, 500]}}\n'
    "</tool_call>"
)
"""What a model is shown when its reply held no call."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a tool; ``cut`` says that some of it was missing or odd, so that parameters may be missing, too."""

    name: str
    arguments: dict[str, Any]
    cut: bool = False


class NoCall(ValueError):
    """There is no call in a reply; the sentence tells the model why."""


def calls_in(reply: str) -> tuple[str, list[Call]]:
    """What a reply says it does, in words, and its calls in their order. Raises NoCall."""
    text = without_thoughts(reply)
    prose, blocks = _blocks(text)
    calls: list[Call] = []
    for content, whole in blocks:
        calls += _xml(content, whole) if "<function=" in content else _json(content, whole)
    if not calls:
        raise NoCall(f"your reply holds no tool call; end it with one, like\n{EXAMPLE}")
    return words_of(prose), calls


def without_thoughts(reply: str) -> str:
    """What was said after thinking. Raises NoCall when thinking never ended."""
    _, closed, said = reply.rpartition("</think>")
    if not closed and "<think>" in reply:
        raise NoCall("your reply ended while you were thinking; think less, close </think>, then make one tool call")
    return said if closed else reply


def words_of(prose: str) -> str:
    """The ``Action:`` line, or the last line of prose where there is none; empty when nothing was said."""
    lines = _ACTION_LINE.findall(prose) or [line for line in prose.splitlines() if re.search(r"\w", line)]
    return lines[-1].strip().strip("\"'“”*`").strip()[:300] if lines else ""


def _blocks(text: str) -> tuple[str, list[tuple[str, bool]]]:
    """The prose before the first call, and each piece that should hold one with whether its end was there."""
    for pattern in (_TAG, _FENCE):
        found = [match for match in pattern.finditer(text) if re.search(r"[{\[]|<function=", match[1])]
        if found:
            return text[: found[0].start()], [(match[1], bool(match[2])) for match in found]
    bare = re.search(r"<function=|\{\s*[\"'“]?(?:name|action|arguments|function|type)\b", text)
    if bare is None:
        return text, []
    content, closing, _ = text[bare.start() :].partition("</tool_call>")
    return text[: bare.start()], [(content, bool(closing))]


def _json(content: str, whole: bool) -> list[Call]:
    fenced = _FENCE.search(content)
    if fenced:
        content, whole = fenced[1], whole or bool(fenced[2])
    try:
        value, cut = read_json(content.strip(), whole=whole)
    except ValueError as error:
        raise NoCall(f"the JSON of your tool call cannot be read: {error}; write it like\n{EXAMPLE}") from None
    values = cast("list[Any]", value) if isinstance(value, list) else [value]
    return [_call(one, cut) for one in values]


def _call(value: Any, cut: bool) -> Call:
    if not isinstance(value, dict):
        raise NoCall(f"a tool call is an object with a name and arguments; write it like\n{EXAMPLE}")
    fields = cast("dict[str, Any]", value)
    if isinstance(fields.get("function"), dict):
        fields = cast("dict[str, Any]", fields["function"])
    name = str(fields.get("name") or fields.get("function") or "").rpartition(".")[2]
    inner = next((fields[key] for key in ("arguments", "parameters", "args") if key in fields), None)
    if isinstance(inner, str):
        try:
            inner, _ = read_json(inner, whole=True)
        except ValueError as error:
            raise NoCall(f"the arguments of your tool call cannot be read: {error}; write\n{EXAMPLE}") from None
    if inner is None:
        inner = {key: part for key, part in fields.items() if key not in ("name", "function", "type")}
        single = inner.get(computer_use.NAME)
        inner = cast("dict[str, Any]", single) if isinstance(single, dict) and len(inner) == 1 else inner
    if not isinstance(inner, dict):
        raise NoCall(f"the arguments of a tool call are an object; write it like\n{EXAMPLE}")
    return _named(name, cast("dict[str, Any]", inner), cut)


def _named(name: str, arguments: dict[str, Any], cut: bool) -> Call:
    """A call by the name of its tool; some models write the action's name instead, or none.

    Parameters that nobody knows may be known ones misspelt: then nothing is left to defaults.
    """
    arguments = {str(key).strip(" \n\t\"'“”‘’`"): value for key, value in arguments.items()}
    cut = cut or not _PARAMETERS.issuperset(arguments)
    if name == recall.NAME:
        return Call(name, arguments)
    if name in computer_use.ACTIONS and arguments.get("action", name) == name:
        return Call(computer_use.NAME, {"action": name, **arguments}, cut)
    if not name and "action" in arguments:
        name = computer_use.NAME
    if name not in (computer_use.NAME, mobile_use.NAME):
        wrong = f"there is no tool {name!r}" if name else "your call names no tool"
        raise NoCall(f"{wrong}; the tools are called {computer_use.NAME} and {recall.NAME}, like\n{EXAMPLE}")
    return Call(name, arguments, cut)


def _xml(content: str, whole: bool) -> list[Call]:
    calls: list[Call] = []
    for match in _FUNCTION.finditer(content):
        arguments: dict[str, Any] = {}
        for name, value, end in _PARAMETER.findall(match[2]):
            if not (end or match[3] or whole):
                raise NoCall(f"the parameter {name!r} of your tool call is cut off; close it with </parameter>")
            if re.search(r"<parameter|/parameter", value):
                raise NoCall(f"the parameter {name!r} of your tool call is not closed; close it with </parameter>")
            if name in arguments:
                raise NoCall(f"the parameter {name!r} is there twice; give each one once")
            arguments[name] = value.removeprefix("\n").removesuffix("\n")
        odd = _PARAMETER.sub("", match[2]).strip() != ""
        calls.append(_named(match[1].rpartition(".")[2], arguments, odd or not (match[3] or whole)))
    return calls


def write_call(call: Call) -> str:
    """A call on the wire."""
    said = json.dumps({"name": call.name, "arguments": call.arguments}, ensure_ascii=False)
    return f"<tool_call>\n{said}\n</tool_call>"
