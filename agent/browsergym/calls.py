"""Actions as the calls that BrowserGym carries out: by coordinates, never by elements."""

from __future__ import annotations

from ...tools.actions import (
    Action,
    Back,
    Click,
    Drag,
    Move,
    Navigate,
    Press,
    Reload,
    Scroll,
    SwitchTab,
    Type,
    Wait,
)
from ...tools.browser.input import NOTCH
from ...tools.errors import ActionError

SUBSETS = ("chat", "infeas", "coord", "nav", "tab")
"""The sets of BrowserGym's actions that hold every call made here."""
MAPPED = (Move, Click, Drag, Scroll, Type, Press, Wait, Navigate, Back, Reload, SwitchTab)
KINDS = frozenset(kind.model_fields["kind"].default for kind in MAPPED)
"""What can be done there. File choosers and dialogs are not: BrowserGym shows neither, and dismisses dialogs itself."""


def call(action: Action, url: str) -> str:
    """The call for an action; ``url`` is the page's address, which is loaded again for want of a reload.

    Points are pixels of the picture, which BrowserGym converts. Raises ActionError for what has no call.
    """
    match action:
        case Move(at=at):
            return said("mouse_move", at.x, at.y)
        case Click(at=at, button=button, count=1):
            return said("mouse_click", at.x, at.y, button)
        case Click(at=at, button=button, count=2):
            return said("mouse_dblclick", at.x, at.y, button)
        case Click():
            raise ActionError("BrowserGym has no triple click; Control+a selects all of a field")
        case Drag(start=start, end=end):
            return said("mouse_drag_and_drop", start.x, start.y, end.x, end.y)
        case Scroll(at=at, dx_notches=dx, dy_notches=dy):
            return said("scroll_at", at.x, at.y, dx * NOTCH, dy * NOTCH)
        case Type(text=text):
            return said("keyboard_type", text)
        case Press(keys=keys):
            return said("keyboard_press", "+".join(keys))
        case Wait(seconds=seconds):
            return said("noop", round(1000 * seconds))
        case Navigate(url=address):
            return said("goto", address)
        case Back():
            return said("go_back")
        case Reload():
            return said("goto", url)
        case SwitchTab(index=index):
            return said("tab_focus", index)
        case _:
            raise ActionError(f"BrowserGym cannot do {action.kind!r}")


def said(name: str, *values: str | int) -> str:
    """A call as text that BrowserGym parses: literals as Python writes them."""
    return f"{name}({', '.join(map(repr, values))})"
