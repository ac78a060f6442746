"""Bringing to light what is not on the screen: tabs, sections, folders and pages are opened one after another."""

from __future__ import annotations

import re

from ....tools.actions import Click
from ....tools.geometry import Box, Point
from ..plan import ClickOn, Cursor
from ..searches import ClickResult, ClickValue, Uncover
from .bars import bars_of
from .moves import GiveUp, Move, Next, do
from .pointing import point_at
from .seeking import seek
from .view import View

_MOST = 12
"""Things that are opened in one step at most."""
_SHORT = 8
"""Letters of what leads to the next page: "1 2 >", "Next"."""
_FURTHER = re.compile(r"[>»›≥→]|next|more", re.IGNORECASE)


def uncover(step: Uncover, cursor: Cursor, view: View) -> Move:
    """Click the target; while it cannot be seen, open the next thing of the kind that may hide it."""
    if cursor.phase in ("done", "quiet", "again"):
        return point_at(ClickOn(step.target, "left", 1), cursor, view)
    places = _places(step.target, view)
    if places and not step.click:
        return Next()
    if len(places) > 1:
        return GiveUp(f"{len(places)} things on the screen may be {step.target}")
    if places:
        return do(cursor, "done", Click(at=places[0].center), f"click {step.target}", step.target)
    opened = cursor.times + 1 if cursor.phase == "uncover" else 0
    if opened >= _MOST:
        return GiveUp(f"{step.target} was not behind the first {_MOST} of {step.among}")
    box = _opener(step.among, opened, cursor, view)
    if box is None:
        return GiveUp(f"{step.target} cannot be seen, and no further {step.among} can")
    return do(
        cursor,
        "uncover",
        Click(at=box.center),
        f"open the {step.among} number {opened + 1}: {step.target} cannot be seen",
    )


def _places(target: str, view: View) -> list[Box]:
    """Where a text is: as a word of a line, in the colour of links where several read so, or alone as a thing."""
    from .words import word_boxes

    words = re.search(r"'(.+)'", target)
    found = word_boxes(view, words[1] if words else target)
    if found:
        return found
    place = view.eye.locate(view.frame, target, view.within, view.told)
    return [place.box] if place.status == "found" and place.box else []


def _opener(among: str, opened: int, cursor: Cursor, view: View) -> Box | None:
    """The next tab, section, folder or link to the next page."""
    start = view.begun(cursor)
    match among:
        case "tab":
            tabs = _tabs(start)
            return tabs[opened + 1] if opened + 1 < len(tabs) else tabs[0] if tabs and opened + 1 == len(tabs) else None
        case "section":
            bars = bars_of(view)
            return bars[opened] if opened < len(bars) else None
        case "entry":
            entries = _submenus(start)
            return entries[opened] if opened < len(entries) else None
        case "folder":
            folders = _closed_folders(view)
            return folders[0] if folders else None
        case _:
            return _next_page(view)


def _tabs(view: View) -> list[Box]:
    """The tabs of the page: those the eye knows, else the row of equal boxes at its top."""
    tabs = [control.box for control in view.scene.controls if control.kind == "tab"]
    if len(tabs) >= 2:
        return tabs
    tops = [control for control in view.scene.controls if control.kind in ("tab", "button")]
    if not tops:
        return []
    first = min(tops, key=lambda control: control.box.y0).box
    return [control.box for control in tops if abs(control.box.center.y - first.center.y) < first.height / 2]


def _submenus(view: View) -> list[Box]:
    """Entries of an open menu that lead to another one: an arrow stands behind their words."""
    lines = [line for line in view.eye.read(view.frame) if re.search(r"[>›»▸►]\s*$", line.text)]
    arrows = [c.box for c in view.scene.controls if any(icon.name in ("chevron-right", "arrow-right", "play") for icon in c.icons[:2])]  # fmt: skip
    return [line.box for line in lines] + [
        box for box in arrows if not any(line.box.common_area(box) for line in lines)
    ]


def _closed_folders(view: View) -> list[Box]:
    """Texts of a list whose picture is another than that of most: a folder beside files, with a plus before it."""
    lines = view.eye.read(view.frame)
    marks = [c for c in view.scene.controls if c.kind == "icon" and c.box.width > 1.25 * c.box.height]
    return [
        line.box
        for line in lines
        if any(abs(mark.box.center.y - line.box.center.y) < line.box.height and 0 <= line.box.x0 - mark.box.x1 < 3 * line.box.height for mark in marks)
    ]  # fmt: skip


def _next_page(view: View) -> Box | None:
    """What leads to the next page: the last mark or word that says so."""
    things = [c for c in view.scene.controls if c.kind in ("icon", "link", "button", "text")]
    marks = [
        c.box for c in things if any(icon.name in ("chevron-right", "arrow-right", "next") for icon in c.icons[:2])
    ]
    texts = [(c.label, c.box) for c in things] + [(line.text, line.box) for line in view.eye.read(view.frame)]
    marks += [box for text, box in texts if len(text) <= _SHORT and _FURTHER.search(text)]
    last = max(marks, key=lambda box: (box.center.y, box.x1), default=None)
    return _right_end(last) if last else None


def _right_end(box: Box) -> Box:
    """The last sign of a short line: "1 2 >"."""
    width = min(box.width, max(6, round(0.7 * box.height)))
    return Box(box.x1 - width, box.y0, box.x1, box.y1)


def unfold(cursor: Cursor, view: View) -> Move:
    """Click the only section's head; where there is none, the only picture there is."""
    if cursor.phase == "unfold":
        return Next()
    bars = bars_of(view)
    folded = bars or [c.box for c in view.scene.controls if c.kind in ("icon", "button")]
    if not folded:
        return seek(cursor, view, "something folded")
    if len(folded) > 1:
        return GiveUp(f"{len(folded)} things may be what is folded")
    return do(cursor, "unfold", Click(at=folded[0].center), "open what is folded")


def click_value(step: ClickValue, cursor: Cursor, view: View) -> Move:
    """Click the text behind the name, where it ends: the name itself is seldom a link."""
    if cursor.phase == "value" and view.fate == "done":
        return Next()
    for line in view.eye.read(view.frame):
        if match := re.match(rf"{re.escape(step.name)}\s*[:：]\s*(?=\S)", line.text, re.IGNORECASE):
            share = match.end() / len(line.text)
            x0 = round(line.box.x0 + share * line.box.width)
            at = Point((x0 + line.box.x1) // 2, line.box.center.y)
            return do(cursor, "value", Click(at=at), f"click what stands behind {step.name!r}")
    return seek(cursor, view, f"something behind {step.name!r}")


def click_result(step: ClickResult, cursor: Cursor, view: View) -> Move:
    """Click the title of a result; a later page is turned to when it must be there."""
    if cursor.phase == "result" and view.fate == "done":
        return Next()
    per_page = len(_titles(view.begun(cursor)))
    if not per_page:
        return seek(cursor, view, "results of a search")
    page, index = divmod(step.number - 1, per_page)
    turned = cursor.times + 1 if cursor.phase == "page" else 0
    if turned < page:
        further = _next_page(view)
        if further is None:
            return GiveUp(f"there are no more than {per_page} results, and no next page")
        return do(cursor, "page", Click(at=further.center), "turn to the next page of results")
    titles = _titles(view)
    if index >= len(titles):
        return GiveUp(f"this page has {len(titles)} results")
    return do(cursor, "result", Click(at=titles[index].center), f"click result {step.number}")


def _titles(view: View) -> list[Box]:
    """The links that look like the first one, one above the other: the others are addresses, or pages."""
    links = [c for c in view.scene.controls if c.kind == "link" and re.search(r"[^\W\d]", c.label)]
    if not links:
        return []
    return [link.box for link in links if link.colours == links[0].colours and abs(link.box.x0 - links[0].box.x0) < 12]
