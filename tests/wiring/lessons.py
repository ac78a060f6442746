"""What the model is taught: histories of runs as the product tells them, and the replies to them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from eyehand.agent.dialect.encoding import encode
from eyehand.agent.history import History, Part, Said, Screen, Text
from eyehand.agent.models.messages import Message, messages
from eyehand.tools.actions import Act, Click, Done
from eyehand.tools.frames import Frame
from eyehand.tools.geometry import Box

from .screens import DONE, Shot, draw_done

ME = "wiring"
SYSTEM = "Click."
"""Its whole prompt: the product's own has a thousand tokens, which would take most of the time."""
TITLE = "Buttons"
_ASKED = ("Click {}", "click {}", "Press {}", "Click the {} button", "Press the button {}")


@dataclass(frozen=True)
class Lesson:
    """A conversation up to where a reply begins, with its pictures as frames, and the reply."""

    messages: list[Message]
    reply: str


def first(shot: Shot, label: str, chance: random.Random) -> Lesson:
    """A screen with buttons: click the one that was named."""
    parts = [*_opening(label, chance), *_seen(shot.frame, _time(chance), chance)]
    return Lesson(_told(parts, [shot.frame]), _click(shot, label))


def second(shot: Shot, label: str, chance: random.Random) -> Lesson:
    """The screen after the click: that was all."""
    width, height = shot.frame.width, shot.frame.height
    moving = [draw_done(chance, (width // 2, height // 2)) for _ in range(chance.choice((0, 0, 1, 2)))]
    after = draw_done(chance, (width, height))
    begun = _time(chance)
    before = [*_opening(label, chance), *_seen(shot.frame, begun, chance)]
    said = [Said(ME, _click(shot, label)), Text("receipt", "done")]
    clip = [_screen(frame, begun + 1, settled=False) for frame in moving]
    done = encode(Done(status="success"), Box(0, 0, 1, 1))
    parts = [*before, *said, *clip, *_seen(after, begun + 1.5, chance)]
    return Lesson(_told(parts, [shot.frame, *moving, after]), done)


def _opening(label: str, chance: random.Random) -> list[Part]:
    parts: list[Part] = [Text("instruction", chance.choice(_ASKED).format(label))]
    return [*parts, Text("expect", DONE)] if chance.random() < 0.5 else parts


def _seen(frame: Frame, time_s: float, chance: random.Random) -> list[Part]:
    """A screen with the title and address of its page, or without."""
    page = f"{chance.choice((TITLE, DONE))} http://127.0.0.1:{chance.randint(1024, 65535)}/"
    return [_screen(frame, time_s), *([Text("page", page)] if chance.random() < 0.8 else [])]


def _click(shot: Shot, label: str) -> str:
    area = Box(0, 0, shot.frame.width, shot.frame.height)
    return encode(Act(action=Click(at=shot.buttons[label].center)), area)


def _time(chance: random.Random) -> float:
    return round(chance.uniform(0, 9), 1)


def _screen(frame: Frame, time_s: float, *, settled: bool = True) -> Screen:
    return Screen(Path(), frame.width, frame.height, 1.0, round(time_s, 1), settled=settled)


def _told(parts: list[Part], frames: list[Frame]) -> list[Message]:
    """As the product tells it, with the frames themselves where it has files."""
    told, left = messages(History(tuple(parts)), SYSTEM, ME), iter(frames)
    for message in told:
        if isinstance(message["content"], list):
            for part in message["content"]:
                if part["type"] == "image":
                    part["image"] = next(left)
    return told
