"""Steps that point: click, hover, drag, go down a menu, go to a tab."""

from __future__ import annotations

import re
from dataclasses import replace

from ....tools.actions import Act, Click, Drag, SwitchTab, Wait
from ....tools.actions import Move as MoveTo
from ....tools.eye.location import Location
from ....tools.geometry import Box, Point
from ..plan import ClickOn, Cursor, DragTo, Hover, Keys, Menu, TabTo
from .moves import Do, GiveUp, Move, Next, do, unsure
from .obstacles import CLEAR, clear_way, lies_over
from .seeking import seek
from .tips import LEARNING, learn, noted
from .values import shows
from .view import View

_ONCE = re.compile(
    r"pay|buy|order|purchase|submit|send|post|delete|remove|book|transfer|confirm|save|add|create|publish|sign up|"
    r"支付|购买|下单|提交|发送|删除|确认|保存|添加|新建|发布",
    re.IGNORECASE,
)
"""What should not happen twice: it may have been done although nothing shows it."""
_CLOSE = frozenset({"close", "dismiss", "关闭"})
"""What clearing the way amounts to, whatever the banner's own button is called."""
_FIELD = re.compile(r"\b(?:field|box|area|input|text ?box|text ?area|cell)\b", re.IGNORECASE)
_PATIENCE = 2
_NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def point_at(step: ClickOn | Hover, cursor: Cursor, view: View) -> Move:
    """Click or hover; a click of which nothing comes is waited for, then tried once at another place of the target."""
    if cursor.phase in ("done", "again") and view.fate == "failed":
        return GiveUp(f"{step.target} could not be clicked: {view.error}")
    if cursor.phase in ("done", "quiet", "again") and view.fate == "done":
        return _next(step, cursor, view)
    if cursor.phase == CLEAR and view.fate == "done" and step.target.casefold() in _CLOSE:
        return Next()
    if cursor.phase in LEARNING or view.locate(step.target).status == "not_found":
        view, ask, line = learn(step.target, cursor, view)
        return noted(ask or _aim(step, cursor, view), line)
    return _aim(step, cursor, view)


def _aim(step: ClickOn | Hover, cursor: Cursor, view: View) -> Move:
    """Click or hover where the target is; clear the way, or look for it."""
    place = view.locate(step.target)
    if cursor.phase == "done" and view.fate == "unknown" and _happened(place.box, view):
        return Next()
    if place.status != "found" or lies_over(view, place.box):
        way = clear_way(cursor, view)
        if way is not None:
            return way
    if place.status == "ambiguous":
        return unsure(place, step.target)
    if place.point is None:
        return seek(cursor, view, step.target)
    if isinstance(step, Hover):
        return do(cursor, "done", MoveTo(at=place.point), f"hover over {step.target}", step.target)
    return do(cursor, "done", _click(step, place.point), f"click {step.target} ({place.how})", step.target)


def _next(step: ClickOn | Hover, cursor: Cursor, view: View) -> Move:
    """After the click: go on when something came of it."""
    if isinstance(step, Hover) or view.answered:
        return Next()
    if isinstance(view.following, Keys) and _FIELD.search(step.target):
        return Next()  # a caret is all that comes of it, and keys go there
    if cursor.phase == "done" or (cursor.phase == "quiet" and cursor.times + 1 < _PATIENCE):
        return do(cursor, "quiet", Wait(seconds=1.0), f"nothing came of the click on {step.target} yet: wait a moment")
    following = view.following
    if isinstance(following, ClickOn) and following.target != step.target and view.locate(following.target).point:
        return Next(note=f"nothing visible came of the click on {step.target}, and what follows is there")
    place = view.locate(step.target)
    if cursor.phase == "again" or _ONCE.search(step.target) or place.box is None:
        return Next(note=f"nothing visible came of the click on {step.target}")
    words = f"nothing came of the click on {step.target}: once more, at another place of it"
    return do(cursor, "again", _click(step, _elsewhere(place.box)), words, step.target)


def _click(step: ClickOn, at: Point) -> Click:
    return Click(at=at, button="right" if step.button == "right" else "left", count=step.count)


def _elsewhere(box: Box) -> Point:
    return Point(box.x0 + max(1, box.width // 4), box.center.y)


def _happened(box: Box | None, view: View) -> bool:
    """Whether a click that may have been sent shows: its target is gone, or something beside it changed."""
    return box is None or view.moved_outside(box)


def drag(step: DragTo, cursor: Cursor, view: View) -> Move:
    if cursor.phase == "done" and (view.fate == "done" or (view.fate == "unknown" and view.moved)):
        return Next() if view.answered else Next(note=f"nothing visible came of dragging {step.start}")
    places = [view.locate(step.start), view.locate(step.end)]
    for place, words in zip(places, (step.start, step.end), strict=True):
        if place.status == "ambiguous":
            return unsure(place, words)
        if place.point is None:
            return clear_way(cursor, view) or GiveUp(
                f"{words} cannot be seen; both ends of a drag must be on the screen"
            )
    start, end = (place.point or Point(0, 0) for place in places)
    return do(cursor, "done", Drag(start=start, end=end), f"drag {step.start} to {step.end}", step.end)


def menu(step: Menu, cursor: Cursor, view: View) -> Move:
    """Click the first entry, then each next one in what has opened; a menu that closed, or opens by hovering, gets
    one more try. The cursor's ``times`` is the level that was clicked last.
    """
    if view.fate == "failed":
        return GiveUp(f"the menu {step.path[0]!r} could not be used: {view.error}")
    if cursor.phase not in ("level", "hover", "retry"):
        place = view.locate(step.path[0])
        if place.point is None:
            if place.status == "ambiguous":
                place = view.locate(f"the {step.path[0]} menu")
            if place.point is None:
                return seek(cursor, view, f"the menu {step.path[0]!r}")
        return _level(cursor, "level", 0, place.point, step)
    if cursor.phase != "hover" and cursor.times == len(step.path) - 1:
        return Next()
    index = cursor.times + 1
    entry = _entry(step.path[index], view)
    if entry is not None and entry.point is not None:
        return _level(cursor, "level" if cursor.phase == "level" else "retry", index, entry.point, step)
    if cursor.phase == "level":
        parent = view.locate(step.path[index - 1]) if index == 1 else _entry(step.path[index - 1], view)
        if parent is not None and parent.point is not None and index > 1:
            words = f"hover over {step.path[index - 1]!r}: its menu did not open by a click"
            return Do(Act(action=MoveTo(at=parent.point)), replace(cursor, phase="hover", times=index - 1), words)
        first = view.locate(step.path[0])
        if first.point is not None:
            return _level(cursor, "retry", 0, first.point, step)
    return GiveUp(f"{step.path[index]!r} is not in the menu {' > '.join(step.path[:index])!r}")


def _level(cursor: Cursor, phase: str, index: int, at: Point, step: Menu) -> Do:
    words = f"open the menu {step.path[0]!r}" if index == 0 else f"click the menu entry {step.path[index]!r}"
    return Do(Act(action=Click(at=at), target=step.path[index]), replace(cursor, phase=phase, times=index), words)


def _entry(name: str, view: View) -> Location | None:
    """Where an entry is, in the menu that opened last if there is one that has it."""
    menus = [region for region in view.scene.regions if region.kind == "menu"]
    for region in reversed(menus):
        place = view.eye.locate(view.frame, name, region.box)
        if place.point is not None:
            return place
    place = view.locate(name)
    return place if place.point is not None else None


def go_to_tab(step: TabTo, cursor: Cursor, view: View) -> Move:
    """A tab of the page by its name; else one of the browser by its title, number, or as the next or previous one."""
    if cursor.phase == "done":
        if view.fate == "failed":
            return GiveUp(f"the tab {step.name!r} could not be opened: {view.error}")
        return Next()
    index = _browser_tab(step.name, view)
    found = view.controls(step.name, frozenset({"tab"}))
    if len(found) == 1 and index is None:
        if found[0].selected:
            return Next()
        return do(cursor, "done", Click(at=found[0].box.center), f"click the tab {step.name!r}", step.name)
    if index is not None:
        return do(cursor, "done", SwitchTab(index=index), f"switch to the tab {view.tabs[index]!r}")
    return point_at(ClickOn(f"the {step.name} tab", "left", 1), cursor, view)


def _browser_tab(name: str, view: View) -> int | None:
    """The index of a browser tab; None when it names none of them."""
    titles, text = view.tabs, name.strip().casefold()
    now = next((n for n, title in enumerate(titles) if title and title in view.title), 0)
    by_word = {"next": now + 1, "previous": now - 1, "last": len(titles) - 1, "other": 1 - now, "new": len(titles) - 1}
    by_word |= {word: n for n, word in enumerate(_NUMBERS)} | {str(n + 1): n for n in range(len(titles))}
    if text in by_word and titles:
        return by_word[text] % len(titles)
    fitting = [n for n, title in enumerate(titles) if text in title.casefold() or shows(title, name)]
    return fitting[0] if len(fitting) == 1 else None
