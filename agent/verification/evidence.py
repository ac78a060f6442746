"""Whether a success is one: evidence that does not come from the turn that claimed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...env.events import Event, Intent, Observed, Picture, Receipt, Replied, VerifiedBy
from ...tools.actions import Click, Done, point_of
from ...tools.browser.tab import FAILED
from ...tools.change import answered, changed_tiles
from ...tools.eye.eye import Eye
from ...tools.frames import Frame
from ...tools.geometry import Box, Point
from ..planner.grammar.understanding import NotUnderstood, parse
from ..planner.plan import ClickOn, DragTo, ForEach, Keys, Menu, TabTo
from ..planner.steps.reading import sees
from .postconditions import Film, held, words_for

_TROUBLE = re.compile(
    r"\b(?:error|failed|failure|invalid|required|could not|couldn't|cannot|can't|denied|forbidden|not allowed|"
    r"something went wrong|try again|must be|unavailable|"
    r"not (?:been )?(?:saved|sent|stored|changed|updated|added|created|deleted|removed|submitted|accepted|valid)|"
    r"too (?:large|small|long|short|many|few|high|low))\b",
    re.IGNORECASE,
)
_NOTHING_CAME = re.compile(r"^\((nothing visible came of .+)\)$", re.MULTILINE)
_SENTENCE = 3  # words
_DOUBLE = 2
_BROAD = 0.03
"""The share of a desktop's screen that changes at least when something opens in the same window."""
PRESSES = (ClickOn, Keys, Menu, TabTo, DragTo, ForEach)
NOTHING = "the instruction implies nothing that can be checked on the screen"


@dataclass(frozen=True, slots=True)
class Evidence:
    """By what a success was verified, in one sentence; ``contradicted`` when what was expected is not there."""

    verified_by: VerifiedBy
    reason: str
    contradicted: bool = False


def expected(texts: Sequence[str], events: Sequence[Event], folder: Path, eye: Eye) -> Evidence:
    """The caller's check: each text can be read on a frame seen since the last input."""
    frames = [_open(picture, folder) for picture in _since_last_input(events)]
    missing = [text for text in texts if not any(sees(eye, frame, text) for frame in reversed(frames))]
    if missing:
        return Evidence("check", f"expected {', '.join(map(repr, missing))} on the screen; not seen", contradicted=True)
    return Evidence("check", f"{', '.join(map(repr, texts))} seen on the screen")


def implied(instruction: str, events: Sequence[Event], folder: Path, eye: Eye) -> Evidence:
    """Post-conditions that the instruction implies: values are in their fields, boxes ticked, rows gone; the last
    press had an effect, and no new message of trouble stands on the last frame.

    What is followed by a press must have been seen on some frame, for the press may lead elsewhere; what is not must
    be seen on the last one.
    """
    try:
        plan = parse(instruction)
    except NotUnderstood:
        return Evidence("none", NOTHING)
    film = _film(events, folder, eye)
    last_press = max((n for n, step in enumerate(plan) if isinstance(step, PRESSES)), default=-1)
    seen: list[str] = []
    for index, step in enumerate(plan):
        holds = held(step, replace(film, ended=index > last_press))
        if holds is False:
            return Evidence("none", f"not seen on the screen: {words_for(step)}")
        if holds:
            seen.append(words_for(step))
    if missed := _unanswered(events):
        return Evidence("none", missed)
    if isinstance(plan[-1], PRESSES):
        problem = _no_effect(events, folder, eye)
        if problem:
            return Evidence("none", problem)
        if failed := _failed(events):
            return Evidence("none", f"after the last press {failed}, whatever the screen says")
        seen.append("the screen answered the last press without a message of trouble")
    return Evidence("implied", "; ".join(seen)) if seen else Evidence("none", NOTHING)


def _unanswered(events: Sequence[Event]) -> str | None:
    """What was noted of a press of which nothing came."""
    said = "\n".join(event.text for event in events if isinstance(event, Replied))
    match = _NOTHING_CAME.search(said)
    return match[1] if match else None


def _failed(events: Sequence[Event]) -> str | None:
    """What the page's own server could not do since the last input."""
    notes = (note for event in _looked_since_last_input(events) for note in event.notes)
    return next((note for note in notes if note.startswith(FAILED)), None)


def _film(events: Sequence[Event], folder: Path, eye: Eye) -> Film:
    observed = [event for event in events if isinstance(event, Observed)]
    replies = [event.decision for event in events if isinstance(event, Replied)]
    answers = [decision.answer for decision in replies if isinstance(decision, Done)]
    return Film(
        eye,
        [_open(event.frame, folder) for event in observed],
        [_open(picture, folder) for event in observed for picture in event.clip],
        observed[-1].url if observed else None,
        answers[-1] if answers else None,
        windows=observed[-1].windows if observed and observed[-1].url is None else None,
    )


def _no_effect(events: Sequence[Event], folder: Path, eye: Eye) -> str | None:
    """Why the last press cannot be taken as answered; None when the screen changed beside it and shows no trouble."""
    observed = {event.step: event for event in events if isinstance(event, Observed)}
    intents = [event for event in events if isinstance(event, Intent)]
    if not intents or not observed:
        return "nothing was pressed"
    press = intents[-1]
    before, after = _open(observed[press.step].frame, folder), _open(observed[max(observed)].frame, folder)
    point = point_of(press.action) if isinstance(press.action, Click) else None
    beside = _thing_at(point, before, eye) if point else None
    clip = [_open(picture, folder) for picture in _since_last_input(events)]
    if not any(answered(before, frame, outside=beside) for frame in (after, *clip)):
        return "nothing changed on the screen after the last press"
    if isinstance(press.action, Click) and press.action.count == _DOUBLE and observed[press.step].url is None:
        was, now = observed[press.step], observed[max(observed)]
        if (was.title, was.windows) == (now.title, now.windows) and changed_tiles(before, after).mean() < _BROAD:
            return "the double click marked something, but nothing opened"
    old = {line.text for line in eye.read(before)}
    new = [text for text in (control.label for control in eye.see(after).controls) if text and text not in old]
    alarming = [text for text in new if _TROUBLE.search(text)] + [text for text in _in_red(after, eye) if text in new]
    return f"the screen says {alarming[0]!r} after the last press" if alarming else None


def _in_red(frame: Frame, eye: Eye) -> list[str]:
    """The sentences in red letters: what a form says that it misses."""
    texts = [control for control in eye.see(frame).controls if control.kind in ("text", "link")]
    return [text.label for text in texts if _is_red(text.colours[-1:]) and len(text.label.split()) >= _SENTENCE]


def _is_red(colours: tuple[str, ...]) -> bool:
    return any(name.split()[-1] == "red" for name in colours)


def _thing_at(point: Point, frame: Frame, eye: Eye) -> Box:
    """What was pressed, with its surroundings: it looks different under the pointer whether or not it works."""
    boxes = [control.box for control in eye.see(frame).controls if control.box.contains(point)]
    return min(
        boxes, key=lambda box: box.area, default=Box(point.x - 30, point.y - 30, point.x + 30, point.y + 30)
    ).grow(10)


def _since_last_input(events: Sequence[Event]) -> list[Picture]:
    """The pictures taken after the last input, clips included, in order."""
    return [picture for event in _looked_since_last_input(events) for picture in (*event.clip, event.frame)]


def _looked_since_last_input(events: Sequence[Event]) -> list[Observed]:
    start = max((n for n, event in enumerate(events) if isinstance(event, Receipt)), default=0)
    return [event for event in events[start:] if isinstance(event, Observed)]


def _open(picture: Picture, folder: Path) -> Frame:
    return Frame.open(folder / picture.path, scale=picture.scale, time_s=picture.time_s)
