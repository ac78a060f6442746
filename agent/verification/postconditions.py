"""What a step of an instruction implies about the screen, and whether frames show it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ...tools.eye.eye import Eye
from ...tools.frames import Frame
from ...tools.geometry import Box
from ..planner.plan import (
    Append,
    Attach,
    Choose,
    ClickOn,
    CopyTo,
    Count,
    Fill,
    ForEach,
    Gone,
    Open,
    PlanStep,
    Read,
    Replace,
    SaveAs,
    ScrollTo,
    See,
    Tick,
)
from ..planner.steps.forms import HIDDEN
from ..planner.steps.reading import read_value, sees, text_in
from ..planner.steps.values import shows
from ..planner.steps.view import FILLABLE, TICKABLE

_SECRET = re.compile(r"\{[A-Za-z_]\w*\}")
_ROW = re.compile(
    r"\brow (?:of|for|with|containing) (.+)$|\b(?:in|of|from) (.+)['’]s row\b|\b(?:in|of) the (.+) row$|"
    r"在?(.+)(?:那|所在的?|这)一?行",
    re.IGNORECASE,
)
_REMOVES = re.compile(r"\b(?:delete|remove|trash|discard|archive)\b|删除|移除", re.IGNORECASE)


@dataclass(frozen=True)
class Film:
    """What was seen of an instruction: its settled frames, the frames between them, the last address and answer.

    With ``ended`` a value must stand on the last frame: nothing was done after it that may have led elsewhere.
    """

    eye: Eye
    frames: Sequence[Frame]
    clips: Sequence[Frame]
    url: str | None
    answer: str | None
    ended: bool = False
    windows: tuple[str, ...] | None = None
    """The titles of a desktop's windows at the end; None for a page."""

    @property
    def showing(self) -> Sequence[Frame]:
        """The frames on which a value may be shown, the newest first."""
        return self.frames[-1:] if self.ended else self.frames[::-1]


def held(step: PlanStep, film: Film) -> bool | None:  # noqa: C901 - one case a step
    """Whether what the step implies can be seen, the newest frame first; None when it implies nothing visible."""
    if film.windows is not None and isinstance(step, Fill | SaveAs):
        return _on_desktop(step, film)
    match step:
        case Fill(field=field, text=text) if field and not _SECRET.search(text):
            return _written(film, field, text)
        case Append(field=field, text=text) | Replace(field=field, new=text) if text:
            return any(text.casefold() in value.casefold() for value in _values(film, field))
        case CopyTo(what=what, field=field):
            copied = {value for frame in film.frames if (value := read_value(film.eye, frame, what))}
            return any(_shown(film, field, value) for value in copied)
        case Choose(option=option, field=field):
            return _ticked(film, option, on=True) or _shown(film, field, option) or _no_box(film, field)
        case Tick(label=label, on=on):
            return _ticked(film, label, on=on)
        case See(text=text):
            return any(sees(film.eye, frame, text) for frame in (*reversed(film.frames), *reversed(film.clips)))
        case Gone(text=text):
            return not sees(film.eye, film.frames[-1], text)
        case ScrollTo(target=target):
            return any(film.eye.locate(frame, target).status == "found" for frame in reversed(film.frames))
        case Open(url=url):
            return True if film.url and _same_address(film.url, url) else None
        case Attach(path=path):
            name = re.split(r"[/\\]", path)[-1]
            return any(sees(film.eye, frame, name) for frame in reversed(film.frames)) or None
        case Read() | Count():
            return _answered(step, film)
        case ClickOn(target=target):
            return _row_gone(target, film)
        case ForEach(what=what, steps=steps):
            return _each_held(what, steps, film)
        case _:
            return None


def words_for(step: PlanStep) -> str:
    """The post-condition of a step, in words."""
    match step:
        case Fill(field=field, text=text):
            return f"{field or 'the screen'!r} showed {text!r}"
        case Append(field=field, text=text) | Replace(field=field, new=text):
            return f"{field!r} showed {text!r}"
        case SaveAs(name=name):
            return f"a window is called {name!r}"
        case CopyTo(what=what, field=field):
            return f"{field!r} showed the {what}"
        case Choose(option=option, field=field):
            return f"{option!r} was chosen" + (f" in {field!r}" if field else "")
        case Tick(label=label, on=on):
            return f"{label!r} was {'ticked' if on else 'unticked'}"
        case See(text=text) | ScrollTo(target=text):
            return f"{text!r} was seen"
        case Gone(text=text):
            return f"{text!r} went away"
        case Open(url=url):
            return f"{url} was open"
        case Attach(path=path):
            return f"{path} was shown"
        case Read(what=what) | Count(what=what):
            return f"the answer for {what!r} can be read on the screen"
        case ClickOn(target=target):
            return f"the row of {_row_in(target)!r} went away"
        case ForEach(what=what):
            return f"it was done for each {what}"
        case _:
            return str(step)


def _written(film: Film, label: str, text: str) -> bool | None:
    """Whether a field showed a text; of a password only that there was something."""
    if text and HIDDEN.search(label):
        return bool(_values(film, label)) or None
    return _shown(film, label, text) or _shown_in_place(film, label, text)


def _on_desktop(step: Fill | SaveAs, film: Film) -> bool | None:
    """Whether what was typed can be read anywhere, symbols and accents aside; whether a window has a saved file's name.

    What is typed where the focus is need not be shown: a calculator shows something else.
    """
    if isinstance(step, SaveAs):
        return True if any(step.name in title for title in film.windows or ()) else None
    wanted = _letters(step.text)
    if _SECRET.search(step.text) or not re.search(r"[^\W\d]", step.text):
        return None
    shown = any(wanted in _letters("".join(line.text for line in film.eye.read(frame))) for frame in film.showing)
    return shown or (False if step.field else None)


def _letters(text: str) -> str:
    """The letters and digits of a text, without accents: of small type the dots of an ï are not always read."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return re.sub(r"\W+", "", bare).casefold()


def _values(film: Film, label: str) -> list[str]:
    kinds = FILLABLE
    return [
        control.value
        for frame in film.showing
        for control in film.eye.find_control(frame, label, kinds)
        if control.value
    ]


def _shown(film: Film, label: str, value: str) -> bool:
    if label:
        return any(shows(shown, value) for shown in _values(film, label))
    controls = (control for frame in film.showing for control in film.eye.see(frame).controls)
    return any(control.kind in FILLABLE and shows(control.value, value) for control in controls)


def _shown_in_place(film: Film, label: str, value: str) -> bool:
    """The same for a field whose name is its placeholder: named on one frame, filled at that place on a later one."""
    places: list[Box] = []
    for frame in film.frames:
        if frame in film.showing and any(shows(text_in(film.eye, frame, box), value) for box in places):
            return True
        places += [control.box for control in film.eye.find_control(frame, label, FILLABLE) if not control.value]
    return False


def _no_box(film: Film, label: str) -> bool | None:
    """False when there is a drop-down of that name (which does not show the option), else nothing is implied."""
    boxes = frozenset({"dropdown"})
    return False if label and any(film.eye.find_control(frame, label, boxes) for frame in film.frames) else None


def _ticked(film: Film, label: str, *, on: bool) -> bool:
    return any(
        control.checked is on for frame in film.showing for control in film.eye.find_control(frame, label, TICKABLE)
    )


def _answered(step: Read | Count, film: Film) -> bool | None:
    """Whether the answer can be read, or counted, once more."""
    if film.answer is None or film.answer == "0":
        return None  # that there is nothing shows nowhere
    if isinstance(step, Count):
        return any(
            len(film.eye.find_all(frame, step.what)) == int(re.sub(r"\D", "", film.answer) or -1)
            for frame in film.frames[-1:]
        ) or any(sees(film.eye, frame, film.answer) for frame in film.frames[-1:])
    return any(sees(film.eye, frame, film.answer) for frame in reversed(film.frames))


def _row_gone(target: str, film: Film) -> bool | None:
    """For "Delete in the row of Ada": whether that row is gone at the end. Other clicks imply nothing by themselves."""
    name = _row_in(target)
    if name is None or not _REMOVES.search(target):
        return None
    if any(_rows_with(name, frame, film) for frame in film.frames[:-1]):
        return not _rows_with(name, film.frames[-1], film)  # a notice may still name it
    return film.eye.locate(film.frames[-1], f"the row of '{name}'").status == "not_found"


def _rows_with(name: str, frame: Frame, film: Film) -> int:
    """How many rows of tables and lists hold a text."""
    scene = film.eye.see(frame)
    places = [line.box.center for line in scene.lines if name.casefold() in line.text.casefold()]
    return sum(any(map(row.contains, places)) for region in scene.regions for row in region.rows)


def _row_in(target: str) -> str | None:
    """Whose row a target is in: Ada in "Delete in the row of Ada"."""
    match = _ROW.search(target)
    return next(name for name in match.groups() if name).strip("'\"“”‘’「」") if match else None


def _each_held(what: str, steps: Sequence[PlanStep], film: Film) -> bool | None:
    """Whether at the end each thing is as the loop should have left it; None when that cannot be told."""
    last = film.frames[-1]
    things = film.eye.find_all(last, what)
    ticks = [step for step in steps if isinstance(step, Tick)]
    if ticks:
        inside = [film.eye.see(last).within(thing.box).controls for thing in things]
        boxes = [control for controls in inside for control in controls if control.kind in TICKABLE]
        return bool(boxes) and all(box.checked is ticks[-1].on for box in boxes)
    removes = any(isinstance(step, ClickOn) and _REMOVES.search(f"{step.target} {what}") for step in steps)
    return not things if removes else None


def _same_address(shown: str, wanted: str) -> bool:
    def bare(url: str) -> str:
        return re.sub(r"^https?://(?:www\.)?|/+$", "", url)

    return bare(shown).startswith(bare(wanted)) or bare(wanted).startswith(bare(shown))
