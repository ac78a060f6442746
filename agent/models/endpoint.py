"""The voice of a model behind an OpenAI-compatible server.

Source of ``uuid``, an id in place of a picture that the server has: vLLM, docs/features/multimodal_inputs.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property

from ...env.events import Cost
from ...tools.errors import EnvError
from .description import Description
from .exchange import Exchange
from .fitting import cost_of, room_for_reply, words_here
from .local.tokens import Words
from .messages import Message, pictures_in
from .pictures import data_url, picture_id
from .wire import Said

_CONTROL = re.compile(r"<(?=\|\w+\|>)")
"""Begins what servers read as a control token, wherever it stands (tried: vLLM)."""


class Endpoint:
    """Sends the messages whole, each time; the server reuses the prefix that it has cached. Pictures that a server has
    are named, where the description says that it takes ids.
    """

    def __init__(self, described: Description, base_url: str, model_id: str) -> None:
        self.described, self._model_id = described, model_id
        self._exchange = Exchange(base_url, model_id, described.sampling, described.deadline_s)
        self._known: set[str] = set()
        """Ids of the pictures that the server was sent."""

    def fetch(self) -> None:
        """Nothing: whether the server answers is seen when it is asked."""

    def say(self, messages: list[Message]) -> Said:
        """Raises EnvError when there is no reply in time, or the messages do not fit."""
        pictures = pictures_in(messages)
        room = room_for_reply(self.cost(messages), self.described, self.context_tokens)
        if not self.described.picture_ids:
            return self._exchange.ask(as_sent(messages), room)
        try:
            said = self._exchange.ask(as_sent(messages, self._known), room)
        except EnvError:
            if self._known.isdisjoint(map(picture_id, pictures)):
                raise
            self._known.clear()  # it may have forgotten them
            said = self._exchange.ask(as_sent(messages, self._known), room)
        self._known.update(map(picture_id, pictures))
        return said

    def say_all(self, asked: Sequence[list[Message]]) -> list[Said]:
        """One after the other."""
        return [self.say(messages) for messages in asked]

    def close(self) -> None:
        """Stop waiting for a reply, from any thread."""
        self._exchange.close()

    def cost(self, messages: Sequence[Message]) -> Cost:
        """Of a request with these messages; pictures that are sent by their names count as if they were not."""
        return cost_of(messages, self.described, self._words)

    @property
    def context_tokens(self) -> int:
        """The model's, or the server's when that is smaller. Raises EnvError when the server does not answer."""
        return self._context_tokens

    @cached_property
    def _words(self) -> Words | None:
        return words_here(self.described, self._model_id)

    @cached_property
    def _context_tokens(self) -> int:
        return min(self.described.context_tokens, self._exchange.context_tokens() or self.described.context_tokens)


def as_sent(messages: list[Message], known: Collection[str] | None = None) -> list[Message]:
    """Messages with their pictures as data URLs; those whose id is known only by it, and the others with it.

    What looks like a control token in a text (the title of a page, for one) is told as plain letters.
    """
    return [{**message, "content": _content(message["content"], known)} for message in messages]


def letters(text: str) -> str:
    """A text in which nothing is a control token."""
    return _CONTROL.sub("< ", text)


def _content(content: str | list[Message], known: Collection[str] | None) -> str | list[Message]:
    return letters(content) if isinstance(content, str) else [_part(part, known) for part in content]


def _part(part: Message, known: Collection[str] | None) -> Message:
    if part["type"] != "image":
        return {**part, "text": letters(part["text"])}
    if known is None:
        return {"type": "image_url", "image_url": {"url": data_url(part["image"])}}
    name = picture_id(part["image"])
    url = None if name in known else {"url": data_url(part["image"])}
    return {"type": "image_url", "image_url": url, "uuid": name}
