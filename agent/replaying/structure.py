"""The second rung, and a second opinion for all others: what the screen's own structure says, where there is one."""

from __future__ import annotations

from ...env.base import Env, Structured
from ...tools.elements import Element
from ...tools.geometry import Box, Point
from .targets import Found, Target

_SIZES = 3.0
"""How much larger or smaller than recorded a thing may be, zoom and fonts included."""
_CONTAINERS = frozenset({"generic", "none", "presentation", "document", "RootWebArea", ""})
"""Roles that say nothing."""


def candidates(env: Env, target: Target) -> tuple[Element, ...]:
    """The things with the recorded role and name, also beyond the edge of the screen; none where nothing is known."""
    recorded = target.anchor.element if target.anchor else None
    if recorded is None or not isinstance(env, Structured) or not recorded.name:
        return ()
    if recorded.role in _CONTAINERS and not recorded.kind:
        return ()  # (a field for a date has no role, but a kind)
    return tuple(one for one in env.elements_like(recorded) if one.kind == recorded.kind)


def nameless(env: Env, target: Target) -> tuple[Element, ...]:
    """The form controls of the recorded kind that the page has no name for, when the recorded one had none either.

    Also beyond the edge of the screen. Which of them is meant only what stands around can tell.
    """
    recorded = target.anchor.element if target.anchor else None
    if recorded is None or not isinstance(env, Structured) or recorded.name:
        return ()
    if not recorded.kind and recorded.role != "textbox":
        return ()
    return tuple(one for one in env.elements_like(recorded) if one.kind == recorded.kind and one.enabled)


def beside(env: Env, target: Target, text: str, box: Box) -> bool:
    """Whether the row of a table in which a box stands has a cell of that text, on the screen or scrolled out of it."""
    recorded = target.anchor.element if target.anchor else None
    if recorded is None or not isinstance(env, Structured):
        return False
    cells = (Element(role=role, name=text, box=box, frames=recorded.frames) for role in ("cell", "gridcell"))
    return any(one.box.y0 <= box.center.y < one.box.y1 for cell in cells for one in env.elements_like(cell))


def by_structure(env: Env, target: Target, found: tuple[Element, ...], scale: float) -> Found | None:
    """The only thing with the recorded role and name, if it was the only one when it was recorded and can be clicked.

    ``scale`` is frame pixels per logical pixel.
    """
    only = the_only(target, found, scale)
    return only if only is not None and only.element and uncovered(env, only.point, only.element) else None


def the_only(target: Target, found: tuple[Element, ...], scale: float) -> Found | None:
    """The same, whatever may lie over it."""
    anchor = target.anchor
    if anchor is None or not anchor.sole or len(found) != 1:
        return None
    [one] = found
    assert anchor.element is not None
    if not one.enabled or one.kind != anchor.element.kind:
        return None
    was = anchor.element.box
    sides = ((one.box.height, was.height), (one.box.width, was.width)) if one.checked is None else ()
    for now_px, was_px in sides:  # (a box to tick may have been clicked by its label, which is larger)
        if was_px and not 1 / _SIZES <= now_px / scale / (was_px / anchor.scale) <= _SIZES:
            return None
    return Found(inside(one.box, target), one.box, "structure", element=one)


def uncovered(env: Env, point: Point, element: Element) -> bool:
    """Whether a click there would reach the thing; one beyond the edge of the screen has to be brought there first."""
    if not isinstance(env, Structured) or point.x < 0 or point.y < 0:
        return True
    there = env.element_at(point)
    return there is None or (there.role, there.name) == (element.role, element.name)


def confirmed(env: Env, point: Point, target: Target) -> bool:
    """Whether the page says that the thing at a place is the recorded one, the only one of its name."""
    anchor = target.anchor
    if anchor is None or not anchor.sole or anchor.element is None or not anchor.element.name:
        return False
    return isinstance(env, Structured) and env.element_at(point) is not None and agrees(env, point, target)


def agrees(env: Env, point: Point, target: Target) -> bool:
    """Whether what is at a place may be what was recorded: of the same role and name, where these are known."""
    recorded = target.anchor.element if target.anchor else None
    if recorded is None or not isinstance(env, Structured):
        return True
    there = env.element_at(point)
    if there is None:
        return True
    if not there.enabled:
        return False
    return (there.role, there.kind, there.name) == (recorded.role, recorded.kind, recorded.name)


def same_role(env: Env, point: Point, target: Target) -> bool:
    """Whether what is at a place has the recorded role, where these are known: its name may have been changed."""
    recorded = target.anchor.element if target.anchor else None
    if recorded is None or not isinstance(env, Structured) or recorded.role in _CONTAINERS:
        return True
    there = env.element_at(point)
    return there is None or ((there.role, there.kind) == (recorded.role, recorded.kind) and there.enabled)


def inside(box: Box, target: Target) -> Point:
    """Where in a box to click: where it was clicked when it was recorded, as far along it; its middle by default."""
    anchor = target.anchor
    if anchor is None or not anchor.box.contains(anchor.at):
        return box.center
    across = (anchor.at.x - anchor.box.x0 + 0.5) / max(1, anchor.box.width)
    down = (anchor.at.y - anchor.box.y0 + 0.5) / max(1, anchor.box.height)
    if across > 0.9 or across < 0.1 or down > 0.9 or down < 0.1:
        return box.center  # the edge of a thing moves with its font
    return Point(box.x0 + int(across * box.width), box.y0 + int(down * box.height))
