"""A deed: one step of a script in the making, with the moments of the run that it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from ...env.events import Observed, Picture
from ...tools import actions as act
from ...tools.elements import Element
from ...tools.geometry import Point
from .moments import Moment


@dataclass(frozen=True, slots=True)
class Aim:
    """What an input was aimed at: a place on a picture, and what is known of the thing there."""

    picture: Picture
    at: Point
    element: Element | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """``verb`` is a verb of scripts. ``text`` is what it types, chooses, presses, opens or answers.

    ``on`` is whether a box is ticked (a dialog: accepted), ``number`` the notches of a scroll or the number of a tab,
    ``across`` the notches of a scroll to the right.
    ``whole`` is whether ``text`` is all that the field holds afterwards.
    """

    verb: str
    moments: tuple[Moment, ...]
    aims: tuple[Aim, ...] = ()
    text: str = ""
    on: bool = True
    number: int = 0
    across: int = 0
    whole: bool = False
    remark: str = ""

    @property
    def aim(self) -> Aim | None:
        """What is acted on last."""
        return self.aims[-1] if self.aims else None

    @property
    def before(self) -> Observed:
        return self.moments[0].before

    @property
    def after(self) -> tuple[Observed, ...]:
        """What was seen when it was done; empty when the run was cut off there."""
        return self.moments[-1].after

    @property
    def later(self) -> Picture | None:
        return self.moments[-1].later


_CLICKS = {1: "click", 2: "double_click", 3: "double_click"}
_TRIPLE = 3


def deed(moment: Moment, by_person: bool) -> Deed | None:  # noqa: C901 - one case an action
    """What one input is by itself; None for a wheel that was not turned."""
    one = (moment,)
    match moment.action:
        case act.Click(at=at, button=button, count=count):
            verb = "right_click" if button == "right" else _CLICKS[count]
            remark = "a middle click, written as a click" if button == "middle" else ""
            remark = "a triple click, written as a double click" if count == _TRIPLE else remark
            return Deed(verb, one, (_aim(moment, at),), number=count, remark=remark)
        case act.Move(at=at):
            return Deed("hover", one, (_aim(moment, at),))
        case act.Drag(start=start, end=end):
            return Deed("drag", one, (_aim(moment, start), Aim(moment.before.frame, end)))
        case act.Scroll(at=at, dx_notches=dx, dy_notches=dy):
            return Deed("scroll", one, (_aim(moment, at),), number=dy, across=dx) if dx or dy else None
        case act.Type(text=text):
            aims = (_aim(moment, moment.element.box.center),) if moment.element else ()
            return Deed("type", one, aims, text=text, whole=by_person and bool(aims))
        case act.Press(keys=keys):
            return Deed("press", one, text=keys_text(keys))
        case act.Navigate(url=url):
            return Deed("open", one, text=url)
        case act.Launch(app=app):
            return Deed("open", one, text=app)
        case act.Back() | act.Reload():
            return Deed("go", one, text=moment.action.kind)
        case act.SwitchTab(index=index):
            return Deed("tab", one, number=index + 1)
        case act.FocusWindow(title=title):
            return Deed("window", one, text=title)
        case act.AnswerDialog(accept=accept, text=text):
            return Deed("dialog", one, text=text, on=accept)
        case act.Upload(paths=paths):
            element = moment.element
            aims = (_aim(moment, element.box.center),) if element and element.box.area else ()
            remark = f"{len(paths)} files were given; a step gives one, the first" if len(paths) > 1 else ""
            return Deed("upload", one, aims, text=str(next(iter(paths))), remark=remark)
        case act.Wait() | act.Recall():
            return None


def keys_text(keys: tuple[str, ...]) -> str:
    """Keys as a person writes them: ``Ctrl+S``."""
    names = {"Control": "Ctrl", " ": "Space", "ArrowUp": "Up", "ArrowDown": "Down", "ArrowLeft": "Left"}
    names["ArrowRight"] = "Right"
    held = len(keys) > 1
    return "+".join(names.get(key, key.upper() if held and len(key) == 1 else key) for key in keys)


def _aim(moment: Moment, at: Point) -> Aim:
    return Aim(moment.before.frame, at, moment.element, moment.said)
