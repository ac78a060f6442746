"""Reads messages as the tokens of one weights folder; no weights are needed for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ....tools.errors import EnvError
from ..description import Description
from ..image_tokens import ImageLimits
from ..messages import Message
from .folder import folder_of, read_json
from .sights import Clip, Sight, Video, VideoLimits, clip, picture
from .template import opening
from .tokens import Recall, Tokens, Words, conversation

_NOBODY: Recall = lambda start, text: None  # noqa: E731


class Reader:
    """The tokenizer, the limits of pictures, and how a reply begins."""

    def __init__(self, folder: Path, described: Description) -> None:
        """The limits of pictures are the description's where it names them. Raises UsageError and EnvError."""
        self.folder, self.described = folder, described
        self.words = Words(folder)
        self.opening = opening(folder)
        own = _limits(read_json(folder / "preprocessor_config.json"))
        named = "images" in described.model_fields_set or not own
        self.images = described.images if named else ImageLimits(**own)
        self.videos = VideoLimits(**_limits(read_json(folder / "video_preprocessor_config.json")))

    def read(self, messages: Sequence[Message], recall: Recall = _NOBODY) -> Tokens:
        """Up to where a reply begins. Raises EnvError for a picture that the model refuses."""
        return conversation(messages, self.words, self._sight, self.opening, recall)

    def count(self, messages: Sequence[Message]) -> int:
        """Exactly how many tokens that is."""
        return len(self.read(messages))

    def reply_start(self, tokens: Tokens) -> int:
        """Where the reply begins that stands behind tokens, what it opens with included."""
        begun = len(self.words.ids(f"assistant\n{self.opening}")) - len(self.words.ids("assistant\n"))
        return len(tokens) - begun

    def _sight(self, shown: Any) -> Sight | Clip:
        try:
            return clip(shown, self.videos) if isinstance(shown, Video) else picture(shown, self.images)
        except ValueError as error:
            raise EnvError(f"{self.described.name} cannot be shown this: {error}") from None
        except OSError as error:
            raise EnvError(f"a picture of the run cannot be read: {error}") from None


def count_tokens(messages: Sequence[Message], described: Description, source: str) -> int:
    """How many tokens messages are for a model, up to where its reply begins. Raises UsageError and EnvError."""
    return reader_of(described, source).count(messages)


def reader_of(described: Description, source: str) -> Reader:
    """The reader of a model's weights, which are looked for once. Raises UsageError and EnvError."""
    return _reader(source, described.model_dump_json(exclude_unset=True))


@lru_cache(maxsize=4)
def _reader(source: str, described: str) -> Reader:
    return Reader(folder_of(source), Description.model_validate_json(described))


def _limits(config: dict[str, Any] | None) -> dict[str, int]:
    """By either of the two names that processors have for them."""
    size: dict[str, Any] = (config or {}).get("size") or {}
    least = size.get("shortest_edge") or (config or {}).get("min_pixels")
    most = size.get("longest_edge") or (config or {}).get("max_pixels")
    return {"min_pixels": least, "max_pixels": most} if least and most else {}
