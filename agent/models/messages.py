"""A history as messages of a chat.

Each picture is preceded by ``<{t:.1f} seconds>``, the marker that Qwen3-VL saw before the frames of a video
(transformers, models/qwen3_vl/processing_qwen3_vl.py). What was sent for a prefix of the history is what is sent for it
ever after, so that a server's prefix cache pays only for what is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from ...tools.errors import FormatError
from ...tools.geometry import Box, Point
from ..dialect.calls import NoCall, without_thoughts
from ..dialect.decoding import Pointing, decode
from ..history import History, Part, Said, Screen, Strip, Text
from .pictures import Shown

Message = dict[str, Any]
_FATES = {
    "none": "The run was interrupted before you did anything, and goes on.",
    "done": "The run was interrupted after your last action, and goes on.",
    "not_sent": "The run was interrupted; your last action was not carried out.",
    "unknown": "The run was interrupted; your last action may have been carried out or not: look.",
}
_LEADS = {
    "instruction": "Task: ",
    "expect": "At the end this must be readable on the screen: ",
    "page": "Page: ",
    "note": "Note: ",
    "error": "Problem: ",
}
ONE_AT_A_TIME = "Only the first call of your last reply was carried out; look at the screen before you go on."


def messages(history: History, system: str, me: str) -> list[Message]:
    """The whole history for the decider called ``me``; replies of others are told, not shown as its own."""
    found: list[Message] = [{"role": "system", "content": system}]
    turn: list[Part | str] = []
    for part in history.parts:
        if isinstance(part, Said) and part.by == me:
            if turn:
                found.append(_asked(turn))
            found.append({"role": "assistant", "content": shown(part.text)})
            turn = [ONE_AT_A_TIME] if unused_calls(part.text) else []
        elif isinstance(part, Said):
            turn.append(f"Meanwhile this was done by {part.by}: {part.text[:300]}")
        else:
            turn.append(part)
    return [*found, _asked(turn)] if turn else found


def content(parts: Iterable[Part | str]) -> list[dict[str, Any]]:
    """Parts of a history as content of one message: ``{"type": "text", "text": …}``, and pictures with their times
    before them as ``{"type": "image", "image": …}``.
    """
    found: list[dict[str, Any]] = []
    lines: list[str] = []
    tabs = 0
    for part in parts:
        if isinstance(part, Screen | Strip):
            lines.append(_times(part))
            found += [
                {"type": "text", "text": "\n".join(lines)},
                {"type": "image", "image": part},
            ]
            lines = [""]
            continue
        tabs += isinstance(part, Text) and part.kind == "tab"
        line = part if isinstance(part, str) else _line(part, tabs)
        lines += [line] if line else []
    if any(lines):
        found.append({"type": "text", "text": "\n".join(lines)})
    return found


def shown(reply: str) -> str:
    """A reply as it goes back to the model: thoughts are left out, as the chat templates of thinking models do."""
    try:
        return without_thoughts(reply).strip() or "(no reply)"
    except NoCall:
        return "(no reply)"


@lru_cache(maxsize=1024)
def unused_calls(reply: str) -> int:
    """How many calls of a reply were not carried out."""
    somewhere = Point(0, 0)
    try:
        heard = decode(reply, Pointing(Box(0, 0, 1, 1), somewhere))
    except FormatError:
        try:
            heard = decode(reply, Pointing(Box(0, 0, 1, 1), somewhere, lambda target: somewhere))
        except FormatError:
            return 0
    return heard.calls - heard.used


def _times(shown: Screen | Strip) -> str:
    if isinstance(shown, Screen):
        return f"<{shown.time_s:.1f} seconds>"
    times = " ".join(f"<{screen.time_s:.1f} seconds>" for screen in shown.screens)
    return f"Earlier screens once more, small, in rows from left to right: {times}"


def screens_in(parts: Sequence[Part]) -> list[Screen]:
    return [part for part in parts if isinstance(part, Screen)]


def pictures_in(messages: Iterable[Message]) -> list[Shown]:
    """The pictures of messages, in their order."""
    parts: list[Message] = [part for message in messages for part in message["content"] if isinstance(part, dict)]
    return [part["image"] for part in parts if part["type"] == "image"]


def _asked(turn: Sequence[Part | str]) -> Message:
    return {"role": "user", "content": content(turn) or [{"type": "text", "text": "Go on."}]}


def _line(part: Part, tabs: int) -> str:
    if not isinstance(part, Text):
        return ""
    match part.kind:
        case "time" | "receipt":
            return ""
        case "gone":
            return f"<{part.text} seconds> (the screen of then is left out here)"
        case "left_out":
            return f"({part.text} of your earlier steps are left out here.)"
        case "fate":
            return _FATES.get(part.text, part.text)
        case "tab":
            return f"Tab {tabs} (key ctrl+{tabs}): {part.text}"
        case "dialog":
            typed = ", or type your answer" if part.text.startswith("prompt") else ""
            how = f"Press enter to accept it, esc to dismiss it{typed}."
            return f"A dialog that no picture shows is open: {part.text} {how}"
        case "file_chooser":
            return "A file chooser is open, which no picture shows."
        case _:
            return _LEADS[part.kind] + part.text
