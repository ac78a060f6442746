"""Whether what is to be sent fits a model."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from ...tools.errors import EnvError
from .description import Description
from .image_tokens import MARKERS, image_tokens
from .pictures import Shown, sent_size

BYTES_PER_TOKEN = 3
"""An upper guess where no tokenizer is at hand: English has about four bytes to a token, Chinese more."""
LEAST_REPLY = 256
"""A reply needs this many tokens at least."""


def picture_tokens(pictures: Sequence[Shown], described: Description) -> int:
    """Tokens of the pictures with their markers, exact. Raises EnvError for a picture that the model refuses."""
    try:
        return sum(image_tokens(*sent_size(picture), described.images) + MARKERS for picture in pictures)
    except ValueError as error:
        raise EnvError(f"{described.name} cannot be shown this: {error}") from None


def room_for_reply(
    messages: Sequence[dict[str, Any]], pictures: Sequence[Shown], described: Description, context_tokens: int
) -> int:
    """How many tokens a reply may have, at most what the description says.

    ``context_tokens`` is the smaller of the model's and the server's. Raises EnvError when the pictures are too many or
    nothing is left for a reply.
    """
    if len(pictures) > described.max_images:
        raise EnvError(
            f"{len(pictures)} pictures are more than the {described.max_images} that {described.name} takes in one "
            "request; give a shorter task, or raise max_images in the model's file if its server takes more"
        )
    seen = picture_tokens(pictures, described)
    words = ceil(sum(_bytes(message["content"]) for message in messages) / BYTES_PER_TOKEN)
    left = context_tokens - seen - words
    if left < LEAST_REPLY:
        raise EnvError(
            f"{len(pictures)} pictures ({seen:,} tokens) and {words:,} tokens of text do not fit the "
            f"{context_tokens:,} tokens of {described.name}; give a shorter task, a smaller --viewport or a model with "
            "more context"
        )
    return min(left, described.sampling.max_tokens)


def _bytes(content: str | list[dict[str, Any]]) -> int:
    texts = [content] if isinstance(content, str) else [part.get("text", "") for part in content]
    return sum(len(text.encode()) for text in texts) + 12  # the marks around a message
