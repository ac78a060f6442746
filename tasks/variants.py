"""Tells the variants of a union by the one key that only one of them has: ``{click: …}``, ``{fill: …}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, Discriminator


class Strict(BaseModel):
    """Frozen; a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def by_key(*keys: str, words: str | None = None) -> Discriminator:
    """For a union whose variants are tagged with these keys; what has none of them is refused with the list.

    With ``words``, the tag of a variant that is plain text.
    """

    def told(value: Any) -> str | None:
        if isinstance(value, str):
            return words
        if isinstance(value, BaseModel):
            return next((key for key in keys if key in type(value).model_fields), None)
        if isinstance(value, Mapping):
            return next((key for key in keys if key in cast(Mapping[str, Any], value)), None)
        return None

    message = f"unknown kind; one of {', '.join(keys)} was expected"
    return Discriminator(told, custom_error_type="unknown_kind", custom_error_message=message)
