"""What a page's own structure says of the things on it: by place, by focus, by role and name."""

from __future__ import annotations

import asyncio
from typing import Any

from ..elements import Element
from ..geometry import Box
from .devtools import command
from .worlds import Place, Worlds

DEPTH = 8
"""Frames inside frames that are looked into."""
MOST = 50
"""Equal things that are told."""
_LIKE = "(role, name, most) => eyehand.alike(role, name, most)"
_AT = "(x, y) => eyehand.isFrame(eyehand.deepest(x, y)) ? 'frame' : eyehand.at(x, y)"
_FOCUS = "() => eyehand.isFrame(eyehand.focused()) ? 'frame' : eyehand.describe(eyehand.focused())"


async def element_at(worlds: Worlds, x: float, y: float, scale: float) -> Element | None:
    """The thing at a place of the page, in CSS pixels; its box is in frame pixels, ``scale`` to a CSS pixel.

    None where there is none, or where the page knows nothing of it. Raises Playwright's Error when the page is gone.
    """
    frame, place = worlds.main, Place()
    for _ in range(DEPTH):
        inner_x, inner_y = (x - place.left) / place.scale, (y - place.top) / place.scale
        said = await worlds.call(frame, _AT, inner_x, inner_y)
        if said != "frame":
            return told(said, place, scale, worlds.path(frame))
        inner = await _frame_in(worlds, frame, f"eyehand.deepest({inner_x}, {inner_y})")
        if inner is None:
            return None
        frame, place = inner, await worlds.place(inner)
    return None


async def focused_element(worlds: Worlds, scale: float) -> Element | None:
    """The thing that takes what is typed; None when that is the page itself."""
    frame = worlds.main
    for _ in range(DEPTH):
        said = await worlds.call(frame, _FOCUS)
        if said != "frame":
            return told(said, await worlds.place(frame), scale, worlds.path(frame)) if said else None
        inner = await _frame_in(worlds, frame, "eyehand.focused()")
        if inner is None:
            return None
        frame = inner
    return None


async def elements_like(worlds: Worlds, element: Element, scale: float) -> tuple[Element, ...]:
    """All things that are shown with that role and exactly that name, in frames reached alike.

    Those that have to be scrolled to are among them: their boxes lie beyond the edge of the page's window.
    """
    from playwright.async_api import Error

    found: list[Element] = []
    for frame in worlds.at(element.frames):
        try:
            place, alike = await worlds.place(frame), await _alike(worlds, frame, element)
        except Error:
            continue  # the frame is just leaving
        for said in alike:
            one = told(said, place, scale, element.frames)
            if one is not None and (one.role, one.name) == (element.role, element.name):
                found.append(one)
    return tuple(found)


def told(said: dict[str, Any] | None, place: Place, scale: float, frames: tuple[str, ...]) -> Element | None:
    """What describe.js says, in frame pixels."""
    if said is None:
        return None
    left, top, right, bottom = said["box"]
    x0, y0 = place.point(left, top)
    x1, y1 = place.point(right, bottom)
    box = Box(*(round(side * scale) for side in (x0, y0, x1, y1)))
    return Element.model_validate({**said, "box": box, "frames": frames})


async def _alike(worlds: Worlds, frame: str, element: Element) -> list[dict[str, Any]]:
    """By the browser's index of names; what that spells with other spaces, or has no name, by looking at everything."""
    nodes: list[dict[str, Any]] = []
    held = await worlds.hold(frame, "document") if element.name else None
    if held is not None:
        session, document = held
        asked = command(session, "Accessibility.queryAXTree", objectId=document, accessibleName=element.name)
        nodes = (await asked)["nodes"]
    ids = list(dict.fromkeys(node["backendDOMNodeId"] for node in nodes if "backendDOMNodeId" in node))[:MOST]
    said = await asyncio.gather(*(_visible(worlds, frame, node) for node in ids))
    found = [one for one in said if one is not None and one["role"] == element.role]
    return found or await worlds.call(frame, _LIKE, element.role, element.name, MOST) or []


async def _visible(worlds: Worlds, frame: str, node: int) -> dict[str, Any] | None:
    from playwright.async_api import Error

    try:
        held = await worlds.resolve(frame, node)
        return await worlds.ask(*held, "function () { return eyehand.visible(this); }") if held else None
    except Error:
        return None  # it left the page while we asked


async def _frame_in(worlds: Worlds, frame: str, expression: str) -> str | None:
    """The id of the inner frame whose element an expression gives."""
    held = await worlds.hold(frame, expression)
    if held is None:
        return None
    session, owner = held
    return (await command(session, "DOM.describeNode", objectId=owner))["node"].get("frameId")
