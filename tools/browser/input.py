"""Actions as mouse and key events of a page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from ..actions import Action, Click, Drag, Move, Press, Scroll, Type
from ..errors import ActionError
from ..geometry import Point

if TYPE_CHECKING:
    from playwright.async_api import Keyboard, Page

NOTCH = 100
"""CSS pixels that one wheel notch scrolls."""
DRAG_MOVES = 12
STROKES = 8
"""Keys that are struck before the page has answered for the first of them."""
_KEYS = frozenset(map(chr, range(ord(" "), ord("~") + 1)))
"""What the keys of Playwright's layout give, but for those that do more than write."""
Place = Callable[[Point], tuple[float, float]]


def css_point(point: Point, viewport: tuple[int, int], scale: float) -> tuple[float, float]:
    """The CSS pixel under a pixel of the frame: the one place where frame pixels are converted.

    ``viewport`` is (width, height) in CSS pixels; ``scale`` is frame pixels per CSS pixel. Raises ActionError when the
    point is not on the frame.
    """
    x, y = point.x / scale, point.y / scale
    if not (0 <= x < viewport[0] and 0 <= y < viewport[1]):
        size = f"{round(viewport[0] * scale)}x{round(viewport[1] * scale)}"
        raise ActionError(f"({point.x}, {point.y}) is outside the {size} frame; give a point on it")
    return x, y


async def send(page: Page, action: Action, place: Place, secret_text: Callable[[str], str] | None = None) -> None:
    """Send one pointer or keyboard action. Buttons and keys that it holds are released whatever happens.

    ``place`` turns frame pixels into CSS pixels; ``secret_text``, if given, renders the text of a ``Type`` that holds
    a secret, once dots are shown instead of it. Raises ActionError for a place off the frame or an unknown key.
    """
    mouse = page.mouse
    match action:
        case Move(at=at):
            await mouse.move(*place(at))
        case Click(at=at, button=button, count=count):
            await mouse.click(*place(at), button=button, click_count=count)
        case Drag(start=start, end=end):
            await _drag(page, place(start), place(end))
        case Scroll(at=at, dx_notches=dx, dy_notches=dy):
            await mouse.move(*place(at))
            await mouse.wheel(dx * NOTCH, dy * NOTCH)
        case Type(text=text):
            if secret_text is not None:
                await _conceal(page)
                text = secret_text(text)
            await _type(page.keyboard, text)
        case Press(keys=keys):
            await _press(page, keys)
        case _:
            raise ActionError(f"{action.kind} is neither a pointer nor a keyboard action")


async def _drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    await page.mouse.move(*start)
    await page.mouse.down()
    try:
        await page.mouse.move(*end, steps=DRAG_MOVES)
        await page.mouse.move(*end)  # a drop target wants to be entered, then hovered
    finally:
        await page.mouse.up()


async def _type(keyboard: Keyboard, text: str) -> None:
    """Type by keys; what no key gives is inserted.

    A few strokes are on their way at once, in order: one at a time waits for a frame to be painted and delivered.
    """
    for has_key, run in groupby(text, _KEYS.__contains__):
        keys = "".join(run)
        if not has_key:
            await keyboard.type(keys)
            continue
        for start in range(0, len(keys), STROKES):
            some = keys[start : start + STROKES]
            await asyncio.gather(*(half for key in some for half in (keyboard.down(key), keyboard.up(key))))


async def _press(page: Page, keys: tuple[str, ...]) -> None:
    from playwright.async_api import Error

    held: list[str] = []
    try:
        for key in keys:
            try:
                await page.keyboard.down(key)
            except Error as error:
                if "Unknown key" not in error.message:
                    raise
                raise ActionError(
                    f"unknown key {key!r}; write Enter, Tab, Escape, ArrowDown, Control, F5, a …"
                ) from None
            held.append(key)
    finally:
        for key in reversed(held):
            await page.keyboard.up(key)


async def _conceal(page: Page) -> None:
    """Show dots in the focused element, in whatever frame it is: what is typed next must not reach a picture."""
    from playwright.async_api import Error

    frame = page.main_frame
    try:
        while True:
            focused = (await frame.evaluate_handle(_conceal_script())).as_element()
            inner = await focused.content_frame() if focused else None
            if inner is None:
                return
            frame = inner
    except Error:
        raise ActionError(
            "the field could not be hidden before typing a secret into it; look, then try again"
        ) from None


@cache
def _conceal_script() -> str:
    return Path(__file__).with_name("conceal.js").read_text(encoding="utf-8")
