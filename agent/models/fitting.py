"""What messages cost a model, and whether they fit it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any

from ...env.events import Cost
from ...tools.errors import EnvError
from .description import Description
from .image_tokens import MARKERS, image_tokens
from .local.folder import cached, is_path
from .local.sights import picture
from .local.tokens import FILE, Words, conversation
from .messages import Message, pictures_in
from .pictures import Shown, sent_bytes, sent_size

BYTES_PER_TOKEN = 3
"""An upper guess without a tokenizer: English has about four bytes to a token, Chinese more. A digit is one token."""
LEAST_REPLY = 256
"""A reply needs this many tokens at least."""


def cost_of(messages: Sequence[Message], described: Description, words: Words | None) -> Cost:
    """Of a request to a server; the tokens are exact with the tokenizer of the model, else guessed on the safe side.

    Raises EnvError for a picture that the model refuses.
    """
    pictures = pictures_in(messages)
    tokens = picture_tokens(pictures, described)
    if words is None:
        tokens += text_tokens(messages)
    else:
        tokens = len(conversation(messages, words, lambda shown: picture(shown, described.images)))
    sent = sum(map(sent_bytes, pictures)) + sum(len(text.encode()) for text in _texts(messages))
    return Cost(tokens=tokens, pictures=len(pictures), bytes=sent)


def words_here(described: Description, model_id: str) -> Words | None:
    """The tokenizer of a model whose folder is on this machine; None when it is not. Nothing is fetched."""
    source = described.in_process.weights or described.model_id or model_id
    folder = Path(source).expanduser() if is_path(source) else cached(source)
    if folder is None or not (folder / FILE).exists():
        return None
    try:
        return Words(folder)
    except (EnvError, ImportError):
        return None


def picture_tokens(pictures: Sequence[Shown], described: Description) -> int:
    """Tokens of the pictures with their markers, exact. Raises EnvError for a picture that the model refuses."""
    try:
        return sum(image_tokens(*sent_size(picture), described.images) + MARKERS for picture in pictures)
    except ValueError as error:
        raise EnvError(f"{described.name} cannot be shown this: {error}") from None


def room_for_reply(cost: Cost, described: Description, context_tokens: int) -> int:
    """How many tokens a reply may have, at most what the description says.

    ``context_tokens`` is the smaller of the model's and the server's. Raises EnvError when the pictures are too many or
    nothing is left for a reply.
    """
    if cost.pictures > described.max_images:
        raise EnvError(
            f"{cost.pictures} pictures are more than the {described.max_images} that {described.name} takes in one "
            "request; give a shorter task, or raise max_images in the model's file if its server takes more"
        )
    left = context_tokens - cost.tokens
    if left < LEAST_REPLY:
        raise EnvError(
            f"{cost.tokens:,} tokens, {cost.pictures} pictures among them, do not fit the {context_tokens:,} tokens of "
            f"{described.name}; give a shorter task, a smaller --viewport or a model with more context"
        )
    return min(left, described.sampling.max_tokens)


def text_tokens(messages: Sequence[Message]) -> int:
    """Tokens of everything but the pictures, guessed on the safe side."""
    return sum(map(_guessed, _texts(messages))) + 5 * len(messages)  # and the marks around a message


def _texts(messages: Sequence[Message]) -> list[str]:
    found: list[str] = []
    for message in messages:
        content: str | list[dict[str, Any]] = message["content"]
        found += [content] if isinstance(content, str) else [part["text"] for part in content if "text" in part]
    return found


@lru_cache(maxsize=8192)
def _guessed(text: str) -> int:
    digits = sum(map(text.count, "0123456789"))
    return digits + ceil((len(text.encode()) - digits) / BYTES_PER_TOKEN)
