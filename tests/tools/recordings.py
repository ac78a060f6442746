"""Recordings of a screen that are drawn from a script, with the truth about what happened on it and when."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Colour = tuple[int, int, int]
INK, BLUE, GREEN, GREY, WHITE = (40, 40, 40), (214, 89, 36), (40, 110, 30), (200, 200, 200), (255, 255, 255)


@dataclass(frozen=True)
class Event:
    """Something that is to be seen from one time until another, in seconds; ``kind`` is how it is drawn."""

    kind: str
    begin_s: float
    end_s: float
    seed: int = 0


@dataclass
class Script:
    """What is on the screen when. ``noise`` are caret, pointer, clock and spinner; they are no events."""

    size: tuple[int, int] = (1280, 720)
    seconds: float = 10.0
    fps: float = 30.0
    events: list[Event] = field(default_factory=list)
    noise: tuple[str, ...] = ("caret", "pointer", "clock", "spinner")

    @property
    def times_s(self) -> list[float]:
        return [index / self.fps for index in range(round(self.seconds * self.fps))]

    def frames(self) -> Iterator[tuple[float, Pixels]]:
        """Each frame's time and its pixels, BGR."""
        for time_s in self.times_s:
            yield time_s, self.draw(time_s)

    def draw(self, time_s: float) -> Pixels:
        """The screen at a time."""
        active = [event for event in self.events if event.begin_s <= time_s + 1e-6 < event.end_s]
        pages = [event.seed for event in active if event.kind == "page"]
        image = page(self.size, pages[-1] if pages else 0)
        for event in active:
            DRAWN[event.kind](image, event, time_s)
        for kind in self.noise:
            NOISE[kind](image, time_s)
        return image

    def write(self, path: Path, codec: str) -> Path:
        """The recording as a file: "mp4v", "MJPG", "VP80" or "XVID". Raises OSError for what cannot be encoded here."""
        video = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*codec), self.fps, self.size)
        if not video.isOpened():
            raise OSError(f"no encoder for {codec} here")
        for _, image in self.frames():
            video.write(image)
        video.release()
        return path

    def missed(self, times_s: list[float]) -> list[Event]:
        """The events during which there is none of these times."""
        eps = 0.002
        return [
            event
            for event in self.events
            if not any(event.begin_s - eps <= time_s < event.end_s - eps for time_s in times_s)
        ]


@lru_cache(maxsize=4)
def _page(size: tuple[int, int], seed: int) -> Pixels:
    """A page of text under a bar, with six fields at its right."""
    width, height = size
    words = random.Random(seed)
    image = np.full((height, width, 3), 248, np.uint8)
    cv2.rectangle(image, (0, 0), (width, 46), (90 + seed * 40 % 120, 60, 30), -1)
    for y in range(90, height - 20, 26):
        line = " ".join("".join(words.choices("abcdefghijklmnopqrstuvwxyz", k=words.randint(2, 9))) for _ in range(9))
        cv2.putText(image, line[: (width - 560) // 11], (60, y), cv2.FONT_HERSHEY_SIMPLEX, 0.55, INK, 1, cv2.LINE_AA)
    for number in range(6):
        cv2.rectangle(image, *_field(size, number), GREY, 1)
    return image


def page(size: tuple[int, int], seed: int) -> Pixels:
    return _page(size, seed).copy()


def _field(size: tuple[int, int], number: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two corners of a field."""
    left, top = size[0] - 420, 90 + 60 * number
    return (left, top), (left + 320, top + 34)


def _label(image: Pixels, text: str, at: tuple[int, int], colour: Colour = WHITE, scale: float = 0.55) -> None:
    cv2.putText(image, text, at, cv2.FONT_HERSHEY_SIMPLEX, scale, colour, 1, cv2.LINE_AA)


def _nothing(image: Pixels, event: Event, time_s: float) -> None:
    """A page is drawn beneath everything else."""


def _toast(image: Pixels, event: Event, time_s: float) -> None:
    height, width = image.shape[:2]
    x, y = width - 360 - event.seed * 37 % 200, height - 90
    cv2.rectangle(image, (x, y), (x + 300, y + 52), GREEN, -1)
    _label(image, f"Saved as EXP-{event.seed:04d}", (x + 20, y + 32))


def _menu(image: Pixels, event: Event, time_s: float) -> None:
    x = 80 + event.seed * 97 % 400
    cv2.rectangle(image, (x, 46), (x + 190, 46 + 232), WHITE, -1)
    cv2.rectangle(image, (x, 46), (x + 190, 46 + 232), GREY, 1)
    for number in range(8):
        _label(image, f"Command {event.seed * 8 + number}", (x + 16, 72 + 28 * number), INK)


def _focus(image: Pixels, event: Event, time_s: float) -> None:
    height, width = image.shape[:2]
    cv2.rectangle(image, *_field((width, height), event.seed % 6), BLUE, 2)


def _hint(image: Pixels, event: Event, time_s: float) -> None:
    height, width = image.shape[:2]
    (left, _), (_, bottom) = _field((width, height), event.seed % 6)
    _label(image, "Enter an amount", (left, bottom + 16), (60, 60, 200), 0.45)


def _dialog(image: Pixels, event: Event, time_s: float) -> None:
    image[:] = image // 2
    height, width = image.shape[:2]
    x, y = width // 2 - 200, height // 2 - 90
    cv2.rectangle(image, (x, y), (x + 400, y + 180), WHITE, -1)
    _label(image, f"Delete {event.seed} expenses?", (x + 30, y + 60), INK, 0.7)


def _typing(image: Pixels, event: Event, time_s: float) -> None:
    """Eight letters a second, until the event is over."""
    height, width = image.shape[:2]
    (left, _), (_, bottom) = _field((width, height), event.seed % 6)
    text = "Taxi to the airport, early"[: int((time_s - event.begin_s) * 8 + 1.01)]
    _label(image, text, (left + 8, bottom - 11), INK)


def _scroll(image: Pixels, event: Event, time_s: float) -> None:
    by = int((time_s - event.begin_s) * 600)
    image[47:] = np.roll(image[47:], -by, axis=0)


def _film(image: Pixels, event: Event, time_s: float) -> None:
    noise = np.random.default_rng(round(time_s * 1000)).integers(0, 255, (20, 36, 3), np.uint8)
    image[300:600, 40:580] = cv2.resize(noise, (540, 300), interpolation=cv2.INTER_LINEAR)


DRAWN = {
    "page": _nothing, "toast": _toast, "menu": _menu, "focus": _focus, "hint": _hint, "dialog": _dialog,
    "typing": _typing, "scroll": _scroll, "film": _film,
}  # fmt: skip


def _caret(image: Pixels, time_s: float) -> None:
    if int(time_s / 0.53) % 2 == 0:
        height, width = image.shape[:2]
        (left, top), _ = _field((width, height), 5)
        cv2.rectangle(image, (left + 10, top + 8), (left + 11, top + 26), (0, 0, 0), -1)


def _pointer(image: Pixels, time_s: float) -> None:
    """An arrow that is moved for a second, and rests for two, again and again."""
    legs = random.Random(7)
    places = [(legs.randint(60, image.shape[1] - 500), legs.randint(80, image.shape[0] - 60)) for _ in range(400)]
    leg, on = divmod(time_s, 3.0)
    (x0, y0), (x1, y1) = places[int(leg)], places[int(leg) + 1]
    share = min(1.0, on)
    at = np.array([x0 + (x1 - x0) * share, y0 + (y1 - y0) * share])
    arrow = (at + np.array([(0, 0), (0, 17), (4, 13), (7, 19), (9, 18), (7, 12), (12, 12)])).astype(np.int32)
    cv2.fillPoly(image, [arrow], (0, 0, 0))
    cv2.polylines(image, [arrow], True, WHITE, 1)


def _clock(image: Pixels, time_s: float) -> None:
    now = int(time_s) + 12 * 3600 + 57
    text = f"{now // 3600:02d}:{now // 60 % 60:02d}:{now % 60:02d}"
    _label(image, text, (image.shape[1] - 110, 30))


def _spinner(image: Pixels, time_s: float) -> None:
    angle = int(time_s * 12) * 30
    at = (image.shape[1] - 470, 60)
    cv2.ellipse(image, at, (16, 16), 0, angle, angle + 240, (180, 60, 20), 4, cv2.LINE_AA)


NOISE = {"caret": _caret, "pointer": _pointer, "clock": _clock, "spinner": _spinner}


def work(seconds: float, *, size: tuple[int, int] = (1920, 1080), fps: float = 30.0, seed: int = 1) -> Script:
    """What people do at a screen: a page every 25 s or so, things that come and go on it, and long stillness."""
    chance = random.Random(seed)
    events: list[Event] = []
    now_s, number = 2.0, 0
    while now_s < seconds - 8:
        number += 1
        kind = chance.choice(["toast", "menu", "focus", "hint", "dialog", "typing", "scroll"])
        lasts_s = {"typing": 3.0, "scroll": 0.5, "dialog": 2.0, "hint": 0.4}.get(kind, 0.2)
        begin_s = round(now_s * fps) / fps
        events.append(Event(kind, begin_s, begin_s + lasts_s, number))
        now_s += lasts_s + chance.choice([0.4, 1.0, 3.0, 9.0])
    turns = [0.0]
    while turns[-1] < seconds - 20:
        turns.append(round((turns[-1] + chance.uniform(15, 35)) * fps) / fps)
    pages = [
        Event("page", begin_s, end_s, number + 1)
        for number, (begin_s, end_s) in enumerate(zip(turns, [*turns[1:], seconds + 1], strict=True))
    ]
    return Script(size, seconds, fps, sorted([*pages, *events], key=lambda event: event.begin_s))
