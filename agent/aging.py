"""A history told with what is old in it smaller, shorter or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from .history import History, Part, Said, Screen, Strip, Text

PINS = 24
"""Pictures that stay whatever their age: the first one, and the newest of those that a person marked or after which
something went wrong."""
Size = Literal["whole", "half", "small"]
"""As it is; half as wide and high; in a strip."""
SMALL_PX = 220
"""The longer side of a picture in a strip, about."""
IN_STRIP = 8
WHOLES, HALVES = 1 / 32, 1 / 8
"""Of the old pictures that are shown, the newest are whole, and these at least half: a third of the tokens each."""
_DESCRIBES = ("time", "page", "note", "tab", "desktop", "window", "gone", "marked")


@dataclass(frozen=True, slots=True)
class Keep:
    """How much of the past is told. Counts are from the newest on.

    ``steps`` are told at all, ``full`` of them with all their words; ``pictures`` are shown, those that stay at ``pin``
    at least.
    """

    steps: int = 0
    full: int = 0
    pictures: int = 0
    pin: Size = "small"

    def with_larger_pins(self) -> Iterator[Keep]:
        """The largest first."""
        sizes: tuple[Size, ...] = ("whole", "half")
        yield from (replace(self, pin=pin) for pin in sizes)

    def size(self, place: int) -> Size | None:
        """That of an old picture, counted from 1, the newest; None when it is not shown."""
        if place <= self.pictures * WHOLES:
            return "whole"
        if place <= self.pictures * HALVES:
            return "half"
        return "small" if place <= self.pictures else None


@dataclass(frozen=True, slots=True)
class Past:
    """The steps up to the newest reply, each ending with it, and what came after: that is not old."""

    steps: tuple[tuple[Part, ...], ...]
    now: tuple[Part, ...]
    generation: int

    @classmethod
    def of(cls, history: History) -> Past:
        steps: list[tuple[Part, ...]] = []
        start = 0
        parts = _pinned(history)
        for index, part in enumerate(parts):
            if isinstance(part, Said):
                steps.append(parts[start : index + 1])
                start = index + 1
        return cls(tuple(steps), parts[start:], history.generation)

    @property
    def pictures(self) -> int:
        """How many old ones there are to be shown."""
        return sum(1 for step in self.steps for part in step for _ in _screens(part))

    def without_new_clips(self) -> Past:
        """Of what is not old, the settled pictures only."""
        return replace(self, now=tuple(part for part in self.now if not isinstance(part, Screen) or part.settled))

    def told(self, keep: Keep) -> History:
        """The next generation. Times of pictures stay in order: a strip ends where a larger picture comes."""
        left_out = len(self.steps) - keep.steps
        telling = _Telling(keep, self.pictures)
        telling.parts += _task(self.steps[:left_out])
        for index, step in enumerate(self.steps):
            told = "nothing" if index < left_out else "all" if index >= len(self.steps) - keep.full else "done"
            telling.step(step, told)
        parts = (*telling.end(), *self.now)
        return History(parts, self.generation + 1, len(parts))


class _Telling:
    """Tells steps, oldest first; small pictures wait until their strip is whole."""

    def __init__(self, keep: Keep, pictures: int) -> None:
        self.parts: list[Part] = []
        self._keep, self._place = keep, pictures
        self._waiting: list[Screen] = []
        self._strip = 0

    def step(self, step: tuple[Part, ...], told: Literal["nothing", "done", "all"]) -> None:
        """With all its words, with what was done, or only the pictures that stay."""
        for part in step:
            screens = _screens(part)
            for screen in screens:
                self._picture(screen, told, by_itself=isinstance(part, Screen))
            if not screens and (told == "all" or (told == "done" and _lasts(part))):
                self.parts.append(part)

    def end(self) -> list[Part]:
        """Everything told."""
        if self._waiting:
            self.parts.append(Strip(tuple(self._waiting)))
            self._waiting = []
        return self.parts

    def _picture(self, screen: Screen, told: Literal["nothing", "done", "all"], *, by_itself: bool) -> None:
        size = None if told == "nothing" else self._keep.size(self._place)
        if screen.pinned:
            size = _larger(size or "small", self._keep.pin)
        away = size == "small" if told == "done" else size in ("small", None)
        if by_itself and away and told != "nothing":
            self.parts.append(Text("gone", f"{screen.time_s:.1f}"))
        if size is not None:
            self._show(replace(screen, shrink=max(screen.shrink, _shrink(screen, size))))
        self._place -= 1

    def _show(self, screen: Screen) -> None:
        # the same pictures make the same strips however many are shown, so that each strip is made once
        strip = self._place // IN_STRIP if self._keep.pictures else 0
        large = screen.shrink < _shrink(screen, "small")
        if large or strip != self._strip or len(self._waiting) == IN_STRIP:
            self.end()
        self._strip = strip
        if large:
            self.parts.append(screen)
        else:
            self._waiting.append(screen)


def _larger(one: Size, other: Size) -> Size:
    order: tuple[Size, ...] = ("small", "half", "whole")
    return one if order.index(one) > order.index(other) else other


def _shrink(screen: Screen, size: Size) -> int:
    """What its sides are divided by."""
    return {"whole": 1, "half": 2, "small": max(3, round(max(screen.width, screen.height) / SMALL_PX))}[size]


def _screens(part: Part) -> tuple[Screen, ...]:
    match part:
        case Screen():
            return (part,)
        case Strip():
            return part.screens
        case _:
            return ()


def _lasts(part: Part) -> bool:
    """Whether it is told when only what was done is: actions, results and thoughts, and what was said of them."""
    return not isinstance(part, Text) or part.kind not in _DESCRIBES


def _task(left_out: tuple[tuple[Part, ...], ...]) -> tuple[Part, ...]:
    """The newest task of steps that are left out, and how many those are."""
    texts = [part for step in left_out for part in step if isinstance(part, Text)]
    before = sum(int(text.text) for text in texts if text.kind == "left_out")
    starts = [index for index, text in enumerate(texts) if text.kind == "instruction"]
    task = [text for text in texts[starts[-1] :] if text.kind in ("instruction", "expect")] if starts else []
    return (*task, Text("left_out", str(len(left_out) + before))) if left_out else ()


def _pinned(history: History) -> tuple[Part, ...]:
    """The parts with those pictures marked that stay."""
    staying = set(_stay(history))
    numbers = count()

    def marked(screen: Screen) -> Screen:
        return replace(screen, pinned=next(numbers) in staying)

    found: list[Part] = []
    for part in history.parts:
        match part:
            case Screen():
                found.append(marked(part))
            case Strip():
                found.append(Strip(tuple(map(marked, part.screens))))
            case _:
                found.append(part)
    return tuple(found)


def _stay(history: History) -> list[int]:
    """Which pictures, counted from 0 in strips as well: the first, those before a step that went wrong, marked ones.

    What went wrong or was marked before the last fold was marked then; its picture may be gone since.
    """
    found: list[int] = []
    newest, number = -1, 0
    for index, part in enumerate(history.parts):
        for screen in _screens(part):
            if screen.pinned or (screen.settled and not found):
                found.append(number)
            newest = number if screen.settled else newest
            number += 1
        stays = index >= history.folded and isinstance(part, Text) and part.kind in ("error", "marked")
        if stays and newest >= 0 and newest not in found:
            found.append(newest)
    return [*found[:1], *found[1:][1 - PINS :]]
