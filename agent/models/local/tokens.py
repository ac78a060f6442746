"""A conversation as the tokens that Qwen3-VL is given.

Source: the chat template of Qwen3-VL; for videos transformers, models/qwen3_vl/processing_qwen3_vl.py. Only we write
control tokens: what looks like one in a text (the title of a page, for one) is told as plain letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ....tools.errors import EnvError
from ..messages import Message
from .sights import Clip, Sight

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ids = npt.NDArray[np.int64]
FILE = "tokenizer.json"
_CONTROL = (
    "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>",
    "<|video_pad|>",
)  # fmt: skip
Recall = Callable[[int, str], Sequence[int] | None]
"""The ids that were sampled as this reply, begun at this place; None when nobody remembers."""


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """``same`` differs from ``ids`` in pictures: there each has a number of its own, so that two conversations are the
    same as far as ``same`` is. ``sights`` stand at their first tokens.
    """

    ids: Ids
    same: Ids
    sights: tuple[tuple[int, Sight], ...]

    def __len__(self) -> int:
        return len(self.ids)


class Words:
    """The tokenizer of a weights folder."""

    def __init__(self, folder: Path) -> None:
        """Raises EnvError when the folder has none, or not Qwen3's."""
        self._tokenizer = _read(folder / FILE)
        found = {name: self._tokenizer.token_to_id(name) for name in _CONTROL}
        missing = [name for name, number in found.items() if number is None]
        if missing:
            raise EnvError(f"{str(folder / FILE)!r} is no tokenizer of Qwen3-VL: it has no {', '.join(missing)}")
        self.control: dict[str, int] = {name: int(number) for name, number in found.items() if number is not None}
        self.ends = (self.control["<|im_end|>"], self.control["<|endoftext|>"])
        self.ids = lru_cache(maxsize=8192)(self._ids)

    def _ids(self, text: str) -> tuple[int, ...]:
        """Tokens of a text; none of them is a control token."""
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def text(self, ids: Sequence[int]) -> str:
        return self._tokenizer.decode(list(ids), skip_special_tokens=True)


def _read(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    try:
        made = Tokenizer.from_file(str(path))
    except Exception as error:  # whatever the Rust side raises
        raise EnvError(f"{str(path)!r} cannot be read: {error}; the weights folder needs it") from None
    made.encode_special_tokens = True
    return made


class _Line:
    """Gathers tokens."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.ids: list[Ids] = []
        self.same: list[Ids] = []
        self.sights: list[tuple[int, Sight]] = []
        self.length = 0
        self._text = ""

    def text(self, text: str) -> None:
        self._text += text

    def control(self, name: str) -> None:
        self.flush()
        self.put([self.words.control[name]])

    def put(self, ids: Sequence[int]) -> None:
        self.flush()
        array = np.asarray(ids, dtype=np.int64)
        self.ids.append(array)
        self.same.append(array)
        self.length += len(array)

    def sight(self, sight: Sight) -> None:
        self.control("<|vision_start|>")
        pad = self.words.control["<|video_pad|>" if sight.video else "<|image_pad|>"]
        self.sights.append((self.length, sight))
        self.ids.append(np.full(sight.tokens, pad, dtype=np.int64))
        self.same.append(np.full(sight.tokens, sight.number, dtype=np.int64))
        self.length += sight.tokens
        self.control("<|vision_end|>")

    def flush(self) -> None:
        text, self._text = self._text, ""
        if text:
            self.put(self.words.ids(text))

    def done(self) -> Tokens:
        self.flush()
        if not self.ids:
            return Tokens(np.zeros(0, np.int64), np.zeros(0, np.int64), ())
        return Tokens(np.concatenate(self.ids), np.concatenate(self.same), tuple(self.sights))


def conversation(
    messages: Iterable[Message],
    words: Words,
    sight_of: Callable[[Any], Sight | Clip],
    opening: str | None = "",
    recall: Recall = lambda start, text: None,
) -> Tokens:
    """Messages, and the beginning of a reply with ``opening`` unless that is None."""
    line = _Line(words)
    for message in messages:
        line.control("<|im_start|>")
        _content(line, message, sight_of, recall)
        line.control("<|im_end|>")
        line.text("\n")
    if opening is not None:
        line.control("<|im_start|>")
        line.text(f"assistant\n{opening}")
    return line.done()


def _content(line: _Line, message: Message, sight_of: Callable[[Any], Sight | Clip], recall: Recall) -> None:
    role, content = message["role"], message["content"]
    line.text(f"{role}\n")
    if isinstance(content, str):
        line.flush() if role == "assistant" else None
        known = recall(line.length, content) if role == "assistant" else None
        line.text(content) if known is None else line.put(known)
        return
    for part in content:
        if part["type"] == "text":
            line.text(part["text"])
            continue
        shown = sight_of(part[part["type"]])
        if isinstance(shown, Sight):
            line.sight(shown)
            continue
        line.control("<|vision_start|>")
        for time_s, sight in shown.sights:
            line.text(f"<{time_s:.1f} seconds>")
            line.sight(sight)
        line.control("<|vision_end|>")
