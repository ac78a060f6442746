"""What is asked for as a pydantic model, asked of a vision-language model."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ...tools.errors import ActionError, FormatError
from ..history import Part
from ..protocols import Answerer

_FENCE = re.compile(r"^```(?:json)?\s*(?P<json>.*?)\s*```$", re.DOTALL)


def extract_by_asking(answerer: Answerer, parts: Sequence[Part], model: Any, words: str) -> Any:
    """An instance of a model, or of ``list[Model]``, from an answer in JSON to what the parts show.

    Raises ActionError when nothing is shown, or the answer is not JSON of the model's schema; EnvError when whoever
    answers is unavailable.
    """
    adapter: TypeAdapter[Any] = TypeAdapter(model)
    try:
        text = answerer.answer(parts, question(adapter, words)).text
    except FormatError as error:
        raise ActionError(f"no answer that can be used: {error}") from None
    if text is None:
        raise ActionError(f"{words or 'what was asked for'} is not shown, says the model")
    fenced = _FENCE.match(text.strip())
    try:
        return adapter.validate_json(fenced["json"] if fenced else text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the answer"
        raise ActionError(f"the model's answer does not fit: {where}: {first['msg']}; it said {text[:200]!r}") from None


def question(adapter: TypeAdapter[Any], words: str) -> str:
    """What is asked: the words, and the JSON schema of the answer."""
    schema = json.dumps(adapter.json_schema(), ensure_ascii=False)
    return (
        f"Extract {words or 'the values'} as JSON of this schema, with dates as YYYY-MM-DD, numbers without currency "
        f"and thousands, and null for what may be absent and is not there:\n{schema}"
    )
