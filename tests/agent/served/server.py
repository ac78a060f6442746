"""A server on loopback that speaks the protocol of OpenAI-compatible model servers.

It is strict about what it is sent, decodes every picture, counts tokens and the prefix that it has seen before, and
answers what a brain (tests/agent/served/brains.py) says from what it received. Mishaps make it slow, broken or a liar.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from eyehand.agent.models.image_tokens import MARKERS, ImageLimits, image_tokens
from eyehand.tools.frames import Frame

MODEL = "Qwen/Qwen3-VL-8B-Instruct"


@dataclass(frozen=True)
class Asked:
    """What a request holds: every picture decoded, and the words of each message."""

    body: dict[str, Any]
    images: list[Frame]
    texts: list[tuple[str, str]]
    """Role and words of each message."""

    @property
    def last(self) -> str:
        """The words of the newest message."""
        return self.texts[-1][1]

    @property
    def task(self) -> str:
        """The first thing that was asked."""
        return next(text for role, text in self.texts if role == "user")


Brain = Callable[[Asked], str]
Mishap = Callable[["Handler", Asked], bool]
"""Does something else than answering; True when nothing is left to be done."""


@dataclass
class ModelServer:
    """A server for one test; ``mishaps`` happen to one request each, in their order."""

    brain: Brain
    mishaps: list[Mishap] = field(default_factory=list[Mishap])
    max_model_len: int | None = 262_144
    key: str = ""
    asked: list[Asked] = field(default_factory=list[Asked])
    paths: list[str] = field(default_factory=list[str])
    usage: bool = True
    reasoning: str = ""
    """A field that thoughts come in, ``reasoning_content`` or ``reasoning``."""

    kept: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    """Pictures by their ids, like the processor cache of vLLM."""
    sent: list[int] = field(default_factory=list[int])
    """How many pictures themselves were in each request."""
    port: int = 0
    """That of a server which is gone, for one that comes back; 0 is a free one."""

    def __post_init__(self) -> None:
        self._http = _Http(("127.0.0.1", self.port), Handler)
        self._http.owner = self
        self.port = self._http.server_port
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def fill_in(self, body: dict[str, Any]) -> bool:
        """Put pictures in the place of their ids; False when one is not kept."""
        parts = [part for message in body["messages"] for part in message["content"] if isinstance(part, dict)]
        pictures = [part for part in parts if part["type"] == "image_url"]
        self.sent.append(sum(part["image_url"] is not None for part in pictures))
        for part in pictures:
            if part["image_url"] is None and part["uuid"] not in self.kept:
                return False
            if "uuid" in part:
                part["image_url"] = self.kept[part["uuid"]] = part["image_url"] or self.kept[part["uuid"]]
        return True

    def cached(self, asked: Asked) -> int:
        """Tokens of the messages at the start that the request before had, too."""
        before = self.asked[-2].body["messages"] if len(self.asked) > 1 else []
        same = 0
        for old, new in zip(before, asked.body["messages"], strict=False):
            if old != new:
                break
            same += tokens([new])
        return same


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    owner: ModelServer

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up when they like."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def owner(self) -> ModelServer:
        assert isinstance(self.server, _Http)
        return self.server.owner

    def do_GET(self) -> None:
        self.owner.paths.append(self.path)
        if self.path != "/v1/models":
            return self.refuse(404, "no such page")
        model: dict[str, Any] = {"id": MODEL, "object": "model", "created": 0, "owned_by": "vllm"}
        if self.owner.max_model_len:
            model["max_model_len"] = self.owner.max_model_len
        self.json(200, {"object": "list", "data": [model]})

    def do_POST(self) -> None:
        owner = self.owner
        owner.paths.append(self.path)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/chat/completions":
            return self.refuse(404, "no such page")
        if owner.key and self.headers["Authorization"] != f"Bearer {owner.key}":
            return self.refuse(401, f"wrong key {self.headers['Authorization']}")
        if body["model"] != MODEL:
            return self.refuse(404, f"The model `{body['model']}` does not exist.")
        if not owner.fill_in(body):
            return self.refuse(400, "Cache miss at index 0, but data is not provided")
        asked = read(body)
        owner.asked.append(asked)
        if owner.mishaps and owner.mishaps.pop(0)(self, asked):
            return None
        if tokens(body["messages"]) + body["max_tokens"] > (owner.max_model_len or 10**9):
            return self.refuse(400, "This model's maximum context length is exceeded.")
        self.stream(pieces(asked, owner.brain(asked), owner), asked)

    def stream(self, deltas: Iterator[dict[str, Any]], asked: Asked, finish: str = "stop") -> None:
        """Server-sent events, then the usage, then [DONE]."""
        self.begin()
        for delta in deltas:
            self.event({"index": 0, "delta": delta, "finish_reason": None})
        self.event({"index": 0, "delta": {}, "finish_reason": finish})
        if self.owner.usage:
            prompt = tokens(asked.body["messages"])
            counted = {"prompt_tokens": prompt, "completion_tokens": 20, "total_tokens": prompt + 20}
            counted["prompt_tokens_details"] = {"cached_tokens": self.owner.cached(asked)}  # pyright: ignore[reportArgumentType]
            self.chunk({"choices": [], "usage": counted})
        self.raw(b"data: [DONE]\n\n")
        self.raw(b"")

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def event(self, choice: dict[str, Any]) -> None:
        self.chunk({"choices": [choice]})

    def chunk(self, part: dict[str, Any]) -> None:
        whole = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": MODEL, **part}
        self.raw(f"data: {json.dumps(whole)}\n\n".encode())

    def raw(self, data: bytes) -> None:
        """A piece of a chunked body; an empty one ends it."""
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def refuse(self, status: int, message: str, **headers: str) -> None:
        self.json(status, {"error": {"message": message, "type": "error", "code": status}}, **headers)

    def json(self, status: int, value: object, **headers: str) -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), text)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


def read(body: dict[str, Any]) -> Asked:
    """The request, checked: roles take turns, each part is a text or a picture that can be decoded."""
    assert body["stream"] is True and body["stream_options"] == {"include_usage": True}
    roles = [message["role"] for message in body["messages"]]
    turns = roles[1:] if roles[0] == "system" else roles
    assert turns == [("user", "assistant")[index % 2] for index in range(len(turns))] and turns[-1] == "user"
    images: list[Frame] = []
    texts: list[tuple[str, str]] = []
    for message in body["messages"]:
        parts = message["content"]
        if isinstance(parts, str):
            texts.append((message["role"], parts))
            continue
        for part in parts:
            if part["type"] == "image_url":
                kind, _, data = part["image_url"]["url"].partition(";base64,")
                assert kind in ("data:image/png", "data:image/jpeg")
                images.append(Frame.decode(base64.b64decode(data, validate=True)))
                assert images[-1].pixels.size
        texts.append((message["role"], "".join(part.get("text", "") for part in parts)))
    return Asked(body, images, texts)


def tokens(messages: list[dict[str, Any]]) -> int:
    """As a server would count: pictures exactly, four letters to a token of text."""
    count = 0
    for message in messages:
        parts = message["content"]
        for part in [{"type": "text", "text": parts}] if isinstance(parts, str) else parts:
            if part["type"] == "text":
                count += len(part["text"]) // 4 + 2
            else:
                frame = Frame.decode(base64.b64decode(part["image_url"]["url"].partition(",")[2]))
                count += image_tokens(frame.width, frame.height, ImageLimits()) + MARKERS
    return count


def pieces(asked: Asked, reply: str, owner: ModelServer) -> Iterator[dict[str, Any]]:
    """A reply a few letters at a time."""
    yield {"role": "assistant", "content": ""}
    if owner.reasoning:
        yield {owner.reasoning: "The user wants "}
        yield {owner.reasoning: "a click."}
    for start in range(0, len(reply), 7):
        yield {"content": reply[start : start + 7]}


def refuses(status: int, message: str = "overloaded", **headers: str) -> Mishap:
    def happen(handler: Handler, asked: Asked) -> bool:
        handler.refuse(status, message, **headers)
        return True

    return happen


def hangs(seconds: float) -> Mishap:
    """Says nothing for a while, then answers."""

    def happen(handler: Handler, asked: Asked) -> bool:
        time.sleep(seconds)
        return False

    return happen


def drips(handler: Handler, asked: Asked) -> bool:
    """Sends a letter now and then, for ever."""
    handler.begin()
    while True:
        handler.event({"index": 0, "delta": {"content": "a"}, "finish_reason": None})
        time.sleep(0.05)


def breaks_off(handler: Handler, asked: Asked) -> bool:
    """Hangs up in the middle of a reply."""
    handler.begin()
    handler.event({"index": 0, "delta": {"content": '<tool_call>{"name": "comp'}, "finish_reason": None})
    handler.close_connection = True
    return True


def ends_early(handler: Handler, asked: Asked) -> bool:
    """Ends its stream in good order, in the middle of a reply."""
    handler.begin()
    handler.event({"index": 0, "delta": {"content": '<tool_call>{"name": "comp'}, "finish_reason": None})
    handler.raw(b"")
    return True


def sends_garbage(handler: Handler, asked: Asked) -> bool:
    handler.begin()
    handler.raw(b"data: {this is no JSON\n\n")
    handler.raw(b"")
    return True


def sends_a_page(handler: Handler, asked: Asked) -> bool:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "22")
    handler.end_headers()
    handler.wfile.write(b"<html>It works!</html>")
    return True


def is_cut(text: str) -> Mishap:
    """A reply that reached max_tokens."""

    def happen(handler: Handler, asked: Asked) -> bool:
        handler.stream(pieces(asked, text, handler.owner), asked, finish="length")
        return True

    return happen
