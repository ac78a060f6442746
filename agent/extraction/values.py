"""What stands on the screen as a value of the type that a field has."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from ...tools.eye.language.synonyms import same_meaning
from ...tools.geometry import Box
from .dates import date_in, datetime_in, time_in
from .numbers import Unfit, number_in

_YES = frozenset(
    ("yes", "y", "true", "on", "✓", "✔", "√", "☑", "enabled", "active", "ticked", "checked", "是", "有", "对", "开")
)
_NO = frozenset(
    (
        "no",
        "n",
        "false",
        "off",
        "✗",
        "✘",
        "✕",
        "×",
        "x",
        "☐",
        "disabled",
        "inactive",
        "unticked",
        "否",
        "无",
        "错",
        "关",
    )
)
_NOTHING = frozenset(("", "-", "–", "—", "--", "n/a", "none", "null", "无", "/"))
_SEVERAL = re.compile(r"\s*[,;、；|·•]\s*")


@dataclass(frozen=True)
class Seen:
    """A value as it stands on the screen, in frame pixels; ``ticked`` is None for what is no box to tick."""

    text: str
    box: Box
    ticked: bool | None = None


def converted(seen: Seen, annotation: Any) -> Any:
    """The value that was seen as one of a type; None where the type allows it and a dash, or nothing, stands there.

    Numbers lose currency and thousands (``number_in``), dates are never guessed (``date_in``), a box that is ticked or
    "yes" is True, an option is the one that is written there. Raises Unfit with the reason.
    """
    members = tuple(_members(annotation))
    if seen.text.strip().casefold() in _NOTHING and seen.ticked is None:
        if type(None) in members:
            return None
        if not seen.text.strip():
            raise Unfit("nothing can be read there; make the field optional if that is right")
    reasons: list[str] = []
    for member in members:
        if member is type(None):
            continue
        try:
            return _as(seen, member)
        except Unfit as error:
            reasons.append(str(error))
    raise Unfit(reasons[0] if reasons else f"{seen.text!r} fits no type")


def fits(seen: Seen, annotation: Any) -> bool:
    """Whether ``converted`` gives a value."""
    try:
        converted(seen, annotation)
    except Unfit:
        return False
    return True


def is_plain(annotation: Any) -> bool:
    """Whether any text is a value of the type, so that its form tells nothing."""
    return any(member is str or member is Any for member in _members(annotation))


def wants_tick(annotation: Any) -> bool:
    return bool in _members(annotation)


def _members(annotation: Any) -> Iterator[Any]:
    """The types of a union, each without remarks."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _members(get_args(annotation)[0])
    elif origin is Union or origin is types.UnionType:
        for member in get_args(annotation):
            yield from _members(member)
    else:
        yield annotation


def _as(seen: Seen, kind: Any) -> Any:
    origin, text = get_origin(kind), seen.text.strip()
    if origin is Literal:
        return _option(text, {option: _shown(option) for option in get_args(kind)})
    if origin in (list, tuple, set, frozenset):
        inner = (*get_args(kind), str)[0]
        parts = [part for part in _SEVERAL.split(text) if part]
        return [converted(Seen(part, seen.box), inner) for part in parts]
    if not isinstance(kind, type):
        return text
    if kind is bool:
        return _truth(seen)
    if issubclass(kind, Enum):
        options: dict[Any, tuple[str, ...]] = {
            member: (*_shown(cast(Any, member).value), member.name.replace("_", " ")) for member in kind
        }
        return _option(text, options)
    if issubclass(kind, datetime):
        return datetime_in(text)
    if issubclass(kind, date):
        return date_in(text)
    if issubclass(kind, time):
        return time_in(text)
    if issubclass(kind, int):
        number = number_in(_whole_marks(text))
        if number != int(number):
            raise Unfit(f"{text!r} is no whole number")
        return int(number)
    if issubclass(kind, float):
        return float(number_in(text))
    if issubclass(kind, Decimal):
        return number_in(text)
    return text


def _whole_marks(text: str) -> str:
    """A whole number has no decimals: a point before three digits parts thousands."""
    return re.sub(r"(?<=\d)\.(?=\d{3}(?:\D|$))", ",", text) if "," not in text else text


def _truth(seen: Seen) -> bool:
    if seen.ticked is not None:
        return seen.ticked
    word = seen.text.strip().casefold().rstrip(".")
    if word in _YES or word in _NO:
        return word in _YES
    raise Unfit(f"{seen.text!r} says neither yes nor no")


def _shown(option: Any) -> tuple[str, ...]:
    text = str(option)
    return (text, text.replace("_", " ")) if "_" in text else (text,)


def _option(text: str, options: dict[Any, tuple[str, ...]]) -> Any:
    """The option that is written there: the same but for case and blanks, else one misread letter in eight, else a
    word of the same meaning; only when it is one."""
    from rapidfuzz.distance import Levenshtein

    flat = _flat(text)

    def misread(shown: str) -> bool:
        return len(flat) > 3 and Levenshtein.distance(_flat(shown), flat) <= len(flat) // 8

    tests: tuple[Callable[[str], bool], ...] = (
        lambda shown: _flat(shown) == flat,
        misread,
        lambda shown: same_meaning(shown.casefold(), text.casefold()),
    )
    for test in tests:
        found = [option for option, names in options.items() if any(test(name) for name in names)]
        if len(found) == 1:
            return found[0]
    names = ", ".join(repr(names[0]) for names in options.values())
    raise Unfit(f"{text!r} is none of {names}")


def _flat(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold()) or text.strip()
