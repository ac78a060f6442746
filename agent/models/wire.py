"""The adapter of the ``openai`` client."""

from __future__ import annotations

import json
import threading
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from ...env.events import Usage
from ...tools.errors import EnvError
from .description import Sampling

if TYPE_CHECKING:
    from openai import OpenAI

_CONNECT_S, _QUIET_S = 10.0, 120.0
_EXTRA = ("top_k", "repetition_penalty")
"""Not in OpenAI's interface: sent beside it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A whole reply; ``cut`` says that it ended because it was too long."""

    text: str
    usage: Usage
    cut: bool = False


class TryAgain(Exception):
    """A try failed in a way that may not repeat; ``after_s`` is how long the server wants to be left alone."""

    def __init__(self, message: str, after_s: float | None = None) -> None:
        super().__init__(message)
        self.after_s = after_s


class Server:
    """One OpenAI-compatible server; its key is in no message."""

    def __init__(self, base_url: str, key: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._key = key

    @cached_property
    def _client(self) -> OpenAI:
        from openai import DefaultHttpx2Client, OpenAI, Timeout

        waits = Timeout(_QUIET_S, connect=_CONNECT_S)
        direct = DefaultHttpx2Client(follow_redirects=False)  # what is on the screen goes to no other server
        weakref.finalize(self, direct.close)
        return OpenAI(
            base_url=self.base_url, api_key=self._key or "none", max_retries=0, timeout=waits, http_client=direct
        )

    def served(self) -> dict[str, int | None]:
        """The models of the server with their longest context in tokens; empty when it does not say.

        Raises TryAgain and EnvError.
        """
        from openai import APIStatusError

        try:
            listed = list(self._client.models.list())
        except APIStatusError as error:
            if error.status_code in (404, 405, 501):
                return {}
            raise self._meant(error) from None
        except Exception as error:
            raise self._meant(error) from None
        lengths = {one.id: (one.model_extra or {}).get("max_model_len") for one in listed}
        return {name: length if isinstance(length, int) and length > 0 else None for name, length in lengths.items()}

    def reply(
        self,
        model_id: str,
        messages: list[dict[str, Any]],
        sampling: Sampling,
        max_tokens: int,
        gone: threading.Event,
    ) -> Said:
        """One streamed reply; given up when ``gone`` is set. Raises TryAgain and EnvError."""
        values = sampling.model_dump(exclude={"max_tokens"}, exclude_none=True)
        extra = {name: values.pop(name) for name in _EXTRA if name in values}
        try:
            chunks = self._client.chat.completions.create(
                model=model_id,
                messages=cast("Any", messages),
                max_tokens=max_tokens,
                stream=True,
                stream_options={"include_usage": True},
                extra_body=extra or None,
                **values,
            )
            with chunks:
                return _gathered(_until(gone, chunks))
        except TryAgain:
            raise
        except Exception as error:
            raise self._meant(error) from None

    def _meant(self, error: Exception) -> Exception:
        """Who must react to an error of the client: nobody yet (TryAgain), or the person (EnvError)."""
        import openai

        where = f"the model server {self.base_url}"
        if isinstance(error, openai.APITimeoutError):
            return TryAgain(f"{where} does not answer")
        if isinstance(error, openai.APIConnectionError):
            return TryAgain(f"nobody answers at {self.base_url}; is the server running?")
        if not isinstance(error, openai.APIStatusError):
            return TryAgain(f"{where} broke its reply off, or sent none that can be read: {self._short(error)}")
        said, status = self._short(error), error.status_code
        quota = "insufficient_quota" in said
        if (status in (408, 409, 429) or status >= 500) and not quota:
            return TryAgain(f"{where} answers {status}: {said}", _after(error.response.headers))
        if status in (401, 403):
            return EnvError(f"{where} refuses the key ({status}); set EYEHAND_API_KEY. It says: {said}")
        if status == 404:
            return EnvError(f"{where} knows no such page or model (404): {said}; its address mostly ends in /v1")
        if 300 <= status < 400:
            return EnvError(f"{where} sends us elsewhere ({status}): name that address if it is meant")
        if status == 413:
            return EnvError(f"{where} refuses so large a request (413); give a shorter task, or a smaller --viewport")
        return EnvError(f"{where} refuses what was asked ({status}): {said}")

    def _short(self, error: Exception) -> str:
        text = " ".join(str(error).split())
        text = text.replace(self._key, "(key)") if self._key else text
        return text if len(text) <= 400 else text[:399] + "…"


def _until(gone: threading.Event, chunks: Iterable[Any]) -> Iterable[Any]:
    for chunk in chunks:
        if gone.is_set():
            return
        yield chunk


def _gathered(chunks: Iterable[Any]) -> Said:
    """The pieces of a stream as one reply; thoughts by either name stand before it in ``<think>``."""
    text, thoughts, calls, finish, usage = "", "", dict[int, dict[str, str]](), None, Usage()
    for chunk in chunks:
        usage = _usage(getattr(chunk, "usage", None)) or usage
        for choice in (chunk.choices or ())[:1]:
            delta = choice.delta
            finish = choice.finish_reason or finish
            if delta is None:
                continue
            text += delta.content or ""
            more: dict[str, Any] = delta.model_extra or {}
            thought = more.get("reasoning_content") or more.get("reasoning")
            thoughts += thought if isinstance(thought, str) else ""
            for piece in delta.tool_calls or ():
                _add_call(calls, piece)
    if finish is None:
        raise TryAgain("the model server ended its reply before it was whole")
    text += "".join(f"\n<tool_call>\n{_call(one)}\n</tool_call>" for _, one in sorted(calls.items()))
    if thoughts:
        text = f"<think>\n{thoughts}\n</think>\n\n{text}"
    return Said(text, usage, cut=finish == "length")


def _add_call(calls: dict[int, dict[str, str]], piece: Any) -> None:
    """Calls that the server has taken out of the text itself, in pieces."""
    one = calls.setdefault(piece.index or 0, {"name": "", "arguments": ""})
    if piece.function:
        one["name"] += piece.function.name or ""
        one["arguments"] += piece.function.arguments or ""


def _call(one: dict[str, str]) -> str:
    return f'{{"name": {json.dumps(one["name"])}, "arguments": {one["arguments"] or "{}"}}}'


def _usage(given: Any) -> Usage | None:
    """What the server counted, as far as it is numbers."""

    def count(value: Any) -> int:
        return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0

    if given is None:
        return None
    details = getattr(given, "prompt_tokens_details", None)
    prompt = count(getattr(given, "prompt_tokens", 0))
    cached = min(prompt, count(getattr(details, "cached_tokens", 0)))
    return Usage(prompt=prompt, cached=cached, completion=count(getattr(given, "completion_tokens", 0)))


def _after(headers: Mapping[str, str]) -> float | None:
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None
