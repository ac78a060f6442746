"""What can be asked for on a window: its things with a role, a name and a place where a click is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eyehand.tools.desktop.accessibility import Thing
from eyehand.tools.geometry import Box

from ..view import plain
from .shots import DeskShot, Toolkit

_ENTRIES = {
    "text": "field", "password text": "field", "entry": "field", "spin button": "spin box", "spin box": "spin box",
    "combo box": "drop-down", "slider": "slider",
}  # fmt: skip
_OTHERS = {
    "check box": "check box", "radio button": "radio button", "page tab": "tab", "table column header": "column head",
    "column header": "column head", "tree item": "tree row",
}  # fmt: skip
_PRESSED = ("push button", "toggle button")
_ENTRY_ROLES = ("menu item", "check menu item", "radio menu item", "menu")
_SQUARE = 1.45  # times its height is the widest button without words
_EXPANDERS: dict[Toolkit, tuple[int, int]] = {"GTK": (-42, -16), "Qt": (-20, 0), "application": (-42, -16)}
"""Where the sign that folds out a row stands, in pixels from where the toolkit says that the row begins."""


@dataclass(frozen=True)
class Target:
    """A thing that can be asked for; ``words`` is whether its name is written on it or beside it."""

    kind: str
    name: str
    box: Box
    thing: Thing
    words: bool = True


@dataclass(frozen=True)
class Truth:
    """The targets of a window, and every name and text on it in plain form."""

    targets: tuple[Target, ...]
    texts: tuple[str, ...]

    def lone(self, target: Target) -> bool:
        """Whether no other target could be meant by this name."""
        name = plain(target.name)
        return sum(plain(other.name) == name for other in self.targets if other.kind != "expander") == 1


def truth_of(shot: DeskShot) -> Truth:
    """What of a shot can be seen and named."""
    things = [thing for thing in shot.things if not _is_misplaced(thing)]
    bars = [t.box for t in things if t.role == "menu bar" and t.box]
    tool_bars = [t.box for t in things if t.role == "tool bar" and t.box]
    popup = _popup(things, bars)
    found: list[Target] = []
    for index in range(len(things)):
        target = _target(things, index, bars, tool_bars)
        if target is None or not _is_whole(target, things):
            continue
        if popup and target.kind != "menu entry" and popup.intersection(target.box).area > 0:
            continue  # it lies under the open menu
        found.append(target)
        found += _expander(shot.look.toolkit, target)
    texts = (text for thing in things for text in (thing.name, thing.text, thing.description) if text)
    return Truth(tuple(found), tuple(plain(text) for text in texts))


def _is_misplaced(thing: Thing) -> bool:
    """Whether it is said by an office program's own tree, which leaves out the title bar, not by its toolkit's."""
    by_toolkit = thing.role in _ENTRY_ROLES and not thing.text
    return thing.application == "soffice" and not thing.description and not by_toolkit and thing.role != "menu bar"


def _target(things: Sequence[Thing], index: int, bars: Sequence[Box], tool_bars: Sequence[Box]) -> Target | None:
    thing = things[index]
    box, role = thing.box, thing.role
    if box is None or box.width < 4 or box.height < 4:
        return None
    if role in _ENTRY_ROLES:
        on_bar = any(map(_holds(box), bars))
        name = _called(thing.name)
        return Target("menu" if on_bar else "menu entry", name, box, thing) if name else None
    if role in _PRESSED:
        silent = not thing.name or (box.width <= _SQUARE * box.height and any(map(_holds(box), tool_bars)))
        name = _called((silent and thing.description) or thing.name)
        return Target("tool" if silent else "button", name, box, thing, words=not silent) if name else None
    if role in _ENTRIES:
        name = _label(box, things) or ""
        return Target(_ENTRIES[role], name, box, thing) if name else None
    if role == "table cell" and thing.name:
        return _row(things, index, box)
    if role in _OTHERS and thing.name:
        return Target(_OTHERS[role], thing.name, box, thing)
    return None


def _holds(box: Box) -> Callable[[Box], bool]:
    return lambda bar: bar.contains(box.center)


def _called(name: str) -> str:
    """A name without the keys that do the same, which stand behind it in brackets or after blanks."""
    return re.split(r"\s{2,}|\t| \(", name.strip())[0]


def _row(things: Sequence[Thing], index: int, box: Box) -> Target | None:
    """The row of a table or tree, by its first cell."""
    thing = things[index]
    holder = next((t for t in reversed(things[:index]) if t.role in ("table", "tree table", "tree")), None)
    if holder is None or holder.box is None:
        return None
    before = things[index - 1]
    if before.role == "table cell" and before.box and abs(before.box.y0 - box.y0) < 3:
        return None  # a further cell of the same row
    if holder.role == "table":
        return Target("list row", thing.name, box._replace(x0=holder.box.x0, x1=holder.box.x1), thing)
    return Target("tree row", thing.name, box._replace(x0=box.x0 - 18, x1=holder.box.x1), thing)


def _expander(toolkit: Toolkit, row: Target) -> list[Target]:
    if row.kind != "tree row" or row.thing.expanded is None or row.thing.box is None:
        return []
    left, right = _EXPANDERS[toolkit]
    start = row.thing.box.x0
    return [Target("expander", row.name, row.box._replace(x0=start + left, x1=start + right), row.thing)]


def _label(box: Box, things: Sequence[Thing]) -> str:
    """The words to the left of an entry on its row."""
    labels = [
        t for t in things
        if t.role == "label" and t.box and t.name and t.box.x1 <= box.x0 and t.box.y0 <= box.center.y <= t.box.y1
    ]  # fmt: skip
    near = max(labels, key=lambda t: t.box.x1 if t.box else 0, default=None)
    return near.name.rstrip(": ") if near and near.box and box.x0 - near.box.x1 < 60 else ""


def _popup(things: Sequence[Thing], bars: Sequence[Box]) -> Box | None:
    """The box of the open menu, if one is."""
    boxes = [
        t.box for t in things
        if t.role in _ENTRY_ROLES and t.box and not any(bar.contains(t.box.center) for bar in bars)
    ]  # fmt: skip
    whole: Box | None = None
    for box in boxes:
        whole = box if whole is None else whole.union(box)
    return whole


def _is_whole(target: Target, things: Sequence[Thing]) -> bool:
    """Whether nothing of it is cut off by what scrolls around it."""
    holders = ("table", "tree table", "tree", "list", "scroll pane", "frame", "dialog")
    around = [t.box for t in things if t.role in holders and t.box and t.box.contains(target.box.center)]
    return all(box.y0 <= target.box.y0 and target.box.y1 <= box.y1 for box in around)
