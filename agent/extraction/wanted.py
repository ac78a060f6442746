"""What a pydantic model asks for: its fields, the words that may name each, and whether it must be there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal, cast, get_args, get_origin

from pydantic import AliasChoices, BaseModel, Field, create_model
from pydantic.fields import FieldInfo

from ...tools.errors import UsageError

_ARTICLE = re.compile(r"^(?:the|a|an|its|their)\s+", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_TYPES: dict[str, Any] = {
    "text": str, "number": Decimal, "integer": int, "date": date, "time": time, "datetime": datetime, "bool": bool,
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """A field of a model; ``names`` are words that may stand on the screen for it, best first.

    ``rows`` is the model of each row when the field is a list of models, ``inner`` the model of one that is nested.
    """

    name: str
    names: tuple[str, ...]
    annotation: Any
    required: bool
    rows: type[BaseModel] | None = None
    inner: type[BaseModel] | None = None


def wanted_of(model: type[BaseModel], outer: str = "") -> tuple[Wanted, ...]:
    """The fields of a model, in order; those of a nested one may have the outer field's name before theirs."""
    return tuple(_wanted(name, info, outer) for name, info in model.model_fields.items())


def row_model(annotation: Any) -> type[BaseModel] | None:
    """The model of each row of ``list[Model]``, also when it may be None; None for any other type."""
    for member in (annotation, *get_args(annotation)):
        if get_origin(member) in (list, tuple):
            inner = (*get_args(member), None)[0]
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                return inner
    return None


def model_of(fields: Mapping[str, str | Mapping[str, Any]], name: str = "Fields") -> type[BaseModel]:
    """A model of named fields, for those who write no class.

    A field is ``text``, ``number``, ``integer``, ``date``, ``time``, ``datetime`` or ``bool``, else the words that name
    it on the screen; or a mapping with any of ``type``, ``words``, ``optional`` and ``options`` (texts of which it is
    one). Raises UsageError for anything else.
    """
    if not fields:
        raise UsageError("no fields are named; say what to extract, as in {'total': 'number'}")
    made = {field: _definition(field, said) for field, said in fields.items()}
    return create_model(name, **cast(Any, made))


def _definition(field: str, said: str | Mapping[str, Any]) -> tuple[Any, Any]:
    if isinstance(said, str):
        said = {"type": said} if said in _TYPES else {"words": said}
    unknown = set(said) - {"type", "words", "optional", "options"}
    kind, options = said.get("type", "text"), said.get("options")
    if not field.isidentifier() or field.startswith("_"):
        raise UsageError(f"{field!r} is no name for a field; letters, digits and '_' were expected, a letter first")
    if unknown or kind not in _TYPES:
        wrong = ", ".join(sorted(unknown)) or f"type {kind!r}"
        raise UsageError(f"field {field!r} has {wrong}; a type is one of {', '.join(_TYPES)}")
    annotation: Any = Literal[tuple(options)] if options else _TYPES[kind]
    if said.get("optional"):
        return annotation | None, Field(default=None, title=said.get("words"))
    return annotation, Field(title=said.get("words"))


def _wanted(name: str, info: FieldInfo, outer: str) -> Wanted:
    names = [words for words in (info.title, *_aliases(info)) if words]
    spoken = _spoken(name)
    names = [*dict.fromkeys((*map(_spoken, names), spoken))]
    if info.description:
        names.append(_ARTICLE.sub("", re.split(r"[,;.(（，。]", info.description.strip())[0]).strip())
    if outer:
        names = [f"{outer} {spoken}", *names]
    kinds = (info.annotation, *get_args(info.annotation))
    inner = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
    rows = row_model(info.annotation)
    return Wanted(name, tuple(filter(None, names)), info.annotation, info.is_required(), rows, None if rows else inner)


def _aliases(info: FieldInfo) -> list[str]:
    found = [info.alias, info.serialization_alias]
    if isinstance(info.validation_alias, AliasChoices):
        found += [choice for choice in info.validation_alias.choices if isinstance(choice, str)]
    elif isinstance(info.validation_alias, str):
        found.append(info.validation_alias)
    return [alias for alias in found if alias]


def _spoken(name: str) -> str:
    """``order_number``, ``orderNumber`` as words; words stay as they are."""
    return name if " " in name else _CAMEL.sub(" ", name).replace("_", " ").strip()
