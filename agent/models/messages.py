"""A history as messages of a chat.

Each picture is preceded by ``<{t:.1f} seconds>``, the marker that Qwen3-VL saw before the frames of a video
(transformers, models/qwen3_vl/processing_qwen3_vl.py). What was sent for a prefix of the history is what is sent for it
ever after, so that a server's prefix cache pays only for what is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..dialect.calls import NoCall, without_thoughts
from ..history import History, Part, Said, Screen, Strip, Text
from .pictures import Shown
from .unseen import Following, heard

Message = dict[str, Any]
_FATES = {
    "none": "The run was interrupted before you did anything, and goes on.",
    "done": "The run was interrupted after your last action, and goes on.",
    "not_sent": "The run was interrupted; your last action was not carried out.",
    "unknown": "The run was interrupted; your last action may have been carried out or not: look.",
    "withheld": "Your last action was not carried out: the screen changed at its place while you decided.",
}
_LEADS = {
    "instruction": "Task: ",
    "expect": "At the end this must be readable on the screen: ",
    "page": "Page: ",
    "note": "Note: ",
    "error": "Problem: ",
}
BARS = "No picture shows the browser's own bars: press ctrl+l, then type an address, to open it."
ADDRESS_BAR = "The address bar, which no picture shows, has the focus: type an address to open it."
ONE_AT_A_TIME = "Only the first call of your last reply was carried out; look at the screen before you go on."


def messages(history: History, system: str, me: str) -> list[Message]:
    """The whole history for the decider called ``me``; replies of others are told, not shown as its own."""
    found: list[Message] = [{"role": "system", "content": system}]
    turn: list[Part | str] = []
    following, browsing = Following(me), False
    for part in history.parts:
        following.take(part)
        if isinstance(part, Said) and part.by == me:
            if turn:
                found.append(_asked(turn))
            found.append({"role": "assistant", "content": shown(part.text)})
            turn = [ONE_AT_A_TIME] if unused_calls(part.text) else []
        elif isinstance(part, Said):
            turn.append(f"Meanwhile this was done by {part.by}: {part.text[:300]}")
        else:
            turn.append(part)
        if isinstance(part, Text) and part.kind == "page":
            turn += [ADDRESS_BAR] if following.now.address_bar else [] if browsing else [BARS]
            browsing = True
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


def unused_calls(reply: str) -> int:
    """How many calls of a reply were not carried out."""
    decided = heard(reply)
    return decided.calls - decided.used if decided else 0


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
        case "recalled":
            return part.text
        case "marked":
            return "(The person marked the screen before this.)"
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
            how = "Type the path of a file that the task names to give it to the page, or press esc to close it."
            return f"A file chooser that no picture shows is open. {how}"
        case _:
            return _LEADS[part.kind] + part.text
