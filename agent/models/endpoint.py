"""The voice of a model behind an OpenAI-compatible server."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from .description import Description
from .exchange import Exchange
from .fitting import room_for_reply
from .messages import Message, pictures_in
from .pictures import data_url
from .wire import Said


class Endpoint:
    """Sends the messages whole, each time; the server reuses the prefix that it has cached."""

    def __init__(self, described: Description, base_url: str, model_id: str) -> None:
        self.described = described
        self._exchange = Exchange(base_url, model_id, described.sampling, described.deadline_s)

    def fetch(self) -> None:
        """Nothing: whether the server answers is seen when it is asked."""

    def say(self, messages: list[Message]) -> Said:
        """Raises EnvError when there is no reply in time, or the messages do not fit."""
        room = room_for_reply(messages, pictures_in(messages), self.described, self._context_tokens)
        return self._exchange.ask(as_sent(messages), room)

    def say_all(self, asked: Sequence[list[Message]]) -> list[Said]:
        """One after the other."""
        return [self.say(messages) for messages in asked]

    def close(self) -> None:
        """Stop waiting for a reply, from any thread."""
        self._exchange.close()

    @cached_property
    def _context_tokens(self) -> int:
        """The model's, or the server's when that is smaller."""
        return min(self.described.context_tokens, self._exchange.context_tokens() or self.described.context_tokens)


def as_sent(messages: list[Message]) -> list[Message]:
    """Messages with their pictures as data URLs."""
    return [{**message, "content": _content(message["content"])} for message in messages]


def _content(content: str | list[Message]) -> str | list[Message]:
    return content if isinstance(content, str) else [_part(part) for part in content]


def _part(part: Message) -> Message:
    if part["type"] != "image":
        return part
    return {"type": "image_url", "image_url": {"url": data_url(part["image"])}}
