"""Whether a success is one: evidence that does not come from the turn that claimed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..env.events import Event, Intent, Observed, Picture, Receipt, VerifiedBy
from ..tools.actions import Click, point_of
from ..tools.change import changed
from ..tools.eye.eye import Eye
from ..tools.frames import Frame
from ..tools.geometry import Box
from .planner.grammar import NotUnderstood, parse
from .planner.plan import Choose, ClickOn, Fill, Keys, PlanStep, See, Tick
from .planner.reading import sees, text_in
from .planner.values import shows
from .planner.view import FILLABLE, TICKABLE

_TROUBLE = re.compile(
    r"\b(?:error|failed|failure|invalid|required|could not|couldn't|cannot|can't|denied|forbidden|not allowed|"
    r"something went wrong|try again|must be|unavailable)\b",
    re.IGNORECASE,
)
_SECRET = re.compile(r"\{[A-Za-z_]\w*\}")


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
    """Post-conditions that the instruction implies: values were in their fields, boxes ticked, the last press had an
    effect, and no new message of trouble stands on the last frame.
    """
    try:
        plan = parse(instruction)
    except NotUnderstood:
        return Evidence("none", "the instruction implies nothing that can be checked on the screen")
    frames = [_open(event.frame, folder) for event in events if isinstance(event, Observed)]
    seen: list[str] = []
    clips = [_open(picture, folder) for event in events if isinstance(event, Observed) for picture in event.clip]
    for step in plan:
        holds = _held(step, frames, clips, eye)
        if holds is False:
            return Evidence("none", f"not seen on the screen: {_words(step)}")
        if holds:
            seen.append(_words(step))
    if isinstance(plan[-1], ClickOn | Keys):
        problem = _no_effect(events, folder, eye)
        if problem:
            return Evidence("none", problem)
        seen.append("the screen answered the last press without a message of trouble")
    if not seen:
        return Evidence("none", "the instruction implies nothing that can be checked on the screen")
    return Evidence("implied", "; ".join(seen))


def _held(step: PlanStep, frames: Sequence[Frame], clips: Sequence[Frame], eye: Eye) -> bool | None:
    """Whether a frame shows what the step asked for, the newest first; None when the step shows nothing."""
    match step:
        case Fill(field=field, text=text) if field and not _SECRET.search(text):
            shown = any(_shown(eye, frame, field, text) for frame in reversed(frames))
            return shown or _shown_in_place(eye, frames, field, text)
        case Choose(option=option, field=field):
            ticked = any(_ticked(eye, frame, option, True) for frame in reversed(frames))
            return ticked or any(_shown(eye, frame, field, option) for frame in reversed(frames))
        case Tick(label=label, on=on):
            return any(_ticked(eye, frame, label, on) for frame in reversed(frames))
        case See(text=text):
            return any(sees(eye, frame, text) for frame in (*reversed(frames), *reversed(clips)))
        case _:
            return None


def _shown(eye: Eye, frame: Frame, label: str, value: str) -> bool:
    if label:
        controls = eye.find_control(frame, label, FILLABLE)
    else:
        controls = [control for control in eye.see(frame).controls if control.kind in FILLABLE]
    return any(shows(control.value, value) for control in controls)


def _shown_in_place(eye: Eye, frames: Sequence[Frame], label: str, value: str) -> bool:
    """The same for a field whose name is its placeholder: named on one frame, filled at that place on a later one."""
    places: list[Box] = []
    for frame in frames:
        if any(shows(text_in(eye, frame, box), value) for box in places):
            return True
        places += [control.box for control in eye.find_control(frame, label, FILLABLE) if not control.value]
    return False


def _ticked(eye: Eye, frame: Frame, label: str, on: bool) -> bool:
    return any(control.checked is on for control in eye.find_control(frame, label, TICKABLE))


def _words(step: PlanStep) -> str:
    match step:
        case Fill(field=field, text=text):
            return f"{field!r} showed {text!r}"
        case Choose(option=option, field=field):
            return f"{option!r} was chosen" + (f" in {field!r}" if field else "")
        case Tick(label=label, on=on):
            return f"{label!r} was {'ticked' if on else 'unticked'}"
        case See(text=text):
            return f"{text!r} was seen"
        case _:
            return str(step)


def _no_effect(events: Sequence[Event], folder: Path, eye: Eye) -> str | None:
    """Why the last press cannot be taken as answered; None when the screen changed beside it and shows no trouble."""
    observed = {event.step: event for event in events if isinstance(event, Observed)}
    intents = [event for event in events if isinstance(event, Intent)]
    if not intents or not observed:
        return "nothing was pressed"
    press = intents[-1]
    before, after = _open(observed[press.step].frame, folder), _open(observed[max(observed)].frame, folder)
    point = point_of(press.action) if isinstance(press.action, Click) else None
    beside = Box(point.x, point.y, point.x + 1, point.y + 1).grow(40) if point else None
    clip = [_open(picture, folder) for picture in _since_last_input(events)]
    if not any(changed(before, frame, outside=beside) for frame in (after, *clip)):
        return "nothing changed on the screen after the last press"
    old = {line.text for line in eye.read(before)}
    trouble = [line.text for line in eye.read(after) if line.text not in old and _TROUBLE.search(line.text)]
    return f"the screen says {trouble[0]!r} after the last press" if trouble else None


def _since_last_input(events: Sequence[Event]) -> list[Picture]:
    """The pictures taken after the last input, clips included, in order."""
    start = max((n for n, event in enumerate(events) if isinstance(event, Receipt)), default=0)
    later = [event for event in events[start:] if isinstance(event, Observed)]
    return [picture for event in later for picture in (*event.clip, event.frame)]


def _open(picture: Picture, folder: Path) -> Frame:
    return Frame.open(folder / picture.path, scale=picture.scale, time_s=picture.time_s)
