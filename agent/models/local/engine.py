"""A model in this process: loaded when it is first asked, put away when nobody asks any more."""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
from collections import OrderedDict
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import cached_property

from ....env.events import Usage
from ....tools.errors import EnvError
from ..description import Description
from ..fitting import LEAST_REPLY
from ..messages import Message, shown
from ..wire import Said
from .batch import replies
from .features import Features
from .fits import advice
from .libraries import library
from .loading import Loaded, load, memory_guard
from .reader import Reader, reader_of
from .sampling import Sampler
from .session import Check, Session
from .tokens import Tokens

_TOGETHER = 16_384
"""Tokens of short conversations that are computed at once."""
_REMEMBERED = 4096
_engines: dict[tuple[str, str], Engine] = {}
_lock = threading.Lock()


class Engine:
    """Whoever asks waits until it is its turn. Conversations are kept, and gone on with where they are the same."""

    def __init__(self, described: Description, source: str) -> None:
        self.described, self.source = described, source
        self._turn = threading.RLock()
        self._loaded: Loaded | None = None
        self._features: Features | None = None
        self._sessions: list[Session] = []
        """Whoever was asked last is last."""
        self._replies: OrderedDict[tuple[int, str], list[int]] = OrderedDict()
        self._idle: threading.Timer | None = None

    @cached_property
    def reader(self) -> Reader:
        """Raises UsageError and EnvError when there are no weights."""
        return reader_of(self.described, self.source)

    @property
    def is_loaded(self) -> bool:
        return self._loaded is not None

    def say(self, messages: Sequence[Message], check: Check) -> Said:
        """The next reply of a conversation that will go on. Raises UsageError and EnvError; ``check`` may raise."""
        with self._used():
            tokens = self.reader.read(messages, lambda start, text: self._replies.get((start, text)))
            room = self._room(tokens)
            return self._say(self._session(tokens), tokens, room, check)

    def say_all(self, asked: Sequence[Sequence[Message]], check: Check) -> list[Said]:
        """The reply to each of several conversations that end with it."""
        with self._used():
            read = [self.reader.read(messages) for messages in asked]
            rooms = [self._room(tokens) for tokens in read]
            if len(read) == 1:
                return [self._say(Session(self._load(), self._vision()), read[0], rooms[0], check)]
            said: list[Said] = []
            while len(said) < len(read):
                start = len(said)
                end = start + _fitting([len(tokens) for tokens in read[start:]])
                said += self._say_together(read[start:end], min(rooms[start:end]), check)
            return said

    def unload(self) -> None:
        """Give the memory back; the next question loads again."""
        with self._turn:
            if self._idle is not None:
                self._idle.cancel()
            self._loaded = self._features = None
            self._sessions.clear()
            _give_back()

    def _say(self, session: Session, tokens: Tokens, room: int, check: Check) -> Said:
        loaded, ends = self._load(), self.reader.words.ends
        logits, fresh = session.prefill(tokens, check)
        sampler = self._sampler(tokens)
        while (token := sampler.next(logits)) not in ends and len(sampler.drawn) < room:
            check()
            logits = session.push(token)
        session.note(token)
        said = self._said(tokens, fresh, sampler)
        if loaded.quantised_cache or shown(said.text) == said.text.strip():
            self._remember(tokens, shown(said.text), [one for one in sampler.drawn if one not in ends])
        return said

    def _say_together(self, asked: Sequence[Tokens], room: int, check: Check) -> list[Said]:
        samplers = [self._sampler(tokens) for tokens in asked]
        replies(self._load(), self._vision(), asked, samplers, self.reader.words.ends, room, check)
        return [self._said(tokens, len(tokens), drawn) for tokens, drawn in zip(asked, samplers, strict=True)]

    def _said(self, tokens: Tokens, fresh: int, sampler: Sampler) -> Said:
        words, drawn = self.reader.words, sampler.drawn
        whole = drawn[-1] in words.ends
        text = self.reader.opening + words.text(drawn[:-1] if whole else drawn)
        usage = Usage(prompt=len(tokens), cached=len(tokens) - fresh, completion=len(drawn))
        return Said(text, usage, cut=not whole)

    def _remember(self, tokens: Tokens, text: str, drawn: list[int]) -> None:
        """So that a reply is told the model again as it was sampled, not as a tokenizer would cut its text."""
        start = self.reader.reply_start(tokens)
        self._replies[start, text] = [*map(int, tokens.ids[start:]), *drawn]
        while len(self._replies) > _REMEMBERED:
            self._replies.popitem(last=False)

    def _sampler(self, tokens: Tokens) -> Sampler:
        torch = library("torch")

        control = self.reader.words.control
        ends = self.reader.words.ends
        never = [number for number in control.values() if number not in ends]
        return Sampler(self.described.sampling, never, torch.from_numpy(tokens.ids))

    def _room(self, tokens: Tokens) -> int:
        """How many tokens a reply may have. Raises EnvError when too few are left for one."""
        left = self.described.context_tokens - len(tokens)
        if left < LEAST_REPLY:
            raise EnvError(
                f"{len(tokens):,} tokens, {len(tokens.sights)} pictures among them, do not fit the "
                f"{self.described.context_tokens:,} tokens of {self.described.name}; give a shorter task, a smaller "
                "--viewport or a model with more context"
            )
        return min(left, self.described.sampling.max_tokens)

    def _session(self, tokens: Tokens) -> Session:
        """The conversation that these tokens go on with, else a new one.

        All that are kept are together no longer than the context, so that memory for one is enough.
        """
        loaded = self._load()
        best = max(self._sessions, key=lambda one: one.common(tokens), default=None)
        if best is None or best.common(tokens) < min(best.first_sight_ends, len(best.same)):
            best = Session(loaded, self._vision())
        others = [one for one in self._sessions if one is not best]
        while others and (
            len(others) >= loaded.how.sessions
            or sum(one.cached for one in others) + len(tokens) > self.described.context_tokens
        ):
            others.pop(0)
        self._sessions = [*others, best]
        return best

    def _load(self) -> Loaded:
        if self._loaded is None:
            self._loaded = load(self.reader.folder, self.described.in_process, self.described.context_tokens)
        return self._loaded

    def _vision(self) -> Features:
        if self._features is None:
            self._features = Features(self._load(), self.described.in_process.feature_cache_mb)
        return self._features

    @contextmanager
    def _used(self) -> Generator[None]:
        """One question: others wait, the clock of idleness begins anew behind it, and what went wrong in the middle
        leaves no half conversation.
        """
        with self._turn:
            if self._idle is not None:
                self._idle.cancel()
            try:
                with memory_guard(self.described.name, lambda: advice(self.described)):
                    yield
            except BaseException:
                self._sessions.clear()
                raise
            finally:
                self._idle = threading.Timer(self.described.in_process.idle_s, self.unload)
                self._idle.daemon = True
                self._idle.start()


def engine_of(described: Description, source: str) -> Engine:
    """The one of this model in this process: whoever names the same weights with the same settings shares them."""
    with _lock:
        key = (source, described.model_dump_json())
        return _engines.setdefault(key, Engine(described, source))


def _fitting(lengths: Sequence[int]) -> int:
    """How many from the beginning are computed together, one at least."""
    longest, count = 0, 0
    for length in lengths:
        longest = max(longest, length)
        if count and longest * (count + 1) > _TOGETHER:
            break
        count += 1
    return count


def _give_back() -> None:
    """To the system what nobody holds any more."""
    gc.collect()
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_available():
        torch.cuda.empty_cache()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
